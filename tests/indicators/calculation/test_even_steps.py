"""Periods on even distances in time: what is judged by its history needs a grid without holes in between."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.even_steps import Steps, even_steps, laid
from indicators.periods import parse_period


def steps_of(*codes: str) -> Steps | None:
    return even_steps([parse_period(code) for code in codes])


def test_the_closest_distance_is_the_step_and_holes_are_rows_without_a_period() -> None:
    assert steps_of("2022-Q1", "2022-Q2", "2022-Q4") == Steps(3, (0, 1, 3))
    assert steps_of("2012-12-31", "2014-12-31", "2018-12-31") is None  # two years are no part of one
    assert steps_of("2019", "2020", "2022") == Steps(12, (0, 1, 3))


def test_what_lies_on_no_grid_is_not_judged() -> None:
    assert steps_of("2022-01", "2022-03", "2022-06") is None
    assert steps_of("2022-12-31", "2022-Q4") is None  # the same month twice
    assert steps_of("2022") is None


def test_values_stand_in_their_rows_and_nothing_in_the_holes() -> None:
    grid = laid(Steps(3, (0, 1, 3)), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert grid[[0, 1, 3]].tolist() == [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    assert np.isnan(grid[2]).all()


@given(st.sampled_from([1, 3, 6, 12]), st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_periods_that_lie_on_a_grid_keep_their_distances(months: int, gaps: list[int]) -> None:
    places = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    ends = [12 * 2000 + place * months for place in places]
    found = steps_of(*(f"{month // 12}-{month % 12 + 1:02}" for month in ends))
    if found is None:
        return  # the closest two lie more than a year apart, or at a distance that a year is no multiple of
    assert [row * found.months for row in found.rows] == [place * months for place in places]
