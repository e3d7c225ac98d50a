"""Which areas are the same in two editions: those whose code and shape stayed. Pure."""

from collections.abc import Sequence

import numpy as np
import shapely

from areas.boundaries.nesting import Positions
from areas.boundaries.repair import Polygons

TOLERANCE = 0.001
"""Share of an area that may lie elsewhere: borders are drawn anew, rounded and cleaned without being moved."""


def positions_before(
    codes: Sequence[str], polygons: Polygons, codes_before: Sequence[str], polygons_before: Polygons
) -> Positions:
    """For each area the position of the same area in the edition before, −1 where there is none.

    The same means: the same code, and a symmetric difference of at most ``TOLERANCE`` of the larger of the two shapes.

    >>> old = shapely.box([0, 10], 0, [10, 20], 10)
    >>> new = shapely.box([10, 0], 0, [20, 12], 10)
    >>> positions_before(["b", "a"], new, ["a", "b"], old).tolist()
    [1, -1]
    """
    known = {code: position for position, code in enumerate(codes_before)}
    found = np.array([known.get(code, -1) for code in codes], np.intp)
    shared = np.flatnonzero(found >= 0)
    now, before = np.asarray(polygons)[shared], np.asarray(polygons_before)[found[shared]]
    moved = shapely.area(shapely.symmetric_difference(now, before))
    size = np.maximum(shapely.area(now), shapely.area(before))
    found[shared[moved > TOLERANCE * size]] = -1
    return found
