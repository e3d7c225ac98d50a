"""The trend of an area: how its value changed over a year, and whether it moved otherwise than its reference.

With the value v of an area a, the value r of the reference, and t against the same period of the previous year:

    Δ_a = v_a(t) − v_a(t − 1 year),  Δ_r likewise
    gap = Δ_a − Δ_r                                     the change of the distance v_a − r over the same year

    direction   rising | falling where Δ_a lies outside its range of fluctuation, stable where it lies within
    diverging   gegenläufig: Δ_a and Δ_r have opposite signs, and the gap lies outside its range
    lagging     ungünstiger als die Stadt: the signs are not opposite, the gap is unfavourable and outside its range

Diverging and lagging are said only where they hold in two consecutive comparisons: at t and at the period before it, each
against its own previous year. A change that shows as zero has no sign and is opposite to none: where the city falls and an
area stays, the area lags. Neutral indicators have no unfavourable gap and so no lagging.

Both ranges are those of ``changes``, from the area's own history: the steps of v_a for its change, the steps of the
distance v_a − r for the gap. What the whole city did in a quarter is in both v_a and r and does not widen the latter. The
two comparisons in a row are judged by the history before both, so that the first does not widen the range of the second.
A count changes in percent, so counts are compared as 100 · ln v.

Level and trend stay two statements; nothing here looks at the level.

Source: methods, trend, fluctuation; domain rules 2, 11, 12. Which of many areas: ``indicators.discoveries``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.changes import yearly_change
from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.judgement import grid_of, least_step
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, Polarity
from indicators.discoveries import discoveries
from indicators.periods import Period

Codes = NDArray[np.uint8]
Outside = Callable[[Floats], Bools]
"""From probabilities to those that lie outside; NaN never does. ``discoveries`` for what is looked at together."""


class Direction(IntEnum):
    """How the value changed over the year; unknown where there is no history to judge by."""

    UNKNOWN = 0
    FALLING = 1
    STABLE = 2
    RISING = 3

    @property
    def word(self) -> str:
        """``unknown``, ``falling``, ``stable``, ``rising``."""
        return self.name.lower()


class Course(IntEnum):
    """How an area moved beside its reference; ``ALONG``: neither of the two can be said."""

    UNKNOWN = 0
    ALONG = 1
    DIVERGING = 2
    LAGGING = 3

    @property
    def word(self) -> str:
        """``unknown``, ``along``, ``diverging``, ``lagging``."""
        return self.name.lower()


@dataclass(frozen=True, eq=False)
class Comparison:
    """Changes over one year: arrays of one shape, NaN where they are not known; ``p`` of the area's own and of the gap."""

    change: Floats
    reference_change: Floats
    p: Floats
    gap_p: Floats

    @property
    def gap(self) -> Floats:
        """Δ_a − Δ_r."""
        return self.change - self.reference_change


@dataclass(frozen=True, eq=False)
class Judged:
    """What is needed to tell a trend: the comparison at t, the one at the period before, and how to read them.

    ``least``: a change smaller than that shows as zero. ``worse``: +1 where a higher value is more disadvantage, −1 where a
    lower one is, 0 for neutral indicators. One of each per area.
    """

    now: Comparison
    before: Comparison
    least: Floats
    worse: Floats


@dataclass(frozen=True, eq=False)
class Trend:
    """``direction`` holds ``Direction`` codes, ``course`` ``Course`` codes."""

    direction: Codes
    course: Codes


def compare(
    values: Floats, reference: Floats, per_year: int, *, resolution: Floats | float = 0.0, leave_out: int = 0
) -> Comparison:
    """The last row against the row a year before, by itself and beside the reference.

    Args:
        values: (periods, areas), in time, at even distances; NaN where there is no number.
        reference: the reference of each area, (periods, areas) or (periods, 1).
        per_year: rows a year, at least 1.
        resolution: per area or for all, the smallest step that can happen, as in ``yearly_change``.
        leave_out: of the history that judges the gap, as in ``yearly_change``.

    >>> city = np.array([[10.0], [10.1], [10.0], [10.1], [10.0], [10.1], [9.6]])
    >>> area = np.array([[20.0], [20.2], [20.1], [20.2], [20.0], [20.1], [22.0]])
    >>> found = compare(area, city, 1)
    >>> round(float(found.change[0]), 2), round(float(found.gap[0]), 2), bool(found.gap_p[0] < 0.05)
    (1.9, 2.4, True)
    """
    reference = np.broadcast_to(reference, values.shape)
    own = yearly_change(values, per_year, resolution=resolution)
    gap = yearly_change(values - reference, per_year, resolution=resolution, leave_out=leave_out)
    return Comparison(own.change, own.change - gap.change, own.p, gap.p)


def judge(
    periods: Sequence[Period], values: Floats, reference: Floats, spec: IndicatorSpec, denominator: Floats
) -> Judged | None:
    """Both comparisons of the last period; nothing where it cannot be compared with the year before (``grid_of``).

    Args:
        periods: of the rows, in time.
        values: (periods, areas), NaN where there is no number.
        reference: (periods, areas) or (periods, 1).
        spec: its last break ends the history before it, its polarity says what is unfavourable.
        denominator: of the last row, one an area; NaN where it is not known. For a count the count itself.

    A comparison whose earlier period lies before the last break, or that meets a gap in the series, is not known.
    """
    grid = grid_of(periods, spec.comparable)
    if grid is None:
        return None
    rows = grid.laid(_on_scale(values, spec))
    beside = grid.laid(np.broadcast_to(_on_scale(reference, spec), values.shape))
    case = least_step(denominator, spec)
    now = compare(rows, beside, grid.per_year, resolution=case, leave_out=1)
    before = compare(rows[:-1], beside[:-1], grid.per_year, resolution=case)
    size = values.shape[1:]
    return Judged(now, before, np.full(size, _shown_step(spec) / 2), np.full(size, float(unfavourable(spec.polarity))))


def unfavourable(polarity: Polarity) -> int:
    """The sign of an unfavourable change: +1, −1, or 0 where nothing is.

    >>> unfavourable(Polarity.LOWER_IS_MORE_DISADVANTAGE)
    -1
    """
    signs = {Polarity.HIGHER_IS_MORE_DISADVANTAGE: 1, Polarity.LOWER_IS_MORE_DISADVANTAGE: -1}
    return signs.get(polarity, 0)


def told(judged: Judged, outside: Outside = discoveries) -> Trend:
    """The words of a trend for areas that are looked at together.

    Args:
        outside: which of the probabilities lie outside. The rule of Benjamini and Hochberg by default, over all areas
            that have one: whoever leaves an area out sets its probabilities to NaN before.

    >>> def at(own, city, p): return Comparison(np.array(own), np.array(city), np.array(p), np.array(p))
    >>> found = told(Judged(
    ...     at([2.0, 3.0, 0.2], [-1.0, 1.0, 0.1], [1e-4, 1e-4, 0.8]),
    ...     at([1.5, 2.0, 0.1], [-1.0, 1.0, 0.1], [1e-3, 1e-3, 0.9]),
    ...     np.full(3, 0.05), np.full(3, 1.0)))
    >>> [Direction(code).word for code in found.direction], [Course(code).word for code in found.course]
    (['rising', 'rising', 'stable'], ['diverging', 'lagging', 'along'])
    """
    now, before = judged.now, judged.before
    both = outside(now.gap_p) & outside(before.gap_p)
    opposite_now, opposite_before = _opposite(now, judged.least), _opposite(before, judged.least)
    unfavourable_twice = (judged.worse * now.gap > 0) & (judged.worse * before.gap > 0)
    course = np.where(np.isfinite(now.gap_p) & np.isfinite(before.gap_p), Course.ALONG, Course.UNKNOWN)
    course = np.where(both & opposite_now & opposite_before, Course.DIVERGING, course)
    course = np.where(both & ~opposite_now & ~opposite_before & unfavourable_twice, Course.LAGGING, course)
    return Trend(_direction(now, outside(now.p)), course.astype(np.uint8))


def untold(size: int) -> Trend:
    """Of so many areas nothing is known."""
    return Trend(np.full(size, Direction.UNKNOWN, np.uint8), np.full(size, Course.UNKNOWN, np.uint8))


def each_alone(p: Floats) -> Bools:
    """Each probability by itself at 5 %: for one series, where nothing is picked out of many."""
    return np.asarray(p <= 0.05, bool)


def joined(several: Sequence[Judged]) -> Judged:
    """Judgements of several indicators in a row, to be told together; at least one."""

    def row(parts: Sequence[Comparison]) -> Comparison:
        return Comparison(*(np.concatenate([getattr(part, own.name) for part in parts]) for own in fields(Comparison)))

    return Judged(
        row([one.now for one in several]),
        row([one.before for one in several]),
        np.concatenate([one.least for one in several]),
        np.concatenate([one.worse for one in several]),
    )


def _direction(now: Comparison, outside: Bools) -> Codes:
    codes = np.where(np.isfinite(now.p), Direction.STABLE, Direction.UNKNOWN)
    codes = np.where(outside & (now.change > 0), Direction.RISING, codes)
    return np.where(outside & (now.change < 0), Direction.FALLING, codes).astype(np.uint8)


def _opposite(found: Comparison, least: Floats) -> Bools:
    signs = [
        np.where(np.abs(change) < least, 0.0, np.sign(change)) for change in (found.change, found.reference_change)
    ]
    return np.asarray(signs[0] * signs[1] < 0, bool)


def _on_scale(values: Floats, spec: IndicatorSpec) -> Floats:
    """Values whose differences are changes as they are shown: for a count the hundredfold logarithm, else themselves."""
    if spec.kind is not IndicatorKind.COUNT:
        return values
    positive = values > 0
    return np.where(positive, 100 * np.log(np.where(positive, values, 1.0)), np.nan)


def _shown_step(spec: IndicatorSpec) -> float:
    return 0.1 if spec.kind is IndicatorKind.COUNT else 10.0**-spec.decimals
