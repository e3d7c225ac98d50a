"""What cleaning did to a coverage, area by area, gap by gap, overlap by overlap: nothing is changed in silence."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from areas.boundaries.repair import Polygons


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
    snapping_distance: float
    invalid_edges: float
    changes: tuple[AreaChange, ...]
    overlaps: tuple[Overlap, ...]
    gaps_closed: tuple[Gap, ...]
    gaps_left: tuple[Gap, ...]


def differing(before: Polygons, after: Polygons) -> npt.NDArray[np.bool_]:
    """Which polygons are no longer the same, vertex for vertex."""
    return np.asarray(~shapely.equals_identical(shapely.normalize(before), shapely.normalize(after)))


def find_gaps(
    codes: tuple[str, ...], polygons: Polygons, tree: shapely.STRtree
) -> tuple[tuple[Gap, ...], tuple[Gap, ...]]:
    """The holes in a coverage whose gaps are still open, told apart by whether an area of ``tree`` covers them now."""
    whole = shapely.coverage_union_all(polygons)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in getattr(part, "interiors", ())]
    closed: list[Gap] = []
    left: list[Gap] = []
    for hole in sorted(holes, key=lambda gap: gap.area):
        point = shapely.point_on_surface(hole)
        owner = owner_of(codes, tree, hole)
        width = 2 * float(shapely.length(shapely.maximum_inscribed_circle(hole)))
        gap = Gap(owner, float(hole.area), width, float(point.x), float(point.y))
        (closed if owner else left).append(gap)
    return tuple(closed), tuple(left)


def owner_of(codes: tuple[str, ...], tree: shapely.STRtree, ground: BaseGeometry) -> str:
    """Whose area covers this ground now; of several the one that covers most of it."""
    candidates = tree.query(ground, predicate="intersects")
    if not len(candidates):
        return ""
    covered = shapely.area(shapely.intersection(tree.geometries[candidates], ground))
    best = int(np.argmax(covered))
    return codes[candidates[best]] if covered[best] > 0 else ""


def changes_of(codes: tuple[str, ...], before: Polygons, after: Polygons) -> tuple[AreaChange, ...]:
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
        for i in np.flatnonzero(differing(before, after))
    )
