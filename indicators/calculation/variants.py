"""Values over a longer time, where one quarter is too thin: rolling four-quarter means and pooled years.

With the numerators n_i and denominators d_i of the k periods of a window:

    numerator = Σ n_i ÷ k,  denominator = Σ d_i ÷ k
    rate   value = scale · Σ n_i ÷ Σ d_i               recomputed, never a mean of rates
    count  value = Σ n_i ÷ k

A window holds every period that belongs to it or there is no value: a period without a delivery makes it *missing*, a break
of the definition inside it *not applicable*, and of the states of its cells the strongest wins. The range of fluctuation is
Wilson's on the means: mostly the same people are counted in every period, so that four quarters tell no more about chance
than one of them. For what happens anew in each period (births, moves) that is too wide rather than too narrow.

Source: methods, fluctuation; domain rules 3, 4, 11, 12.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

import numpy as np

from indicators.calculation.hierarchy import Floats, States
from indicators.calculation.precedence import strongest
from indicators.catalogue.specs import IndicatorKind
from indicators.periods import Period, months_before
from indicators.states import ValueState


class Variant(StrEnum):
    """How a value is computed from what was counted; ``SMOOTHED`` is no window but a layer (``smoothing``)."""

    NONE = "none"
    ROLLING4 = "rolling4"
    POOLED3 = "pooled3"
    SMOOTHED = "smoothed"


MONTHS = {Variant.ROLLING4: 12, Variant.POOLED3: 36}
"""How long a window is."""
_STEPS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "school-year": 12}
_OFFERED = {Variant.ROLLING4: ("quarter",), Variant.POOLED3: tuple(_STEPS)}


@dataclass(frozen=True)
class Window:
    """The periods that a value is computed from, in time; ``gap``: some were never delivered; ``broken``: a break inside."""

    periods: tuple[Period, ...]
    gap: bool
    broken: bool

    @property
    def first(self) -> Period:
        """The earliest period; the window ends with the period that was asked for."""
        return self.periods[0]


def offered(kind: IndicatorKind, periods: Sequence[Period]) -> tuple[Variant, ...]:
    """The variants that exist for an indicator with these periods; at least ``none``.

    Only what is delivered with counts can be recomputed, so shares and changes have none. A rolling mean needs quarters,
    pooled years need three years of one cadence; smoothing draws rates together.

    >>> from indicators.periods import parse_period
    >>> [variant.value for variant in offered(IndicatorKind.RATE, [parse_period("2025"), parse_period("2026")])]
    ['none', 'pooled3', 'smoothed']
    """
    found = [Variant.NONE]
    if kind in (IndicatorKind.RATE, IndicatorKind.COUNT):
        kinds = {period.kind for period in periods}
        found += [variant for variant in MONTHS if not kinds.isdisjoint(_OFFERED[variant])]
    if kind is IndicatorKind.RATE:
        found.append(Variant.SMOOTHED)
    return tuple(found)


def window(
    variant: Variant, last: Period, periods: Sequence[Period], comparable: Callable[[Period, Period], bool]
) -> Window:
    """The window that ends with ``last``.

    Args:
        variant: one that has a length (``MONTHS``).
        periods: what there is, in any order; only those of the same kind belong to it.
        comparable: whether an earlier and a later period have the same definition.

    >>> from indicators.periods import parse_period
    >>> there = [parse_period(f"2025-Q{quarter}") for quarter in (1, 2, 4)]
    >>> found = window(Variant.ROLLING4, there[-1], there, lambda earlier, later: True)
    >>> [period.code for period in found.periods], found.gap
    (['2025-Q1', '2025-Q2', '2025-Q4'], True)
    """
    step = _STEPS.get(last.kind, MONTHS[variant])
    wanted = {months_before(last.ends, back) for back in range(0, MONTHS[variant], step)}
    held = sorted(period for period in periods if period.kind == last.kind and period.ends in wanted)
    return Window(tuple(held), len(held) < len(wanted), not all(comparable(period, last) for period in held))


@dataclass(frozen=True, eq=False)
class Pooled:
    """One value per cell, NaN where the status is not ``OK``; counts are means over the window."""

    status: States
    numerator: Floats
    denominator: Floats
    value: Floats


def pooled(
    statuses: Sequence[States],
    numerators: Sequence[Floats],
    denominators: Sequence[Floats],
    *,
    kind: IndicatorKind,
    scale: float,
    gap: bool = False,
    broken: bool = False,
) -> Pooled:
    """The cells of a window as one; all arrays of one shape, one of each per period, at least one.

    Args:
        kind: a rate, or a count (whose denominators are ignored).
        gap, broken: as the ``Window`` says.

    A cell that is OK but came without counts is *not applicable*: there is nothing to add. A suppressed cell makes the
    whole window suppressed, with or without a break.

    >>> ok = np.zeros(1, np.uint8)
    >>> counted = [np.array([n]) for n in (10.0, 20.0)], [np.array([d]) for d in (100.0, 400.0)]
    >>> float(pooled([ok, ok], *counted, kind=IndicatorKind.RATE, scale=100).value[0])
    6.0
    """
    count = kind is IndicatorKind.COUNT
    status = reduce(strongest, statuses)
    n = sum(numerators, np.zeros(status.shape)) / len(numerators)
    d = np.full(status.shape, np.nan) if count else sum(denominators, np.zeros(status.shape)) / len(denominators)
    known = np.isfinite(n) & (np.isfinite(d) & (d > 0) | count)
    status = strongest(status, np.where(known, ValueState.OK, ValueState.NOT_APPLICABLE).astype(np.uint8))
    if gap:
        status = strongest(status, np.full(status.shape, ValueState.MISSING, np.uint8))
    if broken:
        other = np.where(status == ValueState.SUPPRESSED, status, ValueState.NOT_APPLICABLE)
        status = other.astype(np.uint8)
    fine = status == ValueState.OK
    whole = np.where(fine, d, 1.0) if not count else np.ones(status.shape)
    value = np.where(fine, n if count else scale * np.where(fine, n, 0.0) / whole, np.nan)
    return Pooled(status, np.where(fine, n, np.nan), np.where(fine, d, np.nan), value)
