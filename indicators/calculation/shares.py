"""Shares and changes that were delivered without counts, at every level.

    value = Σ w · v ÷ Σ w        over the areas where both are known, w a named weight (residents of the group)
    coverage = Σ w of those areas ÷ Σ w of all areas (see ``parts``)

A value delivered for an upper level outranks the weighted one. Without a weight a share cannot be aggregated: upper
levels are *not applicable*. A change in percentage points is weighted by today's population, an approximation that
holds as long as the weights change little.

Source: methods, rates and aggregation; domain rule 3 (aggregated only where a weight is known).
"""

from collections.abc import Mapping

import numpy as np

from indicators.calculation.counts import Levels
from indicators.calculation.hierarchy import Floats, Hierarchy, States
from indicators.calculation.matrix import CountMatrix
from indicators.calculation.parts import LevelValues, Parts, ratio, rolled, states_of
from indicators.calculation.precedence import rank
from indicators.states import ValueState


def share_levels(
    hierarchy: Hierarchy, shares: Mapping[str, CountMatrix], weight: Levels, *, minimum_coverage: float
) -> tuple[LevelValues, ...]:
    """``Σ w · v ÷ Σ w`` at every level, coarsest first.

    Args:
        shares: level → the shares (or changes) as delivered (``known``); the finest level is always there.
        weight: counts of the same hierarchy and periods.

    Numerator and denominator stay empty: the share came without counts, and the weight is no denominator. A share
    that was delivered for an upper level outranks the weighted one, a star there too.

    >>> from indicators.calculation.counts import climb
    >>> from indicators.calculation.hierarchy import nested
    >>> from indicators.periods import parse_period
    >>> city = nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}])
    >>> axes = "bezirk", [parse_period("2018")], ["01", "02"]
    >>> shares = {"bezirk": CountMatrix.of(*axes, [[40, 10]])}
    >>> weight = climb(city, CountMatrix.of(*axes, [[100, 900]]))
    >>> share_levels(city, shares, weight, minimum_coverage=0.95)[0].value.tolist()
    [[13.0]]
    """
    finest = shares[hierarchy.finest]
    parts = _weighted(finest, weight[-1])
    results = [_without_counts(weight[-1], finest.states, finest.known, ratio(parts.d, weight[-1].size))]
    for depth in range(len(weight) - 2, -1, -1):
        w, own = weight[depth], shares.get(weight[depth].level)
        parts = rolled(hierarchy, parts, depth + 1)
        if own is not None:
            own.check_axes(w)
            parts = _outranked(parts, own, w)
        coverage, value = ratio(parts.d, w.size), ratio(parts.n, parts.d)
        states = states_of(parts, coverage, minimum_coverage)
        if w.residual:
            below = finest.states[:, -1]
            states[:, -1] = np.where(below == ValueState.OK, states[:, -1], below)
        if own is not None:
            states = np.where(own.states == ValueState.MISSING, states, own.states)
            value = np.where(own.ok, own.known, value)
        results.append(_without_counts(w, states, value, coverage))
    return tuple(reversed(results))


def unweighted_levels(hierarchy: Hierarchy, shares: Mapping[str, CountMatrix]) -> tuple[LevelValues, ...]:
    """Shares that cannot be aggregated: the delivered values; upper levels are *not applicable* unless delivered."""
    results = []
    finest = shares[hierarchy.finest]
    for level, places in zip(hierarchy.levels, hierarchy.codes, strict=True):
        own = shares.get(level)
        shape = (len(finest.periods), len(places))
        states = np.full(shape, ValueState.NOT_APPLICABLE, np.uint8) if own is None else own.states
        value = np.full(shape, np.nan) if own is None else np.where(own.ok, own.known, np.nan)
        if own is not None and level != hierarchy.finest:
            states = np.where(states == ValueState.MISSING, np.uint8(ValueState.NOT_APPLICABLE), states)
        empty = np.full(shape, np.nan)
        results.append(LevelValues(level, finest.periods, places, states, empty, empty, value, empty, empty))
    return tuple(results)


def _weighted(v: CountMatrix, w: CountMatrix) -> Parts:
    """The finest level: a part is covered where value and weight are known; an absent residual unit holds nothing."""
    v.check_axes(w)
    absent = np.zeros(v.states.shape, bool)
    if v.residual:
        absent[:, -1] = v.states[:, -1] == ValueState.MISSING
    covered = v.ok & (w.ok | w.absent_residual)
    nothing = absent & w.absent_residual
    ranks = np.where(covered | nothing, np.uint8(0), np.maximum(rank(v.states), rank(w.states)))
    return Parts(np.where(covered, v.known * w.known, 0.0), np.where(covered, w.known, 0.0), ranks)


def _outranked(parts: Parts, own: CountMatrix, w: CountMatrix) -> Parts:
    n, d = np.where(own.ok, own.known * w.size, parts.n), np.where(own.ok, w.size, parts.d)
    return Parts(n, d, np.where(own.ok, np.uint8(0), parts.ranks))


def _without_counts(w: CountMatrix, states: States, value: Floats, coverage: Floats) -> LevelValues:
    ok = states == ValueState.OK
    empty = np.full(states.shape, np.nan)
    base = np.where(w.size > 0, w.size, np.nan)
    return LevelValues(w.level, w.periods, w.places, states, empty, empty, np.where(ok, value, np.nan), coverage, base)
