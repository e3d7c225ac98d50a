"""Blocks of earlier editions in the order of today's areas, where areas stayed the same through a reform."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.models import AreaEdition
from areas.queries import successions
from indicators.office.comparison import Cells
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class Earlier:
    """Where today's areas of a level stood in an edition; −1 where there was no such area."""

    edition: int
    positions: NDArray[np.intp]

    def cells(self, cells: Cells) -> Cells:
        """The cells of that edition in today's order; an area that there was not is missing."""
        there = self.positions >= 0
        at = np.where(there, self.positions, 0)
        status = np.where(there, cells.status[at], ValueState.MISSING).astype(np.uint8)
        return Cells(status, np.where(there, cells.value[at], np.nan))


def through_editions(edition: AreaEdition, level: str, size: int) -> dict[int, Earlier]:
    """The edition itself and those before it in its system, by their ids; two queries."""
    ids = dict(AreaEdition.objects.filter(system=edition.system_id).values_list("code", "pk"))
    chain = successions(edition.code)
    at = next((number for number, one in enumerate(chain) if one.edition == edition.code), 0)
    positions = np.arange(size)
    found = {edition.pk: Earlier(edition.pk, positions)}
    for one, before in zip(chain[at:0:-1], chain[at - 1 :: -1] if at else (), strict=False):
        known = one.before.get(level)
        if known is None:
            break
        positions = np.where(positions >= 0, known[np.maximum(positions, 0)], -1)
        found[ids[before.edition]] = Earlier(ids[before.edition], positions)
    return found
