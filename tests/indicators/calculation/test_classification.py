"""Edges of map classes: ``C_l < y ≤ C_u``, ties leave fewer classes; PySAL's mapclassify is the oracle."""

import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculation.classification import (
    Choice,
    Classes,
    ClassesRefused,
    Method,
    classes_for,
    deviation_classes,
    equal_classes,
    fixed_classes,
    natural_classes,
    parse_choice,
    quantile_classes,
)
from tests.naive import classes as naive

NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=60)
COUNTS = st.integers(2, 7)


def rounded(edges: object) -> list[float]:
    return sorted({round(float(edge), 9) for edge in edges})  # type: ignore[attr-defined]


@given(NUMBERS, COUNTS)
@pytest.mark.filterwarnings("ignore:Not enough unique values")
def test_quantiles_equal_pysal_and_a_naive_computation(numbers: list[float], classes: int) -> None:
    values = np.array(numbers)
    found = quantile_classes(values, classes).upper
    oracle = rounded(mapclassify.Quantiles(values, classes).bins)
    assert rounded(found) == rounded(naive.quantile_edges(numbers, classes)) == oracle


@given(NUMBERS, COUNTS)
def test_equal_intervals_equal_pysal_and_a_naive_computation(numbers: list[float], classes: int) -> None:
    assume(min(numbers) < max(numbers))
    values = np.array(numbers)
    oracle = rounded(mapclassify.EqualInterval(values, classes).bins)
    assert rounded(equal_classes(values, classes).upper) == rounded(naive.equal_edges(numbers, classes)) == oracle


@given(NUMBERS, st.floats(-60, 60), COUNTS)
def test_deviations_are_those_of_pysal_moved_to_the_reference(
    numbers: list[float], reference: float, classes: int
) -> None:
    assume(min(numbers) < max(numbers))
    values = np.array(numbers)
    found = deviation_classes(values, reference, classes)
    assert list(found.upper) == pytest.approx(naive.deviation_edges(numbers, reference, classes))
    # mapclassify takes the mean as the centre and the areas for a sample: n − 1 in its divisor.
    steps = [(at - classes / 2) * np.sqrt((values.size - 1) / values.size) for at in range(1, classes)]
    oracle = mapclassify.StdMean(values, multiples=steps).bins[: classes - 1] - values.mean() + reference
    assert list(found.upper[: classes - 1]) == pytest.approx(list(oracle))
    assert found.count == classes


def test_deviations_centre_on_the_reference_and_not_on_the_mean() -> None:
    values = np.array([2.0, 4.0, 6.0, 8.0, 10.0])  # mean 6, standard deviation √8
    assert deviation_classes(values, 5.0, 4).upper == pytest.approx((5 - np.sqrt(8), 5, 5 + np.sqrt(8), 10))
    assert deviation_classes(values, 5.0, 3).upper == pytest.approx((5 - np.sqrt(2), 5 + np.sqrt(2), 10))


@given(st.lists(st.integers(0, 30).map(float), min_size=2, max_size=13), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_divisions(numbers: list[float], classes: int) -> None:
    found = natural_classes(np.array(numbers), classes)
    assert set(found.upper) <= set(numbers)
    assert found.count == min(classes, len(set(numbers)))
    assert naive.within(numbers, found.upper) == naive.natural_sum(numbers, classes)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_natural_breaks_equal_pysal(seed: int) -> None:
    values = np.random.default_rng(seed).gamma(2, 4, 120)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = mapclassify.FisherJenks(values, 3 + seed % 5)
    assert natural_classes(values, 3 + seed % 5).upper == pytest.approx(tuple(oracle.bins))


def test_natural_breaks_by_hand() -> None:
    # 1, 2 | 7, 8, 9 | 20 leaves ½ + 2; every other division of the five gaps leaves more.
    assert natural_classes(np.array([8.0, 1.0, 20.0, 7.0, 2.0, 9.0, np.nan]), 3).upper == (2.0, 9.0, 20.0)


def test_natural_breaks_of_large_numbers_that_differ_little() -> None:
    numbers = np.array([0.0, 1.0, 2.0, 10.0, 11.0, 30.0, 31.0])
    moved = natural_classes(numbers + 1e9, 3).upper
    assert [edge - 1e9 for edge in moved] == list(natural_classes(numbers, 3).upper) == [2.0, 11.0, 31.0]


METHODS = [quantile_classes, equal_classes, natural_classes]


@pytest.mark.parametrize("method", METHODS)
@given(numbers=NUMBERS, classes=COUNTS, order=st.randoms())
def test_relabelling_the_areas_changes_nothing(method, numbers, classes, order) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(numbers)
    order.shuffle(shuffled)
    assert method(np.array(shuffled), classes) == method(np.array(numbers), classes)


@pytest.mark.parametrize("method", METHODS)
@given(numbers=NUMBERS, classes=COUNTS)
def test_every_value_has_a_class_whose_edges_hold_it(method, numbers, classes) -> None:  # type: ignore[no-untyped-def]
    values = np.array(numbers)
    found: Classes = method(values, classes)
    own = found.of(values)
    edges = [found.lowest, *found.upper]
    assert list(found.upper) == sorted(set(found.upper)) and found.count == len(found.upper) <= classes
    assert all(y <= edges[k + 1] and (y > edges[k] or k == 0) for y, k in zip(numbers, own, strict=True))
    assert own.tolist() == [naive.class_of(y, found.upper) for y in numbers]
    assert found.upper[-1] == max(numbers) and found.lowest == min(numbers)


def test_value_on_an_edge_belongs_to_the_class_below_it() -> None:
    classes = fixed_classes(np.array([0.0, 20.0]), (5.0, 10.0))
    assert classes.of(np.array([0.0, 5.0, 5.1, 10.0, 10.1, 20.0, np.nan])).tolist() == [0, 0, 1, 1, 2, 2, -1]
    oracle = mapclassify.UserDefined(np.array([0.0, 5.0, 5.1, 10.0, 10.1, 20.0]), [5.0, 10.0])
    assert oracle.yb.tolist() == [0, 0, 1, 1, 2, 2]


def test_a_quantile_that_is_a_value_equals_it_to_the_last_bit() -> None:
    values = np.array([0.1 * number for number in range(11)])
    upper = quantile_classes(values, 5).upper
    assert upper == tuple(values[[2, 4, 6, 8, 10]])
    assert quantile_classes(values, 5).of(values).tolist() == [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_ties_reduce_the_number_of_classes() -> None:
    classes = quantile_classes(np.array([0.0] * 8 + [1.0, 2.0]), 5)
    assert classes.upper == (0.0, pytest.approx(0.2), 2.0)
    assert classes.count == 3
    assert natural_classes(np.array([0.0] * 8 + [1.0, 2.0]), 5).upper == (0.0, 1.0, 2.0)


@pytest.mark.parametrize("method", [*METHODS, lambda values: deviation_classes(values, 1.0)])
def test_values_that_are_all_equal_make_one_class(method) -> None:  # type: ignore[no-untyped-def]
    assert method(np.full(9, 3.0)).upper == (3.0,)
    assert method(np.full(9, 3.0)).count == 1


def test_fixed_breaks_keep_their_colours_in_every_quarter() -> None:
    low, high = fixed_classes(np.array([1.0, 2.0]), (5.0, 10.0)), fixed_classes(np.array([1.0, 12.0]), (5.0, 10.0))
    assert low.count == high.count == 3
    assert low.of(np.array([2.0])).tolist() == high.of(np.array([2.0])).tolist() == [0]
    assert (low.upper, high.upper) == ((5.0, 10.0), (5.0, 10.0, 12.0))


def test_breaks_of_the_catalogue_come_before_quantiles() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert classes_for(values, (2.5,)).method == "fixed"
    assert classes_for(values, ()).upper == (1.8, 2.6, 3.4, 4.2, 5.0)
    assert classes_for(values, (2.5,), Choice(Method.QUANTILES, 4)).upper == (2.0, 3.0, 4.0, 5.0)


def test_a_choice_that_does_not_fit_is_refused_with_its_code() -> None:
    values = np.array([1.0, 2.0, 3.0])
    with pytest.raises(ClassesRefused) as refused:
        classes_for(values, (), Choice(Method.FIXED))
    assert refused.value.code == "no_fixed_classes"
    with pytest.raises(ClassesRefused) as refused:
        classes_for(values, (), Choice(Method.DEVIATIONS))
    assert refused.value.code == "no_reference_value"
    with pytest.raises(ValueError, match="no number"):
        deviation_classes(values, float("inf"))


@pytest.mark.parametrize("text", ["fixed", "natural:3", "quantiles:7", "equal:5", "deviations:4"])
def test_a_choice_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_choice(text)) == text


@pytest.mark.parametrize(
    "text", ["", "jenks:5", "natural:2", "natural:8", "natural:", "natural:x", "fixed:5", "equal:³"]
)
def test_what_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_choice(text)


@pytest.mark.parametrize("choice", [None, *(Choice(method) for method in Method)])
def test_map_without_values_has_no_classes(choice: Choice | None) -> None:
    for nothing in (np.array([np.nan]), np.array([])):
        classes = classes_for(nothing, (1.0,), choice, 2.0)
        assert classes.upper == ()
        assert classes.of(np.array([np.nan])).tolist() == [-1]


@pytest.mark.parametrize("breaks", [(), (2.0, 1.0), (1.0, 1.0)])
def test_breaks_that_do_not_ascend_are_refused(breaks: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="do not ascend"):
        fixed_classes(np.array([1.0]), breaks)
