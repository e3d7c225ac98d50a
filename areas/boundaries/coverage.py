"""The finest level as a coverage: no overlaps, no slivers, neighbours with exactly the same border.

Cleaning moves borders by centimetres, so it reports every change. What it may not decide is refused: which of two areas
owns ground that both claim in earnest. Gaps wider than ``GAP_WIDTH`` may be real (an enclave, a lake that belongs to
nobody); they stay and are reported. All geometry here is in a metric CRS, all areas in m², all lengths in m.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from areas.boundaries.changes import CleaningReport, Overlap, changes_of, differing, find_gaps, owner_of
from areas.boundaries.problems import BoundaryError, Problem, refuse
from areas.boundaries.repair import Polygons, as_multipolygons

#: Vertices nearer than this are the same point: well below what surveying distinguishes. At an unlucky distance GEOS
#: gives a whole area to its neighbour (libgeos issue 1525, open); then the next one is tried.
SNAPPING_DISTANCES = (0.01, 0.02, 0.005, 0.05)
#: A gap is closed when the widest circle in it has at most this diameter.
GAP_WIDTH = 5.0
#: Two areas that share more than this part of the smaller one are a contradiction, not an inaccuracy.
LARGEST_OVERLAP = 0.05
#: Differences below this many m² are rounding of coordinates.
NOTHING = 1e-6


def clean_coverage(
    codes: tuple[str, ...],
    polygons: Polygons,
    *,
    snapping_distances: tuple[float, ...] = SNAPPING_DISTANCES,
    gap_width: float = GAP_WIDTH,
) -> tuple[Polygons, CleaningReport]:
    """Make valid MultiPolygons a valid coverage, in the same order; never lose an area.

    Raises ``BoundaryError``: ``areas_overlap`` for ground claimed twice in earnest, ``area_swallowed`` when an
    area would lose ground that no other claims, ``cleaning_failed`` when the result is still no coverage.
    """
    invalid = shapely.length(shapely.coverage_invalid_edges(polygons))
    pairs = _overlaps(polygons, invalid > 0)
    _refuse_contradictions(codes, polygons, pairs)
    snapping_distance, cleaned = _clean_without_loss(codes, polygons, pairs, snapping_distances, gap_width)
    without_overlaps = _clean(polygons, snapping_distance, 0.0)
    tree = shapely.STRtree(cleaned)
    closed, left = find_gaps(codes, without_overlaps, tree)
    return cleaned, CleaningReport(
        was_clean=not invalid.any(),
        snapping_distance=snapping_distance,
        invalid_edges=float(invalid.sum()),
        changes=changes_of(codes, polygons, cleaned),
        overlaps=tuple(
            Overlap(codes[i], codes[j], float(shared.area), owner_of(codes, tree, shared)) for i, j, shared in pairs
        ),
        gaps_closed=closed,
        gaps_left=left,
    )


def _clean_without_loss(
    codes: tuple[str, ...],
    polygons: Polygons,
    pairs: list[tuple[int, int, BaseGeometry]],
    snapping_distances: tuple[float, ...],
    gap_width: float,
) -> tuple[float, Polygons]:
    """The first snapping distance at which no area loses ground that no other claims, and its result."""
    claimed = np.zeros(len(polygons))
    for i, j, shared in pairs:
        claimed[[i, j]] += shared.area
    refusals: list[BoundaryError] = []
    for distance in snapping_distances:
        cleaned = _clean(polygons, distance, gap_width)
        allowed = claimed + 2 * distance * shapely.length(polygons)
        moved = differing(polygons, cleaned)
        lost = np.zeros(len(polygons), dtype=bool)
        lost[moved] = shapely.area(shapely.difference(polygons[moved], cleaned[moved])) > allowed[moved]
        if lost.any():
            sizes = shapely.area(polygons)
            refusals.append(
                BoundaryError(
                    Problem("area_swallowed", codes[i], params=(("square_metres", round(float(sizes[i]))),))
                    for i in np.flatnonzero(lost)
                )
            )
        elif not shapely.coverage_is_valid(cleaned):
            remaining = shapely.coverage_invalid_edges(cleaned)
            places = [code for code, edges in zip(codes, remaining, strict=True) if not edges.is_empty]
            refusals.append(refuse("cleaning_failed", places=", ".join(places[:10])))
        else:
            return distance, cleaned
    raise refusals[0]


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
