"""Composite indices by hand, at their edges, and against the second computation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.indices import NO_CLASS, classes_of, included_areas, index_of
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from tests.naive.indices import index

STATUS = IndexSpec(
    code="status",
    title=Text("Status", "Status"),
    components=("a", "b"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="sum",
    restandardise=True,
    exclude=Exclusion(residents_below=300, areas=(("05", "Haftanstalt"),)),
    breaks=(-1.0, 1.0, 1.5),
    closed=("<", "<=", "<=", ">"),
    classes=("hoch", "mittel", "niedrig", "sehr niedrig"),
)


def everywhere(number: int) -> np.ndarray:
    return np.ones(number, bool)


def test_index_by_hand() -> None:
    """a = 1, 2, 3 and b = 1, 3, 2: z are ±√1.5 and 0, sums −2√1.5, √1.5, √1.5, their deviation √3."""
    found = index_of(np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]]), STATUS, included=everywhere(3))
    assert found.z[0] == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])
    assert found.z[1] == pytest.approx([-(1.5**0.5), 1.5**0.5, 0])
    assert found.value == pytest.approx([-(2**0.5), 0.5**0.5, 0.5**0.5])
    assert [STATUS.classes[at] for at in found.class_of] == ["hoch", "mittel", "mittel"]


def test_breaks_belong_to_the_class_that_the_index_says() -> None:
    edges = np.array([-1.0001, -1.0, 1.0, 1.0001, 1.5, 1.5001, np.nan])
    assert classes_of(edges, STATUS).tolist() == [0, 1, 1, 2, 2, 3, NO_CLASS]


def test_areas_that_are_left_out_shift_nothing() -> None:
    values = np.array([[1.0, 2.0, 3.0, 500.0, 900.0], [2.0, 2.0, 5.0, 7.0, np.nan]])
    codes, residents = ("01", "02", "03", "04", "06"), np.array([400.0, np.nan, 300.0, 299.0, 5000.0])
    found = index_of(values, STATUS, included=included_areas(STATUS.exclude, codes, residents))
    alone = index_of(values[:, :3], STATUS, included=everywhere(3))
    assert found.included.tolist() == [True, True, True, False, False]
    assert found.value[:3].tolist() == alone.value.tolist() and np.isnan(found.value[3:]).all()
    assert found.class_of[3:].tolist() == [NO_CLASS, NO_CLASS]


def test_listed_areas_are_left_out_whatever_their_residents() -> None:
    assert included_areas(STATUS.exclude, ("04", "05"), None).tolist() == [True, False]


def test_deviation_from_the_city_instead_of_the_mean_of_areas() -> None:
    """Münster's way: 0 is the city's value, so that more areas can lie above it than below."""
    spec = replace(STATUS, centre="rate_of_the_whole", restandardise=False)
    found = index_of(
        np.array([[10.0, 20.0, 30.0], [1.0, 1.0, 4.0]]), spec, included=everywhere(3), whole=np.array([20.0, 1.0])
    )
    assert found.z[0] == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])
    assert found.z[1] == pytest.approx([0, 0, 3 / 2**0.5])
    with pytest.raises(ValueError, match="the whole"):
        index_of(np.ones((2, 3)), spec, included=everywhere(3))


def test_distance_between_least_and_most() -> None:
    spec = replace(STATUS, standardise="min_max", combine="mean", restandardise=False)
    found = index_of(np.array([[1.0, 2.0, 3.0], [0.0, 10.0, 5.0]]), spec, included=everywhere(3))
    assert found.value.tolist() == [0.0, 0.75, 0.75]


def test_without_areas_or_without_spread_nothing_is_infinite() -> None:
    nothing = index_of(np.full((2, 3), np.nan), STATUS, included=everywhere(3))
    assert np.isnan(nothing.value).all() and nothing.class_of.tolist() == [NO_CLASS] * 3
    same = index_of(np.ones((2, 3)), STATUS, included=everywhere(3))
    assert same.value.tolist() == [0.0, 0.0, 0.0]
    one = index_of(np.ones((2, 1)), replace(STATUS, spread="sample_sd"), included=everywhere(1))
    assert one.value.tolist() == [0.0]


def test_every_component_must_be_there() -> None:
    with pytest.raises(ValueError, match="1 components instead of 2"):
        index_of(np.ones((1, 3)), STATUS, included=everywhere(3))


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=40))
def test_the_second_computation_says_the_same(rows: list[tuple[int, int]]) -> None:
    values = np.array(rows, float).T
    sums = index_of(values, replace(STATUS, restandardise=False), included=everywhere(len(rows))).value
    if np.ptp(values, axis=1).min() == 0 or np.ptp(sums) < 1e-6:
        return  # without spread the second computation has nothing to divide by
    found = index_of(values, STATUS, included=everywhere(len(rows)))
    again = index([list(map(float, row)) for row in values], STATUS.weights)
    assert found.value.tolist() == pytest.approx(again, abs=1e-6)
