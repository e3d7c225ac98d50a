"""Counts of a sum of measures at every level, from the finest up.

    N_p = T_p where a total was delivered for place p, else Σ N_c over its parts c that are known

What a delivered total and the residual unit do to the sums stands in ``totals``. A sum of several measures is known
where each of them is; where one has a total that outranks, the others must be wholly known there.

Source: methods, rates and aggregation; domain rule 3.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from indicators.calculation.hierarchy import Floats, Hierarchy, Positions, States
from indicators.calculation.inputs import IndicatorInputs, MeasureSeries
from indicators.calculation.matrix import CountMatrix
from indicators.calculation.precedence import rank, state_of
from indicators.calculation.totals import close_gap, outranked, replaced, starred
from indicators.periods import Period
from indicators.states import ValueState

Levels = tuple[CountMatrix, ...]
"""One matrix per level, in the order of ``Hierarchy.levels`` (coarsest first)."""


def counts(
    inputs: IndicatorInputs, measures: Sequence[str], rows: Sequence[Positions], periods: Sequence[Period]
) -> Levels:
    """The sum of ``measures`` at every level.

    Args:
        measures: at least one measure code.
        rows: per measure the row of its series for each of ``periods``; −1 where there is none.

    Raises:
        ValueError: no measure. AxesError: a series does not fit the hierarchy.
    """
    if not measures:
        raise ValueError("a sum of no measures")
    hierarchy = inputs.hierarchy
    total = delivered(inputs.series(measures[0]), hierarchy, rows[0], periods)
    for code, positions in zip(measures[1:], rows[1:], strict=True):
        total = _plus(hierarchy, total, delivered(inputs.series(code), hierarchy, positions, periods))
    return total


def delivered(series: MeasureSeries, hierarchy: Hierarchy, rows: Positions, periods: Sequence[Period]) -> Levels:
    """One measure at every level, its delivered totals and its residual unit respected."""
    finest = _finest(series, hierarchy).rows(rows, periods)
    totals = {level: _delivered(series, hierarchy, level).rows(rows, periods) for level in series.totals}
    city = totals.get(hierarchy.levels[0])

    def with_totals(rolled: CountMatrix) -> CountMatrix:
        return close_gap(outranked(rolled, totals.get(rolled.level)), city)

    return climb(hierarchy, close_gap(finest, city), with_totals)


def as_delivered(
    series: MeasureSeries, hierarchy: Hierarchy, rows: Positions, periods: Sequence[Period]
) -> dict[str, CountMatrix]:
    """The delivered numbers of every level that has some, the finest always: nothing summed, ``known`` as it came."""
    levels = [level for level in hierarchy.levels if level == hierarchy.finest or level in series.totals]
    return {level: _delivered(series, hierarchy, level).rows(rows, periods) for level in levels}


def last_known(values: Floats, states: States) -> Floats:
    """For each cell its number, or the number of the latest earlier row that has one, or 0: (periods × places).

    >>> last_known(np.array([[4.0], [0.0]]), np.array([[0], [1]], np.uint8)).tolist()
    [[4.0], [4.0]]
    """
    ok = states == ValueState.OK
    if ok.all() or not len(ok):
        return values
    latest = np.maximum.accumulate(np.where(ok, np.arange(len(ok))[:, None], -1), axis=0)
    found = np.take_along_axis(values, np.maximum(latest, 0), axis=0)
    return np.where(latest >= 0, found, 0.0)


def roll(hierarchy: Hierarchy, matrix: CountMatrix) -> CountMatrix:
    """The level above, from the parts alone. The residual unit keeps the state of the residual unit below it."""
    depth = hierarchy.depth(matrix.level)
    ranks = np.where(matrix.absent_residual, np.uint8(0), rank(matrix.states))
    states = state_of(hierarchy.max_once(ranks, depth))
    childless = np.bincount(hierarchy.parents[depth], minlength=states.shape[1]) == 0
    states[:, childless] = ValueState.MISSING
    if hierarchy.residual[depth - 1]:
        states[:, -1] = matrix.states[:, -1] if matrix.residual else ValueState.MISSING
    return CountMatrix.of(
        hierarchy.levels[depth - 1],
        matrix.periods,
        hierarchy.codes[depth - 1],
        hierarchy.sum_once(matrix.known, depth),
        states,
        size=hierarchy.sum_once(matrix.size, depth),
        residual=hierarchy.residual[depth - 1],
    )


def climb(
    hierarchy: Hierarchy, finest: CountMatrix, with_totals: Callable[[CountMatrix], CountMatrix] | None = None
) -> Levels:
    """Every level from the finest one, each changed by ``with_totals`` before the next is added up from it.

    >>> from indicators.calculation.hierarchy import nested
    >>> from indicators.periods import parse_period
    >>> city = nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}])
    >>> climb(city, CountMatrix.of("bezirk", [parse_period("2018")], ["01", "02"], [[3, 4]]))[0].known.tolist()
    [[7.0]]
    """
    levels = [finest]
    for _ in hierarchy.levels[1:]:
        above = roll(hierarchy, levels[-1])
        levels.append(with_totals(above) if with_totals else above)
    return tuple(reversed(levels))


def _finest(series: MeasureSeries, hierarchy: Hierarchy) -> CountMatrix:
    values, states = series.at(hierarchy.finest, hierarchy)
    return replace(_delivered(series, hierarchy, hierarchy.finest), size=last_known(values, states))


def _delivered(series: MeasureSeries, hierarchy: Hierarchy, level: str) -> CountMatrix:
    values, states = series.at(level, hierarchy)
    residual = hierarchy.residual[hierarchy.depth(level)]
    return CountMatrix.of(level, series.periods, hierarchy.places(level), values, states, residual=residual)


def _plus(hierarchy: Hierarchy, first: Levels, second: Levels) -> Levels:
    """Sum of two measures at every level. Where one has a total that outranks, the other side must be wholly known."""
    sums = {a.level: a + b for a, b in zip(first, second, strict=True)}

    def with_totals(rolled: CountMatrix) -> CountMatrix:
        both = sums[rolled.level]
        return starred(replaced(rolled, both.outranks & both.ok, both.known), both.starred)

    return climb(hierarchy, sums[hierarchy.finest], with_totals)
