"""Values over a longer time and smoothed values, out of released blocks and shown like them.

A variant is a function of released numbers alone, and its state the strongest that the audience sees in any cell of the
window: it tells nothing that the single periods hide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas
from indicators.calculation.candidate import QUOTIENT
from indicators.calculation.fluctuation import quotient_range, wilson
from indicators.calculation.smoothing import Smoothed, smoothed
from indicators.calculation.variants import MONTHS, Variant, Window, offered, pooled, window
from indicators.catalogue.specs import IndicatorSpec
from indicators.periods import Period, months_before
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.histories import history_lines, positions_through
from indicators.queries.releases import Line
from indicators.queries.rest import design_effect_of

Blocks = dict[tuple[str, str], Block]
"""(period, level) → block."""


@dataclass(frozen=True, eq=False)
class Windowed:
    """The blocks of a variant as the audience gets them, at the period asked for and at the one it is compared with."""

    blocks: Blocks
    window: Window
    earlier: Period | None


def variant_of(wanted: str | None, entry: Entry, lines: Iterable[Line]) -> Variant:
    """The variant that is meant, ``none`` by default; raises ``Unanswerable("variant_not_offered")``."""
    there = offered_variants(entry, lines)
    if (wanted or Variant.NONE) not in there:
        raise Unanswerable("variant_not_offered", variant=wanted, known=listed(there))
    return Variant(wanted or Variant.NONE)


def offered_variants(entry: Entry, lines: Iterable[Line]) -> tuple[Variant, ...]:
    """The variants that exist for an indicator at the level of ``lines``."""
    return offered(entry.spec.kind, [line.period for line in lines])


def windowed(
    variant: Variant,
    line: Line,
    lines: Sequence[Line],
    entry: Entry,
    audience: Audience,
    areas: EditionAreas,
    levels: Iterable[str],
    release_id: int,
) -> Windowed:
    """The windows that end with ``line``'s period, and the one before them, at several levels; one query.

    Areas that a reform changed inside the window have a gap there.
    """
    spec = entry.spec
    own = {period for period in (one.period for one in lines) if period.kind == line.period.kind}
    now = window(variant, line.period, list(own), spec.comparable)
    earlier = period_before(variant, line.period, own, spec)
    windows = [now, *([window(variant, earlier, list(own), spec.comparable)] if earlier else [])]
    wanted = {period for one in windows for period in one.periods}
    there: Blocks = {}
    needed: dict[str, list[Line]] = {}
    editions = {}
    for level in dict.fromkeys(levels):
        size = len(areas.level(level).codes)
        editions[level] = positions_through(line.edition, release_id, level, size)
        through = history_lines(replace(line, level=level), lines, editions[level])
        needed[level] = [one for one in through if one.period in wanted]
    read = released_blocks(one for level in needed.values() for one in level)
    for level, level_lines in needed.items():
        in_order = {
            one.period: read[one.period.code, level].at(editions[level][one.edition])
            for one in level_lines
            if (one.period.code, level) in read
        }
        for one in windows:
            held = [in_order[period] for period in one.periods if period in in_order]
            if held and held[-1].period == one.periods[-1]:
                gap = one.gap or len(held) < len(one.periods)
                found = shown_window(held, replace(one, gap=gap), spec, audience, design_effect_of(entry, release_id))
                there[found.period.code, level] = found
    return Windowed(there, now, earlier)


def shown_window(
    blocks: Sequence[Block], of: Window, spec: IndicatorSpec, audience: Audience, design_effect: float
) -> Block:
    """A window's released blocks as one, as ``audience`` gets it; the block's period is the last one's."""
    last = blocks[-1]
    found = pooled(
        [shown(block, spec, audience).status for block in blocks],
        [block.numerator for block in blocks],
        [block.denominator for block in blocks],
        kind=spec.kind,
        scale=spec.scale,
        gap=of.gap,
        broken=of.broken,
    )
    low = high = np.full(found.value.shape, np.nan)
    if any(np.isfinite(block.low).any() for block in blocks):  # what does not fluctuate by chance has no range
        ranged = quotient_range if spec.unit == QUOTIENT else wilson
        low, high = ranged(found.numerator, found.denominator, scale=spec.scale, design_effect=design_effect)
    numbers = {"numerator": found.numerator, "denominator": found.denominator, "value": found.value}
    return shown(replace(last, status=found.status, low=low, high=high, **numbers), spec, audience)


def smoothed_block(
    released: Block, spec: IndicatorSpec, audience: Audience, design_effect: float, residual: int | None
) -> Block:
    """The areas of a level drawn towards their common rate, as ``audience`` gets it: rounded, without counts and range.

    What has no number keeps its state; the residual unit keeps its own value.
    """
    own = shown(released, spec, audience)
    found = smoothing_of(released, own, spec, design_effect, residual)
    none = np.full(own.value.shape, np.nan)
    value = np.where(_taken(own, residual), found.value, own.value)
    without_counts = replace(released, numerator=none, denominator=none, low=none, high=none)
    return replace(shown(replace(without_counts, value=value), spec, audience), status=own.status)


def smoothing_of(
    released: Block, seen: Block, spec: IndicatorSpec, design_effect: float, residual: int | None
) -> Smoothed:
    """How the areas of a level are drawn together, by the counts of those that are ``seen``; the residual unit is none."""
    part = _taken(seen, residual)
    return smoothed(
        np.where(part, released.numerator, np.nan),
        np.where(part, released.denominator, np.nan),
        scale=spec.scale,
        design_effect=design_effect,
    )


def _taken(seen: Block, residual: int | None) -> NDArray[np.bool_]:
    part = np.isfinite(seen.value)
    if residual is not None:
        part[residual] = False
    return part


def period_before(variant: Variant, last: Period, there: Iterable[Period], spec: IndicatorSpec) -> Period | None:
    """The end of the window that came before, sharing no period with this one; nothing across a break."""
    wanted = months_before(last.ends, MONTHS[variant])
    found = next((period for period in there if (period.kind, period.ends) == (last.kind, wanted)), None)
    return found if found is not None and spec.comparable(found, last) else None


def smoothed_blocks(
    read: Mapping[tuple[str, str], Block],
    level: str,
    entry: Entry,
    audience: Audience,
    release_id: int,
    residual: int | None,
) -> Blocks:
    """Every block of a level smoothed, each by the areas of its own period."""
    design = design_effect_of(entry, release_id)
    return {
        key: smoothed_block(block, entry.spec, audience, design, residual)
        for key, block in read.items()
        if key[1] == level
    }
