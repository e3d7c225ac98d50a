"""Levels above the finest: dissolved from it, compared with what was delivered; children checked against parents."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from areas.boundaries.problems import BoundaryError, Problem
from areas.boundaries.repair import Polygons, as_multipolygon

#: A delivered upper level may differ from the dissolved one by this part of an area.
TOLERANCE = 0.005
#: An area of which less than this part lies in its parent belongs elsewhere.
LEAST_SHARE_IN_PARENT = 0.01

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Deviation:
    """A delivered area against the dissolved one; ``share`` is the symmetric difference ÷ the dissolved area."""

    area: str
    delivered_m2: float
    dissolved_m2: float
    difference_m2: float
    share: float


@dataclass(frozen=True)
class Comparison:
    """One level: the areas compared, all that deviate by 1 m² or more, and those beyond the tolerance."""

    level: str
    areas: int
    worst_share: float
    deviations: tuple[Deviation, ...]
    beyond_tolerance: tuple[str, ...]


def dissolve_upwards(codes: tuple[str, ...], level: str, polygons: Polygons, parents: Positions) -> Polygons:
    """Unite the areas of a valid coverage by parent.

    ``codes`` are those of the parents, ``parents`` the position of each polygon's parent in them. Raises
    ``BoundaryError`` (``childless_area``) for a parent without children: it would have no geometry.
    """
    childless = sorted(set(range(len(codes))) - set(parents.tolist()))
    if childless:
        raise BoundaryError(Problem("childless_area", codes[i], params=(("level", level),)) for i in childless)
    dissolved = np.empty(len(codes), dtype=object)
    for i in range(len(codes)):
        dissolved[i] = as_multipolygon(shapely.coverage_union_all(polygons[parents == i]))
    return dissolved


def compare_delivered(
    codes: tuple[str, ...], level: str, delivered: Polygons, dissolved: Polygons, *, tolerance: float = TOLERANCE
) -> Comparison:
    """Compare a level as delivered with the same level dissolved from the finest one (both metric, same order)."""
    difference = shapely.area(shapely.symmetric_difference(delivered, dissolved))
    share = difference / shapely.area(dissolved)
    return Comparison(
        level=level,
        areas=len(codes),
        worst_share=float(share.max(initial=0.0)),
        deviations=tuple(
            Deviation(
                codes[i], float(delivered[i].area), float(dissolved[i].area), float(difference[i]), float(share[i])
            )
            for i in np.flatnonzero(difference >= 1.0)
        ),
        beyond_tolerance=tuple(codes[i] for i in np.flatnonzero(share > tolerance)),
    )


def check_inside_parents(
    codes: tuple[str, ...],
    rows: tuple[int, ...],
    polygons: Polygons,
    parents: Positions,
    above: tuple[str, ...],
    parent_polygons: Polygons,
) -> list[Problem]:
    """Areas that lie outside the parent they name: a wrong code or a correction of the wrong feature.

    ``parents`` are positions in ``above`` and ``parent_polygons``; all geometry metric.
    """
    problems: list[Problem] = []
    chosen = parent_polygons[parents]
    shapely.prepare(parent_polygons)
    for i in np.flatnonzero(~shapely.contains(chosen, shapely.point_on_surface(polygons))):
        share = float(shapely.area(shapely.intersection(polygons[i], chosen[i])) / polygons[i].area)
        if share < LEAST_SHARE_IN_PARENT:
            params = (("parent", above[parents[i]]), ("percent", round(100 * share, 1)))
            problems.append(Problem("outside_parent", codes[i], rows[i], params))
    return problems
