"""One indicator in one area over all its periods, beside its reference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.relative import Figures
from indicators.calculation.trend import Trend, each_alone
from indicators.calculation.variants import MONTHS, Variant, Window
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.beyond import Beyond, cells_beyond, is_beyond, place_beyond
from indicators.queries.blocks import Block
from indicators.queries.catalogue import Entry
from indicators.queries.cells import Place, along, cells, shown_cells
from indicators.queries.continuity import same_places
from indicators.queries.derived import Against, against
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.grouped import cells_by_type, reference_by_type, type_level, types_at
from indicators.queries.notes import noted
from indicators.queries.places import TYPE, areas_at, locate, reference_for
from indicators.queries.releases import Line
from indicators.queries.rest import beside_the_rest, design_effect_of
from indicators.queries.runs import trend_along, varied_cells, year_before_each
from indicators.queries.selection import lines_of
from indicators.queries.typologies import Types, TypologyEntry
from indicators.queries.variants import variant_of


@dataclass(frozen=True, eq=False)
class Spot:
    """An area: its level, and its position there."""

    level: LevelAreas
    position: int

    @property
    def code(self) -> str:
        return self.level.codes[self.position]

    @property
    def name(self) -> str:
        return self.level.names[self.position]

    @property
    def is_residual(self) -> bool:
        return self.position == self.level.residual

    @property
    def place(self) -> Place:
        return Place(self.level.level, self.position)


@dataclass(frozen=True, eq=False)
class Series:
    """Arrays over ``lines`` (one a period, in time).

    ``trend`` judges each period by itself, on the values as they were counted; it is unknown beside a variant. ``rest`` holds
    ``Position`` codes of the area against the city without it, where the city is the reference. ``windows``: the periods
    that each value of a variant is computed from.
    """

    entry: Entry
    edition: str
    area: Spot
    reference: Spot
    lines: tuple[Line, ...]
    own: Figures
    of_reference: Figures
    against: Against
    trend: Trend
    rest: NDArray[np.uint8]
    variant: Variant
    windows: tuple[Window, ...]
    types: Types | None
    beyond: Beyond | None


def spot_of(areas: EditionAreas, code: str) -> Spot:
    """The area of that code; raises ``Unanswerable("unknown_area")``."""
    return Spot(*locate(areas, code))


def reference_of(areas: EditionAreas, area: Spot, wanted: str | None) -> Spot:
    """The reference of one area; raises ``Unanswerable("reference_not_above")``."""
    reference = reference_for(areas, area.level.level, wanted)
    return Spot(areas.level(reference.level), int(reference.positions[area.position]))


def type_spot(types: Types, area: Spot) -> Spot:
    """The type of an area as its reference; the last place is that of no type."""
    return Spot(type_level(types), int(reference_by_type(types).positions[area.position]))


def beyond_spot(place: Beyond) -> Spot:
    """A place beyond the city as a reference."""
    return Spot(place.as_level, 0)


def _edition_with(lines: tuple[Line, ...], code: str, wanted: str | None) -> EditionAreas:
    """The newest edition with values that has the area, the common layer's first, or the wanted one."""
    editions = {line.edition: line for line in reversed(lines)}
    if wanted is not None and wanted not in editions:
        raise Unanswerable("unknown_edition", edition=wanted, known=listed(editions))
    offered = sorted(editions.values(), key=lambda line: not line.is_common)
    for line in [editions[wanted]] if wanted else offered:
        areas = areas_at(line)
        if any(code in level.codes for level in areas.levels):
            return areas
    raise Unanswerable("unknown_area", area=code)


def series(
    release: Release,
    entry: Entry,
    audience: Audience,
    *,
    area: str,
    reference: str | None = None,
    edition: str | None = None,
    variant: str | None = None,
    typology: TypologyEntry | None = None,
) -> Series:
    """An area's series, against the city by default; ``variant`` and ``typology`` as in ``values``.

    It runs through every edition in which the area and its reference are the same; where one of them was changed by a
    reform the series begins and ends with the edition.

    Raises:
        Unanswerable: ``nothing_released``, ``unknown_edition``, ``unknown_area``, ``reference_not_above``,
            ``variant_not_offered``, ``variant_without_type``; why there are no types; ``reference_not_delivered``,
            ``variant_without_reference``.
    """
    entry = noted(entry, release.pk)
    lines = lines_of(release.pk, entry)
    areas = _edition_with(lines, area, edition)
    spot = spot_of(areas, area)
    types = types_at(release, typology, audience, areas.edition, spot.level.level) if reference == TYPE else None
    beyond = place_beyond(release.pk, [entry.code], reference) if reference and is_beyond(reference) else None
    if beyond is not None:
        compared = beyond_spot(beyond)
    else:
        compared = type_spot(types, spot) if types else reference_of(areas, spot, reference)
    beside_it = spot.place if types or beyond else compared.place
    read: dict[tuple[str, str, str], Block] = {}
    own_lines: list[Line] = []
    stations: list[tuple[Place, list[Line]]] = []
    for edition_code, own_place, reference_place in same_places(areas.edition, release.pk, spot.place, beside_it):
        of_edition = [line for line in lines if line.edition == edition_code]
        places = {place.level: place for place in (reference_place, own_place)}  # the city is its own reference
        read |= cells(places.values(), of_edition)
        here = [line for line in of_edition if line.level == spot.level.level]
        own_lines += here
        stations.append((own_place, here))
    chosen = variant_of(variant, entry, own_lines)
    periods = [line.period for line in own_lines]
    if chosen is Variant.NONE:
        found, windows = shown_cells(read, {entry.code: entry.spec}, audience), ()
        earlier = year_before_each(own_lines, entry.spec)
    else:
        found, windows, earlier = varied_cells(chosen, read, stations, entry, audience, release.pk)
    specs = {entry.code: entry.spec}
    if beyond is not None:
        if chosen in MONTHS:
            raise Unanswerable("variant_without_reference", variant=chosen.value, reference=beyond.name)
        found = {**found, **cells_beyond(beyond, own_lines, specs, audience, release.pk)}
    if types is not None:
        if chosen is not Variant.NONE:
            raise Unanswerable("variant_without_type", variant=chosen.value)
        found = {**found, **cells_by_type(types, spot.place, own_lines, specs, audience, release.pk)}
    own = along(found, entry.code, spot.level.level, periods)
    of_reference = along(found, entry.code, compared.level.level, periods)
    is_city = compared.code == areas.total_code and spot.place != compared.place and not spot.is_residual
    beside = beside_the_rest(own, of_reference, entry.spec, design_effect_of(entry, release.pk))
    return Series(
        entry=entry,
        edition=areas.edition,
        area=spot,
        reference=compared,
        lines=tuple(own_lines),
        own=own,
        of_reference=of_reference,
        against=against(
            own,
            of_reference,
            entry.spec,
            along(found, entry.code, spot.level.level, earlier),
            along(found, entry.code, compared.level.level, earlier),
        ),
        trend=trend_along(
            periods, own, of_reference, entry.spec, known=chosen is Variant.NONE, itself=spot.place == compared.place
        ),
        rest=beside.positions(each_alone(beside.p)) if is_city else np.zeros(len(periods), np.uint8),
        variant=chosen,
        windows=tuple(windows),
        types=types,
        beyond=beyond,
    )
