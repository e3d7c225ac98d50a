"""How the areas of a map moved beside their reference, judged together.

The history of a level is read once for a release and an audience and kept: every period of the time slider looks at the
same rows. It holds what the audience may see, so that no word says more than the numbers beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas
from indicators.calculation.trend import Course, Trend, judge, told, untold
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, block_of, shown
from indicators.queries.catalogue import Entry
from indicators.queries.histories import history_lines, in_todays_order, positions_through
from indicators.queries.places import Reference, areas_at
from indicators.queries.releases import Line, beyond_the_city, manifest_of
from indicators.stored_arrays import stored_arrays

_COUNTED = ("status", "numerator", "denominator", "value")


@dataclass(frozen=True, eq=False)
class LevelHistory:
    """One level over time: arrays (periods, areas) in the order of one edition's areas, NaN where there is no number.

    ``base``: the denominators; for a count the count itself, see ``judge``.
    """

    periods: tuple[Period, ...]
    value: Floats
    base: Floats

    def until(self, period: Period) -> int:
        """How many rows there are up to a period."""
        return sum(other <= period for other in self.periods)

    def along(self, periods: Sequence[Period], positions: NDArray[np.intp]) -> Floats:
        """The values at ``positions`` in rows of ``periods``; NaN in a period that this level does not have."""
        row = {period: at for at, period in enumerate(self.periods)}
        found = np.full((len(periods), len(positions)), np.nan)
        for at, period in enumerate(periods):
            if period in row:
                found[at] = self.value[row[period], positions]
        return found


@dataclass(frozen=True)
class _Kept:
    """What one history is kept by: two entries of one hash in one release say the same."""

    release_id: int
    indicator: str
    sha256: str
    audience: Audience
    edition: str
    level: str
    kind: str
    size: int
    spec: IndicatorSpec = field(compare=False)


def history(release_id: int, entry: Entry, audience: Audience, line: Line, size: int) -> LevelHistory:
    """All periods of ``line``'s kind and level, in the order of the areas of its edition; ``size``: how many there are."""
    place = (line.edition, line.level, line.period.kind)
    return _read(_Kept(release_id, entry.code, entry.sha256, audience, *place, size, entry.spec))


@lru_cache(maxsize=48)
def _read(kept: _Kept) -> LevelHistory:
    editions = positions_through(kept.edition, kept.release_id, kept.level, kept.size)
    place = (kept.release_id, kept.indicator)
    all_lines = (*manifest_of(*place), *beyond_the_city(*place))
    own = [
        one for one in all_lines if (one.edition, one.level, one.period.kind) == (kept.edition, kept.level, kept.kind)
    ]
    if not own:
        nothing = np.full((0, kept.size), np.nan)
        return LevelHistory((), nothing, nothing)
    lines = history_lines(max(own, key=lambda one: one.period), all_lines, editions)
    found = stored_arrays("released_block", [line.entry for line in lines], _COUNTED)
    value, base = (np.full((len(lines), kept.size), np.nan) for _ in range(2))
    for at, line in enumerate(lines):
        if line.entry not in found:
            continue  # withdrawn a moment ago
        status, *numbers = found[line.entry]
        unknown = np.full(len(status), np.nan)
        block = shown(block_of(line, status, *numbers, unknown, unknown), kept.spec, kept.audience)
        positions = editions[line.edition]
        value[at] = in_todays_order(block, positions)
        counted = block if kept.spec.kind is IndicatorKind.COUNT else replace(block, value=block.denominator)
        base[at] = in_todays_order(counted, positions)
    return LevelHistory(tuple(line.period for line in lines), value, base)


def trend_of_map(
    release_id: int,
    entry: Entry,
    audience: Audience,
    line: Line,
    areas: EditionAreas,
    reference: Reference,
    beyond: tuple[Line, int] | None = None,
) -> Trend:
    """How each area of a level moved until ``line``'s period beside its reference; the areas are judged together.

    The residual unit is no area; the reference itself moves beside nobody. ``beyond``: a place beyond the city in the stead
    of ``reference``, as the line where it stands and its position there.
    """
    places = areas.level(line.level)
    size = len(places.codes)
    own = history(release_id, entry, audience, line, size)
    if beyond is None:
        above, positions = replace(line, level=reference.level), reference.positions
        beside = history(release_id, entry, audience, above, len(areas.level(reference.level).codes))
    else:
        above, positions = beyond[0], np.full(size, beyond[1], np.intp)
        beside = history(release_id, entry, audience, above, len(areas_at(above).level(above.level).codes))
    rows = own.until(line.period)
    periods, values = own.periods[:rows], own.value[:rows].copy()
    if places.residual is not None:
        values[:, places.residual] = np.nan
    found = None
    if rows:
        found = judge(periods, values, beside.along(periods, positions), entry.spec, own.base[rows - 1])
    if found is None:
        return untold(size)
    trend = told(found)
    itself = (above.edition == line.edition) & (above.level == line.level) & (positions == np.arange(size))
    return Trend(trend.direction, np.where(itself, np.uint8(Course.UNKNOWN), trend.course))
