"""What is unusual: far from city and type at once, outside fluctuation, after the false discovery rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculation.unusual import Unusual, most_unusual, unusual
from tests.naive import types as naive


def city(indicators: int = 6, areas: int = 40, seed: int = 1) -> tuple[np.ndarray, ...]:
    draw = np.random.default_rng(seed)
    value = draw.normal(20, 4, (indicators, areas))
    half = draw.uniform(1, 4, (indicators, areas))
    return (
        value,
        value - half,
        value + 1.2 * half,
        value.mean(axis=1),
        value.mean(axis=1)[:, None] + draw.normal(0, 1, value.shape),
    )


def everything(value: np.ndarray, low: np.ndarray, high: np.ndarray, whole: np.ndarray, others: np.ndarray) -> Unusual:
    return unusual(value, low, high, whole, others)


@pytest.mark.parametrize("seed", range(4))
def test_every_number_once_more_area_by_area(seed: int) -> None:
    value, low, high, whole, others = city(seed=seed)
    found = everything(value, low, high, whole, others)
    for area in range(0, 40, 3):
        p, near = [], []
        for i in range(len(value)):
            own = value[i, area]
            by_city = (own - whole[i]) / naive.root_mean_square((value[i] - whole[i]).tolist())
            by_type = (own - others[i, area]) / naive.root_mean_square((value[i] - others[i]).tolist())
            p.append(max(naive.chance(own, low[i, area], high[i, area], r) for r in (whole[i], others[i, area])))
            near.append(min((by_city, by_type), key=abs) if by_city * by_type > 0 else float("nan"))
        np.testing.assert_allclose(found.p[:, area], p, rtol=1e-6, atol=1e-15)
        np.testing.assert_allclose(found.distance[:, area], near, rtol=1e-12)
        fallen = naive.discoveries(p, 0.05)
        assert found.found[:, area].tolist() == [f and abs(d) >= 1.5 for f, d in zip(fallen, near, strict=True)]


def test_a_spot_check_by_hand() -> None:
    """Three at the city's 15, one at 20: root mean square 2.5, distance 2; with a half range of 2.5 p = 2·Φ(−3.92)."""
    value = np.array([[15.0, 15.0, 15.0, 20.0]])
    found = unusual(value, value - 2.5, value + 2.5, np.array([15.0]), np.full((1, 4), np.nan))
    assert found.distance.tolist() == [[0.0, 0.0, 0.0, 2.0]] and found.found.tolist() == [[False, False, False, True]]
    assert found.p[0, 3] == pytest.approx(8.857e-5, rel=1e-3)


def test_within_the_range_nothing_is_unusual_however_far() -> None:
    value = np.array([[20.0, 20.0, 20.0, 40.0]])
    found = unusual(value, value - 30, value + 30, np.array([21.0]), np.full(value.shape, np.nan))
    assert found.distance[0, 3] > 1.5 and not found.found.any()


def test_far_from_the_city_but_like_its_type_is_not_unusual() -> None:
    value, low, high, whole, others = city()
    value[0, 0] = whole[0] + 30
    low[0, 0], high[0, 0] = value[0, 0] - 1, value[0, 0] + 1
    others[0, 0] = value[0, 0] - 0.1
    assert not everything(value, low, high, whole, others).found[0, 0]
    others[0, 0] = value[0, 0] + 20  # above the city, below its type: two statements that do not make one
    assert np.isnan(everything(value, low, high, whole, others).distance[0, 0])


def test_without_a_range_only_a_large_distance_is_told_and_marked() -> None:
    value, low, high, whole, others = city(areas=60)
    low[2], high[2], others[2] = np.nan, np.nan, np.nan
    value[2, 5] = whole[2] + 25
    found = everything(value, low, high, whole, others)
    assert found.found[2, 5] and not found.ranged[2].any()
    assert (np.abs(found.distance[2][found.found[2]]) >= 2).all()


def test_an_indicator_that_is_the_same_everywhere_is_unusual_nowhere() -> None:
    value = np.full((1, 10), 0.1) * 3
    found = unusual(value, value - 0.01, value + 0.01, np.array([0.3]), np.full(value.shape, np.nan))
    assert not found.found.any() and np.isnan(found.distance).all()


def test_chance_alone_is_told_in_few_areas() -> None:
    """200 areas that differ from the city by chance alone, 20 indicators each."""
    draw = np.random.default_rng(11)
    value = draw.normal(20, 1, (20, 200))
    found = unusual(value, value - 1.96, value + 1.96, np.full(20, 20.0), np.full(value.shape, np.nan))
    assert found.found.any(axis=0).mean() <= 0.1


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_how_areas_are_numbered_changes_nothing(seed: int) -> None:
    value, low, high, whole, others = city(5, 20, seed)
    order = np.random.default_rng(seed).permutation(20)
    first, second = (
        everything(value, low, high, whole, others),
        everything(value[:, order], low[:, order], high[:, order], whole, others[:, order]),
    )
    assert second.found.tolist() == first.found[:, order].tolist()
    np.testing.assert_allclose(second.distance, first.distance[:, order], rtol=1e-12)


def test_the_most_unusual_come_first_and_nothing_is_told_twice() -> None:
    value, low, high, whole, others = city(4, 50)
    value[0, 7] = whole[0] + 40
    value[1] = 2 * value[0] + 3
    value[1, 7] -= 4
    value[2, 7] = whole[2] - 25
    low, high = value - 0.5, value + 0.5
    whole, others = value.mean(axis=1), np.full(value.shape, np.nan)
    found = unusual(value, low, high, whole, others)
    assert found.found[:3, 7].all()
    assert most_unusual(found, value, 7)[:2] == [0, 2]
    assert most_unusual(found, value, 7, most=1) == [0]
    assert not found.found[3, 7] or 3 in most_unusual(found, value, 7)
