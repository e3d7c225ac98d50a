"""How far a goal is reached: distance, degree, needed change per year, the linear path, and the range of fluctuation.

With the start value s at t₀, the target g at t₁ and the value v at t (days, 365.25 of them a year):

    distance   v − g                                        in the unit of the indicator
    degree     100 · (s − v) ÷ (s − g)                      percent of the way; negative: farther away than at the start
    path(t)    s + (g − s) · (t − t₀) ÷ (t₁ − t₀)           where an even pace would be; g from t₁ on
    pace       (g − v) ÷ years from t to t₁                 the change per year that is still needed

The way leads up where g > s, down where g < s. A goal whose start is its target is *to hold*: its way is that of the
indicator's polarity (towards less disadvantage), it has no degree, and of a neutral indicator it is reached within the
range of fluctuation. Nothing is clipped: a degree may be negative or above 100, only words round it off.

    reached    v lies at the target or beyond it, in the direction of the way
    missed     not reached, and the date has passed (t ≥ t₁)
    ahead      not reached yet, and v lies beyond the path, outside its range of fluctuation
    on_path    not reached yet, and the path lies within the range of v
    behind     not reached yet, and v lies short of the path, outside its range of fluctuation

Without a range of fluctuation *on the path* is exactly on it. What has no number, lies at or before the start, or is of
another definition than the start (a break between them) has no degree; its state says which.

Source: the Federal Government's sustainability indicators (Destatis, Indikatorenbericht: linear path to a target).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats

DAYS_A_YEAR = 365.25
_NOTHING_LEFT = 1e-9  # below this, a distance is the rounding of binary fractions only


class Standing(IntEnum):
    """Where an area stands on the way to a goal."""

    NO_VALUE = 0
    NO_START = 1
    NOT_COMPARABLE = 2
    NOT_BEGUN = 3
    REACHED = 4
    AHEAD = 5
    ON_PATH = 6
    BEHIND = 7
    MISSED = 8

    @property
    def word(self) -> str:
        """``no_value``, ``no_start``, ``not_comparable``, ``not_begun``, ``reached``, …"""
        return self.name.lower()


class Beside(IntEnum):
    """The target beside the value's range of fluctuation: the value is below it, within, above, or nobody knows."""

    UNKNOWN = 0
    BELOW = 1
    WITHIN = 2
    ABOVE = 3

    @property
    def word(self) -> str:
        """``unknown``, ``below``, ``within``, ``above``."""
        return self.name.lower()


@dataclass(frozen=True, eq=False)
class Aims:
    """Goals, one a row: start value and day, target and day (days as numbers, the target's later), the polarity's sign.

    ``worse``: +1 where a higher value is more disadvantage, −1 where a lower one is, 0 for neutral indicators
    (``trend.unfavourable``).
    """

    start: Floats
    start_day: Floats
    target: Floats
    target_day: Floats
    worse: Floats


@dataclass(frozen=True, eq=False)
class Measured:
    """Where they stand: value with its range and its day; ``comparable``: the definition is the start's."""

    value: Floats
    low: Floats
    high: Floats
    day: Floats
    comparable: Bools


@dataclass(frozen=True, eq=False)
class Progress:
    """What follows, one a row; NaN where it cannot be said. Codes of ``Standing`` and ``Beside``.

    ``against_polarity``: the way leads to more disadvantage, which whoever set it may have meant.
    """

    distance: Floats
    degree: Floats
    path: Floats
    pace: Floats
    standing: NDArray[np.uint8]
    beside: NDArray[np.uint8]
    against_polarity: Bools


def progress(aims: Aims, measured: Measured) -> Progress:
    """How far each goal is reached; arrays of one shape in, the same shape out.

    Raises:
        ValueError: a target day that is not after its start day.

    >>> aims = Aims(np.array([20.0]), np.array([0.0]), np.array([15.0]), np.array([1461.0]), np.array([1.0]))
    >>> found = progress(aims, Measured(
    ...     np.array([18.0]), np.array([17.4]), np.array([18.6]), np.array([730.5]), np.array([True])))
    >>> found.degree.tolist(), found.distance.tolist(), found.path.tolist(), found.pace.tolist()
    ([40.0], [3.0], [17.5], [-1.5])
    >>> Standing(found.standing[0]).word
    'on_path'
    """
    if np.any(aims.target_day <= aims.start_day):
        raise ValueError("a target day that is not after its start day")
    way = np.sign(aims.target - aims.start)
    towards = np.where(way == 0, -aims.worse, way)
    known, begun = np.isfinite(measured.value), measured.day > aims.start_day
    has_start = np.isfinite(aims.start)
    compared = known & has_start & measured.comparable & begun
    distance = np.where(known & measured.comparable, measured.value - aims.target, np.nan)
    whole = aims.start - aims.target
    degree = np.divide(
        100 * (aims.start - measured.value), whole, out=np.full(whole.shape, np.nan), where=compared & (whole != 0)
    )
    part = np.clip((measured.day - aims.start_day) / (aims.target_day - aims.start_day), 0.0, 1.0)
    path = np.where(begun & has_start, aims.start + (aims.target - aims.start) * part, np.nan)
    years = (aims.target_day - measured.day) / DAYS_A_YEAR
    beside = _beside(measured, aims.target)
    reached = np.where(towards == 0, beside == Beside.WITHIN, -distance * towards <= _NOTHING_LEFT)
    running = compared & (years > 0) & ~reached
    pace = np.divide(-distance, years, out=np.full(whole.shape, np.nan), where=running)
    return Progress(
        distance=distance,
        degree=degree,
        path=path,
        pace=pace,
        standing=_standing(known, has_start, measured, begun, reached, years, path, towards),
        beside=beside,
        against_polarity=np.asarray((way != 0) & (way == aims.worse), bool),
    )


def _beside(measured: Measured, target: Floats) -> NDArray[np.uint8]:
    """The ends of the range are within, as everywhere."""
    ranged = np.isfinite(measured.low) & np.isfinite(measured.high) & measured.comparable
    code = np.where(ranged, np.uint8(Beside.WITHIN), np.uint8(Beside.UNKNOWN))
    code = np.where(ranged & (measured.low > target), np.uint8(Beside.ABOVE), code)
    return np.where(ranged & (measured.high < target), np.uint8(Beside.BELOW), code)


def _standing(
    known: Bools,
    has_start: Bools,
    measured: Measured,
    begun: Bools,
    reached: Bools,
    years: Floats,
    path: Floats,
    towards: Floats,
) -> NDArray[np.uint8]:
    """The first reason that holds, from the missing value to the pace."""
    beyond = (measured.value - path) * towards
    within = (measured.low <= path) & (path <= measured.high)
    on_path = within | (np.abs(measured.value - path) <= _NOTHING_LEFT)
    return np.select(
        [~known, ~has_start, ~measured.comparable, ~begun, reached, years <= 0, on_path, beyond > 0],
        [
            Standing.NO_VALUE,
            Standing.NO_START,
            Standing.NOT_COMPARABLE,
            Standing.NOT_BEGUN,
            Standing.REACHED,
            Standing.MISSED,
            Standing.ON_PATH,
            Standing.AHEAD,
        ],
        Standing.BEHIND,
    ).astype(np.uint8)
