"""Places beyond the city as its reference: county, state, other cities, where values of theirs were delivered and released.

Such a value went the way of every other: delivery, candidate, release. It is compared with under the same conditions as the
city's: the same indicator, hence the same measures and definition, and the same period. What is not there is a gap and is
told; no other period stands in for it. It enters no sum, no index, no class of the city.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from areas.queries import LevelAreas
from indicators.catalogue.specs import IndicatorSpec
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, not_computed, released_blocks, shown
from indicators.queries.cells import Place, cells, shown_cells
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.places import Reference, areas_at
from indicators.queries.releases import Line, beyond_the_city
from indicators.states import ValueState

MARK = ":"
"""Between the level and the code of a place: ``land:09`` cannot be taken for an area of the city."""


@dataclass(frozen=True)
class Beyond:
    """A place beyond the city; ``level`` says of what kind, ``key`` is what a question calls it."""

    level: str
    code: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.level}{MARK}{self.code}"

    @property
    def as_level(self) -> LevelAreas:
        """The place as if it were the one area of a level: what has a series beside it."""
        return LevelAreas(self.key, (self.key,), (self.name,), np.array([], np.intp), None)


def is_beyond(wanted: str | None) -> bool:
    """Whether a question names a place beyond the city."""
    return wanted is not None and MARK in wanted


def offered(release_id: int, indicators: Iterable[str]) -> tuple[Beyond, ...]:
    """The places that have released values of any of these indicators, by level and code."""
    found: dict[str, Beyond] = {}
    for indicator in indicators:
        for line in beyond_the_city(release_id, indicator):
            for place in _places(line):
                found[place.key] = place
    return tuple(found[key] for key in sorted(found))


def place_beyond(release_id: int, indicators: Iterable[str], wanted: str) -> Beyond:
    """The place that a question names.

    Raises:
        Unanswerable: ``reference_not_delivered``, with the places that there are.
    """
    places = offered(release_id, indicators)
    for place in places:
        if place.key == wanted:
            return place
    raise Unanswerable("reference_not_delivered", reference=wanted, known=listed(place.key for place in places) or "–")


def reference_beyond(place: Beyond, size: int) -> Reference:
    """The place as the reference of every area of a level."""
    return Reference(place.key, np.zeros(size, np.intp), 0)


def blocks_beyond(
    place: Beyond, like: Sequence[Block], spec: IndicatorSpec, audience: Audience, release_id: int
) -> dict[tuple[str, str], Block]:
    """(period, key) → the block of the place alone, for the period of each of these blocks; one query.

    A period that was not delivered is *missing*.
    """
    wanted = {block.period.code: block for block in like}
    lines = lines_beyond(place, spec.code, release_id)
    standing_at = {line.period.code: (line, position) for line, position in lines if line.period.code in wanted}
    read = released_blocks(line for line, _ in standing_at.values())
    found = {}
    for code, block in wanted.items():
        line, position = standing_at.get(code, (None, 0))
        own = read.get((code, line.level)) if line else None
        if own is None:
            nothing = not_computed(block, place.key, 1)
            found[code, place.key] = replace(nothing, status=np.full(1, ValueState.MISSING, np.uint8))
        else:
            found[code, place.key] = replace(shown(own.at(np.array([position])), spec, audience), level=place.key)
    return found


def cells_beyond(
    place: Beyond, lines: Sequence[Line], specs: Mapping[str, IndicatorSpec], audience: Audience, release_id: int
) -> dict[tuple[str, str, str], Block]:
    """(indicator, period, key) → the cell of the place in the periods of these lines; *missing* where there is none."""
    wanted = {(line.indicator, line.period.code): line for line in lines}
    found: dict[tuple[str, str, str], Block] = {}
    at: dict[Place, list[Line]] = {}
    for indicator in specs:
        for line, position in lines_beyond(place, indicator, release_id):
            if (indicator, line.period.code) in wanted:
                at.setdefault(Place(line.level, position), []).append(line)
    for spot, own in at.items():
        read = shown_cells(cells([spot], own), specs, audience)
        found |= {(code, period, place.key): block for (code, period, _), block in read.items()}
    gaps = {key: line for key, line in wanted.items() if (*key, place.key) not in found}
    return found | {(*key, place.key): gap_at(place, line) for key, line in gaps.items()}


def lines_beyond(place: Beyond, indicator: str, release_id: int) -> list[tuple[Line, int]]:
    """Every line of the place in time, with its position there."""
    lines = _lines_of(place, indicator, release_id)
    return [(line, areas_at(line).level(line.level).codes.index(place.code)) for line in lines]


def line_beyond(place: Beyond, indicator: str, period: str, release_id: int) -> Line | None:
    """Where the value of the place stands that is compared with, if there is one."""
    lines = _lines_of(place, indicator, release_id)
    return next((line for line in lines if line.period.code == period), None)


def standing(place: Beyond, indicator: str, kind: str, release_id: int) -> tuple[Line, int] | None:
    """The latest line of the place with periods of a kind, and its position there: where its history is read."""
    own = [found for found in lines_beyond(place, indicator, release_id) if found[0].period.kind == kind]
    return own[-1] if own else None


def periods_beyond(place: Beyond, indicator: str, release_id: int) -> list[str]:
    """The periods for which the place has released values, in time."""
    return [line.period.code for line in _lines_of(place, indicator, release_id)]


def _lines_of(place: Beyond, indicator: str, release_id: int) -> list[Line]:
    """One a period: of two editions the later one's."""
    lines = beyond_the_city(release_id, indicator)
    own = {line.period: line for line in lines if any(found.key == place.key for found in _places(line))}
    return [own[period] for period in sorted(own)]


def _places(line: Line) -> Iterable[Beyond]:
    level = areas_at(line).level(line.level)
    return (Beyond(line.level, code, name) for code, name in zip(level.codes, level.names, strict=True))


def gap_at(place: Beyond, line: Line) -> Block:
    """The place where it has no value for the period of a line: *missing*."""
    none = np.full(1, np.nan)
    where = (place.key, line.period, None, line.as_of, line.data_status)
    return Block(*where, np.full(1, ValueState.MISSING, np.uint8), none, none, none, none, none)
