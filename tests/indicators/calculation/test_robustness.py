"""What an index is made of and whether its classes hold: by hand, against the second computation, and under relabelling."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from indicators.calculation.contributions import nearest_edge, parts_of
from indicators.calculation.correlations import correlations
from indicators.calculation.indices import NO_CLASS, index_of
from indicators.calculation.robustness import Variant, Variation, moves, outlier, variants
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from tests.naive import robustness as naive

SPEC = IndexSpec(
    code="lage",
    title=Text("Lage", "Situation"),
    components=("a", "b"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="sum",
    restandardise=True,
    exclude=Exclusion(),
    breaks=(-1.0, 1.0),
    closed=("<", "<=", ">"),
    classes=("niedrig", "mittel", "hoch"),
)
EDGES = (SPEC.breaks, SPEC.closed)
FOUR = np.array([[1.0, 2.0, 3.0, 6.0], [1.0, 3.0, 2.0, 6.0]])


def everywhere(number: int) -> np.ndarray:
    return np.ones(number, bool)


#: Values of three components over some areas, each component with at least two different ones.
tables = st.integers(4, 9).flatmap(
    lambda areas: st.lists(
        st.lists(st.integers(-50, 50).map(float), min_size=areas, max_size=areas).filter(lambda row: len(set(row)) > 2),
        min_size=3,
        max_size=3,
    )
).map(np.array)  # fmt: skip
weights = st.tuples(*[st.sampled_from([-1.0, 0.5, 1.0, 2.0])] * 3)
methods = st.sampled_from(
    [
        {},
        {"restandardise": False},
        {"combine": "mean", "weights": (1.0, 2.0, 1.0)},
        {"standardise": "min_max"},
        {"standardise": "min_max", "restandardise": False},
        {"spread": "sample_sd"},
        {"centre": "rate_of_the_whole"},
    ]
)


def three(changes: dict[str, object] | None = None) -> IndexSpec:
    return replace(SPEC, components=("a", "b", "c"), **{"weights": (1.0, 1.0, 1.0), **(changes or {})})


def test_parts_by_hand() -> None:
    """a = b up to order: mean 3, deviation √3.5; z sums −4, −1, −1, 6 over √3.5, their deviation √13.5 over √3.5."""
    index = index_of(FOUR, SPEC, included=everywhere(4))
    parts = parts_of(index, SPEC)
    assert parts.base == 0
    assert parts.of[0] == pytest.approx(np.array([-2, -1, 0, 3]) / 13.5**0.5)
    assert parts.of[1] == pytest.approx(np.array([-2, 0, -1, 3]) / 13.5**0.5)
    assert index.value == pytest.approx(np.array([-4, -1, -1, 6]) / 13.5**0.5)


def test_distance_to_the_next_class_by_hand() -> None:
    """The index is −1.089, −0.272, −0.272, 1.633: 0.089 below the first edge, 0.728 above it, 0.633 above the second."""
    index = index_of(FOUR, SPEC, included=everywhere(4))
    nearest = nearest_edge(index.value, index.class_of, SPEC)
    assert index.class_of.tolist() == [0, 1, 1, 2]
    assert nearest.distance == pytest.approx([0.08866, 0.72783, 0.72783, 0.63299], abs=1e-5)
    assert nearest.class_beyond.tolist() == [1, 0, 0, 1]


def test_area_that_is_left_out_has_neither_parts_nor_a_next_class() -> None:
    index = index_of(FOUR, SPEC, included=np.array([True, True, False, True]))
    assert np.isnan(parts_of(index, SPEC).of[:, 2]).all()
    nearest = nearest_edge(index.value, index.class_of, SPEC)
    assert np.isnan(nearest.distance[2]) and nearest.class_beyond[2] == NO_CLASS


def test_index_of_one_class_has_no_next_one() -> None:
    spec = replace(SPEC, breaks=(), closed=(">",), classes=("alle",))
    index = index_of(FOUR, spec, included=everywhere(4))
    nearest = nearest_edge(index.value, index.class_of, spec)
    assert np.isnan(nearest.distance).all() and (nearest.class_beyond == NO_CLASS).all()


@given(tables, methods)
def test_parts_add_up_to_the_index(values: np.ndarray, changes: dict[str, object]) -> None:
    spec = three(changes)
    whole = np.array([1.0, 2.0, 3.0]) if spec.centre == "rate_of_the_whole" else None
    index = index_of(values, spec, included=everywhere(values.shape[1]), whole=whole)
    parts = parts_of(index, spec)
    assert parts.base + parts.of.sum(axis=0) == pytest.approx(index.value, abs=1e-9)


@given(tables, weights)
def test_parts_as_computed_a_second_time(values: np.ndarray, weighed: tuple[float, ...]) -> None:
    spec = three({"weights": weighed})
    index = index_of(values, spec, included=everywhere(values.shape[1]))
    if np.ptp(index.value) == 0:
        return  # all tied: the second computation has no deviation to divide by
    again = naive.parts(values.tolist(), weighed)
    assert parts_of(index, spec).of == pytest.approx(np.array(again, float), abs=1e-9)


def test_tied_sums_have_no_parts() -> None:
    spec = replace(SPEC, weights=(1.0, -1.0))
    index = index_of(np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]]), spec, included=everywhere(3))
    assert index.value.tolist() == [0, 0, 0]
    assert not parts_of(index, spec).of.any()


def test_moves_are_counted_where_both_have_a_class() -> None:
    found = moves(np.array([0, 1, NO_CLASS, 2], np.int16), np.array([1, 1, 2, NO_CLASS], np.int16))
    assert (found.compared, found.changed.tolist()) == (2, [0])


def test_variants_by_hand() -> None:
    """Without b the index is z of a: −1.069, −0.535, 0, 1.604, the same classes. Without the fourth area, which lies
    farthest out, sums are ∓√1.5 multiples: −√2, √½, √½, so the first stays low and the others stay in the middle.
    """
    found = variants(FOUR, SPEC, included=everywhere(4))
    kinds = [(row.variation, row.at) for row in found]
    assert kinds == [
        (Variation.COMPONENT_LEFT_OUT, 0),
        (Variation.COMPONENT_LEFT_OUT, 1),
        (Variation.AREA_LEFT_OUT, 3),
        (Variation.WEIGHT_GREATER, 0),
        (Variation.WEIGHT_SMALLER, 0),
        (Variation.WEIGHT_GREATER, 1),
        (Variation.WEIGHT_SMALLER, 1),
    ]
    assert found[1].class_of.tolist() == [0, 1, 1, 2] and found[1].moves.changed.tolist() == []
    assert found[2].class_of.tolist() == [0, 1, 1, NO_CLASS]
    assert (found[2].moves.compared, found[2].moves.changed.tolist()) == (3, [])


@given(tables)
def test_variants_as_computed_a_second_time(values: np.ndarray) -> None:
    spec = three()
    listed = values.tolist()
    taken = index_of(values, spec, included=everywhere(values.shape[1]))
    far = outlier(taken)
    assert far == naive.outlier(listed)
    for row in variants(values, spec, included=everywhere(values.shape[1])):
        match row.variation:
            case Variation.COMPONENT_LEFT_OUT:
                other, weighed = [one for at, one in enumerate(listed) if at != row.at], (1.0, 1.0)
            case Variation.AREA_LEFT_OUT:
                other, weighed = naive.without_area(listed, row.at), (1.0, 1.0, 1.0)
            case Variation.WEIGHT_GREATER:
                other, weighed = listed, tuple(1.25 if at == row.at else 1.0 for at in range(3))
            case _:
                other, weighed = listed, tuple(0.75 if at == row.at else 1.0 for at in range(3))
        try:
            again = naive.changed(listed, (1.0, 1.0, 1.0), other, weighed, EDGES)
        except ZeroDivisionError:
            continue  # a component or the sums are the same everywhere
        on_edge = [abs(abs(value) - 1) < 1e-9 for value in index_of(values, spec, included=taken.included).value]
        if not any(on_edge):
            assert [at for at in row.moves.changed if not _near_edge(row, values, spec, at)] == [
                at for at in again if not _near_edge(row, values, spec, at)
            ]


def _near_edge(row: Variant, values: np.ndarray, spec: IndexSpec, at: int) -> bool:
    """Both computations round: an index that lies on an edge up to rounding may fall on either side."""
    weighed = list(spec.weights)
    included, components = everywhere(values.shape[1]), values
    if row.variation is Variation.AREA_LEFT_OUT:
        included = np.arange(values.shape[1]) != row.at
    elif row.variation is Variation.COMPONENT_LEFT_OUT:
        components, weighed = np.delete(values, row.at, axis=0), weighed[1:]
    else:
        weighed[row.at] *= 1.25 if row.variation is Variation.WEIGHT_GREATER else 0.75
    other = replace(spec, weights=tuple(weighed), components=tuple("abc"[: len(weighed)]))
    value = index_of(components, other, included=included).value[at]
    return bool(min(abs(value - edge) for edge in spec.breaks) < 1e-9)


@given(tables, st.randoms())
def test_relabelling_areas_relabels_what_changes(values: np.ndarray, chance: object) -> None:
    order = list(range(values.shape[1]))
    chance.shuffle(order)  # type: ignore[attr-defined]
    spec = three()
    one = variants(values, spec, included=everywhere(values.shape[1]))
    two = variants(values[:, order], spec, included=everywhere(values.shape[1]))
    for before, after in zip(one, two, strict=True):
        if before.variation is not Variation.AREA_LEFT_OUT:  # of several farthest ones the first is left out
            assert sorted(order[at] for at in after.moves.changed) == before.moves.changed.tolist()


@given(tables)
def test_index_does_not_change_without_a_component_that_weighs_nothing(values: np.ndarray) -> None:
    found = variants(values, three({"weights": (1.0, 1.0, 0.0)}), included=everywhere(values.shape[1]))
    assert found[2].moves.changed.tolist() == []


def test_index_of_one_component_is_varied_by_its_outlier_alone() -> None:
    spec = replace(SPEC, components=("a",), weights=(1.0,))
    found = variants(FOUR[:1], spec, included=everywhere(4))
    assert [(row.variation, row.at) for row in found] == [(Variation.AREA_LEFT_OUT, 3)]


def test_correlations_by_hand() -> None:
    """x = 1, 2, 3 and y = 1, 3, 2: distances −1, 0, 1 and −1, 1, 0, so r = 1 ÷ 2; the ranks are the values."""
    found = correlations(np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]]))
    assert found.pearson[0, 1] == pytest.approx(0.5) == found.spearman[0, 1]
    assert found.alike() == ()


@given(tables)
def test_correlations_as_computed_a_second_time_and_by_scipy(values: np.ndarray) -> None:
    found = correlations(values)
    for one in range(3):
        for two in range(3):
            first, second = values[one], values[two]
            assert found.pearson[one, two] == pytest.approx(naive.pearson(first.tolist(), second.tolist()), abs=1e-9)
            assert found.spearman[one, two] == pytest.approx(naive.spearman(first.tolist(), second.tolist()), abs=1e-9)
            assert found.pearson[one, two] == pytest.approx(stats.pearsonr(first, second).statistic, abs=1e-9)
            assert found.spearman[one, two] == pytest.approx(stats.spearmanr(first, second).statistic, abs=1e-9)


def test_constant_row_correlates_with_nothing() -> None:
    found = correlations(np.array([[1.0, 2.0, 3.0], [0.1, 0.1, 0.1]]))
    assert np.isnan(found.pearson[1]).all() and np.isnan(found.spearman[0, 1])
    assert found.pearson[0, 0] == 1


def test_rows_that_say_the_same_are_named() -> None:
    found = correlations(np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 3.1, 2.0, 1.0], [1.0, 3.0, 2.0, 0.0]]))
    assert found.alike() == ((0, 1),)
