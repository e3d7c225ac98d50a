"""Series of chosen areas against the city, with breaks, new editions of areas and exceptional spans marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.utils.translation import gettext_lazy as _

from areas.queries import EditionAreas
from indicators.catalogue.readers import Cell as CodeInFile
from indicators.catalogue.readers import Code
from indicators.catalogue.specs import IndicatorKind
from indicators.catalogue.tables import Key, ListOf, Table
from indicators.queries.blocks import Block
from indicators.queries.boards import Stock
from indicators.queries.catalogue import Entry
from indicators.queries.cells import Place
from indicators.queries.errors import Unanswerable
from indicators.queries.histories import history_lines, positions_through
from indicators.queries.places import ancestors, areas_at, depth_of, locate
from indicators.queries.releases import Line
from indicators.states import ValueState
from monitoring.api.doors import said
from monitoring.api.views.catalogue import series_marks
from monitoring.api.views.values import STATUS_WORDS
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right
from monitoring.planning.goals.beside import at_place, marks

MOST_AREAS = 12


@dataclass(frozen=True)
class AreaSeries:
    indicator: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Drawn:
    """One area: where it stands now, and for each of its lines where it stood then."""

    place: Place
    code: str
    name: str
    is_reference: bool
    at: tuple[tuple[Line, int], ...]


def plan(settings: AreaSeries, scene: Scene) -> Plan:
    """The chosen areas, or those that the filters lead to, and the city. Areas of one level share whole blocks."""
    entry = scene.entry(settings.indicator)
    lines = scene.lines(entry)
    newest = scene.line(entry)
    areas = areas_at(newest)
    levels = {line.level for line in lines if line.edition == areas.edition}
    wanted = _wanted(settings.areas, areas, scene.filters.area, levels)
    city = Place(areas.levels[0].level, 0)
    if entry.spec.kind is not IndicatorKind.COUNT and city not in wanted:
        wanted = [city, *wanted]  # a count of the city has another scale than its parts
    if all(place.level not in levels for place in wanted):
        raise Unanswerable("unknown_level", level=wanted[0].level, known=", ".join(sorted(levels)))
    drawn = [_drawn(place, place == city, areas, lines, scene) for place in wanted]
    read = {line.entry: line for one in drawn for line, _ in one.at}
    return Plan(partial(_answer, entry, drawn, scene), lines=list(read.values()))


def _wanted(chosen: Sequence[str], areas: EditionAreas, area: str, levels: set[str]) -> list[Place]:
    """The chosen areas; without any, the parts of the filters' area; where it has none, itself and what lies above it."""
    known = [code for code in chosen if any(code in level.codes for level in areas.levels)]
    if known and not area:
        return [Place(level.level, position) for level, position in (locate(areas, code) for code in known)]
    level, position = locate(areas, area or areas.total_code)
    for below in areas.levels[depth_of(areas, level.level) + 1 :]:
        parts = [int(at) for at in np.flatnonzero(below.parents == position) if at != below.residual]
        if below.level in levels and 1 < len(parts) <= MOST_AREAS:
            return [Place(below.level, at) for at in parts]
        break
    above = [Place(own.level, at) for own, at in ancestors(areas, level.level, position)]
    found = [place for place in (Place(level.level, position), *above) if place.level in levels]
    if not found:
        raise Unanswerable("unknown_level", level=level.level, known=", ".join(sorted(levels)))
    return found


def _drawn(place: Place, is_reference: bool, areas: EditionAreas, lines: Sequence[Line], scene: Scene) -> Drawn:
    """An area without a line at its level in this edition has none at all: another level's block counts other areas."""
    level = areas.level(place.level)
    code, name = level.codes[place.position], level.names[place.position]
    at_level = [line for line in lines if line.level == place.level and line.edition == areas.edition]
    if not at_level:
        return Drawn(place, code, name, is_reference, ())
    editions = positions_through(areas.edition, scene.release.pk, place.level, len(level.codes))
    last = max(at_level, key=lambda line: line.period)
    through = [(line, int(editions[line.edition][place.position])) for line in history_lines(last, lines, editions)]
    at = tuple((line, position) for line, position in through if position >= 0)
    return Drawn(place, code, name, is_reference, at)


def _answer(entry: Entry, drawn: Sequence[Drawn], scene: Scene, stock: Stock) -> Document:
    spec = entry.spec
    blocks = {
        line.entry: stock.block(line, spec, scene.audience)
        for line in {line.entry: line for one in drawn for line, _ in one.at}.values()
    }
    periods = sorted({line.period for one in drawn for line, _ in one.at})
    editions = {line.period: line.edition for one in drawn for line, _ in one.at}
    starts = [number for number in range(1, len(periods)) if editions[periods[number]] != editions[periods[number - 1]]]
    return {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "periods": [period.code for period in periods],
        "ends": [period.ends for period in periods],
        "edition_starts": starts,
        "lines": [
            {
                "code": one.code,
                "name": one.name,
                "level": one.place.level,
                "is_reference": one.is_reference,
                "is_chosen": one.code == scene.filters.area,
                **_columns(one, periods, blocks),
            }
            for one in drawn
        ],
        "goals": [mark for one in drawn for mark in _goals(one, entry, scene)],
        **series_marks(spec, periods),
    }


def _goals(one: Drawn, entry: Entry, scene: Scene) -> list[Document]:
    """What is aimed at in the city and in the chosen area; the others' would cover the lines."""
    is_city = one.code == scene.ground.areas.total_code
    if not is_city and one.code != scene.filters.area:
        return []
    found = at_place(scene.goals, entry.code, one.place.level, one.code, is_city=is_city)
    return marks(found, entry.spec, one.name)


def _columns(one: Drawn, periods: Sequence[object], blocks: dict[int, Block | None]) -> Document:
    """The area's states and values; where it has no line (another level, another area before a reform), not applicable."""
    at = {line.period: (blocks[line.entry], position) for line, position in one.at}
    status: list[str] = []
    value: list[float | None] = []
    for period in periods:
        block, position = at.get(period, (None, 0))  # type: ignore[call-overload]
        ok = block is not None and block.status[position] == ValueState.OK
        status.append(STATUS_WORDS[block.status[position] if block is not None else ValueState.NOT_APPLICABLE])
        value.append(float(block.value[position]) if ok else None)
    return {"status": status, "value": value}


KIND = Kind(
    code="series",
    name=_("Series of areas"),
    right=Right.ENTER,
    settings=Table(
        AreaSeries,
        (
            Key("indicator", Code(), "What is shown."),
            Key("areas", ListOf(CodeInFile()), "Codes of areas; without any, the parts of the filters' area.", ()),
        ),
    ),
    plan=plan,
    indicators=lambda settings: (settings.indicator,),
)
