"""Correlations of two indicators: against scipy, a second computation, and lists written out."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr

from indicators.calculation.relation import relation
from tests.naive import relating

numbers = st.integers(-50, 50).map(float)
rows_of = st.lists(st.tuples(numbers, numbers, st.integers(1, 9).map(float)), min_size=3, max_size=25).filter(
    lambda rows: len({x for x, _, _ in rows}) > 1 and len({y for _, y, _ in rows}) > 1
)


def _columns(rows: list[tuple[float, float, float]]) -> list[np.ndarray]:
    return [np.array(column) for column in zip(*rows, strict=True)]


@given(rows_of)
def test_weighted_correlations_equal_their_second_computation(rows: list[tuple[float, float, float]]) -> None:
    found = relation(*_columns(rows))
    assert found.pearson == pytest.approx(relating.pearson(rows), abs=1e-9)
    assert found.spearman == pytest.approx(relating.spearman(rows), abs=1e-9)


@given(rows_of)
def test_without_weights_they_are_those_of_scipy(rows: list[tuple[float, float, float]]) -> None:
    x, y, _ = _columns(rows)
    found = relation(x, y)
    assert found.pearson == pytest.approx(pearsonr(x, y).statistic, abs=1e-9)
    assert found.spearman == pytest.approx(spearmanr(x, y).statistic, abs=1e-9)


@given(rows_of)
def test_a_weight_is_standing_in_the_list_so_often(rows: list[tuple[float, float, float]]) -> None:
    written_out = [(x, y) for x, y, w in rows for _ in range(int(w))]
    x, y = (np.array(column) for column in zip(*written_out, strict=True))
    one, other = relation(*_columns(rows)), relation(x, y)
    assert one.pearson == pytest.approx(other.pearson, abs=1e-9)
    assert one.spearman == pytest.approx(other.spearman, abs=1e-9)


@given(rows_of, st.integers(1, 5), st.integers(-20, 20))
def test_another_unit_changes_nothing(rows: list[tuple[float, float, float]], scale: int, shift: int) -> None:
    x, y, w = _columns(rows)
    one, other = relation(x, y, w), relation(scale * x + shift, y, w)
    assert one.pearson == pytest.approx(other.pearson, abs=1e-9)
    assert one.spearman == other.spearman


@given(rows_of)
def test_turning_one_around_turns_the_sign(rows: list[tuple[float, float, float]]) -> None:
    x, y, w = _columns(rows)
    assume(abs(relation(x, y, w).pearson) > 0)
    assert relation(-x, y, w).pearson == pytest.approx(-relation(x, y, w).pearson, abs=1e-9)


def test_by_hand() -> None:
    """x = 1, 2, 3, 4 and y = 2, 1, 4, 3: Σ products of deviations 3, each sum of squares 5, so r = ρ = 3 ÷ 5."""
    found = relation(np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3]))
    assert (found.pearson, found.spearman) == pytest.approx((0.6, 0.6))


def test_areas_without_both_numbers_or_without_weight_take_no_part() -> None:
    x, y = np.array([1.0, 2, 3, np.nan, 9, 7]), np.array([2.0, 1, 4, 3, np.nan, 7])
    assert relation(x, y).areas == 4
    assert relation(x, y, np.array([1.0, 1, 1, 1, 1, 0])).areas == 3
    assert relation(x, y, np.array([1.0, 1, 1, 1, 1, np.nan])).areas == 3


def test_too_few_areas_and_equal_numbers_say_so() -> None:
    assert relation(np.array([1.0, 2]), np.array([1.0, 2])).reason == "too_few_areas"
    assert relation(np.array([1.0, 2, 3]), np.full(3, 5.0)).reason == "all_tied"


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        relation(np.ones(3), np.ones(3), np.array([1.0, -1, 1]))
