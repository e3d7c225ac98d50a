"""Upper levels are dissolved from the finest, compared with what was delivered, and children lie in their parents."""

import numpy as np
import pytest
import shapely

from areas.boundaries import BoundaryError, check_inside_parents, compare_delivered, dissolve_upwards
from tests.areas.invented import as_multi, square

QUARTERS = as_multi([square(0, 0), square(1000, 0), square(0, 1000), square(1000, 1000)])
PARENTS = np.array([0, 1, 0, 1])


def test_a_level_is_the_union_of_its_children() -> None:
    dissolved = dissolve_upwards(("W", "E"), "bezirk", QUARTERS, PARENTS)
    assert shapely.equals(dissolved, as_multi([square(0, 0, 1000, 2000), square(1000, 0, 1000, 2000)])).all()
    assert shapely.coverage_is_valid(dissolved)


def test_an_area_of_two_separate_parts_keeps_both() -> None:
    dissolved = dissolve_upwards(("A", "B"), "bezirk", QUARTERS, np.array([0, 1, 1, 0]))
    assert [len(area.geoms) for area in dissolved] == [2, 2]


def test_a_parent_without_children_is_refused() -> None:
    with pytest.raises(BoundaryError) as refusal:
        dissolve_upwards(("W", "E", "X"), "bezirk", QUARTERS, PARENTS)
    [problem] = refusal.value.problems
    assert (problem.code, problem.area, problem.params) == ("childless_area", "X", (("level", "bezirk"),))


def test_the_deviation_of_a_delivered_level_is_symmetric_difference_by_area() -> None:
    """A strip of 4 m × 2,000 m on an area of 2,000,000 m² is 0.4 %; one of 6 m is 0.6 % and beyond the tolerance."""
    dissolved = dissolve_upwards(("W", "E"), "bezirk", QUARTERS, PARENTS)
    delivered = as_multi([square(0, 0, 1004, 2000), square(1006, 0, 994, 2000)])
    comparison = compare_delivered(("W", "E"), "bezirk", delivered, dissolved)
    assert [deviation.share for deviation in comparison.deviations] == pytest.approx([0.004, 0.006])
    assert comparison.worst_share == pytest.approx(0.006)
    assert comparison.beyond_tolerance == ("E",)


def test_identical_levels_do_not_deviate() -> None:
    dissolved = dissolve_upwards(("W", "E"), "bezirk", QUARTERS, PARENTS)
    assert compare_delivered(("W", "E"), "bezirk", dissolved, dissolved).deviations == ()


def test_an_area_outside_its_parent_has_the_wrong_code() -> None:
    above = as_multi([square(0, 0, 1000, 2000), square(1000, 0, 1000, 2000)])
    swapped = np.array([1, 1, 0, 1])
    [problem] = check_inside_parents(("1", "2", "3", "4"), (1, 2, 3, 4), QUARTERS, swapped, ("W", "E"), above)
    assert (problem.code, problem.area, problem.row) == ("outside_parent", "1", 1)
    assert dict(problem.params) == {"parent": "E", "percent": 0.0}


def test_a_generalised_parent_does_not_refuse_its_children() -> None:
    coarse = as_multi([square(50, 50, 900, 1900), square(1000, 0, 1000, 2000)])
    assert check_inside_parents(("1", "2", "3", "4"), (1, 2, 3, 4), QUARTERS, PARENTS, ("W", "E"), coarse) == []
