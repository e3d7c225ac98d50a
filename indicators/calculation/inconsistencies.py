"""Where a delivered total and its parts contradict each other: the total outranks, and the contradiction is reported.

A total above the sum of its parts is no contradiction: the rest has no usable address. A total below them is one; the
gap that the residual unit would close is negative, so it stays open. A residual row that was delivered beside a total
has to close the gap exactly.

Source: domain rule 3.
"""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.counts import delivered
from indicators.calculation.hierarchy import Hierarchy
from indicators.calculation.inputs import MeasureSeries
from indicators.states import ValueState

BELOW = "total_below_parts"
DIFFERS = "total_differs_from_parts"

INCONSISTENCY_CODES: dict[str, tuple[str, ...]] = {
    BELOW: ("measure", "period", "level", "place", "total", "parts"),
    DIFFERS: ("measure", "period", "level", "place", "total", "parts"),
}
"""Each code with the names of what its wording may use."""


@dataclass(frozen=True)
class Inconsistency:
    """One place and period whose delivered total contradicts its parts: ``total`` was used, ``parts`` is their sum."""

    code: str
    measure: str
    period: str
    level: str
    place: str
    total: float
    parts: float


def inconsistencies(series: MeasureSeries, hierarchy: Hierarchy) -> tuple[Inconsistency, ...]:
    """Contradictions between the delivered totals of a measure of counts and their parts, by level, period and place.

    Parts are the next finer level, its own delivered totals included; unknown parts count as nothing.

    >>> from indicators.calculation.hierarchy import nested
    >>> from indicators.catalogue.specs import MeasureSpec, Text
    >>> from indicators.disclosure.policies import OPEN
    >>> from indicators.periods import parse_period
    >>> city = nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}])
    >>> measure = MeasureSpec("faelle", Text("", ""), "quelle", "person", "main_residence", "stock")
    >>> told = {"stadt": (np.array([[60.0]]), np.zeros((1, 1), np.uint8))}
    >>> series = MeasureSeries(
    ...     measure, OPEN, (parse_period("2018"),), np.array([[30.0, 40.0]]), np.zeros((1, 2), np.uint8), told
    ... )
    >>> [(found.code, found.total, found.parts) for found in inconsistencies(series, city)]
    [('total_below_parts', 60.0, 70.0)]
    """
    if not series.totals:
        return ()
    found = []
    levels = delivered(series, hierarchy, np.arange(len(series.periods)), series.periods)
    for depth, level in enumerate(hierarchy.levels[:-1]):
        if level not in series.totals:
            continue
        totals, states = series.at(level, hierarchy)
        below = levels[depth + 1]
        parts, told = hierarchy.sum_once(below.known, depth + 1), states == ValueState.OK
        ranks = hierarchy.max_once((~below.ok).astype(np.uint8), depth + 1)
        closed = below.residual and depth == 0
        differs = (ranks == 0) & (totals > parts) if closed else np.zeros(told.shape, bool)
        for code, where in ((BELOW, told & (totals < parts)), (DIFFERS, told & differs)):
            for row, place in np.argwhere(where):
                cell = (series.periods[row].code, level, hierarchy.codes[depth][place])
                found.append(
                    Inconsistency(code, series.measure.code, *cell, float(totals[row, place]), float(parts[row, place]))
                )
    return tuple(found)
