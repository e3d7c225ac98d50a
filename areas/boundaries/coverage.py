"""The finest level as a coverage: no overlaps, no slivers, neighbours with exactly the same border.

Cleaning moves borders by centimetres, so it reports every change. What it may not decide is refused: which of two areas
owns ground that both claim in earnest. Gaps wider than ``GAP_WIDTH`` may be real (an enclave, a lake that belongs to
nobody); they stay and are reported. All geometry here is in a metric CRS, all areas in m², all lengths in m.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from areas.boundaries.problems import BoundaryError, Problem, refuse
from areas.boundaries.repair import Polygons, as_multipolygons

#: Vertices nearer than this are the same point: well below what surveying distinguishes.
SNAPPING_DISTANCE = 0.01
#: A gap is closed when the widest circle in it has at most this diameter.
GAP_WIDTH = 5.0
#: Two areas that share more than this part of the smaller one are a contradiction, not an inaccuracy.
LARGEST_OVERLAP = 0.05
#: Differences below this many m² are rounding of coordinates.
NOTHING = 1e-6


@dataclass(frozen=True)
class AreaChange:
    """What cleaning did to one area; ``moved_m2`` is the symmetric difference of before and after."""

    area: str
    before_m2: float
    after_m2: float
    moved_m2: float
    parts_before: int
    parts_after: int
    vertices_before: int
    vertices_after: int


@dataclass(frozen=True)
class Gap:
    """Ground that belonged to nobody: ``area`` got it, or it stayed open (empty ``area``). ``x``, ``y`` lie in it."""

    area: str
    square_metres: float
    width: float
    x: float
    y: float


@dataclass(frozen=True)
class Overlap:
    """Ground that two areas claimed, and the area that keeps it (the one with the longer border along it)."""

    area: str
    other: str
    square_metres: float
    kept_by: str


@dataclass(frozen=True)
class CleaningReport:
    """Every change; ``invalid_edges`` is the length of border that did not match its neighbour before."""

    was_clean: bool
    invalid_edges: float
    changes: tuple[AreaChange, ...]
    overlaps: tuple[Overlap, ...]
    gaps_closed: tuple[Gap, ...]
    gaps_left: tuple[Gap, ...]


def clean_coverage(
    codes: tuple[str, ...],
    polygons: Polygons,
    *,
    snapping_distance: float = SNAPPING_DISTANCE,
    gap_width: float = GAP_WIDTH,
) -> tuple[Polygons, CleaningReport]:
    """Make valid MultiPolygons a valid coverage, in the same order; never lose an area.

    Raises ``BoundaryError``: ``areas_overlap`` for ground claimed twice in earnest, ``area_swallowed`` when too little
    would be left of an area, ``cleaning_failed`` when the result is still no coverage.
    """
    invalid = shapely.length(shapely.coverage_invalid_edges(polygons))
    pairs = _overlaps(polygons, invalid > 0)
    _refuse_contradictions(codes, polygons, pairs)
    without_overlaps = _clean(polygons, snapping_distance, 0.0)
    cleaned = _clean(polygons, snapping_distance, gap_width)
    lost = np.flatnonzero(shapely.area(cleaned) < shapely.area(polygons) * (1 - 2 * LARGEST_OVERLAP))
    if len(lost):
        sizes = shapely.area(polygons)
        raise BoundaryError(
            Problem("area_swallowed", codes[i], params=(("square_metres", round(float(sizes[i]))),)) for i in lost
        )
    if not shapely.coverage_is_valid(cleaned):
        remaining = shapely.coverage_invalid_edges(cleaned)
        places = [code for code, edges in zip(codes, remaining, strict=True) if not edges.is_empty]
        raise refuse("cleaning_failed", places=", ".join(places[:10]))
    tree = shapely.STRtree(cleaned)
    closed, left = _gaps(codes, without_overlaps, tree)
    return cleaned, CleaningReport(
        was_clean=not invalid.any(),
        invalid_edges=float(invalid.sum()),
        changes=_changes(codes, polygons, cleaned),
        overlaps=tuple(
            Overlap(codes[i], codes[j], float(shared.area), _owner(codes, tree, shared)) for i, j, shared in pairs
        ),
        gaps_closed=closed,
        gaps_left=left,
    )


def _clean(polygons: Polygons, snapping_distance: float, gap_width: float) -> Polygons:
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]  # the stubs are of shapely 2.1
        polygons, snapping_distance=snapping_distance, gap_width=gap_width
    )
    return as_multipolygons(cleaned)


def _overlaps(
    polygons: Polygons, suspect: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
) -> list[tuple[int, int, BaseGeometry]]:
    """Pairs that share ground, found among those whose edges do not match."""
    candidates = np.flatnonzero(suspect)
    if not len(candidates):
        return []
    left, right = shapely.STRtree(polygons).query(polygons[candidates], predicate="intersects")
    pairs = {(min(i, j), max(i, j)) for i, j in zip(candidates[left].tolist(), right.tolist(), strict=True) if i != j}
    shared = [(i, j, shapely.intersection(polygons[i], polygons[j])) for i, j in sorted(pairs)]
    return [(i, j, ground) for i, j, ground in shared if ground.area > NOTHING]


def _refuse_contradictions(
    codes: tuple[str, ...], polygons: Polygons, pairs: list[tuple[int, int, BaseGeometry]]
) -> None:
    problems: list[Problem] = []
    for i, j, shared in pairs:
        share = shared.area / min(polygons[i].area, polygons[j].area)
        if share > LARGEST_OVERLAP:
            params = (("other", codes[j]), ("square_metres", round(shared.area)), ("percent", round(100 * share, 1)))
            problems.append(Problem("areas_overlap", codes[i], params=params))
    if problems:
        raise BoundaryError(problems)


def _gaps(codes: tuple[str, ...], polygons: Polygons, tree: shapely.STRtree) -> tuple[tuple[Gap, ...], tuple[Gap, ...]]:
    """The holes in a coverage whose gaps are still open, told apart by whether an area of ``tree`` covers them now."""
    whole = shapely.coverage_union_all(polygons)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in getattr(part, "interiors", ())]
    closed: list[Gap] = []
    left: list[Gap] = []
    for hole in sorted(holes, key=lambda gap: gap.area):
        point = shapely.point_on_surface(hole)
        owner = _owner(codes, tree, hole)
        width = 2 * float(shapely.length(shapely.maximum_inscribed_circle(hole)))
        gap = Gap(owner, float(hole.area), width, float(point.x), float(point.y))
        (closed if owner else left).append(gap)
    return tuple(closed), tuple(left)


def _owner(codes: tuple[str, ...], tree: shapely.STRtree, ground: BaseGeometry) -> str:
    """Whose area covers this ground now; of several the one that covers most of it."""
    candidates = tree.query(ground, predicate="intersects")
    if not len(candidates):
        return ""
    covered = shapely.area(shapely.intersection(tree.geometries[candidates], ground))
    best = int(np.argmax(covered))
    return codes[candidates[best]] if covered[best] > 0 else ""


def _changes(codes: tuple[str, ...], before: Polygons, after: Polygons) -> tuple[AreaChange, ...]:
    same = shapely.equals_identical(shapely.normalize(before), shapely.normalize(after))
    return tuple(
        AreaChange(
            area=codes[i],
            before_m2=float(before[i].area),
            after_m2=float(after[i].area),
            moved_m2=float(shapely.symmetric_difference(before[i], after[i]).area),
            parts_before=len(before[i].geoms),
            parts_after=len(after[i].geoms),
            vertices_before=int(shapely.get_num_coordinates(before[i])),
            vertices_after=int(shapely.get_num_coordinates(after[i])),
        )
        for i in np.flatnonzero(~same)
    )
