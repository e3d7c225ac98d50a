"""How the places of a file lie among each other, in the order of ``Places.all``: once for an edition and column."""

from functools import lru_cache

import numpy as np

from indicators.actions.places import EditionPlaces
from indicators.catalogue.profile_spec import AreaColumn
from indicators.intake.texts import Ints


@lru_cache(maxsize=8)
def area_index(places: EditionPlaces, column: AreaColumn) -> tuple[Ints, Ints]:
    """The ids of what a file may name, ascending, and the position of each in ``Places.all``."""
    areas = places.area_ids(column)
    order = np.argsort(areas)
    return areas[order], order


@lru_cache(maxsize=8)
def parents_of(places: EditionPlaces, column: AreaColumn) -> Ints:
    """Per place of a file the position of the nearest place above it that a file may name, too; -1 for none."""
    positions, parents = places.positions(column), places.hierarchy.parents
    above = np.full(len(places.delivered_at(column).all), -1, np.int64)
    for depth, own in positions.items():
        found, place = np.full(len(own), -1, np.int64), np.arange(len(own))
        for step in range(depth, 0, -1):
            place = parents[step][place]
            if step - 1 in positions:
                found = np.where(found < 0, positions[step - 1][place], found)
        above[own[own >= 0]] = found[own >= 0]
    return above


@lru_cache(maxsize=8)
def groups_of(places: EditionPlaces, column: AreaColumn) -> Ints:
    """Per ordinary area the district it lies in: the position at the level below the city."""
    hierarchy, depth = places.hierarchy, places.hierarchy.depth(column.level)
    at = np.arange(len(hierarchy.codes[depth]))
    while depth > 1:
        at, depth = hierarchy.parents[depth][at], depth - 1
    return np.asarray(at[: len(places.delivered_at(column).codes)], np.int64)
