"""One area over time: its trend in every period, and its values over longer windows or smoothed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indicators.calculation.relative import Figures
from indicators.calculation.trend import Course, Direction, Judged, Trend, each_alone, judge, told
from indicators.calculation.variants import MONTHS, Variant, Window, window
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, Floats, released_blocks
from indicators.queries.catalogue import Entry
from indicators.queries.cells import Cells, Place, shown_cells
from indicators.queries.places import areas_at
from indicators.queries.releases import Line
from indicators.queries.rest import design_effect_of
from indicators.queries.selection import earlier_of
from indicators.queries.variants import period_before, shown_window, smoothed_block


def judged_last(periods: Sequence[Period], own: Figures, reference: Figures, spec: IndicatorSpec) -> Judged | None:
    """What can be told of the last of ``periods``; the figures are one area's and its reference's over them."""
    base = own.value if spec.kind is IndicatorKind.COUNT else own.denominator
    return judge(periods, own.value[:, np.newaxis], reference.value[:, np.newaxis], spec, base[-1:])


def trend_along(
    periods: Sequence[Period],
    own: Figures,
    reference: Figures,
    spec: IndicatorSpec,
    *,
    known: bool = True,
    itself: bool = False,
) -> Trend:
    """The trend of one area in each period, each judged by itself.

    Args:
        known: whether the values are as they were counted: of others nothing is told.
        itself: whether the area is its own reference and moves beside nobody.
    """
    direction = np.full(len(periods), Direction.UNKNOWN, np.uint8)
    course = np.full(len(periods), Course.UNKNOWN, np.uint8)
    for at in range(len(periods) if known else 0):
        rows = slice(0, at + 1)
        found = judged_last(periods[rows], _rows(own, rows), _rows(reference, rows), spec)
        if found is not None:
            trend = told(found, each_alone)
            direction[at], course[at] = trend.direction[0], Course.UNKNOWN if itself else trend.course[0]
    return Trend(direction, course)


def _rows(figures: Figures, rows: slice) -> Figures:
    arrays: tuple[Floats, ...] = (figures.value, figures.numerator, figures.denominator, figures.low, figures.high)
    return Figures(figures.status[rows], *(array[rows] for array in arrays))


def varied_cells(
    variant: Variant,
    read: Cells,
    stations: Sequence[tuple[Place, Sequence[Line]]],
    entry: Entry,
    audience: Audience,
    release_id: int,
) -> tuple[Cells, list[Window], list[Period | None]]:
    """The cells of an area and its reference in a variant, the windows, and what each period is compared with.

    Args:
        read: released cells of both, before anybody sees them.
        stations: where the area stood in each edition, and its lines there.
    """
    lines = [line for _, own in stations for line in own]
    if variant not in MONTHS:
        return _smoothed_cells(read, stations, entry, audience, release_id), [], year_before_each(lines, entry.spec)
    periods = [line.period for line in lines]
    windows = {one: window(variant, one, periods, entry.spec.comparable) for one in periods}
    design = design_effect_of(entry, release_id)
    found: dict[tuple[str, str, str], Block] = {}
    for (code, _, level), block in read.items():
        own = windows.get(block.period)
        if own is None:
            continue
        held = [read[code, one.code, level] for one in own.periods if (code, one.code, level) in read]
        complete = replace(own, gap=own.gap or len(held) < len(own.periods))
        found[code, block.period.code, level] = shown_window(held, complete, entry.spec, audience, design)
    return found, list(windows.values()), [period_before(variant, one, periods, entry.spec) for one in periods]


def _smoothed_cells(
    read: Cells, stations: Sequence[tuple[Place, Sequence[Line]]], entry: Entry, audience: Audience, release_id: int
) -> Cells:
    """The reference as it is, the area as its whole level draws it; one query for each edition."""
    found = dict(shown_cells(read, {entry.code: entry.spec}, audience))
    design = design_effect_of(entry, release_id)
    for place, lines in stations:
        for (period, level), block in released_blocks(lines).items():
            drawn = smoothed_block(block, entry.spec, audience, design, areas_at(lines[0]).level(level).residual)
            found[entry.code, period, level] = drawn.at(np.array([place.position]))
    return found


def year_before_each(lines: Sequence[Line], spec: IndicatorSpec) -> list[Period | None]:
    """For each line the same period of the previous year, unless the definition has changed since."""
    earlier = [earlier_of(line, lines) for line in lines]
    return [
        one if one is not None and spec.comparable(one, line.period) else None
        for line, one in zip(lines, earlier, strict=True)
    ]
