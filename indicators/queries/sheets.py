"""One area on one page: its latest value of every indicator beside its reference. Few queries, whatever the number.

What can be said about trends and about the rest of the city is judged over all rows together: who reads a page of sixty
indicators would otherwise find three by chance alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from areas.queries import EditionAreas
from indicators.calculation.relative import Figures, Position
from indicators.calculation.trend import Course, Direction, joined, told
from indicators.discoveries import discoveries
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.beyond import Beyond, cells_beyond
from indicators.queries.blocks import Block
from indicators.queries.catalogue import Entry
from indicators.queries.cells import Cells, along, cells, shown_cells
from indicators.queries.continuity import same_places
from indicators.queries.derived import Against, against
from indicators.queries.grouped import cells_by_type
from indicators.queries.notes import all_noted
from indicators.queries.places import ancestors, areas_of
from indicators.queries.releases import Line, manifest
from indicators.queries.rest import beside_the_rest, design_effect_of
from indicators.queries.runs import judged_last
from indicators.queries.selection import year_before
from indicators.queries.series import Spot, beyond_spot, reference_of, spot_of, type_spot
from indicators.queries.typologies import Types


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator of the sheet; the figures have length 1. ``broken``: the definition has changed since ``earlier``.

    ``rest``: against the city without the area, where the city is the reference.
    """

    entry: Entry
    line: Line
    own: Figures
    of_reference: Figures
    against: Against
    earlier: Period | None
    broken: bool
    direction: Direction = Direction.UNKNOWN
    course: Course = Course.UNKNOWN
    rest: Position = Position.UNKNOWN


@dataclass(frozen=True, eq=False)
class Sheet:
    """``parents``: the areas above, nearest first."""

    areas: EditionAreas
    area: Spot
    parents: tuple[Spot, ...]
    reference: Spot
    rows: tuple[Row, ...]
    types: Types | None = None
    beyond: Beyond | None = None


def place_of(edition: str, area: str, reference: str | None = None) -> Sheet:
    """The sheet without any row: where the area stands.

    Raises:
        Unanswerable: ``unknown_edition``, ``unknown_area``, ``reference_not_above``.
    """
    areas = areas_of(edition)
    spot = spot_of(areas, area)
    parents = tuple(Spot(*above) for above in ancestors(areas, spot.level.level, spot.position))
    return Sheet(areas, spot, parents, reference_of(areas, spot, reference), ())


def beside_its_type(place: Sheet, types: Types) -> Sheet:
    """The sheet of an area that is compared with all areas of its type together."""
    return replace(place, reference=type_spot(types, place.area), types=types)


def beside_beyond(place: Sheet, beyond: Beyond) -> Sheet:
    """The sheet of an area that is compared with a place beyond the city."""
    return replace(place, reference=beyond_spot(beyond), beyond=beyond)


def sheet(place: Sheet, release: Release, entries: Iterable[Entry], audience: Audience) -> Sheet:
    """``place`` with the latest value of every indicator that has one at the area's level, by domain and code."""
    level = place.area.level.level
    chosen: dict[str, tuple[Entry, Line, Period | None]] = {}
    known = manifest(release.pk)
    for entry in all_noted(entries, release.pk):
        own = [one for one in known.get(entry.code, ()) if (one.edition, one.level) == (place.areas.edition, level)]
        if own:
            chosen[entry.code] = (entry, own[-1], year_before(own[-1], tuple(own)))
    specs = {code: entry.spec for code, (entry, _, _) in chosen.items()}
    histories: dict[str, list[Period]] = {code: [] for code in chosen}
    read: dict[tuple[str, str, str], Block] = {}
    beside = place.area if place.types or place.beyond else place.reference
    for edition, area, reference in same_places(place.areas.edition, release.pk, place.area.place, beside.place):
        lines = [
            one
            for code, (_, last, _) in chosen.items()
            for one in known[code]
            if one.edition == edition and one.period.kind == last.period.kind and one.period <= last.period
        ]
        places = {spot.level: spot for spot in (reference, area)}  # the city is its own reference
        read |= cells(places.values(), lines)
        for one in lines:
            if one.level == level:
                histories[one.indicator].append(one.period)
    found = shown_cells(read, specs, audience)
    if place.beyond is not None:
        lines = [one for code in chosen for one in known[code] if one.period in histories[code]]
        found = {**found, **cells_beyond(place.beyond, lines, specs, audience, release.pk)}
    if place.types is not None:
        compared = [
            one
            for code, (_, last, earlier) in chosen.items()
            for one in known[code]
            if one.period in (last.period, earlier)
        ]
        found = {**found, **cells_by_type(place.types, place.area.place, compared, specs, audience, release.pk)}

    def row(entry: Entry, line: Line, earlier: Period | None) -> Row:
        def at(where: Spot, period: Period | None) -> Figures:
            return along(found, entry.code, where.level.level, [period])

        own, of_reference = at(place.area, line.period), at(place.reference, line.period)
        broken = earlier is not None and not entry.spec.comparable(earlier, line.period)
        compared = None if broken else earlier
        return Row(
            entry,
            line,
            own,
            of_reference,
            against(own, of_reference, entry.spec, at(place.area, compared), at(place.reference, compared)),
            earlier,
            broken,
        )

    ordered = sorted(chosen.values(), key=lambda one: (one[0].spec.domain, one[0].code))
    rows = [row(*one) for one in ordered]
    if not place.area.is_residual:
        rows = _beside_the_rest(_moving(rows, place, found, histories), place, release)
    return replace(place, rows=tuple(rows))


def _moving(rows: list[Row], place: Sheet, found: Cells, histories: Mapping[str, Iterable[Period]]) -> list[Row]:
    """The rows with what can be said about their trends, judged together."""
    judged = []
    for at, row in enumerate(rows):
        code = row.entry.code
        periods = sorted(set(histories[code]))
        own, beside = (along(found, code, spot.level.level, periods) for spot in (place.area, place.reference))
        last = judged_last(periods, own, beside, row.entry.spec)
        if last is not None:
            judged.append((at, last))
    if not judged:
        return rows
    trend = told(joined([last for _, last in judged]))
    itself = place.area.place == place.reference.place
    moving = list(rows)
    for number, (at, _) in enumerate(judged):
        course = Course.UNKNOWN if itself else Course(trend.course[number])
        moving[at] = replace(rows[at], direction=Direction(trend.direction[number]), course=course)
    return moving


def _beside_the_rest(rows: list[Row], place: Sheet, release: Release) -> list[Row]:
    """The rows with their word against the city without the area, judged together."""
    if place.reference.code != place.areas.total_code or place.area.place == place.reference.place or not rows:
        return rows
    compared = [
        beside_the_rest(row.own, row.of_reference, row.entry.spec, design_effect_of(row.entry, release.pk))
        for row in rows
    ]
    outside = discoveries(np.array([float(one.p[0]) for one in compared]))
    codes = [one.positions(outside[at : at + 1])[0] for at, one in enumerate(compared)]
    return [replace(row, rest=Position(code)) for row, code in zip(rows, codes, strict=True)]
