"""Small areas are drawn towards the rate of all, and it is said so."""

import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.smoothing import smoothed
from tests.naive.trending import smooth


def test_pysal_agrees_where_the_rates_lie_apart() -> None:
    chance = np.random.default_rng(1991)
    people = chance.integers(50, 2000, 80).astype(np.float64)
    cases = np.floor(people * chance.uniform(0.02, 0.4, 80))
    found = smoothed(cases, people)
    assert found.value == pytest.approx(Empirical_Bayes(cases, people).r.ravel(), abs=1e-12)


def test_three_areas_by_hand() -> None:
    """m = 114 ÷ 1050 = 0.10857; s² = (10 · 0.2914² + 1000 · 0.0086² + 40 · 0.1414²) ÷ 1050 = 0.001641; A = s² − m ÷ 350 =
    0.001331; the area of 40 keeps A ÷ (A + m ÷ 40) = 0.329 of its 25 %."""
    found = smoothed(np.array([4.0, 100.0, 10.0]), np.array([10.0, 1000.0, 40.0]), scale=100)
    assert found.weight[2] == pytest.approx(0.329, abs=5e-4)
    assert found.value[2] == pytest.approx(0.329 * 25 + 0.671 * 10.857, abs=0.01)
    assert found.mean == pytest.approx(10.857, abs=1e-3)


def test_where_chance_explains_everything_all_have_the_rate_of_all() -> None:
    found = smoothed(np.array([9.0, 11.0, 10.0]), np.array([100.0, 100.0, 100.0]), scale=100)
    assert found.value.tolist() == pytest.approx([10.0] * 3)


def test_households_make_chance_larger_and_the_pull_stronger() -> None:
    n, d = np.array([4.0, 100.0, 10.0]), np.array([10.0, 1000.0, 40.0])
    assert (smoothed(n, d, design_effect=1.9).weight < smoothed(n, d).weight).all()
    with pytest.raises(ValueError, match="design effect"):
        smoothed(n, d, design_effect=0.0)


def test_one_area_nothing_at_all_and_nobody_counted() -> None:
    assert smoothed(np.array([3.0]), np.array([12.0])).value.tolist() == [0.25]
    assert np.isnan(smoothed(np.array([np.nan]), np.array([np.nan])).value).all()
    assert smoothed(np.zeros(2), np.array([10.0, 20.0])).value.tolist() == [0.0, 0.0]


counted = st.integers(1, 500).flatmap(lambda d: st.tuples(st.integers(0, d).map(float), st.just(float(d))))
cell = st.one_of(st.none(), counted)


def arrays(cells: list[tuple[float, float] | None]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [cell or (np.nan, np.nan) for cell in cells]
    n, d = zip(*pairs, strict=True)
    return np.array(n), np.array(d)


@given(st.lists(cell, min_size=1, max_size=12), st.sampled_from([1.0, 1.9]))
def test_naive_computation_agrees(cells: list[tuple[float, float] | None], design_effect: float) -> None:
    found = smoothed(*arrays(cells), scale=100, design_effect=design_effect).value
    naive = smooth([c and c[0] for c in cells], [c and c[1] for c in cells], 100, design_effect)
    assert found.tolist() == pytest.approx([np.nan if v is None else v for v in naive], abs=1e-6, nan_ok=True)


@given(st.lists(counted, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_values_lie_between_the_areas_own_rate_and_that_of_all_in_any_order(
    cells: list[tuple[float, float]], random: object
) -> None:
    n, d = arrays(list(cells))
    found = smoothed(n, d, scale=100)
    own = 100 * n / d
    assert (found.value >= np.minimum(own, found.mean) - 1e-9).all()
    assert (found.value <= np.maximum(own, found.mean) + 1e-9).all()
    order = list(range(len(cells)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert smoothed(n[order], d[order], scale=100).value == pytest.approx(found.value[order])


def test_what_the_weights_come_from_can_be_computed_again() -> None:
    cases, people = np.array([4.0, 100.0, 10.0]), np.array([10.0, 1000.0, 40.0])
    found = smoothed(cases, people, design_effect=1.5)
    assert found.areas == 3 and found.size == pytest.approx(350.0)
    mean = 114 / 1050
    apart = sum(d * (n / d - mean) ** 2 for n, d in zip(cases, people, strict=True)) / 1050
    assert found.mean == pytest.approx(mean) and found.apart == pytest.approx(apart)
    assert found.between == pytest.approx(max(apart - mean * 1.5 / 350, 0.0))
    for at, d in enumerate(people):
        assert found.weight[at] == pytest.approx(found.between / (found.between + mean * 1.5 / d))
