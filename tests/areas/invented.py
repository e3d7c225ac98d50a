"""Invented cities for the tests: files of areas, coverages with and without flaws, and a decoder of TopoJSON."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import shapely

SRID = 25832
#: South-west corner of every invented city, in metres of EPSG:25832.
EAST, NORTH = 565_000.0, 5_930_000.0


def square(x: float, y: float, width: float = 1000.0, height: float | None = None) -> shapely.Polygon:
    """A rectangle ``x``, ``y`` metres from the city's corner."""
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + (width if height is None else height))


@dataclass(frozen=True)
class Feature:
    """One feature of an invented file."""

    code: str | int | None
    name: str | None
    geometry: shapely.Geometry | None
    parent: str | None = None


def write_layer(path: Path, features: list[Feature], crs: int | None = SRID) -> Path:
    """Write features with the fields ``code``, ``name``, ``parent`` in the format of the path's suffix."""
    frame = geopandas.GeoDataFrame(
        {
            "code": [feature.code for feature in features],
            "name": [feature.name for feature in features],
            "parent": [feature.parent for feature in features],
        },
        geometry=[feature.geometry for feature in features],
        crs=crs,
    )
    frame.to_file(path)
    return path


def voronoi(points: np.ndarray, size: float) -> np.ndarray:
    """A valid coverage of a square: one cell per point, the points in metres from the city's corner."""
    frame = square(0, 0, size)
    cells = shapely.voronoi_polygons(shapely.multipoints(points + [EAST, NORTH]), extend_to=frame)
    cells = shapely.intersection(shapely.get_parts(cells), frame)
    return shapely.coverage_clean(cells, snapping_distance=0.001, gap_width=1)


def as_multi(polygons: list[shapely.Polygon]) -> np.ndarray:
    """Polygons as the array of MultiPolygons that the pure core takes."""
    result = np.empty(len(polygons), dtype=object)
    result[:] = [shapely.MultiPolygon([p]) if isinstance(p, shapely.Polygon) else p for p in polygons]
    return result


def decode(content: bytes) -> dict[str, shapely.MultiPolygon]:
    """The areas of a quantised TopoJSON by ``id``, decoded as topojson-client does it."""
    document = json.loads(content)
    (kx, ky), (dx, dy) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for deltas in document["arcs"]:
        steps = np.cumsum(np.array(deltas), axis=0)
        arcs.append([(x * kx + dx, y * ky + dy) for x, y in steps.tolist()])

    def ring(references: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for reference in references:
            arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
            assert not points or points[-1] == arc[0], "arcs of a ring must follow each other"
            points.extend(arc[1:] if points else arc)
        assert points[0] == points[-1], "a ring must be closed"
        return points + points[:1] * (4 - len(points))

    return {
        geometry["id"]: shapely.MultiPolygon(
            [(ring(shell), [ring(hole) for hole in holes]) for shell, *holes in geometry["arcs"]]
        )
        for geometry in document["objects"]["areas"]["geometries"]
    }


def edge_counts(polygons: list[shapely.MultiPolygon]) -> Counter[frozenset[tuple[float, float]]]:
    """How many areas use each straight piece of border."""
    counts: Counter[frozenset[tuple[float, float]]] = Counter()
    for polygon in polygons:
        for part in polygon.geoms:
            for line in (part.exterior, *part.interiors):
                points = list(line.coords)
                counts.update(frozenset(pair) for pair in zip(points, points[1:], strict=False) if pair[0] != pair[1])
    return counts
