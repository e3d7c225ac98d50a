"""Cleaning makes a coverage, reports every change, and never loses an area."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from areas.boundaries import BoundaryError, clean_coverage
from tests.areas.invented import as_multi, square, voronoi


def test_a_clean_coverage_stays_as_it_is() -> None:
    polygons = as_multi([square(0, 0), square(1000, 0)])
    cleaned, report = clean_coverage(("1", "2"), polygons)
    assert report.was_clean
    assert not (report.changes or report.overlaps or report.gaps_closed or report.gaps_left)
    assert shapely.equals(cleaned, polygons).all()


def test_an_overlap_goes_to_one_area_and_is_reported() -> None:
    polygons = as_multi([square(0, 0, 1000), square(999, 0, 1001, 1000)])
    cleaned, report = clean_coverage(("1", "2"), polygons)
    [overlap] = report.overlaps
    assert (overlap.area, overlap.other) == ("1", "2")
    assert overlap.square_metres == pytest.approx(1000)
    kept = ("1", "2").index(overlap.kept_by)
    assert shapely.area(cleaned)[kept] == pytest.approx(polygons[kept].area)
    assert shapely.area(cleaned).sum() == pytest.approx(2_000_000)
    assert {change.area for change in report.changes} == {"1", "2"}
    assert sum(change.after_m2 - change.before_m2 for change in report.changes) == pytest.approx(-1000)


def test_a_narrow_gap_is_closed_and_reported_with_its_size_and_new_owner() -> None:
    left = square(0, 0, 1000)
    right = shapely.difference(square(1000, 0, 1000), square(1000, 400, 2, 200))
    cleaned, report = clean_coverage(("1", "2"), as_multi([left, right]))
    [gap] = report.gaps_closed
    assert gap.square_metres == pytest.approx(400)
    assert gap.width == pytest.approx(2, abs=0.1)
    assert gap.area in ("1", "2")
    assert shapely.area(cleaned).sum() == pytest.approx(2_000_000)
    assert not report.gaps_left


def test_a_wide_gap_may_be_real_and_stays() -> None:
    lake = square(1000, 400, 200)
    right = shapely.difference(square(1000, 0, 1000), lake)
    cleaned, report = clean_coverage(("1", "2"), as_multi([square(0, 0, 1000), right]))
    [gap] = report.gaps_left
    assert gap.area == ""
    assert gap.square_metres == pytest.approx(40_000)
    assert shapely.area(cleaned).sum() == pytest.approx(2_000_000 - 40_000)


def test_a_missing_vertex_on_a_common_border_is_added_without_moving_it() -> None:
    upper = shapely.union_all([square(0, 1000), square(1000, 1000)])
    cleaned, report = clean_coverage(("1", "2", "3"), as_multi([square(0, 0), square(1000, 0), upper]))
    assert not report.was_clean or shapely.coverage_is_valid(cleaned)
    assert all(change.moved_m2 == pytest.approx(0) for change in report.changes)


def test_ground_claimed_twice_in_earnest_is_refused() -> None:
    with pytest.raises(BoundaryError) as refusal:
        clean_coverage(("1", "2"), as_multi([square(0, 0, 1000), square(800, 0, 1000)]))
    [problem] = refusal.value.problems
    assert (problem.code, problem.area, dict(problem.params)["other"]) == ("areas_overlap", "1", "2")
    assert dict(problem.params)["percent"] == 20.0


@pytest.mark.parametrize("inner", [square(100, 100, 50), square(0, 0, 1000)], ids=["inside", "same"])
def test_an_area_inside_another_is_never_swallowed(inner: shapely.Polygon) -> None:
    with pytest.raises(BoundaryError) as refusal:
        clean_coverage(("1", "2"), as_multi([square(0, 0, 1000), inner]))
    assert refusal.value.problems[0].code == "areas_overlap"


def test_slivers_of_many_small_overlaps_never_swallow_an_area() -> None:
    """A strip 0.9 m wide is overlapped from both sides by less than the limit of one pair."""
    strip = square(1000, 0, 0.9, 1000)
    left, right = square(0, 0, 1000.04, 1000), square(1000.86, 0, 1000, 1000)
    cleaned, _ = clean_coverage(("1", "2", "3"), as_multi([left, strip, right]))
    assert shapely.area(cleaned)[1] > 0.9 * strip.area


def rough_coverage(side: int, seed: int, shake: float) -> tuple[np.ndarray, np.ndarray]:
    """A coverage, and the same with every vertex of every area moved on its own by up to ``shake`` metres."""
    random = np.random.default_rng(seed)
    centres = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2) * 300.0 + 150
    exact = voronoi(centres + random.uniform(-100, 100, centres.shape), side * 300.0)
    rough = []
    for cell in exact:
        corners = shapely.get_coordinates(cell)[:-1]
        rough.append(shapely.Polygon(corners + random.uniform(-shake, shake, corners.shape)))
    return exact, as_multi(rough)


@pytest.mark.parametrize("seed", [79, 153, 251])
def test_an_area_that_geos_gives_to_its_neighbour_is_cleaned_at_another_distance(seed: int) -> None:
    """At a snapping distance of 1 cm one of the 25 areas would vanish (libgeos issue 1525)."""
    _, rough = rough_coverage(5, seed, 0.02)
    codes = tuple(f"{n:02}" for n in range(25))
    with pytest.raises(BoundaryError, match="area_swallowed"):
        clean_coverage(codes, rough, snapping_distances=(0.01,))
    cleaned, report = clean_coverage(codes, rough)
    assert report.snapping_distance == 0.02
    assert shapely.area(cleaned) == pytest.approx(shapely.area(rough), rel=1e-3)


@given(side=st.integers(2, 5), seed=st.integers(0, 2**32 - 1), shake=st.sampled_from([0.001, 0.02, 0.2]))
@settings(max_examples=40, deadline=None)
def test_any_rough_coverage_becomes_a_valid_one_and_keeps_every_area(side: int, seed: int, shake: float) -> None:
    exact, rough = rough_coverage(side, seed, shake)
    assume(shapely.is_valid(rough).all())
    codes = tuple(f"{n:03}" for n in range(len(rough)))
    cleaned, report = clean_coverage(codes, rough)
    assert shapely.coverage_is_valid(cleaned)
    assert len(cleaned) == len(codes)
    assert (shapely.area(cleaned) > 0).all()
    slack = shapely.length(rough) * 0.5 + 1
    assert (np.abs(shapely.area(cleaned) - shapely.area(exact)) < slack).all()
    assert shapely.area(cleaned).sum() == pytest.approx(shapely.area(exact).sum(), rel=2e-3)
    changed = {change.area for change in report.changes}
    moved = shapely.area(shapely.symmetric_difference(rough, cleaned)) > 1e-6
    assert {codes[i] for i in np.flatnonzero(moved)} <= changed, "a change without a report"


def test_the_same_file_is_cleaned_the_same_way_twice() -> None:
    polygons = as_multi([square(0, 0, 1000), square(999.5, 0, 1000), square(0, 999.9, 1999.5, 500)])
    first, _ = clean_coverage(("1", "2", "3"), polygons)
    second, _ = clean_coverage(("1", "2", "3"), polygons)
    assert shapely.equals_identical(first, second).all()
