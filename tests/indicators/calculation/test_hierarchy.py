"""Levels nest, and sums do not depend on the way they are taken."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculation.hierarchy import Hierarchy, HierarchyError, nested
from tests.indicators.calculation.cities import REST, InventedCity, cities, city


def positions(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.intp)


@settings(max_examples=100, deadline=None)
@given(cities(totals=False, gaps=False), st.data())
def test_adding_level_by_level_equals_adding_directly(invented: InventedCity, data: st.DataObject) -> None:
    hierarchy = invented.hierarchy
    numbers = data.draw(
        st.lists(st.integers(0, 10**6), min_size=len(hierarchy.codes[-1]), max_size=len(hierarchy.codes[-1]))
    )
    matrix = np.array([numbers], np.float64)
    by_district = hierarchy.roll_up(matrix, "bezirk")
    for position, district in enumerate(hierarchy.codes[1]):
        members = [
            n
            for n, area in zip(numbers, hierarchy.codes[2], strict=True)
            if invented.parent["planungsraum", area] == district
        ]
        assert by_district[0, position] == sum(members)
    assert hierarchy.roll_up(matrix, "stadt")[0, 0] == sum(numbers) == hierarchy.sum_once(by_district, 1)[0, 0]


def test_district_without_areas_sums_to_zero() -> None:
    hierarchy = city({"01": ["0101"], "02": [], "03": ["0301"]}).hierarchy
    assert hierarchy.roll_up(np.array([[4.0, 5.0]]), "bezirk").tolist() == [[4.0, 0.0, 5.0]]


def test_residual_units_stand_last_and_lead_to_the_city() -> None:
    hierarchy = city({"01": ["0101"], "02": ["0201"]}, residual=True).hierarchy
    assert [codes[-1] for codes in hierarchy.codes[1:]] == [REST, REST]
    assert hierarchy.roll_up(np.array([[1.0, 2.0, 4.0]]), "bezirk").tolist() == [[1.0, 2.0, 4.0]]
    assert hierarchy.roll_up(np.array([[1.0, 2.0, 4.0]]), "stadt").tolist() == [[7.0]]


def test_matrix_of_another_level_is_refused() -> None:
    hierarchy = city({"01": ["0101", "0102"]}).hierarchy
    with pytest.raises(ValueError, match="does not fit level planungsraum"):
        hierarchy.roll_up(np.zeros((1, 3)), "bezirk")
    with pytest.raises(KeyError):
        hierarchy.places("prognoseraum")


@pytest.mark.parametrize(
    ("code", "codes", "parents", "residual"),
    [
        ("duplicate_place", (("0",), ("01", "01")), (positions(), positions(0, 0)), (False, False)),
        ("parent_out_of_range", (("0",), ("01", "02")), (positions(), positions(0, 1)), (False, False)),
        ("levels_do_not_match", (("0",), ("01", "02")), (positions(), positions(0)), (False, False)),
        ("levels_do_not_match", (("0",), ("01",)), (positions(0), positions(0)), (False, False)),
        ("residual_at_the_top", (("0",), ("01",)), (positions(), positions(0)), (True, False)),
        ("several_cities", (("0", "1"), ("01", REST)), (positions(), positions(0, 1)), (False, True)),
    ],
)
def test_levels_that_do_not_nest_are_refused(
    code: str, codes: tuple[tuple[str, ...], ...], parents: tuple[np.ndarray, ...], residual: tuple[bool, ...]
) -> None:
    with pytest.raises(HierarchyError, match=code):
        Hierarchy(("stadt", "bezirk"), codes, parents, residual)


def test_residual_unit_belongs_to_the_residual_unit_above_and_nobody_else_does() -> None:
    levels, codes = ("stadt", "bezirk", "planungsraum"), (("0",), ("01", REST), ("0101", REST))
    with pytest.raises(HierarchyError, match="residual_parent"):
        Hierarchy(levels, codes, (positions(), positions(0, 0), positions(0, 0)), (False, True, True))
    with pytest.raises(HierarchyError, match="place_below_residual"):
        Hierarchy(levels, codes, (positions(), positions(0, 0), positions(1, 1)), (False, True, True))
    with pytest.raises(HierarchyError, match="residual_parent"):
        Hierarchy(levels, codes, (positions(), positions(0, 0), positions(0, 1)), (False, False, True))


def test_hierarchy_from_parents_by_code() -> None:
    made = nested(("stadt", "bezirk"), (("0",), ("02", "01")), ({}, {"01": "0", "02": "0"}))
    assert made.parents[1].tolist() == [0, 0]
