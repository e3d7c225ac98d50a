"""Types of areas: against scipy, against all divisions there are, and what must not change them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.cluster.vq import kmeans2

from indicators.calculation.typology import NO_TYPE, NotTypable, Typology, typology_of
from indicators.calculation.typology_labels import matched, named, quality_word, traits_of
from tests.naive import types as naive

METHODS = ("k_means", "ward")


def city(areas: int, components: int = 3, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(components, areas)).round(2)


def groups_of(found: Typology) -> set[frozenset[int]]:
    labels = found.type_of[found.taken]
    return {frozenset(np.flatnonzero(labels == one).tolist()) for one in set(labels.tolist())}


def total(found: Typology) -> float:
    points = found.z[:, found.taken].T
    return naive.squares([[points[place].tolist() for place in group] for group in groups_of(found)])


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("types", [2, 3])
def test_no_division_at_all_has_a_smaller_sum_of_squares(seed: int, types: int) -> None:
    values = city(8, seed=seed)
    found = typology_of(values, method="k_means", types=types)
    assert total(found) == pytest.approx(naive.least_squares(naive.standardised(values.tolist()), types), rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_wards_types_are_those_of_merging_step_by_step(seed: int) -> None:
    values = city(12, seed=seed)
    found = typology_of(values, method="ward", types=4)
    assert groups_of(found) == naive.ward(naive.standardised(values.tolist()), 4)
    tree = fcluster(linkage(found.z.T, "ward"), 4, "maxclust")
    assert groups_of(found) == {frozenset(np.flatnonzero(tree == one).tolist()) for one in set(tree.tolist())}


@pytest.mark.parametrize("seed", range(5))
def test_scipy_started_from_the_centres_moves_no_area_and_its_best_of_thirty_is_hardly_better(seed: int) -> None:
    found = typology_of(city(120, 5, seed), method="k_means", types=5, seed=seed)
    centres, labels = kmeans2(found.z.T, found.centres, minit="matrix", iter=50)
    assert labels.tolist() == found.type_of.tolist()
    np.testing.assert_allclose(centres, found.centres, atol=1e-12)
    draw = np.random.default_rng(seed)
    others = [kmeans2(found.z.T, 5, minit="++", iter=100, rng=draw) for _ in range(30)]
    best = min(((found.z.T - one[0][one[1]]) ** 2).sum() for one in others)
    assert total(found) <= 1.005 * best  # points without any structure: many divisions are nearly as good


@pytest.mark.parametrize("method", METHODS)
def test_silhouettes_are_those_of_every_pair_measured(method: str) -> None:
    found = typology_of(city(30, seed=4), method=method, types=4)
    points = [tuple(point) for point in found.z.T.tolist()]
    np.testing.assert_allclose(found.silhouette, naive.silhouettes(points, found.type_of.tolist()), atol=1e-12)
    assert found.quality == pytest.approx(float(found.silhouette.mean()))


def test_a_spot_check_by_hand() -> None:
    """Two pairs and one alone: standardising changes no distance order, the largest types come first."""
    found = typology_of(np.array([[1.0, 2.0, 11.0, 12.0, 30.0], [1.0, 1.0, 2.0, 2.0, 9.0]]), method="k_means", types=3)
    assert found.type_of.tolist() == [0, 0, 1, 1, 2]
    assert found.silhouette[4] == 0  # alone in its type


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_how_areas_are_numbered_changes_nothing(seed: int, method: str, shuffled: object) -> None:
    values = city(25, 3, seed)
    values[0, seed % 25] = np.nan
    order = np.random.default_rng(seed + 1).permutation(25)
    first = typology_of(values, method=method, types=4, seed=7)
    second = typology_of(values[:, order], method=method, types=4, seed=7)
    assert second.type_of.tolist() == first.type_of[order].tolist()
    assert second.centres.tobytes() == first.centres.tobytes()
    np.testing.assert_array_equal(second.silhouette, first.silhouette[order])


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_units_change_nothing(seed: int, factor: float, shift: float) -> None:
    values = city(20, 3, seed)
    other = values.copy()
    other[1] = other[1] * factor + shift
    first, second = (typology_of(one, method="ward", types=3) for one in (values, other))
    assert groups_of(first) == groups_of(second)


def test_the_same_bits_every_time() -> None:
    values = city(150, 6, seed=3)
    first, second = (typology_of(values, method="k_means", types=5, seed=1) for _ in range(2))
    assert first.centres.tobytes() == second.centres.tobytes() and first.type_of.tobytes() == second.type_of.tobytes()


def test_an_area_that_lacks_a_number_has_no_type_and_shifts_no_other() -> None:
    values = city(20, seed=2)
    with_gap = np.concatenate([values, [[1.0], [np.nan], [2.0]]], axis=1)
    found, whole = (typology_of(one, method="k_means", types=3) for one in (with_gap, values))
    assert found.type_of[-1] == NO_TYPE and np.isnan(found.silhouette[-1]) and np.isnan(found.z[:, -1]).all()
    assert found.type_of[:-1].tolist() == whole.type_of.tolist()


@pytest.mark.parametrize(
    ("values", "types", "code", "params"),
    [
        (np.ones((2, 1)), 2, "too_few_areas", {"areas": 1, "types": 2}),
        (city(4), 4, "too_few_areas", {"areas": 4, "types": 4}),
        (np.full((2, 5), np.nan), 2, "too_few_areas", {"areas": 0, "types": 2}),
        (np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 5.0, 5.0, 5.0]]), 2, "constant_component", {"component": 1}),
        (np.array([[1.0, 1.0, 1.0, 2.0], [1.0, 1.0, 1.0, 3.0]]), 3, "too_few_profiles", {"profiles": 2, "types": 3}),
        (np.zeros((2, 4001)), 2, "too_many_areas", {"areas": 4001, "most": 4000}),
    ],
)
def test_what_cannot_be_told_apart_says_why(values: np.ndarray, types: int, code: str, params: dict[str, int]) -> None:
    with pytest.raises(NotTypable) as refused:
        typology_of(values, method="k_means", types=types)
    assert (refused.value.code, refused.value.params) == (code, params)


def test_tied_areas_share_a_type() -> None:
    values = np.repeat(np.array([[1.0, 5.0, 9.0], [2.0, 1.0, 7.0]]), 4, axis=1)
    for method in METHODS:
        found = typology_of(values, method=method, types=3)
        assert groups_of(found) == {frozenset(range(start, start + 4)) for start in (0, 4, 8)}
        assert found.quality == 1.0


@pytest.mark.parametrize("seed", range(6))
def test_matching_keeps_the_most_areas_that_any_renumbering_keeps(seed: int) -> None:
    draw = np.random.default_rng(seed)
    now, before = draw.integers(-1, 4, 40).astype(np.int16), draw.integers(-1, 4, 40).astype(np.int16)
    centres = draw.normal(size=(2, 4, 3))
    found = matched(now, before, *centres)
    assert sorted(found.tolist()) == [0, 1, 2, 3]

    def kept(numbers: tuple[int, ...]) -> int:
        return sum(numbers[a] == b for a, b in zip(now.tolist(), before.tolist(), strict=True) if min(a, b) >= 0)

    assert kept(tuple(found.tolist())) == max(kept(numbers) for numbers in permutations(range(4)))


def test_where_no_area_decides_the_nearer_centres_do() -> None:
    nobody = np.full(3, NO_TYPE, np.int16)
    assert matched(nobody, nobody, np.array([[0.0], [5.0]]), np.array([[4.0], [1.0]])).tolist() == [1, 0]


def test_names_stay_with_their_centres() -> None:
    found = typology_of(city(40, 2, 9), method="k_means", types=3)
    shuffled = found.centres[[2, 0, 1]] + 0.01
    places = named(found.centres, shuffled)
    assert places.tolist() == [1, 2, 0]
    again = found.relabelled(places)
    np.testing.assert_allclose(again.centres, shuffled, atol=0.011)
    assert again.type_of.tolist() == places[found.type_of].tolist()


def test_traits_begin_with_the_largest_and_leave_out_the_small() -> None:
    found = traits_of(np.array([0.49, 0.5, -1.0, 1.0, np.nan]))
    assert [(trait.component, trait.word) for trait in found] == [(2, "far_below"), (3, "far_above"), (1, "above")]


@pytest.mark.parametrize(
    ("silhouette", "word"), [(0.71, "strong"), (0.7, "reasonable"), (0.5, "weak"), (0.25, "none"), (-0.1, "none")]
)
def test_quality_in_words(silhouette: float, word: str) -> None:
    assert quality_word(silhouette) == word
