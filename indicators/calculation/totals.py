"""Delivered totals outrank the sum of their parts, and the residual unit closes the gap.

The residual unit of a level, where no row was delivered for it, closes the gap to the delivered total of the city:
``N_residual = T_city − Σ N_p`` over the other places of that level, if every one of them is known and the gap is not
negative. If one of them is hidden or missing the gap is not closed: what a supplier starred is never rebuilt by
subtraction. Where a district's total exceeds its parts, the excess belongs to the district and leaves the residual
unit of the district's level: nobody is counted twice.

Source: domain rules 3 and 4 (a delivered total outranks the sum of its children; cases without a usable address form
the residual unit).
"""

from dataclasses import replace

import numpy as np

from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.matrix import CountMatrix
from indicators.states import ValueState


def close_gap(matrix: CountMatrix, city: CountMatrix | None) -> CountMatrix:
    """The matrix with its residual unit filled from the delivered city total, where that is possible."""
    if city is None or not matrix.residual:
        return matrix
    ordinary = matrix.known[:, :-1].sum(axis=1)
    gap = city.known[:, 0] - ordinary
    closes = city.ok[:, 0] & matrix.ok[:, :-1].all(axis=1) & (matrix.states[:, -1] == ValueState.MISSING) & (gap >= 0)
    if not closes.any():
        return matrix
    filled = np.zeros(matrix.states.shape, bool)
    filled[:, -1] = closes
    return replaced(matrix, filled, np.broadcast_to(gap[:, None], filled.shape))


def outranked(rolled: CountMatrix, total: CountMatrix | None) -> CountMatrix:
    """The sums of the parts with delivered totals in their place, and what they exceed taken off the residual unit."""
    if total is None:
        return rolled
    rolled.check_axes(total)
    result = replaced(rolled, total.ok, total.known)
    if rolled.residual:
        excess = np.where(total.ok & rolled.ok, total.known - rolled.known, 0.0)[:, :-1].sum(axis=1)
        rest = rolled.known[:, -1] - excess
        taken = np.zeros(rolled.states.shape, bool)
        taken[:, -1] = rolled.ok[:, -1] & ~total.ok[:, -1] & (excess > 0) & (rest >= 0)
        result = replaced(result, taken, np.broadcast_to(rest[:, None], taken.shape))
    return starred(result, total.states == ValueState.SUPPRESSED)


def replaced(matrix: CountMatrix, where: Bools, numbers: Floats) -> CountMatrix:
    """The matrix with numbers of its own, not from parts, where told."""
    if not where.any():
        return matrix
    return replace(
        matrix,
        known=np.where(where, numbers, matrix.known),
        size=np.where(where, numbers, matrix.size),
        states=np.where(where, np.uint8(ValueState.OK), matrix.states),
        outranks=matrix.outranks | where,
    )


def starred(matrix: CountMatrix, stars: Bools) -> CountMatrix:
    """The matrix with the places that the supplier suppressed as a whole."""
    if not stars.any():
        return matrix
    return replace(
        matrix,
        states=np.where(stars, np.uint8(ValueState.SUPPRESSED), matrix.states),
        outranks=matrix.outranks & ~stars,
        starred=matrix.starred | stars,
    )
