"""One area on one page: its latest value of every indicator beside its reference. Few queries, whatever the number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from areas.queries import EditionAreas
from indicators.calculation.relative import Figures
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry
from indicators.queries.cells import along, cells, shown_cells
from indicators.queries.derived import Against, against
from indicators.queries.notes import all_noted
from indicators.queries.places import ancestors, areas_of
from indicators.queries.releases import Line, manifest
from indicators.queries.selection import year_before
from indicators.queries.series import Spot, reference_of, spot_of


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator of the sheet; the figures have length 1. ``broken``: the definition has changed since ``earlier``."""

    entry: Entry
    line: Line
    own: Figures
    of_reference: Figures
    against: Against
    earlier: Period | None
    broken: bool


@dataclass(frozen=True, eq=False)
class Sheet:
    """``parents``: the areas above, nearest first."""

    areas: EditionAreas
    area: Spot
    parents: tuple[Spot, ...]
    reference: Spot
    rows: tuple[Row, ...]


def place_of(edition: str, area: str, reference: str | None = None) -> Sheet:
    """The sheet without any row: where the area stands.

    Raises:
        Unanswerable: ``unknown_edition``, ``unknown_area``, ``reference_not_above``.
    """
    areas = areas_of(edition)
    spot = spot_of(areas, area)
    parents = tuple(Spot(*above) for above in ancestors(areas, spot.level.level, spot.position))
    return Sheet(areas, spot, parents, reference_of(areas, spot, reference), ())


def sheet(place: Sheet, release: Release, entries: Iterable[Entry], audience: Audience) -> Sheet:
    """``place`` with the latest value of every indicator that has one at the area's level, by domain and code."""
    level = place.area.level.level
    lines: list[Line] = []
    chosen: dict[str, tuple[Entry, Line, Period | None]] = {}
    for entry in all_noted(entries, release.pk):
        offered = [line for line in manifest(release.pk).get(entry.code, ()) if line.edition == place.areas.edition]
        own = [line for line in offered if line.level == level]
        if own:
            earlier = year_before(own[-1], tuple(own))
            chosen[entry.code] = (entry, own[-1], earlier)
            lines += [line for line in offered if line.period in (own[-1].period, earlier)]
    places = {spot.place.level: spot.place for spot in (place.reference, place.area)}  # the city is its own reference
    specs = {code: entry.spec for code, (entry, _, _) in chosen.items()}
    found = shown_cells(cells(places.values(), lines), specs, audience)

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
    return replace(place, rows=tuple(row(*one) for one in ordered))
