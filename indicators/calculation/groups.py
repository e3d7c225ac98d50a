"""The value of several areas together, where they form no area of their own: all areas of a type.

    rate    scale · Σ n ÷ Σ d        over the areas of the group whose counts are there
    share   Σ w · v ÷ Σ w            with a known weight; a change likewise
    count   Σ v

It is never a mean of rates. Areas without a published number are not in the sums; the coverage tells what part of the
group's residents the others hold, and below the indicator's minimum coverage the group takes the strongest state it lacks.

Source: methods, rates and aggregation; domain rule 3.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats, States
from indicators.calculation.parts import ratio
from indicators.calculation.precedence import rank, state_of
from indicators.calculation.relative import Figures
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState


def parts_of(own: Figures, kind: IndicatorKind, weight: Floats | None = None) -> tuple[Floats, Floats, Bools]:
    """Numerators, denominators and which cells have both, of any shape; what is to be summed for a group's value.

    A share has ``w · v`` and ``w``; a count ``v`` and 1, so that its sum is the numerator's alone.
    """
    known = own.status == ValueState.OK
    if kind is IndicatorKind.RATE:
        top, bottom = own.numerator, own.denominator
    elif kind is IndicatorKind.COUNT:
        top, bottom = own.value, np.ones(own.value.shape)
    else:
        bottom = np.full(own.value.shape, np.nan) if weight is None else weight
        top = own.value * bottom
    there = np.asarray(known & np.isfinite(top) & np.isfinite(bottom), bool)
    return np.where(there, top, 0.0), np.where(there, bottom, 0.0), there


def group_figures(
    own: Figures,
    group_of: NDArray[np.integer],
    groups: int,
    *,
    kind: IndicatorKind,
    scale: float,
    minimum_coverage: float,
    weight: Floats | None = None,
    residents: Floats | None = None,
) -> Figures:
    """The figures of each group, and a last cell that is *not applicable*: the reference of areas without a group.

    Args:
        own: (areas,) cells of one indicator and period.
        group_of: (areas,) number of the group, −1 for none.
        weight: (areas,) for shares and changes; None: they cannot be put together, the groups are *not applicable*.
        residents: (areas,) by which the coverage is told; None, or one unknown: every area counts the same.

    >>> from indicators.calculation.relative import figures
    >>> own = figures([0, 0, 5], [20.0, 5.0, np.nan], [20, 20, np.nan], [100, 400, np.nan])
    >>> found = group_figures(own, np.array([0, 0, 1]), 2, kind=IndicatorKind.RATE, scale=100, minimum_coverage=0.95)
    >>> found.value.tolist(), found.status.tolist()
    ([8.0, nan, nan], [0, 5, 3])
    """
    top, bottom, there = parts_of(own, kind, weight)
    member = np.where(group_of < 0, groups, group_of)

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(member, weights=values, minlength=groups + 1), np.float64)

    n, d = summed(top), summed(bottom)
    size = np.ones(own.value.shape)
    if residents is not None and np.isfinite(residents).all() and residents.sum() > 0:
        size = residents
    coverage = ratio(summed(np.where(there, size, 0.0)), summed(size))
    value = n if kind is IndicatorKind.COUNT else (scale if kind is IndicatorKind.RATE else 1.0) * ratio(n, d)
    status = _states(own.status, there, member, groups, coverage >= minimum_coverage)
    if weight is None and kind in (IndicatorKind.SHARE, IndicatorKind.CHANGE):
        status[:] = ValueState.NOT_APPLICABLE
    status = np.where((status == ValueState.OK) & ~np.isfinite(value), np.uint8(ValueState.NOT_APPLICABLE), status)
    status[groups] = ValueState.NOT_APPLICABLE
    ok = status == ValueState.OK
    none = np.full(groups + 1, np.nan)
    counted = kind is IndicatorKind.RATE
    return Figures(
        status,
        np.where(ok, value, np.nan),
        np.where(ok & (counted or kind is IndicatorKind.COUNT), n, np.nan),
        np.where(ok & counted, d, np.nan),
        none,
        none.copy(),
    )


def _states(states: States, there: Bools, member: NDArray[np.integer], groups: int, enough: Bools) -> States:
    """*OK* with enough coverage, else the strongest state of what is lacking; a number without its counts is missing."""
    lacking = np.where(states == ValueState.OK, np.uint8(ValueState.MISSING), states)
    ranks = np.zeros(groups + 1, np.uint8)
    np.maximum.at(ranks, member[~there], rank(lacking[~there]))
    empty = np.bincount(member, minlength=groups + 1) == 0
    found = np.where(enough, np.uint8(ValueState.OK), state_of(ranks))
    return np.where(empty, np.uint8(ValueState.NOT_APPLICABLE), found).astype(np.uint8)
