"""Allocation by need: exact sums, floors and caps kept, more where need is greater, whatever the areas are called."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.allocation import UNLIMITED, Refused, allocate, bounded_quotas, whole_steps
from indicators.calculation.need import (
    linear_weights,
    quarters,
    relative_deviation,
    stepped_weights,
    stronger,
)
from tests.naive import allocation as naive


@st.composite
def cities(draw):
    """Base, weight, total, floors and caps that fit; whole numbers and tenths, so that ties happen."""
    size = draw(st.integers(1, 12))
    base = draw(st.lists(st.integers(0, 400), min_size=size, max_size=size))
    weight = draw(st.lists(st.integers(0, 30), min_size=size, max_size=size))
    if not any(one * by for one, by in zip(base, weight, strict=True)):
        base[0], weight[0] = 10, 10
    total = draw(st.integers(1, 200))
    floors = draw(st.lists(st.integers(0, total // size), min_size=size, max_size=size))
    spare = draw(st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=size, max_size=size))
    caps = [None if more is None else low + more for low, more in zip(floors, spare, strict=True)]
    reachable = [
        0 if cap is None else cap if one * by else low
        for cap, low, one, by in zip(caps, floors, base, weight, strict=True)
    ]
    if sum(reachable) < total:
        at = next(place for place in range(size) if base[place] * weight[place])
        caps[at] = None
    return base, weight, total, floors, caps


def shared(base, weight, total, floors, caps, codes=None):
    size = len(base)
    return allocate(
        np.array(base, float),
        np.array(weight, float) / 10,
        total,
        taken=np.ones(size, bool),
        codes=codes or [f"{place:04}" for place in range(size)],
        floors=np.array(floors),
        caps=np.array([UNLIMITED if cap is None else cap for cap in caps]),
    )


@given(cities())
def test_amounts_sum_exactly_and_keep_floors_and_caps(city) -> None:
    base, weight, total, floors, caps = city
    amount = shared(*city).amount
    assert amount.sum() == total
    assert all(amount >= floors)
    assert all(one <= cap for one, cap in zip(amount, caps, strict=True) if cap is not None)


@given(cities())
def test_amounts_are_those_of_the_second_computation(city) -> None:
    base, weight, total, floors, caps = city
    codes = [f"{place:04}" for place in range(len(base))]
    again = naive.allocation(
        [Fraction(one) for one in base], [Fraction(by, 10) for by in weight], total, floors, caps, codes
    )
    assert shared(*city).amount.tolist() == again


@given(cities())
def test_no_amount_differs_from_its_quota_by_a_whole_step(city) -> None:
    found = shared(*city)
    assert (np.abs(found.amount - found.quota) < 1).all()


@given(cities(), st.randoms())
def test_relabelling_areas_changes_nothing(city, random) -> None:
    order = list(range(len(city[0])))
    random.shuffle(order)
    base, weight, total, floors, caps = city
    moved = shared(
        *([column[place] for place in order] for column in (base, weight)),
        total,
        *([column[place] for place in order] for column in (floors, caps)),
        codes=[f"{place:04}" for place in order],
    )
    before = shared(*city)
    assert moved.amount.tolist() == before.amount[order].tolist()
    assert moved.quota.tolist() == before.quota[order].tolist()  # bit by bit


@given(st.lists(st.integers(0, 30), min_size=2, max_size=12), st.integers(1, 300), st.integers(1, 500))
def test_who_needs_more_never_gets_less_from_the_same_base(weight, total, base) -> None:
    weight[0] += 1
    amount = shared([base] * len(weight), weight, total, [0] * len(weight), [None] * len(weight)).amount
    for more, own in zip(weight, amount, strict=True):
        assert all(own >= other for less, other in zip(weight, amount, strict=True) if less < more)


@given(cities(), st.integers(2, 9))
def test_a_multiple_of_total_and_bounds_multiplies_every_quota(city, times) -> None:
    base, weight, total, floors, caps = city
    one = shared(*city)
    bounds = [low * times for low in floors], [None if cap is None else cap * times for cap in caps]
    many = shared(base, weight, total * times, *bounds)
    np.testing.assert_allclose(many.quota, times * one.quota, rtol=1e-9, atol=1e-9)


def test_equal_needs_are_the_equal_split() -> None:
    found = shared([100, 200, 300], [13, 13, 13], 60, [0, 0, 0], [None] * 3)
    assert found.amount.tolist() == [10, 20, 30]


def test_spot_check_by_hand() -> None:
    """Ten positions, at least one each, at most four: claims 120, 300, 80 · 0.5 = 40, 500 · 1.2 = 600 of 1,060.

    By claim alone: 1.13, 2.83, 0.38, 5.66. The fourth is 1.66 above its cap, the third 0.62 below its floor: the cap
    holds first, and six are left for 460: 1.57, 3.91, 0.52. Now the third is held at 1, and five are left for 420:
    1.43 and 3.57. Whole: 1 + 3 + 1 + 4 = 9; the tenth goes to the larger remainder.
    """
    found = shared([100, 300, 80, 500], [12, 10, 5, 12], 10, [1, 1, 1, 1], [4, 4, 4, 4])
    np.testing.assert_allclose(found.quota, [600 / 420, 1500 / 420, 1, 4])
    assert found.amount.tolist() == [1, 4, 1, 4]
    assert found.at_floor.tolist() == [False, False, True, False]
    assert found.at_cap.tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("votes", "seats", "expected"),
    [
        # Encyclopaedias' example of the Hare quota, with its tie between the second and the fifth for the last seats
        ([47_000, 16_000, 15_900, 12_000, 6_000, 3_100], 10, [5, 2, 1, 1, 1, 0]),
        # their example of the Alabama paradox: with one seat more, two parties lose one
        ([1500, 1500, 900, 500, 500, 200], 25, [7, 7, 4, 3, 3, 1]),
        ([1500, 1500, 900, 500, 500, 200], 26, [8, 8, 5, 2, 2, 1]),
    ],
)
def test_published_apportionments(votes: list[int], seats: int, expected: list[int]) -> None:
    assert shared(votes, [10] * len(votes), seats, [0] * len(votes), [None] * len(votes)).amount.tolist() == expected


def test_equal_remainders_go_to_need_then_base_then_code() -> None:
    # all remainders are a half
    assert shared([30, 10], [10, 30], 1, [0, 0], [None, None]).amount.tolist() == [0, 1]
    assert shared([30, 10], [10, 10], 2, [0, 0], [None, None]).amount.tolist() == [2, 0]
    assert shared([10, 10], [10, 10], 1, [0, 0], [None, None], codes=["b", "a"]).amount.tolist() == [0, 1]


def test_areas_that_take_no_part_get_nothing() -> None:
    taken = np.array([True, False, True])
    found = allocate(np.array([1.0, np.nan, 3.0]), np.array([1.0, np.nan, 1.0]), 8, taken=taken, codes="abc")
    assert found.amount.tolist() == [2, 0, 6]
    assert found.quota.tolist() == [2.0, 0.0, 6.0]


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        ({"total": 0}, "nothing_to_distribute", {}),
        ({"total": 10**9 + 1}, "too_fine", {"most": 10**9}),
        ({"taken": [False, False]}, "no_areas", {}),
        ({"base": [0, 0]}, "bases_zero", {}),
        ({"weight": [0, 0]}, "weights_zero", {}),
        ({"floors": [6, 5]}, "floors_exceed_total", {"floors": 11, "total": 10}),
        ({"caps": [4, 5]}, "caps_below_total", {"caps": 9, "total": 10}),
        ({"floors": [3, 0], "caps": [2, 20]}, "floor_above_cap", {"areas": 1}),
        ({"base": [5, 0], "caps": [4, UNLIMITED]}, "caps_below_total", {"caps": 4, "total": 10}),
    ],
)
def test_what_cannot_be_distributed_says_why(change, code, params) -> None:
    given = {"base": [5, 5], "weight": [1, 1], "total": 10, "taken": [True, True], "floors": [0, 0], "caps": [99, 99]}
    given |= change
    with pytest.raises(Refused) as refused:
        allocate(
            np.array(given["base"], float),
            np.array(given["weight"], float),
            given["total"],
            taken=np.array(given["taken"]),
            codes="ab",
            floors=np.array(given["floors"]),
            caps=np.array(given["caps"]),
        )
    assert (refused.value.code, refused.value.params) == (code, params)


def test_ten_thousand_areas_that_are_fixed_one_after_the_other_end() -> None:
    """Each round fixes a few only: caps that grow as fast as the claims that are left."""
    size = 10_000
    claim = np.linspace(1, 1000, size)
    caps = np.maximum(1, np.arange(size)[::-1] // 40)
    total = int(caps.sum() * 0.97)
    quota = bounded_quotas(claim, total, np.zeros(size, np.int64), caps)
    assert abs(quota.sum() - total) < 1e-6
    assert (quota <= caps).all()
    found = allocate(
        claim, np.ones(size), total, taken=np.ones(size, bool), codes=[str(i) for i in range(size)], caps=caps
    )
    assert found.amount.sum() == total


def test_floors_round_up_and_caps_down_to_whole_steps() -> None:
    amounts = np.array([0.0, 0.2, 1.0, np.nan])
    assert whole_steps(amounts, 0.5, up=True).tolist() == [0, 1, 2, UNLIMITED]
    assert whole_steps(amounts, 0.5, up=False).tolist() == [0, 0, 2, UNLIMITED]


def test_weights_are_one_where_an_area_is_as_the_city() -> None:
    deviation = relative_deviation(np.array([8.0, 16.0, 4.0, np.nan]), 8.0, more_is_need=True)
    assert linear_weights(deviation, strength=1.0, lowest=0.0).tolist()[:3] == [1.0, 2.0, 0.5]
    assert linear_weights(deviation, strength=0.0, lowest=0.0).tolist()[:3] == [1.0, 1.0, 1.0]
    assert linear_weights(-deviation, strength=1.0, lowest=0.4).tolist()[:3] == [1.0, 0.4, 1.5]


@pytest.mark.parametrize("city", [0.0, np.nan])
def test_without_a_value_of_the_city_there_is_nothing_to_compare_with(city: float) -> None:
    with pytest.raises(Refused, match="no_reference"):
        relative_deviation(np.array([1.0]), city, more_is_need=True)


def test_every_class_needs_a_weight() -> None:
    with pytest.raises(Refused, match="class_weights"):
        stepped_weights(np.array([0, 2], np.int16), (1.0, 2.0))


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=40))
def test_quarters_are_those_of_the_second_computation(values) -> None:
    found = quarters(np.array([np.nan if value is None else value for value in values], float))
    assert found.tolist() == [-1 if quarter is None else quarter for quarter in naive.quarter(values)]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=5))
def test_a_stronger_weight_leaves_one_at_one_and_moves_the_others_away(weights) -> None:
    for before, after in zip(weights, stronger(weights, 0.1), strict=True):
        assert after == 0 or abs(after - 1) >= abs(before - 1)
