"""Where values stand: the areas of a block's level, and what they are compared with."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from areas.models import AreaEdition
from areas.queries import EditionAreas, LevelAreas, active_editions, edition_areas
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.releases import Line

PARENT = "parent"
TYPE = "type"
"""Reference and level of what is compared with all areas of its type together (``queries.grouped``)."""


@dataclass(frozen=True, eq=False)
class Reference:
    """The reference area (Bezugsraum) of every area of a level, as positions in the level that it belongs to.

    ``position`` is one area's; with ``each_parent`` it is none, and ``positions`` says which one belongs to whom.
    """

    level: str
    positions: NDArray[np.intp]
    position: int | None

    @property
    def each_parent(self) -> bool:
        return self.position is None


@lru_cache(maxsize=32)
def _areas(edition_id: int, code: str) -> EditionAreas:
    """The areas of an edition in force: it refuses changes, so it is read once and kept for the life of the process."""
    return edition_areas(AreaEdition(pk=edition_id, code=code))


def areas_at(line: Line) -> EditionAreas:
    """All areas of the edition in which a line of a manifest stands."""
    return _areas(line.edition_id, line.edition)


def areas_of(edition: str) -> EditionAreas:
    """All areas of an active edition by its code; raises ``Unanswerable`` for one that is not there."""
    found = {active.code: active for active in active_editions()}
    if edition not in found:
        raise Unanswerable("unknown_edition", edition=edition, known=listed(found))
    return _areas(found[edition].pk, edition)


def depth_of(areas: EditionAreas, level: str) -> int:
    """Position of a level, 0 for the top."""
    return next(depth for depth, candidate in enumerate(areas.levels) if candidate.level == level)


def reference_for(areas: EditionAreas, level: str, wanted: str | None) -> Reference:
    """The reference that ``wanted`` names: an area of a level above, ``parent``, or nothing for the city.

    The city itself is its own reference.

    Raises:
        Unanswerable: ``reference_not_above``.
    """
    depth = depth_of(areas, level)
    size = len(areas.levels[depth].codes)
    if wanted == PARENT and depth > 0:
        return Reference(areas.levels[depth - 1].level, areas.levels[depth].parents, None)
    if wanted is None or wanted == areas.total_code:
        return Reference(areas.levels[0].level, np.zeros(size, np.intp), 0)
    for above in areas.levels[:depth]:
        if wanted in above.codes and wanted != above.residual_code:
            position = above.codes.index(wanted)
            return Reference(above.level, np.full(size, position, np.intp), position)
    raise Unanswerable("reference_not_above", reference=wanted, level=level)


def locate(areas: EditionAreas, code: str) -> tuple[LevelAreas, int]:
    """Level and position of an area; where two levels use one code, the finer level's. Raises ``Unanswerable``."""
    for level in reversed(areas.levels):
        if code in level.codes:
            return level, level.codes.index(code)
    raise Unanswerable("unknown_area", area=code)


def ancestors(areas: EditionAreas, level: str, position: int) -> list[tuple[LevelAreas, int]]:
    """Level and position of every area above, nearest first."""
    found: list[tuple[LevelAreas, int]] = []
    for depth in range(depth_of(areas, level), 0, -1):
        position = int(areas.levels[depth].parents[position])
        found.append((areas.levels[depth - 1], position))
    return found


def parent_codes(areas: EditionAreas, level: str) -> list[str | None]:
    """Code of each area's parent; nothing for the top."""
    depth = depth_of(areas, level)
    if depth == 0:
        return [None] * len(areas.levels[0].codes)
    above = areas.levels[depth - 1].codes
    return [above[parent] for parent in areas.levels[depth].parents]
