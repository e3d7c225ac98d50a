"""An area against the city without it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from indicators.calculation.comparison import against_rest
from indicators.calculation.relative import Position
from indicators.discoveries import discoveries
from tests.naive.trending import rest_z_and_p


def one(n: float, d: float, whole_n: float, whole_d: float, design_effect: float = 1.0) -> tuple[float, float]:
    found = against_rest(np.array([n]), np.array([d]), whole_n, whole_d, design_effect=design_effect)
    return float(found.z[0]), float(found.p[0])


def test_heart_attacks_of_the_physicians_health_study() -> None:
    """N. Engl. J. Med. 321 (1989), 129-135: 104 of 11,037 with aspirin, 189 of 11,034 without, P < 0.00001; Pearson's χ² of
    the table is 25.01 (A. Agresti, Categorical Data Analysis, 2nd ed., Wiley 2002)."""
    z, p = one(104, 11_037, 104 + 189, 11_037 + 11_034)
    assert z**2 == pytest.approx(25.01, abs=0.005) and z < 0
    assert p < 0.00001


def test_one_comparison_by_hand() -> None:
    """40 of 100 against 100 of 500: 0.2 more; 140 of 600 is 7/30, so the spread is √(7/30 · 23/30 · 0.012) = 0.0463."""
    z, _ = one(40, 100, 140, 600)
    assert z == pytest.approx(0.2 / 0.04633, abs=1e-3)
    assert one(40, 100, 140, 600, 4.0)[0] == pytest.approx(z / 2)


def test_what_is_empty_or_no_part_is_not_compared() -> None:
    for counts in ((0, 0, 10, 100), (10, 100, 10, 100), (5, 4, 10, 100), (20, 30, 10, 100), (np.nan, 30, 10, 100)):
        assert np.isnan(one(*counts)).all(), counts


def test_where_nobody_or_everybody_counts_there_is_no_difference() -> None:
    assert one(0, 30, 0, 100) == (0.0, 1.0)
    assert one(30, 30, 100, 100) == (0.0, 1.0)


def test_words_follow_the_rule_for_many_areas() -> None:
    found = against_rest(np.array([60.0, 10, 30, 8, np.nan]), np.array([300.0, 400, 320, 80, 10]), 110.0, 1110.0)
    words = [Position(code).word for code in found.positions(discoveries(found.p))]
    assert words == ["above", "below", "within", "within", "unknown"]


def test_design_effect_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="design effect"):
        one(1, 2, 3, 4, 0.5)


counts = st.integers(1, 5000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@given(counts, counts, st.sampled_from([1.0, 1.9]))
def test_scipy_and_the_naive_way_agree(area: tuple[int, int], rest: tuple[int, int], design_effect: float) -> None:
    (n, d), (rest_n, rest_d) = area, rest
    z, p = one(n, d, n + rest_n, d + rest_d, design_effect)
    naive_z, naive_p = rest_z_and_p(n, d, n + rest_n, d + rest_d, design_effect)
    assert (z, p) == (pytest.approx(naive_z, abs=1e-9), pytest.approx(naive_p, abs=1e-9))
    if 0 < n + rest_n < d + rest_d:
        chi2 = chi2_contingency([[n, d - n], [rest_n, rest_d - rest_n]], correction=False)
        assert z**2 * design_effect == pytest.approx(chi2.statistic, abs=1e-8)


@given(counts, counts)
def test_area_and_rest_change_places_with_the_sign(area: tuple[int, int], rest: tuple[int, int]) -> None:
    (n, d), (rest_n, rest_d) = area, rest
    there, back = one(n, d, n + rest_n, d + rest_d), one(rest_n, rest_d, n + rest_n, d + rest_d)
    assert there == (pytest.approx(-back[0], abs=1e-9), pytest.approx(back[1], abs=1e-9))
