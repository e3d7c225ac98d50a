"""Uneven spread of a group: against a second computation, a published example, and chance itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.segregation import LEAST_AREAS, Segregation, segregation
from tests.naive import segregating

areas_of = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 500)).map(lambda pair: (min(pair), max(pair))),
    min_size=3,
    max_size=30,
).filter(lambda areas: 0 < sum(n for n, _ in areas) < sum(d for _, d in areas))


def _of(areas: list[tuple[float, float]], **given: float) -> Segregation:
    group, people = (np.array([[area[at] for area in areas]], np.float64) for at in (0, 1))
    return segregation(group, people, people.sum(axis=1), **given)


@given(areas_of)
def test_every_index_equals_its_second_computation(areas: list[tuple[float, float]]) -> None:
    found = _of(areas, design_effect=1.9)
    wanted = {
        "dissimilarity": segregating.dissimilarity(areas),
        "isolation": segregating.isolation(areas),
        "eta": segregating.eta(areas),
        "gini": segregating.gini(areas),
        "by_chance": segregating.by_chance(areas, 1.9),
    }
    assert {name: getattr(found, name)[0] for name in wanted} == pytest.approx(wanted, abs=1e-12)


@given(areas_of, st.randoms(use_true_random=False))
def test_the_order_of_the_areas_changes_nothing(areas: list[tuple[float, float]], chance: object) -> None:
    shuffled = list(areas)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = _of(areas), _of(shuffled)
    for name in ("dissimilarity", "isolation", "gini", "by_chance"):
        assert getattr(one, name)[0] == pytest.approx(getattr(other, name)[0], abs=1e-12)


@given(areas_of)
def test_two_groups_that_make_up_the_whole_live_equally_unevenly(areas: list[tuple[float, float]]) -> None:
    others = [(d - n, d) for n, d in areas]
    assert _of(areas).dissimilarity == pytest.approx(_of(others).dissimilarity, abs=1e-12)
    assert _of(areas).gini == pytest.approx(_of(others).gini, abs=1e-12)


@given(areas_of)
def test_dissimilarity_is_never_above_gini(areas: list[tuple[float, float]]) -> None:
    """The largest distance between curve and diagonal, and twice the area between them."""
    found = _of(areas)
    assert found.dissimilarity[0] <= found.gini[0] + 1e-9 <= 1 + 2e-9


def test_an_even_spread_is_0_and_living_apart_is_1() -> None:
    even, apart = _of([(10, 100), (20, 200), (5, 50)]), _of([(100, 100), (0, 200), (0, 50)])
    for name in ("dissimilarity", "eta", "gini"):
        assert getattr(even, name)[0] == pytest.approx(0, abs=1e-12)
        assert getattr(apart, name)[0] == pytest.approx(1)


def test_by_hand() -> None:
    """Four areas of 100 people with 40, 30, 20 and 10 members: N = 100, M = 300.

    D = ½(|.4−.2| + |.3−.2333| + |.2−.2667| + |.1−.3|) = .2667; xPx = .4·.4 + .3·.3 + .2·.2 + .1·.1 = .30;
    η² = (.30 − .25) ÷ .75 = .0667; G = 2·(3·.1 + 2·.2 + 1·.3) ÷ (2·16·.25·.75) = .3333.
    """
    found = _of([(40, 100), (30, 100), (20, 100), (10, 100)])
    assert found.dissimilarity[0] == pytest.approx(4 / 15)
    assert found.isolation[0] == pytest.approx(0.30)
    assert found.eta[0] == pytest.approx(1 / 15)
    assert found.gini[0] == pytest.approx(1 / 3)


def test_what_chance_gives_is_what_shuffled_people_give() -> None:
    """Members drawn among all people without a place in mind (hypergeometric), a thousand times."""
    chance = np.random.default_rng(3)
    people = chance.integers(300, 3000, 200)
    drawn = chance.multivariate_hypergeometric(people, int(people.sum() * 0.12), size=1000, method="marginals")
    found = segregation(
        drawn.astype(float), np.broadcast_to(people, drawn.shape).astype(float), np.full(1000, float(people.sum()))
    )
    assert found.dissimilarity.mean() == pytest.approx(found.by_chance[0], rel=0.01)


def test_areas_without_a_number_take_no_part_and_too_few_people_give_nothing() -> None:
    group = np.array([[40.0, 30.0, 20.0, np.nan]] * 2)
    people = np.array([[100.0, 100.0, 100.0, np.nan]] * 2)
    found = segregation(group, people, np.array([310.0, 400.0]))
    assert found.areas.tolist() == [3, 3]
    assert found.coverage == pytest.approx([300 / 310, 0.75])
    assert np.isfinite(found.dissimilarity).tolist() == [True, False]


@pytest.mark.parametrize("group", [[0.0, 0.0, 0.0], [100.0, 100.0, 100.0]])
def test_where_all_or_none_belong_to_the_group_there_is_nothing_to_spread(group: list[float]) -> None:
    found = segregation(np.array([group]), np.full((1, 3), 100.0), np.array([300.0]))
    assert np.isnan(found.dissimilarity[0])
    assert np.isnan(found.gini[0])


def test_fewer_areas_than_a_city_has_give_nothing() -> None:
    found = segregation(np.array([[1.0] * (LEAST_AREAS - 1)]), np.full((1, LEAST_AREAS - 1), 10.0), np.array([20.0]))
    assert np.isnan(found.dissimilarity[0])


def test_a_group_is_no_larger_than_its_population() -> None:
    with pytest.raises(ValueError, match="larger"):
        segregation(np.array([[11.0, 1.0, 1.0]]), np.full((1, 3), 10.0), np.array([30.0]))
