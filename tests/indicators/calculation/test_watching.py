"""What left its expectation: by hand, against the naive way, against known distributions, and what must not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import polygamma
from scipy.stats import kstest

from indicators.calculation.alike import feature, nearest, shown_by
from indicators.calculation.moderated import ALIKE, Common, common_variance, inverse_trigamma, moderated
from indicators.calculation.odds import Scaled
from indicators.calculation.watching import Course, alike_of, left_level, left_trend
from indicators.discoveries import discoveries
from tests.naive import watching as naive

ROWS, AREAS, WINDOW = 16, 40, 4


def city_of(seed: int, *, jumps: bool = True) -> tuple[Course, np.ndarray]:
    """Areas of different size that scatter around the city, some without all numbers; the course, and who jumps."""
    rng = np.random.default_rng(seed)
    noise = np.broadcast_to(rng.uniform(0.005, 0.05, AREAS), (ROWS, AREAS)).copy()
    city = np.cumsum(rng.normal(0, 0.05, ROWS))
    y = city[:, None] + np.cumsum(rng.normal(0, 0.4, (ROWS, AREAS)) * np.sqrt(noise), axis=0)
    gone = rng.random((ROWS, AREAS)) < 0.04
    gone[-1] = False
    y[gone], noise[gone] = np.nan, np.nan
    jumping = np.zeros(AREAS, bool)
    if jumps:
        jumping[:2] = True
        y[-1, :2] += [1.5, -1.5]
    same = np.ones(ROWS - 1, bool)
    same[5] = False
    return Course(Scaled(y, noise), city, same, WINDOW), jumping


@pytest.mark.parametrize("seed", range(4))
def test_trend_is_the_naive_one(seed: int) -> None:
    course, jumping = city_of(seed)
    areas = [
        [
            None if np.isnan(v) else (float(v), float(u))
            for v, u in zip(course.own.y[:, a], course.own.noise[:, a], strict=True)
        ]
        for a in range(AREAS)
    ]
    wanted = naive.trends(areas, course.city.tolist(), course.same.tolist(), WINDOW)
    found = left_trend(course)
    for a, one in enumerate(wanted):
        if one is None:
            assert np.isnan(found.size[a])
        else:
            assert found.size[a] == pytest.approx(one[0], rel=1e-7)
            assert found.p[a] == pytest.approx(one[1], rel=1e-5, abs=1e-12)
    assert discoveries(found.p)[jumping].all()


def test_level_is_the_naive_one() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(60, 3))
    y = features @ [0.5, -0.2, 0.1] + rng.normal(0, 0.3, 60)
    y[7], noise = np.nan, rng.uniform(0.01, 0.2, 60)
    found = left_level(Scaled(y, noise), nearest(features), counted=True)
    wanted = naive.levels(
        features.tolist(), [None if np.isnan(v) else float(v) for v in y], noise.tolist(), alike_of(59)
    )
    for own, other in zip(found.size, wanted, strict=True):
        assert (np.isnan(own) and other is None) or own == pytest.approx(other, rel=1e-6)


def test_one_trend_by_hand() -> None:
    """The area's odds grow e-fold beside a still city: S = 1; four steps of noise ¼: √(k · noise) = 1; so t = 1 ÷ s̃."""
    steps = np.array([0.5, -0.5, 0.5, -0.5, 0.5, -0.5])
    y = np.vstack([np.zeros(40), np.cumsum(np.tile(steps[:, None], 40), axis=0)])
    flat = np.vstack([y] + [y[-1]] * 4)
    moved = np.linspace(-1, 1, 40) * 1.4826  # quartiles at about ±0.74: less than the histories' scatter
    flat[-1] += moved / 2
    flat[-1, 0] = y[-1, 0] + 1.0
    noise = np.full(flat.shape, 0.25)
    course = Course(Scaled(flat, noise), np.zeros(len(flat)), np.ones(len(flat) - 1, bool), WINDOW)
    found = left_trend(course)
    # past steps ±0.5 ÷ ½ = ±1, mean 0: s² = 6 ÷ 5 = 1.2 in every area, so s₀² = 1.2 · e^(ln 2.5 − ψ(2.5)) = 1.2 · e^0.21313
    s_squared = (10_000 * 1.48506 + 5 * 1.2) / 10_005
    assert found.size[0] == pytest.approx(1 / np.sqrt(s_squared), rel=1e-5)
    assert found.expected[0] == pytest.approx(y[-1, 0])


def test_variances_of_areas_that_differ_as_much_as_was_put_in_are_told() -> None:
    rng = np.random.default_rng(11)
    own, freedom = 8.0, np.full(4000, 6.0)
    true = 2.0 * own / rng.chisquare(own, 4000)
    found = common_variance(true * rng.chisquare(6, 4000) / 6, freedom)
    assert found is not None
    assert found.square == pytest.approx(2.0, rel=0.06) and found.freedom == pytest.approx(own, rel=0.2)
    square, together = naive.common((true * 1.0).tolist(), freedom.tolist())
    again = common_variance(true, freedom)
    assert again is not None and (again.square, again.freedom) == pytest.approx((square, together), rel=1e-6)


@pytest.mark.parametrize("x", [0.01, 0.7, 3.0, 250.0])
def test_inverse_of_trigamma(x: float) -> None:
    assert inverse_trigamma(float(polygamma(1, x))) == pytest.approx(x, rel=1e-7)


def test_where_nothing_happened_chances_are_even_and_next_to_nobody_is_listed() -> None:
    chances, listed = [], 0
    for seed in range(30):
        course, _ = city_of(seed, jumps=False)
        p = left_trend(course).p
        chances.append(p[np.isfinite(p)])
        listed += int(discoveries(p).any())
    assert kstest(np.concatenate(chances), "uniform").statistic < 0.06
    assert listed <= 4  # 5 % of 30 quarters are 1.5


def test_where_all_areas_scatter_more_than_ever_nobody_stands_out() -> None:
    course, _ = city_of(1, jumps=False)
    rng = np.random.default_rng(5)
    course.own.y[-1] += rng.normal(0, 1.0, AREAS)
    assert not discoveries(left_trend(course).p).any()


def test_step_across_a_break_counts_neither_way() -> None:
    course, _ = city_of(2, jumps=False)
    broken = course.same.copy()
    broken[-2] = False
    course.own.y[-2:, 3] += 5.0  # exactly at the break
    found = left_trend(Course(course.own, course.city, broken, WINDOW))
    assert found.p[3] > 0.001
    assert left_trend(course).p[3] < 1e-6


def test_step_across_a_gap_counts_in_full() -> None:
    course, _ = city_of(4, jumps=False)
    course.own.y[-1, 5] += 3.0
    course.own.y[-3:-1] = np.nan  # a delivery that never came
    course.own.noise[-3:-1] = np.nan
    assert left_trend(course).p[5] < 1e-6


def test_without_a_present_number_or_half_a_year_nothing_is_judged() -> None:
    course, _ = city_of(5, jumps=False)
    course.own.y[-1, 0] = np.nan
    course.own.y[-5:-2, 1] = np.nan
    course.own.y[-2, 1] = 0.0
    found = left_trend(course)
    assert np.isnan(found.p[0]) and np.isnan(found.expected[0]) and np.isnan(found.p[1])


def test_without_history_an_even_series_is_not_judged_and_an_uneven_one_by_what_all_show() -> None:
    rng = np.random.default_rng(8)
    y = np.vstack([np.zeros(60), rng.normal(0, 0.1, 60)])
    y[1, 0] = 2.0
    own = Scaled(y, np.full(y.shape, 0.01))
    assert np.isnan(left_trend(Course(own, np.zeros(2), np.ones(1, bool), 1)).p).all()
    found = left_trend(Course(own, np.zeros(2), np.ones(1, bool), 1, is_even=False))
    assert discoveries(found.p).tolist() == [True] + [False] * 59


@pytest.mark.parametrize("size", [0, 1, 5])
def test_few_areas_expect_nothing(size: int) -> None:
    y = np.zeros((12, size))
    assert np.isnan(left_trend(Course(Scaled(y, y + 1), np.zeros(12), np.ones(11, bool), 4)).p).all()
    if size:
        assert np.isnan(left_level(Scaled(y[0], y[0]), nearest(np.zeros((size, 1))), counted=False).p).all()


def test_areas_that_are_all_the_same_stand_out_nowhere() -> None:
    y = np.zeros((12, 40))
    assert not discoveries(left_trend(Course(Scaled(y, y + 0.01), np.zeros(12), np.ones(11, bool), 4)).p).any()
    assert not discoveries(left_level(Scaled(y[0], y[0]), nearest(np.ones((40, 2))), counted=False).p).any()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_order_of_the_areas_does_not_matter_nor_a_shift_of_the_whole_city(seed: int, shuffle: int) -> None:
    course, _ = city_of(seed)
    order = np.random.default_rng(shuffle).permutation(AREAS)
    shift = np.linspace(0, 3, ROWS)
    moved = Scaled((course.own.y + shift[:, None])[:, order], course.own.noise[:, order])
    found = left_trend(Course(moved, course.city + shift, course.same, WINDOW))
    np.testing.assert_allclose(found.size, left_trend(course).size[order], rtol=1e-6, equal_nan=True)


def test_own_history_counts_more_the_longer_it_is() -> None:
    square, freedom = moderated(np.array([9.0, 9.0]), np.array([2.0, 20.0]), Common(1.0, 5.0))
    assert square.tolist() == pytest.approx([23 / 7, 185 / 25]) and freedom.tolist() == [7.0, 25.0]
    alike = common_variance(np.full(50, 2.0), np.full(50, 4.0))
    assert alike is not None and alike.freedom == ALIKE


def test_unknown_features_lie_in_the_middle_and_constant_ones_are_none() -> None:
    assert feature(np.array([1.0, np.nan, np.nan, 2.0])) is None
    assert feature(np.full(9, 3.0)) is None
    known = feature(np.array([1.0, 2.0, 3.0, 4.0, np.nan]))
    assert known is not None and known[-1] == 0.0


def test_an_area_is_not_like_itself() -> None:
    assert shown_by(nearest(np.zeros((6, 1))), np.array([100.0, 0, 0, 0, 0, 0]), 5)[0] == 0.0
