"""Rolling means and pooled years are recomputed from counts, and hold every period or say why not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.variants import Pooled, Variant, Window, offered, pooled, window
from indicators.catalogue.specs import IndicatorKind
from indicators.periods import Period, parse_period
from indicators.states import ValueState
from tests.naive.trending import pool

RATE, COUNT = IndicatorKind.RATE, IndicatorKind.COUNT
ROLLING4, POOLED3 = Variant.ROLLING4, Variant.POOLED3
QUARTERS = [parse_period(f"{year}-Q{quarter}") for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]


def always(earlier: Period, later: Period) -> bool:
    return True


def codes(found: Window) -> list[str]:
    return [period.code for period in found.periods]


def pooled_cells(*cells: tuple[ValueState, float | None, float | None], **how: bool) -> Pooled:
    def column(at: int) -> list[np.ndarray]:
        return [np.array([np.nan if cell[at] is None else cell[at]], np.float64) for cell in cells]

    states = [np.array([cell[0]], np.uint8) for cell in cells]
    return pooled(states, column(1), column(2), kind=RATE, scale=100, **how)


OK = ValueState.OK


def test_rolling_mean_is_no_mean_of_rates_by_hand() -> None:
    """10 of 100 and three times 30 of 500 are 100 of 1,600: 6.25 %, while the mean of the four rates would be 7 %."""
    found = pooled_cells((OK, 10, 100), *[(OK, 30, 500)] * 3)
    assert (found.value[0], found.numerator[0], found.denominator[0]) == (6.25, 25.0, 400.0)


def test_count_has_the_mean_of_its_counts() -> None:
    counts = [np.array([n]) for n in (90.0, 110.0, 100.0, 104.0)]
    found = pooled([np.zeros(1, np.uint8)] * 4, counts, [np.array([np.nan])] * 4, kind=COUNT, scale=1)
    assert found.value[0] == 101.0


def test_window_of_four_quarters_and_of_three_years() -> None:
    assert codes(window(ROLLING4, QUARTERS[6], QUARTERS, always)) == ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]
    assert codes(window(POOLED3, QUARTERS[-1], QUARTERS, always)) == [period.code for period in QUARTERS]
    years = [parse_period(str(year)) for year in range(2015, 2020)]
    assert codes(window(POOLED3, years[3], years, always)) == ["2016", "2017", "2018"]
    school = [parse_period(code) for code in ("2016/17", "2017/18", "2018/19")]
    assert not window(POOLED3, school[-1], school, always).gap


def test_period_without_a_delivery_is_a_gap_and_a_day_is_no_year() -> None:
    found = window(ROLLING4, QUARTERS[5], [*QUARTERS[:4], QUARTERS[5]], always)
    assert found.gap and codes(found) == ["2023-Q3", "2023-Q4", "2024-Q2"]
    day = parse_period("2024-03-31")
    assert codes(window(ROLLING4, QUARTERS[5], [*QUARTERS[:6], day], always)) == [p.code for p in QUARTERS[2:6]]


def test_break_inside_the_window_is_told_and_one_at_its_beginning_is_none() -> None:
    def new_from(period: Period) -> list[bool]:
        def comparable(earlier: Period, later: Period) -> bool:
            return not earlier.ends < period.ends <= later.ends

        return [window(ROLLING4, last, QUARTERS, comparable).broken for last in QUARTERS[3:8]]

    assert new_from(QUARTERS[4]) == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ({"gap": True}, "missing"),
        ({"broken": True}, "not_applicable"),
        ({"gap": True, "broken": True}, "not_applicable"),
    ],
)
def test_incomplete_window_has_no_value(how: dict[str, bool], word: str) -> None:
    found = pooled_cells(*[(OK, 10, 100)] * 3, **how)
    assert ValueState(found.status[0]).word == word
    assert np.isnan([found.value[0], found.numerator[0], found.denominator[0]]).all()


@pytest.mark.parametrize("how", [{}, {"gap": True}, {"broken": True}])
def test_suppressed_cell_hides_the_whole_window(how: dict[str, bool]) -> None:
    found = pooled_cells(
        *[(OK, 10, 100)] * 2, (ValueState.MISSING, None, None), (ValueState.SUPPRESSED, None, None), **how
    )
    assert found.status[0] == ValueState.SUPPRESSED and np.isnan(found.value[0])


def test_share_without_counts_cannot_be_recomputed() -> None:
    found = pooled_cells(*[(OK, 10, 100)] * 3, (OK, None, None))
    assert found.status[0] == ValueState.NOT_APPLICABLE


def test_variants_are_offered_where_there_are_counts_and_the_cadence() -> None:
    def names(kind: IndicatorKind, *periods: str) -> list[str]:
        return [variant.value for variant in offered(kind, [parse_period(code) for code in periods])]

    assert names(RATE, "2025-Q1", "2025-Q2") == ["none", "rolling4", "pooled3", "smoothed"]
    assert names(COUNT, "2025-Q1") == ["none", "rolling4", "pooled3"]
    assert names(IndicatorKind.SHARE, "2025-Q1") == ["none"]
    assert names(RATE, "2021..2023", "2025-02-23") == ["none", "smoothed"]


state = st.sampled_from(list(ValueState))
numbers = st.tuples(st.integers(0, 50).map(float), st.integers(1, 400).map(float))
cells = st.lists(st.tuples(state, numbers), min_size=1, max_size=4)


@given(cells, st.booleans(), st.booleans())
def test_naive_computation_agrees(drawn: list[tuple[ValueState, tuple[float, float]]], gap: bool, broken: bool) -> None:
    given_cells = [(state, *(counts if state is OK else (None, None))) for state, counts in drawn]
    found = pooled_cells(*given_cells, gap=gap, broken=broken)
    word, value = pool([(s.word, n, d) for s, n, d in given_cells], 100, gap=gap, broken=broken)
    assert ValueState(found.status[0]).word == word
    assert found.value[0] == pytest.approx(np.nan if value is None else value, nan_ok=True)
