"""What a variant is calculated from: base and need of every area, from a release and nothing else.

Everybody gets the same numbers from one plan: base counts as they are released, needs at the decimals at which they are
published, so that the whole can be done again by hand from the printed table. Who may see them is asked before (``sight``).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.allocation import Refused
from indicators.calculation.need import quarters, relative_deviation
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.models import Release
from indicators.periods import Period
from indicators.queries import catalogue, indices
from indicators.queries.audience import STAFF, STAFF_WITHOUT_COUNTS, Audience
from indicators.queries.blocks import Block, Floats, released_blocks, shown
from indicators.queries.errors import Unanswerable
from indicators.queries.places import areas_at
from indicators.queries.selection import select
from indicators.states import ValueState
from monitoring.planning.allocation.needs import NeedValues, index_need
from monitoring.planning.allocation.plan import Base, Need, Plan, Variant

NEEDS = (IndicatorKind.RATE, IndicatorKind.SHARE)
"""Kinds of indicators that can be a need: those that have a relation to the city."""


@dataclass(frozen=True, eq=False)
class BaseValues:
    """How many heads each area has; NaN where that is not published. ``whole``: the city's."""

    spec: IndicatorSpec
    part: str
    period: Period
    count: Floats
    whole: float


@dataclass(frozen=True, eq=False)
class Inputs:
    """Base and need of the areas of one level, in the edition's order; ``areas`` is the whole edition."""

    release: Release
    areas: EditionAreas
    places: LevelAreas
    base: BaseValues
    need: NeedValues

    @cached_property
    def residual(self) -> NDArray[np.bool_]:
        """Where the unit stands that belongs to no area."""
        found = np.zeros(len(self.places.codes), bool)
        if self.places.residual is not None:
            found[self.places.residual] = True
        return found

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Areas with a value of need; the residual unit is none."""
        return np.isfinite(self.need.deviation) & ~self.residual


def inputs(release: Release, plan: Plan, variant: Variant) -> Inputs:
    """What a variant works with; kept for the next question, as a release never changes.

    Raises:
        Unanswerable: base or need is not released at this level and period; ``params["part"]`` says which of both.
        Refused: ``no_reference``.
    """
    need = Need.of(variant.need)
    hashes = _hash(Base.of(variant.base).indicator, False), _hash(need.code, need.is_index)
    asked = (plan.edition, plan.level, variant.base, variant.base_period)
    return _inputs(release.pk, *asked, variant.need, variant.need_period, variant.more, hashes)


def _hash(code: str, is_index: bool) -> str:
    entry = indices.index(code) if is_index else catalogue.indicator(code)
    return entry.sha256 if entry else ""


@lru_cache(maxsize=64)
def _inputs(
    release_id: int,
    edition: str,
    level: str,
    base: str,
    base_period: str,
    need: str,
    need_period: str,
    more: bool,
    hashes: tuple[str, str],
) -> Inputs:
    release = Release.objects.get(pk=release_id)
    counted = Base.of(base)
    entry, block, city, areas = _block(release, counted.indicator, "base", edition, level, base_period, STAFF)
    count, whole = (np.asarray(getattr(one, counted.part), np.float64) for one in (block, city))
    base_values = BaseValues(entry.spec, counted.part, block.period, count, float(whole[0]))
    wanted = Need.of(need)
    found = (index_need if wanted.is_index else _need)(release, wanted.code, edition, level, need_period, more)
    return Inputs(release, areas, areas.level(level), base_values, found)


def _block(
    release: Release, code: str, part: str, edition: str, level: str, period: str, audience: Audience
) -> tuple[catalogue.Entry, Block, Block, EditionAreas]:
    """The block of an indicator at the level and at the top, as the audience gets them."""
    entry = catalogue.indicator(code)
    if entry is None:
        raise Unanswerable("unknown_indicator", indicator=code, part=part)
    try:
        selection = select(release.pk, entry, period=period or None, level=level, edition=edition)
    except Unanswerable as nothing:
        raise Unanswerable(nothing.code, **nothing.params, part=part) from nothing
    areas = areas_at(selection.line)
    top = areas.levels[0].level
    blocks = released_blocks(line for line in selection.at_levels({level, top}) if line.edition == edition)
    now = selection.line.period.code
    if (now, level) not in blocks:
        raise Unanswerable("nothing_released", indicator=code, part=part)
    at_level = shown(blocks[now, level], entry.spec, audience)
    at_top = shown(blocks[now, top], entry.spec, audience) if (now, top) in blocks else None
    none = at_level.at(np.array([-1]))
    return entry, at_level, at_top or none, areas


def _need(release: Release, code: str, edition: str, level: str, period: str, more: bool) -> NeedValues:
    entry, block, city, areas = _block(release, code, "need", edition, level, period, STAFF_WITHOUT_COUNTS)
    if entry.spec.kind not in NEEDS:
        raise Refused("no_need")
    ok = block.status == ValueState.OK
    value = np.where(ok, block.value, np.nan)
    of_areas = value.copy()
    residual = areas.level(level).residual
    if residual is not None:
        of_areas[residual] = np.nan
    deviation = relative_deviation(of_areas, float(city.value[0]), more_is_need=more)
    return NeedValues(
        entry.spec, block.period, block.status, value, float(city.value[0]), deviation, quarters(deviation)
    )
