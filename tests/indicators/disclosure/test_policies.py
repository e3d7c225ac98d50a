"""The table of policies as the design states it."""

import dataclasses

import pytest

from indicators.catalogue.vocabulary import POLICIES as POLICY_NAMES
from indicators.disclosure.policies import BA_3, BA_AKG_10, OPEN, POLICIES, REGISTER_3, SENSITIVE_10, policy, strictest


def test_every_policy_that_a_source_may_name_has_its_rules() -> None:
    assert set(POLICIES) == set(POLICY_NAMES)


@pytest.mark.parametrize(
    ("code", "largest_unsafe", "complements"),
    [
        ("ba-akg-10", 9, True),
        ("ba-3", 9, True),
        ("sensitive-10", 9, True),
        ("register-3", 2, False),
        ("open", -1, False),
    ],
)
def test_thresholds_are_those_of_the_design(code: str, largest_unsafe: int, complements: bool) -> None:
    assert policy(code).smallest_safe - 1 == largest_unsafe
    assert policy(code).protect_complements is complements
    assert policy(code).show_zeros


def test_unknown_policy_is_an_error_and_never_open() -> None:
    with pytest.raises(KeyError):
        policy("register-5")


def test_residents_have_a_threshold_of_ten_and_communities_one_of_three() -> None:
    assert REGISTER_3.smallest_safe_total == 10
    assert BA_3.smallest_safe_with_companion == 3


def test_sum_over_sources_follows_the_strictest_rule_of_each_kind() -> None:
    mixed = strictest([REGISTER_3, BA_3])
    assert (mixed.smallest_safe, mixed.smallest_safe_total, mixed.protect_complements) == (10, 10, True)
    assert mixed.smallest_safe_with_companion is None
    assert not strictest([REGISTER_3, dataclasses.replace(BA_3, show_zeros=False)]).show_zeros
    assert strictest([OPEN, OPEN]) == OPEN == strictest([])
    assert strictest([BA_AKG_10, SENSITIVE_10]).smallest_safe == 10
