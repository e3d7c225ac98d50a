"""Values against their reference: one function for page, API and export.

For an area a and the reference r (the value of the whole, never a mean of areas):

    difference = v_a − v_r                        percentage points, or the unit of the value
    index      = 100 · v_a ÷ v_r                  reference = 100
    share      = 100 · v_a ÷ v_r                  counts only: the part of the reference, in percent
    excess     = n_a − d_a · v_r ÷ scale          observed − expected cases, rates only
    change     = v_a(t) − v_a(t − 1 year)         counts: 100 · (v_a(t) ÷ v_a(t − 1 year) − 1), in percent
    divergence = change_a − change_r

Level and trend are two statements: nothing here merges them. What cannot be computed carries a state and NaN, never an
infinite number.

Source: methods, relative values, trend, fluctuation (words); domain rules 1 and 2.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.calculation.hierarchy import Bools, Floats, States
from indicators.calculation.precedence import strongest
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState


class Position(IntEnum):
    """Where the reference lies against the range of fluctuation of an area's value."""

    UNKNOWN = 0
    BELOW = 1
    WITHIN = 2
    ABOVE = 3

    @property
    def word(self) -> str:
        """``unknown``, ``below``, ``within``, ``above``: the code of the sentence."""
        return self.name.lower()


@dataclass(frozen=True, eq=False)
class Figures:
    """What a block says about some cells: arrays of one shape (areas of a period, or periods of an area).

    Numbers are NaN where the status is not ``OK`` or the kind has none.
    """

    status: States
    value: Floats
    numerator: Floats
    denominator: Floats
    low: Floats
    high: Floats

    def at(self, position: int) -> "Figures":
        """The cell at one position as a figure of its own, to be the reference of the others."""
        here = slice(position, position + 1)
        return Figures(
            self.status[..., here],
            self.value[..., here],
            self.numerator[..., here],
            self.denominator[..., here],
            self.low[..., here],
            self.high[..., here],
        )


def figures(
    status: ArrayLike,
    value: ArrayLike,
    numerator: ArrayLike = np.nan,
    denominator: ArrayLike = np.nan,
    low: ArrayLike = np.nan,
    high: ArrayLike = np.nan,
) -> Figures:
    """Figures from anything array-like, ``None`` read as NaN; what is left out is NaN throughout."""
    states = np.asarray(status, np.uint8)
    given = (value, numerator, denominator, low, high)
    return Figures(states, *(np.broadcast_to(np.asarray(a, np.float64), states.shape) for a in given))


@dataclass(frozen=True, eq=False)
class Derived:
    """A derived number with its own state; NaN where that is not ``OK``."""

    status: States
    value: Floats


@dataclass(frozen=True, eq=False)
class Relative:
    """All that is said about cells against their reference; ``position`` holds ``Position`` codes."""

    difference: Derived
    index: Derived
    share: Derived
    excess: Derived
    change: Derived
    reference_change: Derived
    divergence: Derived
    position: NDArray[np.uint8]


def relate(
    own: Figures,
    reference: Figures,
    *,
    kind: IndicatorKind,
    scale: float,
    earlier: Figures | None = None,
    earlier_reference: Figures | None = None,
) -> Relative:
    """The cells against their reference and against the same period of the previous year.

    Args:
        own: the cells, of any shape.
        reference: their reference; shapes broadcast (one city for all areas, or one value a period).
        kind: a ``count`` has share and percentage change, no difference and no index; a ``change`` has no index.
        scale: of the indicator; turns the reference rate back into a proportion for the expected cases.
        earlier, earlier_reference: the same a year before; None: there is nothing to compare, the change is *missing*.

    A derived number takes the strongest state of what it is derived from. It is *not applicable* where the kind has
    none, and where it would divide by zero.

    >>> ok = [0]
    >>> r = relate(figures(ok, [12.0]), figures(ok, [8.0]), kind=IndicatorKind.RATE, scale=100)
    >>> float(r.difference.value[0]), float(r.index.value[0])
    (4.0, 150.0)
    """
    count, rate = kind is IndicatorKind.COUNT, kind is IndicatorKind.RATE
    both = strongest(own.status, reference.status)
    percent = _percent(own.value, reference.value)
    change = _change(own, earlier, count)
    reference_change = _change(reference, earlier_reference, count)
    return Relative(
        difference=_derived(both, own.value - reference.value, not count),
        index=_derived(both, percent, kind in (IndicatorKind.RATE, IndicatorKind.SHARE)),
        share=_derived(both, percent, count),
        excess=_derived(both, own.numerator - own.denominator * reference.value / scale, rate),
        change=change,
        reference_change=reference_change,
        divergence=_derived(
            strongest(change.status, reference_change.status), change.value - reference_change.value, True
        ),
        position=_position(own, reference, both == ValueState.OK),
    )


def _change(now: Figures, before: Figures | None, relative: bool) -> Derived:
    if before is None:
        return Derived(np.full(now.status.shape, ValueState.MISSING, np.uint8), np.full(now.status.shape, np.nan))
    both = strongest(now.status, before.status)
    value = _percent(now.value, before.value, less=1) if relative else now.value - before.value
    return _derived(both, value, True)


def _percent(value: Floats, by: Floats, less: float = 0) -> Floats:
    """``100 · (value ÷ by − less)``; NaN where the divisor is 0. What overflows is told by ``_derived`` to be undefined."""
    value, by = np.broadcast_arrays(value, by)
    with np.errstate(over="ignore"):
        quotient: Floats = np.divide(value, by, out=np.full(value.shape, np.nan), where=by != 0)
        return 100 * (quotient - less)


def _derived(states: States, value: Floats, applies: bool) -> Derived:
    """A number with its state: *not applicable* where it is undefined although all it is derived from is known."""
    value, states = np.broadcast_arrays(value, states)
    undefined = (states == ValueState.OK) & (~np.isfinite(value) if applies else True)
    status = np.where(undefined, np.uint8(ValueState.NOT_APPLICABLE), states)
    return Derived(status, np.where(status == ValueState.OK, value, np.nan))


def _position(own: Figures, reference: Figures, known: Bools) -> NDArray[np.uint8]:
    """Above: the whole range lies above the reference; below likewise; the ends of the range are within."""
    ranged = known & ~np.isnan(own.low) & ~np.isnan(own.high)
    position = np.where(ranged, np.uint8(Position.WITHIN), np.uint8(Position.UNKNOWN))
    position = np.where(ranged & (own.low > reference.value), np.uint8(Position.ABOVE), position)
    return np.where(ranged & (own.high < reference.value), np.uint8(Position.BELOW), position)
