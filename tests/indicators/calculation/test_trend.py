"""Level and trend are two statements; diverging and lagging are said only where two comparisons in a row say so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from indicators.calculation.trend import (
    Course,
    Direction,
    Judged,
    compare,
    each_alone,
    joined,
    judge,
    told,
    unfavourable,
)
from indicators.catalogue.specs import Break, IndicatorKind, IndicatorSpec, Polarity, Text
from indicators.periods import parse_period
from tests.factories.catalogue import indicator_spec
from tests.naive.trending import courses

HIGHER, LOWER, NEUTRAL = Polarity.HIGHER_IS_MORE_DISADVANTAGE, Polarity.LOWER_IS_MORE_DISADVANTAGE, Polarity.NEUTRAL
YEARS = [parse_period(str(year)) for year in range(2010, 2020)]
QUARTERS = [parse_period(f"{year}-Q{quarter}") for year in range(2020, 2026) for quarter in (1, 2, 3, 4)]
#: Ten years of a city that wobbles by 0.1 and falls by 1 a year in the last two.
CITY = [10.0, 10.1, 10.0, 10.1, 10.0, 10.1, 10.0, 10.1, 9.1, 8.1]
QUIET = [20.0, 20.2, 20.1, 20.2, 20.0, 20.1, 20.0, 20.1]


def a_rate(polarity: Polarity = HIGHER, **changes: object) -> IndicatorSpec:
    return indicator_spec(polarity=polarity, **{"breaks": (), **changes})


def words(
    area: list[float], city: list[float] = CITY, spec: IndicatorSpec | None = None, periods: list = YEARS
) -> tuple[str, str]:
    values = np.array(area, np.float64)[:, None]
    found = judge(periods, values, np.array(city, np.float64)[:, None], spec or a_rate(), np.full(1, np.nan))
    if found is None:
        return "unknown", "unknown"
    trend = told(found, each_alone)
    return Direction(trend.direction[0]).word, Course(trend.course[0]).word


def test_area_that_rises_while_the_city_falls_diverges() -> None:
    assert words([*QUIET, 21.5, 23.0]) == ("rising", "diverging")


def test_one_comparison_alone_says_nothing() -> None:
    assert words([*QUIET, 19.1, 20.6])[1] == "along"  # along with the city until last year
    assert words([*QUIET, 21.6, 20.6])[1] == "along"  # it did diverge the year before, and no longer does


def test_area_that_falls_less_than_the_city_lags_and_one_that_falls_more_does_not() -> None:
    assert words([*QUIET, 20.0, 19.8])[1] == "lagging"
    assert words([*QUIET, 18.0, 15.8]) == ("falling", "along")


def test_area_that_stays_while_the_city_falls_lags_since_no_change_is_opposite_to_none() -> None:
    assert words([*QUIET, 20.1, 20.1]) == ("stable", "lagging")


def test_what_is_unfavourable_is_said_by_the_polarity_and_neutral_indicators_never_lag() -> None:
    falls_less = [*QUIET, 20.0, 19.8]
    assert words(falls_less, spec=a_rate(LOWER))[1] == "along"
    assert words([*QUIET, 18.0, 15.8], spec=a_rate(LOWER))[1] == "lagging"
    for area in (falls_less, [*QUIET, 18.0, 15.8]):
        assert words(area, spec=a_rate(NEUTRAL))[1] == "along"
    assert words([*QUIET, 21.5, 23.0], spec=a_rate(NEUTRAL))[1] == "diverging"
    assert [unfavourable(polarity) for polarity in (HIGHER, LOWER, NEUTRAL)] == [1, -1, 0]


def test_city_that_stands_still_as_shown_has_no_opposite() -> None:
    still = [*CITY[:8], 10.08, 10.06]  # -0.02 a year shows as 0.0
    assert words([*QUIET, 21.5, 23.0], still) == ("rising", "lagging")


def test_one_trend_by_hand() -> None:
    """The distance to the city: steps 0.1, 0, 0, -0.1, 0, 0, 0 before the last year, that is mean 0 and s² = 0.02 ÷ 6 with
    six degrees of freedom and t = 2.447, so that the gap of the year, 2.5 more, lies outside ±0.14."""
    area, city = [10.0, 10.1, 10.1, 10.1, 10.0, 10.0, 10.0, 10.0, 12.5], [5.0] * 9
    found = compare(np.array(area)[:, None], np.array(city)[:, None], 1)
    assert found.gap[0] == pytest.approx(2.5)
    assert found.gap_p[0] < 1e-6 and found.reference_change[0] == 0


def test_quarters_are_compared_with_the_same_quarter_of_the_previous_year() -> None:
    season = [0.0, 1.0, 0.0, -1.0] * 6
    city = [10 + s for s in season[:20]] + [9.6, 10.2, 8.8, 7.4]
    area = [20 + s + 0.02 * (i % 3) for i, s in enumerate(season[:20])] + [20.6, 22.2, 21.8, 21.4]
    assert words(area, city, periods=QUARTERS)[1] == "diverging"
    assert words(area[:20], city[:20], periods=QUARTERS[:20]) == ("stable", "along")


def test_break_inside_either_comparison_refuses_the_course() -> None:
    area = [*QUIET, 21.5, 23.0]
    inside_the_last, inside_the_one_before = ((Break(year, Text("", "")),) for year in ("2019", "2018"))
    assert words(area, spec=a_rate(breaks=inside_the_last)) == ("unknown", "unknown")
    assert words(area, spec=a_rate(breaks=inside_the_one_before))[1] == "unknown"
    earlier = (Break("2012", Text("", "")),)
    assert words(area, spec=a_rate(breaks=earlier))[1] == "diverging"


def test_gap_in_the_series_is_not_bridged() -> None:
    area: list[float] = [*QUIET, np.nan, 23.0]
    assert words(area)[1] == "unknown"
    without = [*YEARS[:7], *YEARS[8:]]
    assert words([*QUIET[:7], 21.5, 23.0], [*CITY[:7], *CITY[8:]], periods=without)[1] == "unknown"


def test_short_history_uneven_periods_and_overlapping_years_are_not_judged() -> None:
    assert words([20.0, 21.0, 23.0], CITY[:3], periods=YEARS[:3]) == ("unknown", "unknown")
    pooled = [parse_period(f"{year}..{year + 2}") for year in range(2000, 2010)]
    assert words([*QUIET, 21.5, 23.0], periods=pooled) == ("unknown", "unknown")
    uneven = [parse_period(code) for code in ("2012-12-31", "2014-12-31", "2018-12-31")]
    assert words([20.0, 21.0, 23.0], CITY[:3], periods=uneven) == ("unknown", "unknown")


def test_residents_are_judged_in_percent() -> None:
    """An area of 500 and one of 50,000 that grow in the same proportions say the same."""
    spec = a_rate(NEUTRAL, kind=IndicatorKind.COUNT)
    city = [1e6, 1.001e6, 1e6, 1.001e6, 1e6, 1.001e6, 1e6, 1.001e6, 0.99e6, 0.98e6]
    shape = [100.0, 100.4, 100.1, 100.5, 100.2, 100.1, 100.3, 100.2, 105.0, 110.0]
    for size in (5.0, 500.0):
        assert words([size * value for value in shape], city, spec) == ("rising", "diverging")
    assert words([*[500.0] * 9, 0.0], city, spec) == ("unknown", "unknown")


def test_of_many_areas_at_most_few_are_said_to_move_by_chance() -> None:
    chance = np.random.default_rng(20260630)
    values = 10 + np.cumsum(chance.normal(0, 0.3, (24, 500)), axis=0)
    city = np.full((24, 1), 10.0)
    found = judge(QUARTERS, values, city, a_rate(), np.full(500, np.nan))
    assert found is not None
    together, alone = told(found), told(found, each_alone)
    said = [int((trend.course > Course.ALONG).sum()) for trend in (together, alone)]
    assert said[0] <= 2 and said[1] <= 0.05 * 500


def test_indicators_of_one_sheet_are_told_together() -> None:
    def one(area: list[float]) -> Judged:
        found = judge(YEARS, np.array(area)[:, None], np.array(CITY)[:, None], a_rate(), np.full(1, np.nan))
        assert found is not None
        return found

    several = joined([one([*QUIET, 21.5, 23.0]), one([*QUIET, 19.1, 18.2])])
    assert [Course(code).word for code in told(several).course] == ["diverging", "along"]


numbers = st.floats(0, 30, allow_nan=False).map(lambda x: round(x, 1))
series = st.lists(numbers, min_size=10, max_size=10)


def _course(values: NDArray[np.float64], city: list[float], spec: IndicatorSpec) -> list[str]:
    found = judge(YEARS, values, np.array(city)[:, None], spec, np.full(values.shape[1], np.nan))
    assert found is not None
    return [Course(code).word for code in told(found).course]


@given(st.lists(series, min_size=1, max_size=5), series, st.sampled_from([HIGHER, LOWER, NEUTRAL]))
def test_naive_computation_agrees(areas: list[list[float]], city: list[float], polarity: Polarity) -> None:
    naive = courses(areas, city, 1, unfavourable(polarity), 0.05, resolution=0.1)
    assert _course(np.array(areas).T, city, a_rate(polarity)) == naive


@given(st.lists(series, min_size=2, max_size=6), series, st.randoms(use_true_random=False))
def test_order_of_the_areas_changes_nothing(areas: list[list[float]], city: list[float], random: object) -> None:
    order = list(range(len(areas)))
    random.shuffle(order)  # type: ignore[attr-defined]
    values = np.array(areas).T
    found = _course(values, city, a_rate())
    assert _course(values[:, order], city, a_rate()) == [found[at] for at in order]


@given(series)
def test_reference_never_moves_otherwise_than_itself(city: list[float]) -> None:
    assert _course(np.array(city)[:, None], city, a_rate()) == ["along"]
