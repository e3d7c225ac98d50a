"""Two indicators side by side over the areas of a level, as their reader sees them, and how far they go together."""

from dataclasses import dataclass

import numpy as np

from areas.queries import LevelAreas
from indicators.calculation.hierarchy import Floats, States
from indicators.calculation.relation import Relation, relation
from indicators.models import Release
from indicators.periods import pair
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.notes import noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line
from indicators.queries.selection import lines_of
from indicators.queries.together import residents_near
from indicators.states import ValueState

WITHIN_MONTHS = 18
"""So much earlier than the first indicator's period that of the second may end."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its block as seen, NaN where it has no number or the cell is the residual unit; the city's value."""

    entry: Entry
    line: Line
    status: States
    value: Floats
    city: float


@dataclass(frozen=True, eq=False)
class Related:
    """Both sides over the same areas. ``weight``: residents, where they were asked for and are released."""

    places: LevelAreas
    edition: str
    x: Side
    y: Side
    weight: Floats | None
    relation: Relation


def related(
    release: Release,
    first: Entry,
    second: Entry,
    audience: Audience,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
    weighted: bool = False,
) -> Related:
    """Two indicators where they meet: by default the latest period, the newest edition of the common layer, the finest level.

    Raises:
        Unanswerable: ``nothing_released``; ``nothing_in_common`` with the levels at which there is something.
    """
    first, second = noted(first, release.pk), noted(second, release.pk)
    line, other = _meeting(release.pk, first, second, level=level, period=period, edition=edition)
    areas = areas_at(line)
    places, top = areas.level(line.level), areas.levels[0].level
    x, y = (_side(release.pk, entry, own, places, top, audience) for entry, own in ((first, line), (second, other)))
    weight = _residents(release.pk, line) if weighted else None
    return Related(places, areas.edition, x, y, weight, relation(x.value, y.value, weight))


def _meeting(
    release_id: int, first: Entry, second: Entry, *, level: str | None, period: str | None, edition: str | None
) -> tuple[Line, Line]:
    """A line of each, in one edition and at one level; of the second the nearest earlier period."""
    offered: dict[tuple[str, str], list[Line]] = {}
    for line in lines_of(release_id, second):
        offered.setdefault((line.edition, line.level), []).append(line)
    mine = lines_of(release_id, first)
    for line in sorted(mine, key=lambda own: (own.period, own.is_common, own.edition_id, own.level_rank), reverse=True):
        fits = level in (None, line.level) and period in (None, line.period.code) and edition in (None, line.edition)
        beside = {own.period: own for own in offered.get((line.edition, line.level), ())}
        found = pair(line.period, beside, "nearest_earlier", WITHIN_MONTHS) if fits else None
        if found is not None and line.level_rank > 0:
            return line, beside[found]
    known = listed(line.level for line in mine if (line.edition, line.level) in offered and line.level_rank > 0)
    raise Unanswerable("nothing_in_common", indicator=first.code, other=second.code, known=known or "–")


def _side(release_id: int, entry: Entry, line: Line, places: LevelAreas, top: str, audience: Audience) -> Side:
    upper = [one for one in lines_of(release_id, entry) if _same_time(one, line) and one.level == top]
    read = {key: shown(block, entry.spec, audience) for key, block in released_blocks([line, *upper]).items()}
    own, city = read[line.period.code, line.level], read.get((line.period.code, top))
    value = np.where(own.status == ValueState.OK, own.value, np.nan)
    status = own.status.copy()
    if places.residual is not None:
        value[places.residual], status[places.residual] = np.nan, ValueState.NOT_APPLICABLE
    return Side(entry, line, status, value, _single(city))


def _same_time(one: Line, other: Line) -> bool:
    return (one.period, one.edition) == (other.period, other.edition)


def _single(city: Block | None) -> float:
    return float(city.value[0]) if city is not None and city.status[0] == ValueState.OK else np.nan


def _residents(release_id: int, line: Line) -> Floats | None:
    near = residents_near(release_id, line)
    if near is None:
        return None
    block = next(iter(released_blocks([near]).values()))
    return np.where(block.status == ValueState.OK, block.value, np.nan)
