"""An edition made whole: the finest level cleaned, everything above dissolved from it, compared, and drawn."""

from dataclasses import dataclass

import geopandas
import numpy as np
import shapely

from areas.boundaries.changes import CleaningReport
from areas.boundaries.coverage import clean_coverage
from areas.boundaries.nesting import Comparison, Positions, compare_delivered, dissolve_upwards
from areas.boundaries.reading import STORAGE_SRID
from areas.boundaries.repair import Polygons
from areas.boundaries.topology import Shapes, simplify_coverage, to_topojson


@dataclass(frozen=True)
class DeliveredLevel:
    """A level as delivered: areas in code order, ``parents`` as positions in the level above (empty for the top).

    ``polygons`` are valid MultiPolygons in the metric CRS.
    """

    level: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    parents: Positions
    polygons: Polygons


@dataclass(frozen=True)
class FinishedLevel:
    """A level that fits the finest one exactly: metric geometry, and the shapes that a map draws."""

    level: str
    polygons: Polygons
    shapes: Shapes


@dataclass(frozen=True)
class FinishedEdition:
    """All levels, coarsest first, with what cleaning changed and how far the delivered upper levels were off."""

    levels: tuple[FinishedLevel, ...]
    cleaning: CleaningReport
    comparisons: tuple[Comparison, ...]


def finish_edition(levels: tuple[DeliveredLevel, ...], *, metric_srid: int) -> FinishedEdition:
    """Finish an edition from its delivered levels, coarsest first.

    The finest level is simplified once and dissolved upwards like the exact geometry, so that the borders of every
    level lie on those of the finest, on the map too. Raises ``BoundaryError`` when cleaning or dissolving is impossible.
    """
    *upper, finest = levels
    polygons, cleaning = clean_coverage(finest.codes, finest.polygons)
    simple = simplify_coverage(polygons)
    finished = [_draw(finest, polygons, simple, metric_srid)]
    comparisons: list[Comparison] = []
    below = finest
    for level in reversed(upper):
        polygons = dissolve_upwards(level.codes, level.level, polygons, below.parents)
        simple = dissolve_upwards(level.codes, level.level, simple, below.parents)
        finished.append(_draw(level, polygons, simple, metric_srid))
        comparisons.append(compare_delivered(level.codes, level.level, level.polygons, polygons))
        below = level
    return FinishedEdition(tuple(reversed(finished)), cleaning, tuple(reversed(comparisons)))


def reproject(polygons: Polygons, from_srid: int, to_srid: int) -> Polygons:
    """The same polygons in another coordinate system; shared vertices stay shared."""
    series = geopandas.GeoSeries(polygons, crs=from_srid).to_crs(to_srid)
    return np.asarray(series.array, dtype=object)


def label_points(polygons: Polygons) -> Polygons:
    """The centre of the widest circle in each area (metric CRS), where a name or a sign finds room."""
    tolerance = np.sqrt(shapely.area(polygons)) / 100
    circles = shapely.maximum_inscribed_circle(polygons, tolerance=tolerance)
    return np.asarray(shapely.get_point(circles, 0), dtype=object)


def _draw(level: DeliveredLevel, polygons: Polygons, simple: Polygons, metric_srid: int) -> FinishedLevel:
    stored = reproject(simple, metric_srid, STORAGE_SRID)
    return FinishedLevel(level.level, polygons, to_topojson(level.codes, level.names, stored))
