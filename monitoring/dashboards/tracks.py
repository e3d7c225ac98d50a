"""One indicator over time in the area of the filters, beside its reference: what key figures and glances are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.calculation.relative import Figures
from indicators.queries.beyond import Beyond, gap_at, lines_beyond
from indicators.queries.blocks import Block
from indicators.queries.boards import Cell, Stock
from indicators.queries.catalogue import Entry
from indicators.queries.cells import Place, along
from indicators.queries.continuity import same_places
from indicators.queries.derived import Against, against
from indicators.queries.errors import Unanswerable
from indicators.queries.places import areas_at, locate
from indicators.queries.releases import Line
from indicators.queries.selection import earlier_of
from indicators.queries.series import Spot, beyond_spot
from monitoring.dashboards.scene import Scene


@dataclass(frozen=True, eq=False)
class Track:
    """``lines``: one a period, in time; ``cells``: what has to be read of the area and of its reference."""

    entry: Entry
    area: Spot
    reference: Spot
    is_whole: bool  # the reference is the city
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    beyond: Beyond | None = None  # the reference is this place, whose cells are ``beside``
    beside: tuple[Cell, ...] = ()

    @property
    def is_own_reference(self) -> bool:
        """Whether the area is the city, compared with nothing but itself."""
        return self.area.place == self.reference.place


@dataclass(frozen=True, eq=False)
class Ran:
    """A track with its numbers, as arrays over its lines."""

    own: Figures
    of_reference: Figures
    against: Against


def track_of(scene: Scene, entry: Entry) -> Track:
    """The area of the filters, the city by default, through every edition in which it and its reference are the same.

    Raises:
        Unanswerable: ``nothing_released``, ``unknown_period``, ``unknown_area``, ``unknown_level``.
    """
    lines = scene.lines(entry)
    newest = _newest_with(lines, scene.filters.area)
    areas = areas_at(newest)
    level, position = locate(areas, scene.filters.area or areas.total_code)
    compared = scene.reference(areas, level.level)
    area = Spot(level, position)
    beyond = scene.beyond(entry)
    reference = Spot(areas.level(compared.level), int(compared.positions[position]))
    if beyond is not None:
        reference = area  # its own course is told in every edition that has it
    own: list[Line] = []
    cells: list[Cell] = []
    for edition, place, reference_place in same_places(areas.edition, scene.release.pk, area.place, reference.place):
        of_edition = [line for line in lines if line.edition == edition]
        cells += _cells(of_edition, {place.level: place, reference_place.level: reference_place}.values())
        own += [line for line in of_edition if line.level == place.level]
    if not own:
        known = ", ".join(dict.fromkeys(line.level for line in lines))
        raise Unanswerable("unknown_level", level=level.level, known=known)
    own = sorted(own, key=lambda line: line.period)
    if beyond is not None:
        beside = tuple(Cell(*found) for found in lines_beyond(beyond, entry.code, scene.release.pk))
        there = beyond_spot(beyond)
        return Track(entry, area, there, False, tuple(own), (*cells, *beside), beyond, beside)
    whole = reference.code == areas.total_code
    return Track(entry, area, reference, whole, tuple(own), tuple(cells))


def _newest_with(lines: Iterable[Line], area: str) -> Line:
    """The newest line whose edition has the area, the common layer's first."""
    ranked = sorted(lines, key=lambda line: (line.is_common, line.period, line.edition_id), reverse=True)
    for line in ranked:
        if not area or any(area in level.codes for level in areas_at(line).levels):
            return line
    raise Unanswerable("unknown_area", area=area)


def _cells(lines: Iterable[Line], places: Iterable[Place]) -> list[Cell]:
    at = {place.level: place.position for place in places}
    return [Cell(line, at[line.level]) for line in lines if line.level in at]


def run(track: Track, scene: Scene, stock: Stock) -> Ran:
    """The numbers of a track, everything against its reference and against the year before."""
    spec, audience = track.entry.spec, scene.audience
    found: dict[tuple[str, str, str], Block] = {}
    if track.beyond is not None:
        found |= {(spec.code, line.period.code, track.beyond.key): gap_at(track.beyond, line) for line in track.lines}
    for cell in track.cells:
        block = stock.cell(cell, spec, audience)
        where = track.beyond.key if track.beyond and cell in track.beside else cell.line.level
        if block is not None:
            found[spec.code, cell.line.period.code, where] = block
    periods = [line.period for line in track.lines]
    earlier = [earlier_of(line, track.lines) for line in track.lines]
    level, above = track.area.level.level, track.reference.level.level
    own, of_reference = (along(found, spec.code, at, periods) for at in (level, above))
    before = [along(found, spec.code, at, earlier) for at in (level, above)]
    return Ran(own, of_reference, against(own, of_reference, spec, *before))
