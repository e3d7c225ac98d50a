"""How far each area moved between two periods, and whether that is more than it fluctuates by anyway. No database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.calculation.changes import yearly_change
from indicators.calculation.even_steps import even_steps, laid
from indicators.calculation.hierarchy import Bools, Floats
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.discoveries import discoveries
from indicators.office.comparison import Cells
from indicators.periods import Period


@dataclass(frozen=True, eq=False)
class Movement:
    """Per area, NaN where there is no number on both sides.

    ``change`` in the unit of the value, of counts in percent of what was before; ``half`` likewise: the range of
    fluctuation of the change is ``−half … +half``, NaN where there is no history to judge by. ``outside``: the change lies
    outside it also when it is seen as one among all areas of the level (false discovery rate).
    """

    change: Floats
    half: Floats
    outside: Bools

    @property
    def beyond(self) -> Bools:
        """Where the change by itself lies outside its range; of many areas one in twenty does so by chance."""
        return np.asarray(np.abs(self.change) > self.half, bool)

    @property
    def judged(self) -> int:
        """How many areas have a range of fluctuation."""
        return int(np.isfinite(self.half).sum())


@dataclass(frozen=True, eq=False)
class Series:
    """Values (periods, areas) in time up to the one that is judged; ``compared`` is the position of the one before it."""

    periods: Sequence[Period]
    values: Floats
    compared: int


def movement(
    after: Cells,
    before: Cells,
    spec: IndicatorSpec,
    *,
    series: Series | None = None,
    denominator: Floats | None = None,
    residual: int | None = None,
) -> Movement:
    """The change from ``before`` to ``after``, judged where there is a series.

    Args:
        series: without one (a correction of the same period) there is no range: nothing has passed in which to fluctuate.
        denominator: of ``after``; a single case more is the least step of a rate.
        residual: the position of the residual unit, which is never judged.
    """
    both = after.ok & before.ok
    change = np.where(both, after.value - before.value, np.nan)
    half, p = np.full(change.shape, np.nan), np.full(change.shape, np.nan)
    if series is not None:
        half, p = _judged(series, spec, denominator)
        p[~both] = half[~both] = np.nan
    if residual is not None:
        half[residual] = p[residual] = np.nan
    if spec.kind is IndicatorKind.COUNT:
        with np.errstate(divide="ignore", invalid="ignore"):
            percent = np.where(before.value > 0, 100 / before.value, np.nan)
        change, half = change * percent, half * percent
    return Movement(change, half, discoveries(p))


def _judged(series: Series, spec: IndicatorSpec, denominator: Floats | None) -> tuple[Floats, Floats]:
    """Half of the range and the probability of the change, in the unit of the value."""
    nothing = np.full(series.values.shape[1], np.nan)
    steps = even_steps(series.periods)
    now = series.periods[-1]
    if steps is None or not spec.comparable(series.periods[series.compared], now):
        return nothing, nothing.copy()
    values = series.values.copy()
    for row, period in enumerate(series.periods):
        if not spec.comparable(period, now):
            values[row] = np.nan
    found = yearly_change(
        laid(steps, values),
        steps.rows[-1] - steps.rows[series.compared],
        resolution=_least_step(spec, denominator),
    )
    return found.half.copy(), found.p.copy()


def _least_step(spec: IndicatorSpec, denominator: Floats | None) -> Floats | float:
    if spec.kind is IndicatorKind.COUNT:
        return 1.0
    if spec.kind is not IndicatorKind.RATE or denominator is None:
        return float(10.0**-spec.decimals)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, spec.scale / denominator, 10.0**-spec.decimals)
