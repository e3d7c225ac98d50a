"""A value is always read against its reference; what cannot be computed says why."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.relative import Derived, Figures, Position, figures, relate
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState

RATE, COUNT = IndicatorKind.RATE, IndicatorKind.COUNT
OK = [ValueState.OK]


def told(derived: Derived) -> list[tuple[str, float | None]]:
    cells = zip(derived.status.tolist(), derived.value.tolist(), strict=True)
    return [(ValueState(s).word, None if math.isnan(v) else round(v, 6)) for s, v in cells]


def rate(value: float) -> Figures:
    return figures(OK, [value])


def test_rate_against_the_city_by_hand() -> None:
    area = figures(OK, [15.0], [60.0], [400.0])
    found = relate(area, rate(10.0), kind=RATE, scale=100, earlier=rate(13.0), earlier_reference=rate(11.0))
    assert told(found.difference) == [("ok", 5)]
    assert told(found.index) == [("ok", 150)]
    assert told(found.excess) == [("ok", 20)]  # 60 − 400 · 10 %
    assert told(found.change) == [("ok", 2)]
    assert told(found.reference_change) == [("ok", -1)]
    assert told(found.divergence) == [("ok", 3)]
    assert told(found.share) == [("not_applicable", None)]


def test_residents_are_shown_as_share_and_percentage_change() -> None:
    found = relate(
        figures(OK, [500.0]),
        figures(OK, [10_000.0]),
        kind=COUNT,
        scale=1,
        earlier=figures(OK, [400.0]),
        earlier_reference=figures(OK, [8_000.0]),
    )
    assert told(found.share) == [("ok", 5)]
    assert told(found.change) == [("ok", 25)]
    assert told(found.divergence) == [("ok", 0)]
    for absent in (found.difference, found.index, found.excess):
        assert told(absent) == [("not_applicable", None)]


def test_change_of_percentage_points_has_a_difference_and_no_index() -> None:
    found = relate(rate(-1.0), rate(0.5), kind=IndicatorKind.CHANGE, scale=1)
    assert told(found.difference) == [("ok", -1.5)]
    assert told(found.index) == [("not_applicable", None)]


def test_reference_of_zero_gives_no_index_and_never_infinity() -> None:
    found = relate(rate(5.0), rate(0.0), kind=RATE, scale=100)
    assert told(found.difference) == [("ok", 5)]
    assert told(found.index) == [("not_applicable", None)]
    assert told(relate(rate(5.0), rate(5e-324), kind=RATE, scale=100).index) == [("not_applicable", None)]
    growth = relate(rate(5.0), rate(5.0), kind=COUNT, scale=1, earlier=rate(0.0), earlier_reference=rate(1.0))
    assert told(growth.change) == [("not_applicable", None)]
    assert told(growth.divergence) == [("not_applicable", None)]


@pytest.mark.parametrize("state", [s for s in ValueState if s is not ValueState.OK])
def test_nothing_is_derived_from_a_value_that_is_not_there(state: ValueState) -> None:
    hidden = figures([state], [np.nan])
    own = relate(hidden, rate(5.0), kind=RATE, scale=100, earlier=rate(5.0), earlier_reference=rate(5.0))
    against = relate(rate(5.0), hidden, kind=RATE, scale=100, earlier=hidden, earlier_reference=rate(5.0))
    for found in (
        own.difference,
        own.index,
        own.change,
        own.divergence,
        against.difference,
        against.index,
        against.change,
    ):
        assert told(found) == [(state.word, None)]
    assert own.position.tolist() == against.position.tolist() == [Position.UNKNOWN]


def test_suppression_outranks_what_is_missing() -> None:
    hidden, missing = figures([ValueState.SUPPRESSED], [None]), figures([ValueState.MISSING], [None])
    assert told(relate(missing, hidden, kind=RATE, scale=100).difference) == [("suppressed", None)]


def test_without_an_earlier_period_the_change_is_missing() -> None:
    found = relate(rate(5.0), rate(4.0), kind=RATE, scale=100)
    assert told(found.change) == told(found.divergence) == [("missing", None)]


def test_position_says_where_the_whole_range_lies() -> None:
    ranged = figures([0] * 6, [9.0] * 6, low=[8, 10, 10.5, 2, 2, None], high=[12, 14, 14, 9.9, 10, None])
    found = relate(ranged, rate(10.0), kind=RATE, scale=100).position
    assert [Position(p).word for p in found] == ["within", "within", "above", "below", "within", "unknown"]


def test_one_city_serves_all_areas_and_a_series_its_own_references() -> None:
    city_first = figures([0, 0, 0], [10.0, 5.0, 20.0])
    assert relate(city_first, city_first.at(0), kind=RATE, scale=100).difference.value.tolist() == [0, -5, 10]
    series = relate(figures([0, 0], [4.0, 6.0]), figures([0, 0], [5.0, 5.0]), kind=RATE, scale=100)
    assert series.difference.value.tolist() == [-1, 1]


@given(st.floats(-1e6, 1e6), st.sampled_from([RATE, IndicatorKind.SHARE, COUNT]))
def test_reference_differs_from_itself_by_exactly_nothing(value: float, kind: IndicatorKind) -> None:
    found = relate(rate(value), rate(value), kind=kind, scale=100, earlier=rate(1.0), earlier_reference=rate(1.0))
    assert found.divergence.value[0] == 0
    if kind is COUNT:
        assert value == 0 or found.share.value[0] == 100
    else:
        assert found.difference.value[0] == 0
        assert value == 0 or found.index.value[0] == 100


@given(st.lists(st.one_of(st.none(), st.floats(-1e3, 1e3)), min_size=1, max_size=5), st.floats(-1e3, 1e3))
def test_derived_numbers_equal_a_naive_computation(values: list[float | None], reference: float) -> None:
    own = figures([0 if v is not None else 1 for v in values], values)
    found = relate(own, rate(reference), kind=RATE, scale=100)
    for at, value in enumerate(values):
        difference, index = told(found.difference)[at], told(found.index)[at]
        if value is None:
            assert difference == index == ("missing", None)
        else:
            assert difference == ("ok", round(value - reference, 6))
            expected = 100 * value / reference if reference != 0 else math.inf
            assert index[0] == ("ok" if math.isfinite(expected) else "not_applicable")
            assert index[1] is None or math.isclose(
                found.index.value[at], 100 * value / reference, rel_tol=1e-12, abs_tol=1e-12
            )
