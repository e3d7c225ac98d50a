"""Repair of single geometries: flat, valid, polygons only, or refused with the area's code and the reason."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from areas.boundaries.problems import Problem

Polygons = npt.NDArray[np.object_]

#: An area smaller than this has no extent that a map or a count could mean.
SMALLEST_SQUARE_METRES = 1.0


@dataclass(frozen=True)
class Repair:
    """A change to one feature before anything else was done: why, and its size before and after in m²."""

    area: str
    row: int
    reason: str
    before_m2: float
    after_m2: float


def as_multipolygon(geometry: BaseGeometry) -> shapely.MultiPolygon:
    """The polygons inside a geometry as one MultiPolygon; lines and points in a collection are dropped."""
    parts: list[shapely.Polygon] = []
    for part in shapely.get_parts(geometry):
        if isinstance(part, shapely.Polygon):
            if not part.is_empty:
                parts.append(part)
        elif isinstance(part, shapely.MultiPolygon | shapely.GeometryCollection):
            parts.extend(as_multipolygon(part).geoms)
    return shapely.MultiPolygon(parts)


def as_multipolygons(geometries: Polygons) -> Polygons:
    """``as_multipolygon`` for each."""
    result = np.empty(len(geometries), dtype=object)
    result[:] = [as_multipolygon(geometry) for geometry in geometries]
    return result


def repair_polygons(
    codes: list[str], geometries: Polygons, rows: list[int]
) -> tuple[Polygons, tuple[Repair, ...], list[Problem]]:
    """Make every geometry a flat, valid MultiPolygon.

    ``geometries`` are in a metric CRS, in the order of ``codes`` and ``rows``. Returns the repaired geometries (an
    empty one where it was hopeless), a report of each repair, and the problems.
    """
    repaired = np.full(len(geometries), shapely.MultiPolygon(), dtype=object)
    repairs: list[Repair] = []
    problems: list[Problem] = []
    for i, (code, geometry, row) in enumerate(zip(codes, geometries, rows, strict=True)):
        if geometry is None or geometry.is_empty:
            problems.append(Problem("missing_geometry", code, row))
            continue
        if not isinstance(geometry, shapely.Polygon | shapely.MultiPolygon | shapely.GeometryCollection):
            problems.append(Problem("not_polygonal", code, row, (("type", geometry.geom_type),)))
            continue
        if not np.isfinite(shapely.get_coordinates(geometry)).all():
            problems.append(Problem("hopeless_geometry", code, row, (("reason", "no_numbers"), ("detail", ""))))
            continue
        flat: BaseGeometry = shapely.force_2d(geometry)
        reason = "" if flat.is_valid else shapely.is_valid_reason(flat)
        if isinstance(flat, shapely.GeometryCollection):
            reason = reason or "Geometry collection"
        if reason:
            flat = shapely.make_valid(flat, method="structure", keep_collapsed=False)
        polygon = as_multipolygon(flat)
        if polygon.area < SMALLEST_SQUARE_METRES:
            problems.append(Problem("hopeless_geometry", code, row, (("reason", "no_extent"), ("detail", reason))))
            continue
        if reason:
            repairs.append(Repair(code, row, reason, float(geometry.area), float(polygon.area)))
        repaired[i] = polygon
    return repaired, tuple(repairs), problems
