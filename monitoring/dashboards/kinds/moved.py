"""What moved most, in both directions: changes over a year outside the areas' own range of fluctuation. For staff only.

An area is looked at when it has enough residents and its change can be judged by its own history. Of those, Benjamini and
Hochberg's rule says which changed (at most 5 % false statements are to be expected); they are listed by the size of the
change. The list is sorted by need: whoever shows it says that it is not for publication.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from areas.queries import LevelAreas
from indicators.calculation.changes import YearlyChange
from indicators.calculation.judgement import judged
from indicators.catalogue.readers import Code, Number
from indicators.catalogue.specs import IndicatorKind
from indicators.catalogue.tables import Key, ListOf, Table
from indicators.discoveries import discoveries
from indicators.periods import months_before
from indicators.queries.blocks import Block, Floats
from indicators.queries.boards import Stock
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.histories import Positions, history_lines, in_todays_order, positions_through
from indicators.queries.places import areas_at
from indicators.queries.releases import Line
from monitoring.api.doors import said, single, single_derived
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right

LEAST_RESIDENTS = 300
"""In smaller areas a handful of people moves the value: no setting lists them."""


@dataclass(frozen=True)
class Moved:
    indicators: tuple[str, ...]
    residents: str = "einwohner"
    at_least: int = LEAST_RESIDENTS
    most: int = 5
    level: str = ""


@dataclass(frozen=True, eq=False)
class Asked:
    """One indicator's part: its newest line, its lines over time, and where today's areas stood in each edition.

    ``counted``: residents of the same areas; nothing where there are none for them.
    """

    entry: Entry
    line: Line
    counted: Line | None
    lines: tuple[Line, ...]
    editions: dict[str, Positions]


def plan(settings: Moved, scene: Scene) -> Plan:
    """Whole blocks of all periods: an area is judged by its own history. Indicators that are not open are left out."""
    open_to = [scene.entries[code] for code in settings.indicators if code in scene.entries]
    if not open_to:
        raise Unanswerable("unknown_indicator", indicator=", ".join(settings.indicators))
    level = scene.filters.level or settings.level
    counted = scene.entry(settings.residents)
    judged_ones = [entry for entry in open_to if entry.spec.kind is not IndicatorKind.COUNT]
    parts = [_asked(entry, level, counted, scene) for entry in judged_ones]
    if not parts:
        raise Unanswerable("nothing_released", indicator=open_to[0].code)
    lines = [line for part in parts for line in (*part.lines, *((part.counted,) if part.counted else ()))]
    return Plan(partial(_answer, settings, scene, parts, counted), lines=lines)


def _asked(entry: Entry, level: str, counted: Entry, scene: Scene) -> Asked:
    line = scene.line(entry, level)
    size = len(areas_at(line).level(line.level).codes)
    editions = positions_through(line.edition, scene.release.pk, line.level, size)
    through = history_lines(line, scene.lines(entry), editions)
    return Asked(entry, line, _residents_line(counted, line, scene), through, editions)


def _residents_line(counted: Entry, of: Line, scene: Scene) -> Line | None:
    """Residents at the same level and edition, the latest up to the period that is judged."""
    fitting = [
        line
        for line in scene.lines(counted)
        if (line.edition, line.level) == (of.edition, of.level) and line.period.ends <= of.period.ends
    ]
    return max(fitting, key=lambda line: line.period, default=None)


def _answer(settings: Moved, scene: Scene, parts: list[Asked], counted: Entry, stock: Stock) -> Document:
    found: list[Document] = []
    for part in parts:
        block = stock.block(part.counted, counted.spec, scene.audience) if part.counted else None
        if stock.block(part.line, part.entry.spec, scene.audience) is not None:
            found.append(_moved(settings, scene, part, block.value if block else None, stock))
    return {"at_least": settings.at_least, "indicators": found}


def _moved(settings: Moved, scene: Scene, part: Asked, residents: Floats | None, stock: Stock) -> Document:
    spec = part.entry.spec
    blocks = [(line, stock.block(line, spec, scene.audience)) for line in part.lines]
    known = [(line, block) for line, block in blocks if block is not None]
    values = np.array([in_todays_order(block, part.editions[line.edition]) for line, block in known])
    places, now = areas_at(part.line).level(part.line.level), known[-1][1]
    found = judged([line.period for line, _ in known], values, spec, now.denominator)
    earlier = _year_before([line for line, _ in known])
    comparable = earlier is not None and spec.comparable(earlier.period, part.line.period)
    document: Document = {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "period": part.line.period.code,
        "earlier": earlier.period.code if earlier else None,
        "comparable": comparable,
        "edition": part.line.edition,
        "level": part.line.level,
        "why_none": "",
    }
    nothing: Document = {"looked_at": 0, "outside": 0, "by_chance": 0, "moved": 0, "risen": [], "fallen": []}
    if earlier is None or not comparable:
        return document | nothing | {"why_none": "definition_changed" if earlier else "no_year_before"}
    if residents is None:
        return document | nothing | {"why_none": "no_residents"}
    if not enough_residents(residents, places.residual, settings.at_least).any():
        return document | nothing | {"why_none": "too_few_residents"}
    if found is None:
        return document | nothing | {"why_none": "too_short"}
    moved, looked_at = moved_areas(found, residents, places.residual, settings.at_least)
    order = np.argsort(-np.abs(np.where(moved, found.change, 0.0)), kind="stable")
    risen, fallen = (
        [int(at) for at in order if moved[at] and sign * found.change[at] > 0][: settings.most] for sign in (1, -1)
    )
    return document | {
        "why_none": "" if looked_at.any() else "too_short",
        "looked_at": int(looked_at.sum()),
        "outside": int((found.outside & looked_at).sum()),
        "by_chance": round(0.05 * int(looked_at.sum())),
        "moved": int(moved.sum()),
        "risen": [_row(at, places, now, found) for at in risen],
        "fallen": [_row(at, places, now, found) for at in fallen],
    }


def enough_residents(residents: Floats, residual: int | None, at_least: int) -> NDArray[np.bool_]:
    """Which areas have so many residents; the residual unit is no area, and an unknown number is not enough."""
    found = np.asarray(residents >= at_least, bool)
    if residual is not None:
        found[residual] = False
    return found


def moved_areas(
    found: YearlyChange, residents: Floats, residual: int | None, at_least: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which areas changed outside their range, and which were looked at: enough residents, a history, no residual unit."""
    looked_at = enough_residents(residents, residual, at_least) & np.isfinite(found.p)
    return discoveries(np.where(looked_at, found.p, np.nan)), looked_at


def _year_before(lines: list[Line]) -> Line | None:
    wanted = months_before(lines[-1].period.ends, 12)
    return next((line for line in lines if line.period.ends == wanted), None)


def _row(at: int, places: LevelAreas, now: Block, found: YearlyChange) -> Document:
    return {
        "code": places.codes[at],
        "name": places.names[at],
        "value": single(now.value, at),
        "change": single_derived(found.change, at),
        "half": single_derived(found.half, at),
    }


KIND = Kind(
    code="moved",
    name=_("What moved most"),
    right=Right.SEE_SORTED_BY_NEED,
    settings=Table(
        Moved,
        (
            Key("indicators", ListOf(Code(), empty=False), "What is looked at, one list each."),
            Key("residents", Code(), "Indicator that counts residents.", "einwohner"),
            Key(
                "at_least", Number(LEAST_RESIDENTS, 100_000, whole=True), "Smaller areas are left out.", LEAST_RESIDENTS
            ),
            Key("most", Number(1, 20, whole=True), "Most areas in each direction.", 5),
            Key("level", Code(), "Level where the filters name none; the finest by default.", ""),
        ),
    ),
    plan=plan,
    indicators=lambda settings: settings.indicators,
)
