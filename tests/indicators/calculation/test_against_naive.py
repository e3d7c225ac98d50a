"""Every value of every level, computed a second time with plain loops."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculation.blocks import LevelBlock
from indicators.calculation.candidate import calculate
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState
from tests.indicators.calculation.cities import PERIODS, InventedCity, cities, indicator
from tests.naive import values as naive

Expected = Callable[[tuple[str, str], int], naive.Value]
MINIMA = st.sampled_from([0.5, 0.95])


def compare(invented: InventedCity, blocks: list[LevelBlock], expected: Expected) -> None:
    assert [(b.level, b.period) for b in blocks] == [(level, p) for level in invented.levels for p in PERIODS]
    for block in blocks:
        row = PERIODS.index(block.period)
        for position, place in enumerate(invented.places[block.level]):
            wanted = expected((block.level, place), row)
            where = f"{block.level} {place} row {row}"
            assert ValueState(block.status[position]).word == wanted.state, where
            for name in ("numerator", "denominator", "value"):
                same(getattr(block, name)[position], getattr(wanted, name), f"{where} {name}")
            if wanted.state != "suppressed":
                same(block.coverage[position], wanted.coverage, f"{where} coverage")


def same(found: float, wanted: float | None, where: str) -> None:
    if wanted is None:
        assert np.isnan(found), where
    else:
        assert found == pytest.approx(wanted, rel=1e-12, abs=1e-12), where


@settings(max_examples=150, deadline=None)
@given(cities(), MINIMA, st.booleans())
def test_rates_of_every_level_equal_a_naive_computation(
    invented: InventedCity, minimum: float, two_measures: bool
) -> None:
    numerator = ("faelle", "weitere") if two_measures else ("faelle",)
    spec = indicator(numerator=numerator, minimum_coverage=minimum)
    city = invented.naive

    def expected(place: tuple[str, str], row: int) -> naive.Value:
        top, bottom = naive.Side(numerator, [row] * len(numerator)), naive.Side(["bevoelkerung"], [row])
        return naive.rate(city, top, bottom, place, 100.0, minimum)

    compare(invented, calculate(invented.inputs(spec)), expected)


@settings(max_examples=100, deadline=None)
@given(cities(), MINIMA)
def test_counts_of_every_level_equal_a_naive_computation(invented: InventedCity, minimum: float) -> None:
    spec = indicator(IndicatorKind.COUNT, minimum_coverage=minimum)
    city = invented.naive

    def expected(place: tuple[str, str], row: int) -> naive.Value:
        return naive.count(city, naive.Side(["faelle"], [row]), place, minimum)

    compare(invented, calculate(invented.inputs(spec)), expected)


@settings(max_examples=100, deadline=None)
@given(cities(), MINIMA, st.booleans())
def test_weighted_shares_of_every_level_equal_a_naive_computation(
    invented: InventedCity, minimum: float, weighted: bool
) -> None:
    spec = indicator(IndicatorKind.SHARE, weight=("bevoelkerung",) if weighted else (), minimum_coverage=minimum)
    city = invented.naive

    def expected(place: tuple[str, str], row: int) -> naive.Value:
        weight = naive.Side(["bevoelkerung"], [row]) if weighted else None
        return naive.share(city, "anteil", row, weight, place, minimum)

    compare(invented, calculate(invented.inputs(spec)), expected)


@settings(max_examples=50, deadline=None)
@given(
    n=st.integers(0, 400),
    d=st.integers(0, 400),
    scale=st.sampled_from([1.0, 100.0, 1000.0]),
    design_effect=st.floats(1, 4),
)
def test_range_of_fluctuation_solves_wilsons_equation(n: int, d: int, scale: float, design_effect: float) -> None:
    from indicators.calculation.fluctuation import wilson

    found = wilson(np.array([float(n)]), np.array([float(d)]), scale=scale, design_effect=design_effect)
    for end, wanted in zip(found, naive.wilson(n, d, scale, design_effect), strict=True):
        if wanted is None:
            assert np.isnan(end[0])
        else:
            assert end[0] == pytest.approx(wanted, abs=1e-9 * scale)
