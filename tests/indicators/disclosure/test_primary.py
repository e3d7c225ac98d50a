"""Which cells are unsafe by themselves."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.disclosure.policies import BA_3, BA_AKG_10, OPEN, POLICIES, REGISTER_3
from indicators.disclosure.primary import primary_reasons, states_after, unsafe_complements, unsafe_counts
from indicators.states import SuppressionReason, ValueState

COUNTS = np.array([0.0, 1, 2, 3, 9, 10, 11])


def test_counts_below_the_threshold_are_unsafe_and_zero_is_shown() -> None:
    assert unsafe_counts(COUNTS, REGISTER_3).tolist() == [False, True, True, False, False, False, False]
    assert unsafe_counts(COUNTS, BA_AKG_10).tolist() == [False, True, True, True, True, False, False]
    assert not unsafe_counts(COUNTS, OPEN).any()


def test_policy_may_hide_zeros() -> None:
    hiding = dataclasses.replace(REGISTER_3, show_zeros=False)
    assert unsafe_counts(COUNTS, hiding).tolist() == [True, True, True, False, False, False, False]


def test_total_of_residents_is_unsafe_below_ten() -> None:
    assert unsafe_counts(COUNTS, REGISTER_3, total=True).tolist() == [False, True, True, True, True, False, False]


def test_average_that_is_no_whole_number_is_judged_by_the_smallest_safe_count() -> None:
    assert unsafe_counts(np.array([0.25, 2.75, 3.0]), REGISTER_3).tolist() == [True, True, False]


def test_three_persons_need_three_communities() -> None:
    persons = np.array([3.0, 3, 9, 10, 2, 0])
    communities = np.array([3.0, 2, np.nan, np.nan, 3, 0])
    found = unsafe_counts(persons, BA_3, companion=communities)
    assert found.tolist() == [False, True, True, False, True, False]
    assert unsafe_counts(persons, BA_AKG_10, companion=communities).tolist() == [True, True, True, False, True, False]


def test_rest_of_one_to_nine_persons_is_unsafe_and_no_rest_is_not() -> None:
    counts, population = np.array([91.0, 90, 100, 105, np.nan]), np.full(5, 100.0)
    assert unsafe_complements(counts, population, BA_AKG_10).tolist() == [True, False, False, False, False]


def test_reasons_stand_in_order_and_only_where_something_is_hidden() -> None:
    ok, star, missing = ValueState.OK, ValueState.SUPPRESSED, ValueState.MISSING
    states = np.array([ok, ok, ok, ok, star, missing], np.uint8)
    unsafe = np.array([False, True, False, True, True, True])
    base = np.array([100.0, 100, 49, 49, 49, 49])
    reasons = primary_reasons(states, unsafe, base, 50)
    named = [SuppressionReason(r).name.lower() for r in reasons]
    assert named == ["none", "primary", "minimum_denominator", "primary", "supplier", "none"]
    seen = [ValueState(s).word for s in states_after(states, reasons)]
    assert seen == ["ok", "suppressed", "unreliable", "suppressed", "suppressed", "missing"]


def test_unknown_base_is_not_judged() -> None:
    reasons = primary_reasons(np.zeros(1, np.uint8), np.zeros(1, bool), np.array([np.nan]), 50)
    assert reasons.tolist() == [SuppressionReason.NONE]


@given(st.lists(st.integers(0, 30), min_size=1), st.sampled_from(sorted(POLICIES)))
def test_cells_equal_a_naive_reading_of_the_table(counts: list[int], code: str) -> None:
    largest = {"ba-akg-10": 9, "ba-3": 9, "sensitive-10": 9, "register-3": 2, "open": 0}[code]
    found = unsafe_counts(np.array(counts, float), POLICIES[code])
    assert found.tolist() == [1 <= count <= largest for count in counts]
