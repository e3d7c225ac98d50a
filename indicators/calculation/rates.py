"""Rates and counts at every level, recomputed from counts.

    rate   value = scale · Σ n ÷ Σ d        over the areas where both are known
    count  value = Σ n
    coverage = Σ d (for a count Σ n) of those areas ÷ the same of all areas (see ``parts``)

A denominator of 0 gives *not applicable*. A delivered total is used on one side where the other side is whole too,
otherwise both sides are summed over the same areas. No level is computed from values of another one: a mean of rates
is no rate.

Source: methods, rates and aggregation; domain rule 3.
"""

import numpy as np

from indicators.calculation.counts import Levels
from indicators.calculation.hierarchy import Bools, Floats, Hierarchy, States
from indicators.calculation.matrix import CountMatrix
from indicators.calculation.parts import LevelValues, Parts, ratio, rolled, states_of
from indicators.calculation.precedence import rank
from indicators.states import ValueState


def rate_levels(
    hierarchy: Hierarchy, numerator: Levels, denominator: Levels, *, scale: float, minimum_coverage: float
) -> tuple[LevelValues, ...]:
    """``scale · Σ n ÷ Σ d`` at every level, coarsest first (module docstring).

    Args:
        numerator, denominator: counts of the same hierarchy and periods (the denominator already paired).

    Raises:
        AxesError: the two do not carry the same labels.

    >>> from indicators.calculation.counts import climb
    >>> from indicators.calculation.hierarchy import nested
    >>> from indicators.periods import parse_period
    >>> city = nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}])
    >>> axes = "bezirk", [parse_period("2018")], ["01", "02"]
    >>> n, d = climb(city, CountMatrix.of(*axes, [[40, 30]])), climb(city, CountMatrix.of(*axes, [[100, 900]]))
    >>> [r.value.round(1).tolist() for r in rate_levels(city, n, d, scale=100, minimum_coverage=0.95)]
    [[[7.0]], [[40.0, 3.3]]]
    """
    results = []
    parts: Parts | None = None
    for n, d in zip(reversed(numerator), reversed(denominator), strict=True):
        n.check_axes(d)
        parts = _covered(n, d) if parts is None else rolled(hierarchy, parts, hierarchy.depth(n.level) + 1)
        whole = (n.outranks | d.outranks) & n.ok & (d.known == d.size) & (d.ok | (d.known > 0))
        if whole.any():
            parts = Parts(
                np.where(whole, n.known, parts.n), np.where(whole, d.known, parts.d), np.where(whole, 0, parts.ranks)
            )
        coverage = ratio(parts.d, d.size)
        states = states_of(parts, coverage, minimum_coverage)
        states = np.where(n.starred | d.starred, np.uint8(ValueState.SUPPRESSED), states)
        states = np.where(_unreported_residual(n), n.states, states)
        ok = states == ValueState.OK
        value = np.where(ok, scale * ratio(parts.n, parts.d), np.nan)
        results.append(_values(n, states, parts.n, parts.d, value, coverage))
    return tuple(reversed(results))


def count_levels(numerator: Levels, *, minimum_coverage: float) -> tuple[LevelValues, ...]:
    """``Σ n`` at every level, coarsest first; the denominator is empty. Zero is a number like any other.

    The coverage is the counted share of what was last reported for all parts, delivered anew or not.

    >>> from indicators.calculation.counts import climb
    >>> from indicators.calculation.hierarchy import nested
    >>> from indicators.periods import parse_period
    >>> city = nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}])
    >>> axes = "bezirk", [parse_period("2018")], ["01", "02"]
    >>> levels = count_levels(climb(city, CountMatrix.of(*axes, [[40, 30]])), minimum_coverage=0.95)
    >>> [level.value.tolist() for level in levels]
    [[[70.0]], [[40.0, 30.0]]]
    """
    results = []
    for n in numerator:
        coverage = ratio(n.known, n.size)
        enough = n.ok | ((n.known > 0) & (coverage >= minimum_coverage) & ~n.starred & ~_unreported_residual(n))
        partial = (n.states == ValueState.NOT_APPLICABLE) & (n.known > 0)
        states = np.where(partial, np.uint8(ValueState.MISSING), n.states)
        states = np.where(enough, np.uint8(ValueState.OK), states)
        empty = np.full(n.known.shape, np.nan)
        results.append(_values(n, states, n.known, empty, n.known, coverage))
    return tuple(results)


def _covered(n: CountMatrix, d: CountMatrix) -> Parts:
    """The finest level: a part is covered where both sides are known. An absent residual unit holds nothing."""
    covered = (n.ok | n.absent_residual) & (d.ok | d.absent_residual)
    ranks = np.where(covered, np.uint8(0), np.maximum(rank(n.states), rank(d.states)))
    return Parts(np.where(covered, n.known, 0.0), np.where(covered, d.known, 0.0), ranks)


def _unreported_residual(n: CountMatrix) -> Bools:
    unreported = np.zeros(n.states.shape, bool)
    if n.residual:
        unreported[:, -1] = n.states[:, -1] != ValueState.OK
    return unreported


def _values(
    n: CountMatrix, states: States, top: Floats, bottom: Floats, value: Floats, coverage: Floats
) -> LevelValues:
    ok = states == ValueState.OK
    return LevelValues(
        n.level,
        n.periods,
        n.places,
        states,
        np.where(ok, top, np.nan),
        np.where(ok, bottom, np.nan),
        np.where(ok, value, np.nan),
        coverage,
        np.where(ok, bottom, np.nan),
    )
