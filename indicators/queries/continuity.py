"""One place through the editions of its area system, as far as reforms left it and its reference as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from areas.queries import Succession, successions
from indicators.queries.cells import Place

#: Code of an edition, and where the area and its reference stand in it.
Station = tuple[str, Place, Place]


_NOWHERE: NDArray[np.intp] = np.array([], np.intp)


@lru_cache(maxsize=32)
def _successions(edition: str, release_id: int) -> Sequence[Succession]:
    """Kept as long as the release is asked for: editions that become active later come with another release."""
    return successions(edition)


@dataclass(frozen=True, eq=False)
class EditionBefore:
    """The edition before a reform; ``positions``: per level of the later one where each area stood then, or −1."""

    edition: str
    positions: Mapping[str, NDArray[np.intp]]


def edition_before(edition: str, release_id: int) -> EditionBefore | None:
    """The edition that this one of the same system follows, if there is one."""
    line = _successions(edition, release_id)
    for former, one in pairwise(line):
        if one.edition == edition:
            return EditionBefore(former.edition, one.before)
    return None


def same_places(edition: str, release_id: int, area: Place, reference: Place) -> list[Station]:
    """The editions in which both the area and its reference are the same as in ``edition``, oldest first."""
    line = _successions(edition, release_id)
    at = next((number for number, one in enumerate(line) if one.edition == edition), None)
    here = (edition, area, reference)
    if at is None:
        return [here]
    return [*reversed(_backwards(line[: at + 1], here)), here, *_forwards(line[at + 1 :], here)]


def _backwards(line: Sequence[Succession], here: Station) -> list[Station]:
    """From the last edition of ``line`` towards the first, until one of both places is another one."""
    found = []
    _, area, reference = here
    for one, former in zip(reversed(line), reversed(line[:-1]), strict=False):
        positions = [int(one.before[place.level][place.position]) for place in (area, reference)]
        if min(positions) < 0:
            break
        area, reference = Place(area.level, positions[0]), Place(reference.level, positions[1])
        found.append((former.edition, area, reference))
    return found


def _forwards(line: Sequence[Succession], here: Station) -> list[Station]:
    found = []
    _, area, reference = here
    for one in line:
        positions = [
            np.flatnonzero(one.before.get(place.level, _NOWHERE) == place.position) for place in (area, reference)
        ]
        if any(len(position) == 0 for position in positions):
            break
        area, reference = Place(area.level, int(positions[0][0])), Place(reference.level, int(positions[1][0]))
        found.append((one.edition, area, reference))
    return found
