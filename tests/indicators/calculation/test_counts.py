"""Delivered totals outrank, the residual unit closes the gap, nobody is counted twice, nothing hidden is rebuilt."""

import numpy as np
import pytest

from indicators.calculation.counts import Levels, counts, delivered, last_known
from indicators.calculation.inputs import MeasureSeries
from indicators.calculation.matrix import AxesError
from indicators.disclosure.policies import OPEN
from indicators.states import ValueState
from tests.indicators.calculation.cities import PERIODS, REST, InventedCity, city, indicator, measure

FIRST = np.array([0])


def two_districts(residual: bool = True) -> InventedCity:
    made = city({"01": ["0101", "0102"], "02": ["0201"]}, residual)
    made.deliver("faelle", "planungsraum", 0, {"0101": 10, "0102": 20, "0201": 30})
    return made


def first_row(made: InventedCity) -> Levels:
    return delivered(made.series("faelle"), made.hierarchy, FIRST, PERIODS[:1])


def known(levels: Levels, made: InventedCity, level: str) -> dict[str, float | str]:
    """Numbers of a level by place; the state's word where it is not wholly known."""
    matrix = levels[made.levels.index(level)]
    cells = zip(matrix.places, matrix.known[0], matrix.states[0], strict=True)
    return {p: n if s == ValueState.OK else ValueState(s).word for p, n, s in cells}


def test_city_is_the_sum_of_its_areas() -> None:
    made = two_districts()
    assert known(first_row(made), made, "bezirk") == {"01": 30, "02": 30, REST: "missing"}
    assert known(first_row(made), made, "stadt") == {"0": 60}


def test_delivered_total_outranks_the_sum_and_the_residual_unit_closes_the_gap() -> None:
    made = two_districts()
    made.deliver("faelle", "stadt", 0, {"0": 65})
    assert known(first_row(made), made, "stadt") == {"0": 65}
    assert known(first_row(made), made, "bezirk")[REST] == 5
    assert known(first_row(made), made, "planungsraum")[REST] == 5


def test_cases_that_only_the_district_knows_are_not_counted_twice() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {REST: 7})
    made.deliver("faelle", "bezirk", 0, {"01": 34})  # four of the seven have a district but no area
    levels = first_row(made)
    assert known(levels, made, "bezirk") == {"01": 34, "02": 30, REST: 3}
    assert known(levels, made, "stadt") == {"0": 67}


@pytest.mark.parametrize("hidden", ["suppressed", "missing", "pending"])
def test_hidden_area_is_not_rebuilt_as_residual(hidden: str) -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {"0201": hidden})
    made.deliver("faelle", "stadt", 0, {"0": 65})
    levels = first_row(made)
    assert known(levels, made, "planungsraum")[REST] == "missing"
    assert known(levels, made, "bezirk") == {"01": 30, "02": hidden, REST: "missing"}
    assert known(levels, made, "stadt") == {"0": 65}


def test_total_that_the_supplier_starred_is_not_rebuilt_from_its_parts() -> None:
    made = two_districts()
    made.deliver("faelle", "bezirk", 0, {"01": "suppressed"})
    assert known(first_row(made), made, "bezirk")["01"] == "suppressed"


def test_total_below_its_parts_outranks_and_closes_nothing() -> None:
    made = two_districts()
    made.deliver("faelle", "stadt", 0, {"0": 50})
    assert known(first_row(made), made, "planungsraum")[REST] == "missing"
    assert known(first_row(made), made, "stadt") == {"0": 50}


def test_sum_of_measures_is_known_only_where_all_are() -> None:
    made = two_districts(residual=False)
    made.deliver("weitere", "planungsraum", 0, {"0101": 1, "0102": "suppressed", "0201": 3})
    spec = indicator(numerator=("faelle", "weitere"))
    total = counts(made.inputs(spec), spec.numerator, [FIRST, FIRST], PERIODS[:1])
    assert known(total, made, "planungsraum") == {"0101": 11, "0102": "suppressed", "0201": 33}
    assert known(total, made, "bezirk") == {"01": "suppressed", "02": 33}


def test_residual_unit_that_only_one_measure_has_counts_with_that_measure() -> None:
    made = two_districts()
    made.deliver("faelle", "planungsraum", 0, {REST: 5})
    made.deliver("weitere", "planungsraum", 0, {"0101": 1, "0102": 2, "0201": 3})
    spec = indicator(numerator=("weitere", "faelle"))
    total = counts(made.inputs(spec), spec.numerator, [FIRST, FIRST], PERIODS[:1])
    assert known(total, made, "planungsraum")[REST] == 5
    assert known(total, made, "stadt") == {"0": 71}


def test_missing_area_stands_in_with_what_it_was_last_reported_with() -> None:
    ok, gap = ValueState.OK, ValueState.MISSING
    states = np.array([[gap, ok], [ok, ok], [gap, gap], [gap, gap]], np.uint8)
    sizes = last_known(np.array([[0.0, 5.0], [7.0, 6.0], [0.0, 0.0], [0.0, 0.0]]), states)
    assert sizes.tolist() == [[0, 5], [7, 6], [7, 6], [7, 6]]


def test_series_that_contradicts_itself_is_refused() -> None:
    ok = np.zeros((2, 1), np.uint8)
    with pytest.raises(ValueError, match="periods do not ascend"):
        MeasureSeries(measure("m"), OPEN, PERIODS[1::-1], np.zeros((2, 1)), ok)
    with pytest.raises(ValueError, match="holds no number"):
        MeasureSeries(measure("m"), OPEN, PERIODS[:2], np.full((2, 1), np.nan), ok)
    with pytest.raises(ValueError, match="do not fit"):
        MeasureSeries(measure("m"), OPEN, PERIODS[:2], np.zeros((2, 2)), ok)


def test_matrices_of_other_places_or_periods_are_not_added() -> None:
    made, other = two_districts(), city({"01": ["0101", "0103"], "02": ["0201"]}, residual=True)
    other.deliver("faelle", "planungsraum", 0, {"0101": 1, "0103": 1, "0201": 1})
    with pytest.raises(AxesError):
        first_row(made)[-1] + first_row(other)[-1]
    later = delivered(made.series("faelle"), made.hierarchy, np.array([1]), PERIODS[1:2])
    with pytest.raises(AxesError):
        first_row(made)[-1] + later[-1]
