"""The classes of a map, from what its reader gets: of one period, or the same for all periods of a series.

``Scope.ALL`` takes the edges from every period that the release holds in this edition and at this level, of the same kind and
comparable with the one that is shown: a break of the definition parts them. So the maps of two quarters compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import numpy as np

from areas.queries import EditionAreas
from indicators.calculation.classification import Choice, Classes, ClassesRefused, Method, classes_for
from indicators.calculation.variants import MONTHS, Variant
from indicators.catalogue.specs import IndicatorKind
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, Floats, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.releases import Line
from indicators.queries.variants import Blocks, smoothed_blocks, windowed
from indicators.states import ValueState


class Scope(StrEnum):
    """Whose values the edges come from."""

    PERIOD = "period"
    ALL = "all"


@dataclass(frozen=True)
class Classing:
    """What a reader wants of the classes; nothing chosen: fixed breaks where there are some, else quantiles."""

    choice: Choice | None = None
    scope: Scope = Scope.PERIOD


@dataclass(frozen=True)
class Drawn:
    """Classes with the periods that their edges come from, in time, the value that deviations centre on (else NaN), and the
    methods that could have been chosen."""

    classes: Classes
    scope: Scope
    periods: tuple[Period, ...]
    centre: float
    offered: tuple[Method, ...]


@dataclass(frozen=True)
class Spots:
    """Which cells count: those of a level without its residual unit, and the reference's, if there is one for all."""

    level: str
    residual: int | None
    reference_level: str
    reference: int | None


@dataclass(frozen=True)
class _Stock:
    """Everything that the values of a series depend on; what is not compared follows from what is."""

    release: int
    indicator: str
    sha256: str
    edition: str
    spots: Spots
    audience: Audience
    periods: tuple[Period, ...]
    variant: Variant
    entry: Entry = field(compare=False)
    areas: EditionAreas = field(compare=False)
    lines: tuple[Line, ...] = field(compare=False)


def drawn(
    classing: Classing,
    entry: Entry,
    audience: Audience,
    *,
    release_id: int,
    line: Line,
    lines: Sequence[Line],
    spots: Spots,
    block: Block,
    reference_block: Block,
    variant: Variant,
    areas: EditionAreas,
) -> Drawn:
    """The classes of a map.

    Args:
        entry: with the notes of the release, so that a recorded break parts the series, too.
        line: the line that is shown; ``lines``: all of the indicator.
        block, reference_block: what is shown of ``line``, and of its reference, as ``variant``.

    Raises:
        Unanswerable: ``no_fixed_classes``, ``no_reference_value``.
    """
    if classing.scope is Scope.ALL:
        periods = _comparable(entry, line, lines)
        stock = _Stock(
            release_id,
            entry.code,
            entry.sha256,
            line.edition,
            spots,
            audience,
            periods,
            variant,
            entry,
            areas,
            tuple(lines),
        )
        values, centre = _pooled(stock)
    else:
        periods, values = (line.period,), _of_areas(block, spots)
        centre = _reference_value(reference_block, spots)
    if entry.spec.kind is IndicatorKind.COUNT:
        centre = float("nan")  # the city's number is a sum: no area lies around it
    try:
        classes = classes_for(values, entry.spec.fixed_classes, classing.choice, centre)
    except ClassesRefused as refused:
        raise Unanswerable(refused.code, indicator=entry.code) from refused
    unfit = {Method.FIXED: not entry.spec.fixed_classes, Method.DEVIATIONS: not np.isfinite(centre)}
    offered = tuple(method for method in Method if not unfit.get(method))
    shown_centre = centre if classes.method == Method.DEVIATIONS else float("nan")
    return Drawn(classes, classing.scope, periods, shown_centre, offered)


def _comparable(entry: Entry, line: Line, lines: Sequence[Line]) -> tuple[Period, ...]:
    """Periods of the same kind at the same place whose definition is that of the period that is shown."""
    same = [
        own.period
        for own in lines
        if (own.edition, own.level, own.period.kind) == (line.edition, line.level, line.period.kind)
    ]
    return tuple(
        period
        for period in same
        if entry.spec.comparable(*sorted((period, line.period), key=lambda one: (one.ends, one.starts)))
    )


@lru_cache(maxsize=32)
def _pooled(stock: _Stock) -> tuple[Floats, float]:
    """Shown values of all periods, and the reference in the latest one that has a value for it; a release never changes."""
    spots, blocks = stock.spots, _blocks(stock)

    def at(level: str) -> list[Block]:
        return [blocks[period.code, level] for period in stock.periods if (period.code, level) in blocks]

    values = [_of_areas(block, spots) for block in at(spots.level)]
    centres = [_reference_value(block, spots) for block in at(spots.reference_level)]
    known = [centre for centre in centres if np.isfinite(centre)]
    return np.concatenate([*values, []]), known[-1] if known else float("nan")


def _blocks(stock: _Stock) -> Blocks:
    """(period, level) → what is shown there, as the variant that is on the map."""
    spots, spec, codes = stock.spots, stock.entry.spec, {period.code for period in stock.periods}
    levels = {level.level for level in stock.areas.levels} & {spots.level, spots.reference_level}
    here = [line for line in stock.lines if line.edition == stock.edition and line.period.code in codes]
    common = (stock.entry, stock.audience)
    if stock.variant in MONTHS:
        found: Blocks = {}
        for line in (one for one in here if one.level == spots.level):
            longer = windowed(stock.variant, line, stock.lines, *common, stock.areas, levels, stock.release)
            found |= {key: block for key, block in longer.blocks.items() if key[0] == line.period.code}
        return found
    read = released_blocks(line for line in here if line.level in levels)
    as_shown = {key: shown(block, spec, stock.audience) for key, block in read.items()}
    if stock.variant is Variant.SMOOTHED:
        as_shown |= smoothed_blocks(read, spots.level, *common, stock.release, spots.residual)
    return as_shown


def _of_areas(block: Block, spots: Spots) -> Floats:
    value = np.where(block.status == ValueState.OK, block.value, np.nan)
    return value if spots.residual is None else np.delete(value, spots.residual)


def _reference_value(block: Block, spots: Spots) -> float:
    if spots.reference is None or block.status[spots.reference] != ValueState.OK:
        return float("nan")
    return float(block.value[spots.reference])
