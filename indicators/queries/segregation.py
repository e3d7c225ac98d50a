"""How unevenly a group lives, level by level and period by period, from the published cells of a release.

Indices are computed once for a release and an audience's view of it, and kept for the life of the process: a release never
changes. What an audience may not see takes no part for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from areas.queries import LevelAreas
from indicators.calculation.candidate import QUOTIENT
from indicators.calculation.clusters import moran
from indicators.calculation.hierarchy import Floats
from indicators.calculation.segregation import Segregation, segregation
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, released_blocks, shown
from indicators.queries.catalogue import Entry, indicator
from indicators.queries.clusters import neighbours_at
from indicators.queries.errors import Unanswerable
from indicators.queries.notes import noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line
from indicators.queries.rest import design_effect_of
from indicators.queries.selection import lines_of
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class Strand:
    """One level of one edition over its periods; ``moran``: how alike neighbours are, NaN where it does not apply."""

    edition: str
    is_common: bool
    level: str
    periods: tuple[Period, ...]
    found: Segregation
    moran: Floats


@dataclass(frozen=True, eq=False)
class Spread:
    """Every level that is divided into areas, coarsest first within an edition, the newest edition first."""

    entry: Entry
    design_effect: float
    strands: tuple[Strand, ...]


def is_group(spec: IndicatorSpec) -> bool:
    """Whether the indicator counts a part of a population: only that can be spread unevenly over areas."""
    return spec.kind is IndicatorKind.RATE and spec.unit != QUOTIENT


def spread(release: Release, entry: Entry, audience: Audience) -> Spread:
    """How unevenly the group lives that an indicator counts.

    Raises:
        Unanswerable: ``nothing_released``; ``no_group`` for what counts no part of a population.
    """
    if not is_group(entry.spec):
        raise Unanswerable("no_group", indicator=entry.code)
    return _spread(release.pk, entry.code, entry.sha256, audience)


@lru_cache(maxsize=128)
def _spread(release_id: int, code: str, _sha256: str, audience: Audience) -> Spread:
    found = indicator(code)
    assert found is not None
    entry = noted(found, release_id)
    effect = design_effect_of(entry, release_id)
    editions: dict[str, list[Line]] = {}
    for line in lines_of(release_id, entry):
        editions.setdefault(line.edition, []).append(line)
    strands = [strand for own in editions.values() for strand in _strands(own, entry, audience, effect)]
    strands.sort(key=lambda strand: (not strand.is_common, -strand.periods[-1].ends.toordinal()))
    return Spread(entry, effect, tuple(strands))


def _strands(lines: list[Line], entry: Entry, audience: Audience, effect: float) -> Iterable[Strand]:
    """One edition's levels, its blocks read at once."""
    areas = areas_at(lines[0])
    top = areas.levels[0].level
    blocks = released_blocks(lines)
    for places in areas.levels[1:]:
        own = [line for line in lines if line.level == places.level and (line.period.code, top) in blocks]
        if not own or len(places.codes) - (places.residual is not None) < 2:
            continue
        read = [blocks[line.period.code, places.level] for line in own]
        whole = np.array([blocks[line.period.code, top].denominator[0] for line in own])
        known = np.array([shown(block, entry.spec, audience).status == ValueState.OK for block in read])
        if places.residual is not None:
            known[:, places.residual] = False
        yield Strand(
            edition=areas.edition,
            is_common=own[0].is_common,
            level=places.level,
            periods=tuple(line.period for line in own),
            found=segregation(
                _where(known, [block.numerator for block in read]),
                _where(known, [block.denominator for block in read]),
                whole,
                design_effect=effect,
            ),
            moran=_moran(read, known, places, areas.edition),
        )


def _where(known: np.ndarray, columns: list[Floats]) -> Floats:
    return np.where(known, np.array(columns), np.nan)


def _moran(blocks: list[Block], known: np.ndarray, places: LevelAreas, edition: str) -> Floats:
    """Moran's I of the rates alone; how likely it is by chance is asked on the map."""
    links = neighbours_at(edition, places.level)
    rates = _where(known, [block.value for block in blocks])
    return np.array([moran(row, links) for row in rates])
