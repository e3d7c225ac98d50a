"""Edges of map classes: ``C_l < y ≤ C_u``, ties leave fewer classes; PySAL's mapclassify is the oracle."""

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.classification import classes_for, fixed_classes, quantile_classes
from tests.naive.values import quantile

NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=60)


@given(NUMBERS, st.integers(2, 7))
@pytest.mark.filterwarnings("ignore:Not enough unique values")
def test_quantiles_equal_pysal_and_a_naive_computation(numbers: list[float], classes: int) -> None:
    values = np.array(numbers)
    found = quantile_classes(values, classes).upper
    naive = sorted({round(quantile(numbers, at / classes), 9) for at in range(1, classes + 1)})
    oracle = sorted({round(float(edge), 9) for edge in mapclassify.Quantiles(values, classes).bins})
    assert sorted({round(edge, 9) for edge in found}) == naive == oracle


def test_value_on_an_edge_belongs_to_the_class_below_it() -> None:
    classes = fixed_classes(np.array([0.0, 20.0]), (5.0, 10.0))
    assert classes.of(np.array([0.0, 5.0, 5.1, 10.0, 10.1, 20.0, np.nan])).tolist() == [0, 0, 1, 1, 2, 2, -1]
    oracle = mapclassify.UserDefined(np.array([0.0, 5.0, 5.1, 10.0, 10.1, 20.0]), [5.0, 10.0])
    assert oracle.yb.tolist() == [0, 0, 1, 1, 2, 2]


def test_ties_reduce_the_number_of_classes() -> None:
    classes = quantile_classes(np.array([0.0] * 8 + [1.0, 2.0]), 5)
    assert classes.upper == (0.0, pytest.approx(0.2), 2.0)
    assert classes.count == 3
    assert quantile_classes(np.full(9, 3.0)).upper == (3.0,)


def test_fixed_breaks_keep_their_colours_in_every_quarter() -> None:
    low, high = fixed_classes(np.array([1.0, 2.0]), (5.0, 10.0)), fixed_classes(np.array([1.0, 12.0]), (5.0, 10.0))
    assert low.count == high.count == 3
    assert low.of(np.array([2.0])).tolist() == high.of(np.array([2.0])).tolist() == [0]
    assert (low.upper, high.upper) == ((5.0, 10.0), (5.0, 10.0, 12.0))


def test_breaks_of_the_catalogue_come_before_quantiles() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert classes_for(values, (2.5,)).method == "fixed"
    assert classes_for(values, ()).upper == (1.8, 2.6, 3.4, 4.2, 5.0)


def test_map_without_values_has_no_classes() -> None:
    assert quantile_classes(np.array([np.nan])).upper == ()
    assert fixed_classes(np.array([np.nan]), (1.0,)).upper == ()
    assert quantile_classes(np.array([])).of(np.array([np.nan])).tolist() == [-1]


@pytest.mark.parametrize("breaks", [(), (2.0, 1.0), (1.0, 1.0)])
def test_breaks_that_do_not_ascend_are_refused(breaks: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="do not ascend"):
        fixed_classes(np.array([1.0]), breaks)
