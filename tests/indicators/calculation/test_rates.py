"""Rates are recomputed from counts at every level; what is missing shows in the coverage and never as zero."""

import numpy as np
import pytest

from indicators.calculation.blocks import LevelBlock
from indicators.calculation.candidate import calculate
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, Pairing
from indicators.periods import parse_period
from indicators.states import ValueState
from tests.indicators.calculation.cities import PERIODS, REST, InventedCity, city, indicator

Shown = tuple[str, float | None]


def shown(made: InventedCity, spec: IndicatorSpec, level: str, row: int = 0) -> dict[str, Shown]:
    """State and rounded value of each place of a level."""
    block = block_of(made, spec, level, row)
    cells = zip(made.places[level], block.status, block.value, strict=True)
    return {p: (ValueState(s).word, None if np.isnan(v) else round(float(v), 4)) for p, s, v in cells}


def block_of(made: InventedCity, spec: IndicatorSpec, level: str, row: int = 0) -> LevelBlock:
    return next(b for b in calculate(made.inputs(spec)) if b.level == level and b.period == PERIODS[row])


def two_districts(residual: bool = False) -> InventedCity:
    made = city({"01": ["0101", "0102"], "02": ["0201"]}, residual)
    made.deliver("faelle", "planungsraum", 0, {"0101": 10, "0102": 90, "0201": 30})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 100, "0102": 300, "0201": 600})
    return made


def test_city_value_is_the_rate_of_the_whole_and_no_mean_of_rates() -> None:
    made = two_districts()
    assert shown(made, indicator(), "planungsraum") == {"0101": ("ok", 10), "0102": ("ok", 30), "0201": ("ok", 5)}
    assert shown(made, indicator(), "bezirk") == {"01": ("ok", 25), "02": ("ok", 5)}
    assert shown(made, indicator(), "stadt") == {"0": ("ok", 13)}  # 130 of 1,000; the mean of the areas would be 15


def test_denominator_of_zero_is_not_applicable() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0201": 0})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0201": 0})
    assert shown(made, indicator(), "planungsraum")["0201"] == ("not_applicable", None)
    assert shown(made, indicator(), "bezirk")["02"] == ("not_applicable", None)
    assert shown(made, indicator(), "stadt") == {"0": ("ok", 25)}


def test_aggregate_with_a_small_gap_counts_both_sides_over_the_same_areas_and_states_its_coverage() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0101": "missing"})
    block = block_of(made, indicator(minimum_coverage=0.9), "stadt")
    assert (block.numerator[0], block.denominator[0], block.coverage[0]) == (120, 900, 0.9)
    assert round(float(block.value[0]), 4) == 13.3333


@pytest.mark.parametrize("state", ["missing", "pending", "suppressed", "unreliable"])
def test_aggregate_below_its_minimum_coverage_takes_the_state_of_what_it_lacks(state: str) -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0101": state})
    assert shown(made, indicator(), "planungsraum")["0101"] == (state, None)
    assert shown(made, indicator(), "bezirk") == {"01": (state, None), "02": ("ok", 5)}
    assert shown(made, indicator(), "stadt") == {"0": (state, None)}


def test_areas_that_were_not_computed_count_as_not_covered() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0101": "not_applicable", "0201": "not_applicable"})
    assert shown(made, indicator(), "bezirk") == {"01": ("missing", None), "02": ("not_applicable", None)}


def test_district_forgotten_in_both_files_is_noticed_by_what_it_had_before() -> None:
    made = two_districts()
    for measure in ("faelle", "bevoelkerung"):
        made.deliver(measure, "planungsraum", 1, {"0101": 10, "0102": 90})
    made.deliver("bevoelkerung", "planungsraum", 1, {"0101": 100, "0102": 300})
    block = block_of(made, indicator(), "stadt", row=1)
    assert (ValueState(block.status[0]).word, block.coverage[0]) == ("missing", 0.4)


def test_area_that_did_not_exist_yet_makes_nothing_incomplete() -> None:
    made = two_districts()
    made.places["planungsraum"].append("0202")
    made.parent["planungsraum", "0202"] = "02"
    made.deliver("faelle", "planungsraum", 1, {"0101": 10, "0102": 90, "0201": 20, "0202": 9})
    made.deliver("bevoelkerung", "planungsraum", 1, {"0101": 100, "0102": 300, "0201": 400, "0202": 200})
    assert shown(made, indicator(), "planungsraum")["0202"] == ("missing", None)
    assert shown(made, indicator(), "bezirk")["02"] == ("ok", 5)
    assert shown(made, indicator(), "stadt") == {"0": ("ok", 13)}


def test_city_counts_the_cases_without_address_and_the_residual_unit_has_no_rate() -> None:
    made = two_districts(residual=True)
    made.deliver("faelle", "planungsraum", 0, {REST: 20})
    assert shown(made, indicator(), "stadt") == {"0": ("ok", 15)}
    assert shown(made, indicator(), "planungsraum")[REST] == ("not_applicable", None)


def test_delivered_city_total_outranks_in_the_rate() -> None:
    made = two_districts(residual=True)
    made.deliver("faelle", "stadt", 0, {"0": 150})
    assert shown(made, indicator(), "stadt") == {"0": ("ok", 15)}
    assert shown(made, indicator(), "bezirk") == {"01": ("ok", 25), "02": ("ok", 5), REST: ("not_applicable", None)}


def test_delivered_total_is_not_divided_by_a_denominator_with_gaps() -> None:
    made = two_districts()
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 40})
    made.deliver("bevoelkerung", "planungsraum", 1, {"0101": "missing", "0102": 360, "0201": 600})
    made.deliver("faelle", "planungsraum", 1, {"0101": 10, "0102": 90, "0201": 30})
    made.deliver("faelle", "stadt", 1, {"0": 130})
    block = block_of(made, indicator(), "stadt", row=1)
    assert (block.numerator[0], block.denominator[0], block.coverage[0]) == (120, 960, 0.96)


def test_counts_are_summed_and_zero_is_a_number() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0201": 0})
    spec = indicator(IndicatorKind.COUNT)
    assert shown(made, spec, "bezirk") == {"01": ("ok", 100), "02": ("ok", 0)}
    assert shown(made, spec, "stadt") == {"0": ("ok", 100)}
    assert shown(made, spec, "stadt", row=2) == {"0": ("missing", None)}


def test_denominator_has_its_own_date_and_the_block_says_which() -> None:
    made = two_districts()
    population = made.series("bevoelkerung", (parse_period("2017-12-31"), PERIODS[1], PERIODS[2]))
    spec = indicator(pairing=Pairing("nearest_earlier", 6))
    inputs = made.inputs(spec)
    inputs.measures["bevoelkerung"] = population  # type: ignore[index]
    block = calculate(inputs)[0]
    assert (block.period.code, block.base_period) == ("2018-Q1", parse_period("2017-12-31"))
    assert round(float(block.value[0]), 4) == 13


def test_without_a_denominator_in_reach_there_is_no_rate() -> None:
    made = two_districts()
    inputs = made.inputs(indicator())
    inputs.measures["bevoelkerung"] = made.series("bevoelkerung", [parse_period(f"201{n}") for n in (1, 2, 3)])  # type: ignore[index]
    block = calculate(inputs)[0]
    assert block.base_period is None
    assert ValueState(block.status[0]) is ValueState.MISSING


def test_measure_without_any_delivery_is_missing_everywhere() -> None:
    made = two_districts()
    inputs = made.inputs(indicator())
    del inputs.measures["faelle"]  # type: ignore[attr-defined]
    assert {int(s) for block in calculate(inputs) for s in block.status} == {ValueState.MISSING}
