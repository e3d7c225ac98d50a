"""Released blocks of several areas put together, as far as an audience sees each of them: the reference "areas of a type"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.groups import group_figures
from indicators.calculation.relative import Figures
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import pair
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, Floats, block_of, counts_published
from indicators.queries.catalogue import Entry, indicators
from indicators.queries.releases import Line, manifest
from indicators.stored_arrays import stored_arrays

RESIDENTS = "einwohner"
"""Indicator by whose numbers it is told how much of a group has values."""
_ARRAYS = ("status", "numerator", "denominator", "value", "low", "high")
_WEIGHTED = (IndicatorKind.SHARE, IndicatorKind.CHANGE)
_RESIDENTS_WITHIN_MONTHS = 24


def blocks_of(lines: Iterable[Line]) -> dict[int, Block]:
    """Number of the line → its block as released, before ``shown``; one query, whatever the indicators."""
    of_entry = {line.entry: line for line in lines}
    read = stored_arrays("released_block", of_entry, _ARRAYS)
    return {entry: block_of(of_entry[entry], *arrays) for entry, arrays in read.items()}


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which area belongs to which group; ``residents`` of the areas, where they are published."""

    group_of: NDArray[np.int16]
    groups: int
    residents: Floats | None


def residents_near(release_id: int, like: Line) -> Line | None:
    """The line of residents nearest before a block, in its edition and at its level."""
    offered = [line for line in manifest(release_id).get(RESIDENTS, ()) if _beside(line, like)]
    periods = {line.period: line for line in offered}
    found = pair(like.period, periods, "nearest_earlier", _RESIDENTS_WITHIN_MONTHS)
    return periods[found] if found else None


def weight_lines(release_id: int, asked: Mapping[Line, IndicatorSpec]) -> dict[Line, Line]:
    """For each share that names a weight the line whose denominator (or count) that weight is, where one is released.

    One query for the catalogue, none where nothing asks for a weight.
    """
    wanted = {line: spec for line, spec in asked.items() if spec.kind in _WEIGHTED and spec.weight}
    if not wanted:
        return {}
    known = indicators()
    found: dict[Line, Line] = {}
    for line, spec in wanted.items():
        for entry in known:
            offered = {one.period: one for one in manifest(release_id).get(entry.code, ()) if _beside(one, line)}
            if not _holds(entry, frozenset(spec.weight)) or not offered:
                continue
            period = pair(line.period, offered, spec.pairing.rule, spec.pairing.within_months)
            if period is not None:
                found[line] = offered[period]
                break
    return found


def _beside(line: Line, like: Line) -> bool:
    return (line.edition, line.level) == (like.edition, like.level)


def _holds(entry: Entry, weight: frozenset[str]) -> bool:
    spec = entry.spec
    if spec.kind is IndicatorKind.COUNT:
        return frozenset(spec.numerator) == weight
    return spec.kind is IndicatorKind.RATE and frozenset(spec.denominator) == weight


def weight_of(block: Block | None) -> Floats | None:
    """The weight that a block holds: its denominators, or the numbers of a count."""
    if block is None:
        return None
    return block.value if np.isnan(block.denominator).all() else block.denominator


def together(
    released: Block,
    seen: Block,
    spec: IndicatorSpec,
    audience: Audience,
    grouping: Grouping,
    weight: Floats | None = None,
) -> Figures:
    """The figures of every group, and a last cell for areas that have none (*not applicable*).

    Only cells that the audience sees are in the sums; their counts are the released ones, so that the rate is exact before
    it is rounded for those who get no counts.
    """
    own = Figures(
        seen.status, *(getattr(released, name) for name in ("value", "numerator", "denominator", "low", "high"))
    )
    found = group_figures(
        own,
        grouping.group_of,
        grouping.groups,
        kind=spec.kind,
        scale=spec.scale,
        minimum_coverage=spec.minimum_coverage,
        weight=weight,
        residents=grouping.residents,
    )
    exact = counts_published(spec, found.numerator, found.denominator) & audience.counts
    none = np.full(found.value.shape, np.nan)
    return replace(
        found,
        value=np.where(exact, found.value, np.round(found.value, spec.decimals)),
        numerator=found.numerator if audience.counts else none,
        denominator=found.denominator if audience.counts else none,
    )


def as_block(like: Block, level: str, figures: Figures) -> Block:
    """Figures of groups as the block of a level that no edition has."""
    numbers = {name: getattr(figures, name) for name in _ARRAYS}
    return replace(like, level=level, **numbers)
