"""Goals beside values: what the answers for one area say about them. For the administration; others get none."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.boards import Cell, read
from indicators.queries.releases import manifest
from indicators.queries.series import Series
from indicators.queries.sheets import Sheet
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader
from monitoring.planning.goals.queries import GoalLine, goals_of, mark_of_goals
from monitoring.planning.goals.standing import Now, documents
from monitoring.planning.goals.wording import sentences

Told = dict[str, Any]


def goals_mark(reader: Reader) -> tuple[int | datetime | None, ...]:
    """What the tag of an answer with goals depends on; nothing for readers who get none."""
    return mark_of_goals() if reader_may(reader, Right.SEE_STAFF_VALUES) else ()


def worded(told: Collection[Told], spec: Any) -> list[Told]:
    """Each with its sentence in the language of the answer."""
    return [one | {"sentence": " ".join(sentences(one, spec))} for one in told]


def goals_of_series(reader: Reader, found: Series) -> list[Told]:
    """The goals of the series' area, measured by its latest value."""
    if not reader_may(reader, Right.SEE_STAFF_VALUES) or not found.lines:
        return []
    is_city = found.area.code == found.reference.code
    place = (None, "") if is_city else (found.area.code, found.area.level.level)
    spec = found.entry.spec
    goals = goals_of([spec.code], *place).get(spec.code, [])
    own = found.own
    now = Now(found.lines[-1].period, own.value[-1:], own.low[-1:], own.high[-1:])
    starts = {line.period.code: float(value) for line, value in zip(found.lines, own.value, strict=True)}
    return worded(documents(goals, spec, now, starts), spec)


def goals_of_sheet(reader: Reader, found: Sheet, release: Release, audience: Audience) -> dict[str, list[Told]]:
    """Indicator → its goals in the sheet's area: one query, and one more where goals hold for every area."""
    if not reader_may(reader, Right.SEE_STAFF_VALUES) or not found.rows:
        return {}
    level = found.area.level.level
    is_city = level == found.areas.levels[0].level
    place = (None, "") if is_city else (found.area.code, level)
    goals = goals_of([row.entry.code for row in found.rows], *place)
    cells = {
        (goal.indicator, goal.start_period.code): cell
        for own in goals.values()
        for goal in own
        if goal.is_everywhere and (cell := _cell(goal, found, release)) is not None
    }
    stock = read((), cells.values()) if cells else None
    told: dict[str, list[Told]] = {}
    for row in found.rows:
        code, spec = row.entry.code, row.entry.spec
        if code not in goals:
            continue
        starts: dict[str, float] = {}
        for (indicator, period), cell in cells.items():
            block = stock.cell(cell, spec, audience) if stock and indicator == code else None
            if block is not None:
                starts[period] = float(block.value[0])
        now = Now(row.line.period, row.own.value, row.own.low, row.own.high)
        told[code] = worded(documents(goals[code], spec, now, starts), spec)
    return told


def _cell(goal: GoalLine, found: Sheet, release: Release) -> Cell | None:
    """Where the area's own start stands; nothing where that lies in an edition before."""
    for line in manifest(release.pk).get(goal.indicator, ()):
        at_start = line.period == goal.start_period and line.level == found.area.level.level
        if at_start and line.edition == found.areas.edition:
            return Cell(line, found.area.position)
    return None
