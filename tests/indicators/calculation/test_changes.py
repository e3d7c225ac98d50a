"""Changes over a year against a place's own history, against published tables and the naive way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.changes import yearly_change
from indicators.discoveries import discoveries
from tests.naive.changing import beyond, change_and_p, fallen

#: Benjamini and Hochberg 1995, section 3: fifteen comparisons of a thrombolysis trial; four fall at 0.05.
TRIAL = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
]


def of(*values: float | None) -> np.ndarray:
    return np.array([[np.nan if value is None else value] for value in values])


def test_trial_of_benjamini_and_hochberg_is_reproduced() -> None:
    assert discoveries(np.array(TRIAL)).tolist() == [True] * 4 + [False] * 11


def test_order_of_the_areas_does_not_matter_and_what_is_unknown_is_not_counted() -> None:
    shuffled = [TRIAL[i] for i in (14, 3, 0, 8, 2, 1)]
    alone = discoveries(np.array(shuffled)).tolist()
    assert discoveries(np.array([*shuffled, np.nan, np.nan])).tolist() == [*alone, False, False]


def test_nothing_falls_where_there_is_nothing() -> None:
    assert discoveries(np.array([])).tolist() == []
    assert discoveries(np.array([np.nan])).tolist() == [False]


@pytest.mark.parametrize(("freedom", "t"), [(3, 3.182), (4, 2.776), (7, 2.365), (18, 2.101), (120, 1.980)])
def test_range_is_students_table_times_the_scatter(freedom: int, t: float) -> None:
    """Steps of +1 and −1 scatter around 0; the table's two-sided 5 % points, to its three decimals."""
    steps = [1.0 if i % 2 else -1.0 for i in range(freedom + 1)]
    values = np.cumsum([0.0, *steps, 0.0])
    scatter = float(np.std(steps, ddof=1))
    found = yearly_change(values[:, None], 1)
    assert found.half[0] / scatter == pytest.approx(t, abs=6e-4)


def test_one_change_by_hand() -> None:
    """Steps 1, −1, 1, −1, 1: mean 0.2, s² = (3·0.8² + 2·1.2²)/4 = 1.2; two a year: s·√2 = 1.549; t(4) = 2.776: ±4.30."""
    found = yearly_change(of(5, 6, 5, 6, 5, 6, 9, 10.4), 2)
    assert found.change[0] == pytest.approx(4.4)
    assert found.half[0] == pytest.approx(2.776 * 1.2**0.5 * 2**0.5, abs=1e-3)
    assert found.outside[0]
    assert not yearly_change(of(5, 6, 5, 6, 5, 6, 9, 10.2), 2).outside[0]


def test_steady_rise_of_the_past_does_not_hide_a_change() -> None:
    rising = yearly_change(of(*(10 + 0.5 * i + (0.1 if i % 2 else 0) for i in range(12))), 4)
    assert rising.change[0] == pytest.approx(2.0)
    assert rising.outside[0]


def test_year_that_is_judged_does_not_judge_itself() -> None:
    quiet = [10, 10.1, 10, 10.1, 10, 10.1]
    calm, wild = yearly_change(of(*quiet, 10, 11), 2), yearly_change(of(*quiet, 14, 11), 2)
    assert calm.half[0] == wild.half[0]


@pytest.mark.parametrize(
    "values",
    [(), (1.0,), (1.0, 2.0), (1, 2, 1, 2, 5), (1, 2, None, 2, 1, None, 2, 5), (1, 1, 1, 1, 1, 1, 5)],
)
def test_without_enough_history_or_without_any_scatter_nothing_is_judged(values: tuple[float | None, ...]) -> None:
    found = yearly_change(of(*values) if values else np.zeros((0, 1)), 1)
    assert np.isnan(found.p[0]) and not found.outside[0]


def test_one_case_more_is_the_least_that_a_history_fluctuates_by() -> None:
    still = of(1, 1, 1, 1, 1, 1, 1.5)
    assert not yearly_change(still, 1, resolution=0.25).outside[0]
    assert yearly_change(still, 1, resolution=0.1).outside[0]


def test_history_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="periods a year"):
        yearly_change(of(1, 2), 0)


numbers = st.one_of(st.none(), st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 2)))


@given(
    st.lists(numbers, min_size=1, max_size=28),
    st.sampled_from([1, 2, 4]),
    st.sampled_from([0.0, 0.5]),
    st.integers(0, 2),
)
def test_naive_computation_agrees(values: list[float | None], per_year: int, resolution: float, leave_out: int) -> None:
    found = yearly_change(of(*values), per_year, resolution=resolution, leave_out=leave_out)
    change, p = change_and_p(values, per_year, resolution, leave_out)
    assert found.change[0] == pytest.approx(np.nan if change is None else change, nan_ok=True)
    assert found.p[0] == pytest.approx(np.nan if p is None else p, abs=1e-9, nan_ok=True)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=40))
def test_naive_discoveries_agree(probabilities: list[float | None]) -> None:
    found = discoveries(np.array([np.nan if p is None else p for p in probabilities], np.float64))
    assert found.tolist() == fallen(probabilities)


def test_naive_probability_of_students_t_agrees_with_the_table() -> None:
    assert [round(beyond(t, freedom), 3) for freedom, t in ((1, 12.706), (2, 4.303), (9, 2.262), (30, 2.042))] == [
        0.05
    ] * 4
