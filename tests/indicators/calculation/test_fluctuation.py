"""The range of fluctuation, against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.candidate import calculate
from indicators.calculation.fluctuation import quotient_range, wilson
from indicators.catalogue.specs import IndicatorKind
from tests.indicators.calculation.cities import InventedCity, city, indicator


@pytest.mark.parametrize(
    ("n", "d", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_reproduces_newcombes_table_of_1998(n: int, d: int, low: float, high: float) -> None:
    found = wilson(np.array([float(n)]), np.array([float(d)]))
    assert [round(float(end[0]), 4) for end in found] == [low, high]


def test_whole_population_has_a_range_that_ends_at_the_whole() -> None:
    low, high = wilson(np.array([20.0]), np.array([20.0]), scale=100)
    assert round(float(low[0]), 2) == 83.89
    assert high[0] == 100


def test_design_effect_of_two_is_the_range_of_half_as_many_persons() -> None:
    clustered = wilson(np.array([40.0]), np.array([400.0]), design_effect=2.0)
    halved = wilson(np.array([20.0]), np.array([200.0]))
    assert [end[0] for end in clustered] == [end[0] for end in halved]


@pytest.mark.parametrize(("n", "d"), [(1, 0), (5, 4), (-1, 4), (np.nan, 4), (1, np.nan)])
def test_what_is_no_part_of_a_population_has_no_range(n: float, d: float) -> None:
    assert all(np.isnan(end[0]) for end in wilson(np.array([n], float), np.array([d], float)))


@pytest.mark.parametrize("design_effect", [0.5, 0.0, -1.0, np.nan, np.inf])
def test_design_effect_that_narrows_is_refused(design_effect: float) -> None:
    with pytest.raises(ValueError, match="design effect"):
        wilson(np.array([1.0]), np.array([2.0]), design_effect=design_effect)


@given(st.integers(0, 1000), st.integers(1, 1000), st.floats(1, 5))
def test_value_lies_in_its_range_and_clustering_never_narrows_it(n: int, d: int, design_effect: float) -> None:
    counts = np.array([float(min(n, d))]), np.array([float(d)])
    low, high = wilson(*counts, design_effect=design_effect)
    narrow_low, narrow_high = wilson(*counts)
    assert 0 <= low[0] <= counts[0][0] / d + 1e-12
    assert counts[0][0] / d - 1e-12 <= high[0] <= 1
    assert low[0] <= narrow_low[0] + 1e-12
    assert narrow_high[0] <= high[0] + 1e-12


def test_quotient_of_two_groups_is_ranged_by_its_share_of_both() -> None:
    low, high = quotient_range(np.array([150.0]), np.array([100.0]), scale=100)
    part_low, part_high = wilson(np.array([150.0]), np.array([250.0]))
    assert low[0] == pytest.approx(100 * part_low[0] / (1 - part_low[0]))
    assert high[0] == pytest.approx(100 * part_high[0] / (1 - part_high[0]))
    assert np.isnan(quotient_range(np.array([1.0]), np.array([0.0]))[0][0])


def one_area() -> InventedCity:
    made = city({"01": ["0101"]})
    made.deliver("faelle", "planungsraum", 0, {"0101": 81})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 263})
    return made


def test_rates_of_persons_carry_their_range_in_the_scale_of_the_value() -> None:
    block = calculate(one_area().inputs(indicator()))[0]
    assert [round(float(end[0]), 2) for end in (block.low, block.high)] == [25.53, 36.62]


def test_range_takes_the_design_effect_of_the_measure_counted() -> None:
    made = one_area()
    inputs = made.inputs(indicator())
    inputs.measures["faelle"] = made.series("faelle", design_effect=1.9)  # type: ignore[index]
    low, high = wilson(np.array([81.0]), np.array([263.0]), scale=100, design_effect=1.9)
    block = calculate(inputs)[0]
    assert (block.low[0], block.high[0]) == (low[0], high[0])


def test_sum_of_measures_takes_the_widest_design_effect() -> None:
    made = one_area()
    made.deliver("weitere", "planungsraum", 0, {"0101": 0})
    inputs = made.inputs(indicator(numerator=("faelle", "weitere")))
    inputs.measures["weitere"] = made.series("weitere", design_effect=1.9)  # type: ignore[index]
    low, _ = wilson(np.array([81.0]), np.array([263.0]), scale=100, design_effect=1.9)
    assert calculate(inputs)[0].low[0] == low[0]


def test_places_and_counts_do_not_fluctuate_by_chance() -> None:
    made = one_area()
    inputs = made.inputs(indicator())
    inputs.measures["faelle"] = made.series("faelle", unit="place")  # type: ignore[index]
    assert np.isnan(calculate(inputs)[0].low[0])
    assert np.isnan(calculate(made.inputs(indicator(IndicatorKind.COUNT)))[0].low[0])


def test_quotients_are_ranged_as_quotients() -> None:
    block = calculate(one_area().inputs(indicator(unit="per_100")))[0]
    low, _ = quotient_range(np.array([81.0]), np.array([263.0]), scale=100)
    assert block.low[0] == low[0]
