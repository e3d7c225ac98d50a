"""The scale on which areas move alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.odds import Form, Numbers, form_of, scaled, unscaled
from indicators.catalogue.specs import IndicatorKind
from tests.indicators.calculation.cities import indicator
from tests.naive.watching import log_odds

NONE = float("nan")


def numbers(*cells: tuple[float, float, float]) -> Numbers:
    return Numbers(*(np.array(column) for column in zip(*cells, strict=True)))


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_log_odds_are_the_naive_ones(n: int, without: int) -> None:
    d = n + without
    found = scaled(Form.ODDS, indicator(), numbers((1.0, n, d)))
    assert (found.y[0], found.noise[0]) == pytest.approx(log_odds(n, d))


def test_one_share_by_hand() -> None:
    """3 of 24: ln(3.5 ÷ 21.5) = −1.8153; noise 1/3.5 + 1/21.5 = 0.33223."""
    found = scaled(Form.ODDS, indicator(), numbers((12.5, 3, 24)))
    assert (found.y[0], found.noise[0]) == pytest.approx((-1.8153, 0.33223), abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "unit", "cell", "form"),
    [
        (IndicatorKind.RATE, "%", (12.0, 12, 100), Form.ODDS),
        (IndicatorKind.RATE, "per_100", (120.0, 12, 10), Form.RATIO),
        (IndicatorKind.RATE, "%", (12.0, NONE, NONE), Form.PERCENT),
        (IndicatorKind.COUNT, "person", (12.0, 12, NONE), Form.COUNT),
        (IndicatorKind.SHARE, "%", (12.0, NONE, NONE), Form.PERCENT),
        (IndicatorKind.SHARE, "euro_per_square_metre", (9.8, NONE, NONE), Form.LOGARITHM),
        (IndicatorKind.CHANGE, "percentage_point", (0.3, NONE, NONE), Form.PLAIN),
    ],
)
def test_each_kind_has_its_form(kind: IndicatorKind, unit: str, cell: tuple[float, float, float], form: Form) -> None:
    assert form_of(indicator(kind, unit=unit), numbers(cell, (NONE, NONE, NONE))) is form


def test_one_area_without_counts_takes_them_from_all() -> None:
    assert form_of(indicator(), numbers((12.0, 12, 100), (30.0, NONE, NONE))) is Form.PERCENT


def test_what_has_no_number_has_none_on_the_scale_and_zero_cases_are_one() -> None:
    cells = numbers((0.0, 0, 100), (NONE, NONE, NONE), (NONE, 5, 100))
    found = scaled(Form.ODDS, indicator(), cells)
    assert np.isfinite(found.y).tolist() == np.isfinite(found.noise).tolist() == [True, False, False]


@pytest.mark.parametrize("form", [Form.ODDS, Form.RATIO, Form.COUNT, Form.PERCENT, Form.LOGARITHM, Form.PLAIN])
def test_the_way_back_ends_where_it_began_but_for_the_halves(form: Form) -> None:
    spec = indicator(decimals=4)
    cells = numbers((20.0, 20_000, 100_000))
    value = 20_000 if form is Form.COUNT else 20.0
    cells = Numbers(np.array([value]), cells.numerator, cells.denominator)
    found = unscaled(form, spec, scaled(form, spec, cells).y)
    assert found[0] == pytest.approx(value, rel=1e-4)
