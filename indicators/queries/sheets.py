"""One area on one page: its latest value of every indicator beside its reference. Few queries, whatever the number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from areas.queries import EditionAreas
from indicators.calculation.relative import Figures
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block
from indicators.queries.catalogue import Entry
from indicators.queries.cells import along, cells, shown_cells
from indicators.queries.derived import Against, against
from indicators.queries.places import ancestors, areas_of
from indicators.queries.releases import Line, manifest
from indicators.queries.selection import year_before
from indicators.queries.series import Spot, reference_of, spot_of


@dataclass(frozen=True, eq=False)
class Row:
    """One indicator of the sheet; the figures have length 1."""

    entry: Entry
    line: Line
    cell: Block
    own: Figures
    of_reference: Figures
    against: Against
    earlier: Period | None


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


def sheet(
    release: Release,
    entries: Iterable[Entry],
    audience: Audience,
    *,
    edition: str,
    area: str,
    reference: str | None = None,
) -> Sheet:
    """The latest value of every indicator that has one at the area's level, by domain and code.

    Raises:
        Unanswerable: ``unknown_edition``, ``unknown_area``, ``reference_not_above``.
    """
    found = place_of(edition, area, reference)
    level = found.area.level.level
    chosen: dict[str, tuple[Entry, Line, Period | None]] = {}
    for entry in entries:
        lines = manifest(release.pk).get(entry.code, ())
        own = [line for line in lines if (line.edition, line.level) == (edition, level)]
        if own:
            chosen[entry.code] = (entry, own[-1], year_before(own[-1], lines))
    if not chosen:
        return found
    wanted = Q()
    for entry, line, earlier in chosen.values():
        periods = [line.period.code, *([earlier.code] if earlier else [])]
        wanted |= Q(indicator_id=entry.pk, period__code__in=periods)
    places = {place.level: place for place in (found.reference.place, found.area.place)}
    read = cells(release.pk, edition, places.values(), wanted)
    cells_shown = shown_cells(read, {code: entry.spec for code, (entry, _, _) in chosen.items()}, audience)

    def row(entry: Entry, line: Line, earlier: Period | None) -> Row:
        def at(where: Spot, period: Period | None) -> Figures:
            return along(cells_shown, entry.code, where.level.level, [period])

        own, of_reference = at(found.area, line.period), at(found.reference, line.period)
        return Row(
            entry,
            line,
            cells_shown[entry.code, line.period.code, level],
            own,
            of_reference,
            against(own, of_reference, entry.spec, at(found.area, earlier), at(found.reference, earlier)),
            earlier,
        )

    ordered = sorted(chosen.values(), key=lambda one: (one[0].spec.domain, one[0].code))
    return Sheet(found.areas, found.area, found.parents, found.reference, tuple(row(*one) for one in ordered))
