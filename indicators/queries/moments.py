"""When a typology can be computed: days at which each of its indicators has a value that is not too old."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from areas.queries import LevelAreas
from indicators.calculation.hierarchy import Floats, States
from indicators.calculation.precedence import rank, state_of
from indicators.catalogue.typology_spec import TypologySpec
from indicators.periods import months_before
from indicators.queries.blocks import Block
from indicators.queries.continuity import edition_before
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.releases import Line, manifest
from indicators.states import ValueState

MOST_MOMENTS = 12


@dataclass(frozen=True, eq=False)
class Moment:
    """A day with the line of every indicator, in the order of the typology, all in one edition and at one level."""

    day: date
    edition: str
    level: str
    lines: tuple[Line, ...]


def moments_of(
    release_id: int, spec: TypologySpec, *, edition: str | None = None, level: str | None = None
) -> tuple[Moment, ...]:
    """The latest day and the same day of the years before, as far as all indicators have values; the latest first.

    By default the newest edition of the common layer that has them, and its finest level. Where a year lies before a reform
    of areas, the edition before it stands in.

    Raises:
        Unanswerable: ``typology_without_values`` names what is missing; ``typology_not_at_level`` where there is.
    """
    lines = {code: manifest(release_id).get(code, ()) for code in spec.indicators}
    missing = [code for code, own in lines.items() if not own]
    if missing:
        raise Unanswerable("typology_without_values", typology=spec.code, missing=listed(missing))
    places = _places(lines.values())
    fitting = [place for place in places if place.edition == (edition or place.edition)]
    at_level = [place for place in fitting if place.level == (level or place.level)]
    for place in sorted(at_level, key=lambda own: (own.is_common, places.index(own), own.level_rank), reverse=True):
        own = tuple(_at(lines[code], place.edition, place.level) for code in spec.indicators)
        latest = next((day for day in _days(own) if _chosen(own, day, spec.within_months)), None)
        if latest is not None:
            return _backwards(release_id, spec, lines, place, latest)
    if level is None or not fitting:
        raise Unanswerable("typology_without_values", typology=spec.code, missing=listed(spec.indicators))
    known = listed(place.level for place in fitting)
    raise Unanswerable("typology_not_at_level", typology=spec.code, level=level, known=known)


def _places(lines: Iterable[Sequence[Line]]) -> list[Line]:
    """One line for each edition and level that every indicator has, older editions first, coarser levels first."""
    each = [{(line.edition, line.level): line for line in own} for own in lines]
    common = [line for key, line in each[0].items() if all(key in other for other in each[1:])]
    return sorted(common, key=lambda line: (line.edition_id, line.level_rank))


def _at(lines: Iterable[Line], edition: str, level: str) -> list[Line]:
    """In time."""
    return [line for line in lines if (line.edition, line.level) == (edition, level)]


def _days(lines: Iterable[Sequence[Line]]) -> list[date]:
    """Every day on which one of the periods ends, the latest first."""
    return sorted({line.period.ends for own in lines for line in own}, reverse=True)


def _chosen(lines: Iterable[Sequence[Line]], day: date, within_months: int) -> tuple[Line, ...]:
    """For each indicator its latest line up to a day, none where one would be too old."""
    earliest = months_before(day, within_months)
    found = []
    for own in lines:
        fitting = [line for line in own if earliest <= line.period.ends <= day]
        if not fitting:
            return ()
        found.append(fitting[-1])
    return tuple(found)


def _backwards(
    release_id: int, spec: TypologySpec, lines: dict[str, tuple[Line, ...]], place: Line, latest: date
) -> tuple[Moment, ...]:
    found: list[Moment] = []
    edition = place.edition
    while len(found) < MOST_MOMENTS:
        day = months_before(latest, 12 * len(found))
        own = [_at(lines[code], edition, place.level) for code in spec.indicators]
        chosen = _chosen(own, day, spec.within_months)
        if chosen:
            found.append(Moment(day, edition, place.level, chosen))
            continue
        former = edition_before(edition, release_id)
        if former is None or place.level not in former.positions:
            break
        edition = former.edition
    return tuple(found)


def values_at(moment: Moment, seen: Mapping[int, Block], places: LevelAreas) -> tuple[Floats, States]:
    """Values (indicators, areas) on a day, and the strongest state of each area; nothing for the residual unit."""
    blocks = [seen[line.entry] for line in moment.lines]
    values = np.stack([np.where(block.status == ValueState.OK, block.value, np.nan) for block in blocks])
    status = state_of(np.max([rank(block.status) for block in blocks], axis=0))
    if places.residual is not None:
        values[:, places.residual] = np.nan
        status[places.residual] = ValueState.NOT_APPLICABLE
    return values, status
