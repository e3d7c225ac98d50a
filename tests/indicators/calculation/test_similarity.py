"""Similar areas: distances against scipy and by hand, shares that sum to one, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import mahalanobis

from indicators.calculation.similarity import SHRINKAGE, NotComparable, similarity
from tests.naive import types as naive


def city(areas: int = 30, components: int = 4, seed: int = 1) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return draw.normal(size=(components, components)) @ draw.normal(size=(components, areas)) + 10


@pytest.mark.parametrize("seed", range(5))
def test_distances_are_scipys_and_those_of_gauss_by_hand(seed: int) -> None:
    values = city(seed=seed)
    found = similarity(values, 3)
    inverse = np.linalg.inv(np.cov(values, ddof=0))
    expected = [mahalanobis(values[:, 3], values[:, other], inverse) for other in range(30)]
    np.testing.assert_allclose(np.delete(found.distance, 3), np.delete(expected, 3), rtol=1e-9)
    distance, shares = naive.mahalanobis(values.tolist(), 3, 7)
    assert found.distance[7] == pytest.approx(distance, rel=1e-9)
    np.testing.assert_allclose(found.share[:, 7], shares, rtol=1e-7, atol=1e-12)
    assert found.shrinkage == 0


def test_a_spot_check_by_hand() -> None:
    """Two indicators that do not go together: the distance is that of the standardised values, 1.5 and 2 of them away."""
    values = np.array([[0.0, 2.0, 0.0, 2.0], [0.0, 0.0, 2.0, 2.0]])
    found = similarity(values, 0)
    np.testing.assert_allclose(found.distance[1:], [2.0, 2.0, 8**0.5])
    np.testing.assert_allclose(found.share[:, 1:], [[1, 0, 0.5], [0, 1, 0.5]], atol=1e-12)
    assert found.nearest(2) == [1, 2]


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10_000))
def test_shares_sum_to_one_and_distances_have_no_direction(seed: int) -> None:
    values = city(12, 3, seed)
    first, second = similarity(values, 0), similarity(values, 5)
    np.testing.assert_allclose(first.share[:, 1:].sum(axis=0), 1)
    assert (first.share[:, 1:] >= 0).all()
    assert first.distance[5] == pytest.approx(second.distance[0])


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_numbering_and_units_change_nothing(seed: int, factor: float, shift: float) -> None:
    values = city(12, 3, seed)
    order = np.random.default_rng(seed).permutation(12)
    first = similarity(values, int(order[0]))
    np.testing.assert_array_equal(similarity(values[:, order], 0).distance, first.distance[order])
    other = values.copy()
    other[1] = factor * other[1] + shift
    np.testing.assert_allclose(similarity(other, int(order[0])).distance, first.distance, rtol=1e-6)


def test_indicators_that_determine_each_other_are_shrunk_and_it_is_said() -> None:
    values = city(10, 2)
    doubled = np.vstack([values, values[:1] * 2 + 1])
    found = similarity(doubled, 0)
    assert found.shrinkage == SHRINKAGE and np.isfinite(found.distance[1:]).all()
    np.testing.assert_allclose(found.share[:, 1:].sum(axis=0), 1)
    few = similarity(city(4, 6), 0)
    assert few.shrinkage == SHRINKAGE and np.isfinite(few.distance[1:]).all()


def test_areas_that_lack_an_indicator_and_the_residual_unit_take_no_part() -> None:
    values = city(10, 3)
    values[1, 4] = np.nan
    allowed = np.ones(10, bool)
    allowed[-1] = False
    found = similarity(values, 0, allowed=allowed)
    assert np.flatnonzero(np.isnan(found.distance)).tolist() == [0, 4, 9]
    assert (
        found.nearest(20) == sorted(found.nearest(20), key=lambda at: found.distance[at])
        and len(found.nearest(20)) == 7
    )


def test_an_area_just_like_it_is_at_distance_zero_without_shares() -> None:
    values = city(10, 3)
    values[:, 6] = values[:, 0]
    found = similarity(values, 0)
    assert found.distance[6] == 0 and np.isnan(found.share[:, 6]).all() and found.nearest(1) == [6]


@pytest.mark.parametrize(
    ("values", "code", "params"),
    [
        (np.array([[1.0, 2.0]]), "too_few_areas", {"areas": 2, "least": 3}),
        (np.array([[1.0, 2.0, 4.0], [3.0, 3.0, 3.0]]), "constant_component", {"component": 1}),
        (np.array([[np.nan, 2.0, 4.0, 5.0]]), "incomplete_area", {}),
    ],
)
def test_what_cannot_be_compared_says_why(values: np.ndarray, code: str, params: dict[str, int]) -> None:
    with pytest.raises(NotComparable) as refused:
        similarity(values, 0)
    assert (refused.value.code, refused.value.params) == (code, params)
