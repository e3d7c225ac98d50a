"""Shapes for a city that has none: each finest area is a square of a row, areas above are what lies in them."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from areas.boundaries import Polygons, as_multipolygons

WEST, SOUTH, SIDE = 10.0, 53.5, 0.02


def blocks_of(codes: Mapping[str, Sequence[str]]) -> dict[str, Polygons]:
    """Level → one polygon per code, coarsest level first; a code belongs to what its first letters say, all to ``0``."""
    *above, finest = codes
    squares = {
        code: shapely.box(WEST + i * SIDE, SOUTH, WEST + (i + 1) * SIDE, SOUTH + SIDE)
        for i, code in enumerate(codes[finest])
    }
    found = {finest: as_multipolygons(np.array(list(squares.values())))}
    for level in above:
        merged = [
            shapely.union_all([square for code, square in squares.items() if own == "0" or code.startswith(own)])
            for own in codes[level]
        ]
        found[level] = as_multipolygons(np.array(merged))
    return found
