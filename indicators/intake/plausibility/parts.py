"""Delivered totals of upper areas and of the city against the areas below them that stand in the file.

The delivered total outranks. A total above its parts is no contradiction: some cases have no usable address; where the
residual row was delivered beside the total of the city it has to close that gap exactly. A total below its parts is one.
Where a part is missing or suppressed only the known ones are summed, so that they can only be too many.

What a district has above its parts is counted among the cases without address too, so it is taken off the residual row
before that is added to the districts; where a district's parts are not all known, nobody knows how much that is, and
the residual row is not added.

Source: domain rule 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.catalogue.specs import MeasureSpec
from indicators.intake.plausibility.history import Told
from indicators.intake.plausibility.scatter import Scale, scale_of
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats, Ints


@dataclass(frozen=True, eq=False)
class Sums:
    """Per measure and place above others: the delivered total, the sum of its parts, and whether all of them are known."""

    above: Ints
    totals: Floats
    parts: Floats
    whole: Bools


def sums(values: Floats, parents: Ints, residual: int | None = None) -> Sums:
    """Sums of the direct parts of every place that has any; a part without a number of its own is the sum of its own parts.

    Args:
        values: (measures, places), NaN where there is no number.
        parents: per place the position of the place above it, -1 for none.
        residual: the position of the row of cases without address.

    >>> found = sums(np.array([[30.0, 40.0, 60.0]]), np.array([2, 2, -1]))
    >>> found.totals.tolist(), found.parts.tolist()
    ([[60.0]], [[70.0]])
    """
    told = np.isfinite(values)
    known, whole = np.where(told, values, 0.0), told.copy()
    parts, complete = np.zeros(values.shape), np.zeros(values.shape, bool)
    depths = _depths(parents)
    excess, unclear = np.zeros(len(values)), np.zeros(len(values), bool)
    for depth in range(int(depths.max(initial=0)), 0, -1):
        below = np.flatnonzero(depths == depth)
        if residual is not None and depth == 1:
            known[:, residual] = np.where(unclear, 0.0, np.maximum(known[:, residual] - excess, 0.0))
            whole[:, residual] &= ~unclear
        above, slot = np.unique(parents[below], return_inverse=True)
        for row in range(len(values)):
            parts[row, above] = np.bincount(slot, known[row, below], len(above))
            complete[row, above] = np.bincount(slot, ~whole[row, below], len(above)) == 0
        more = np.where(told[:, above], np.maximum(values[:, above] - parts[:, above], 0.0), 0.0)
        excess += np.where(complete[:, above], more, 0.0).sum(axis=1)
        unclear |= (told[:, above] & ~complete[:, above]).any(axis=1)
        known[:, above] = np.where(told[:, above], values[:, above], parts[:, above])
        whole[:, above] = told[:, above] | complete[:, above]
    all_above = np.unique(parents[parents >= 0])
    return Sums(all_above, values[:, all_above], parts[:, all_above], complete[:, all_above])


def _depths(parents: Ints) -> Ints:
    """How many places stand above each."""
    depths, at = np.zeros(len(parents), np.int64), parents.copy()
    while (at >= 0).any():
        depths += at >= 0
        at = np.where(at >= 0, parents[at], -1)
    return depths


def check_parts(
    told: Told,
    parents: Ints,
    measures: Mapping[str, MeasureSpec],
    places: tuple[str, ...],
    residual: int | None,
    log: ProblemLog,
) -> None:
    """Log contradictions between delivered totals and their parts; ``residual``: its position, None where there is none.

    Only counts and amounts are summed; each of n delivered numbers may be off by half a unit of its last decimal.
    """
    additive = [
        row for row, code in enumerate(told.measures) if scale_of(measures[code]) in (Scale.COUNT, Scale.AMOUNT)
    ]
    if not additive or not (parents >= 0).any():
        return
    found = sums(told.values[additive], parents, residual)
    decimals = np.array([measures[told.measures[row]].decimals for row in additive])
    half = np.where(decimals > 0, 0.5 * 10.0**-decimals, 0.0)
    number_of = np.bincount(np.searchsorted(found.above, parents[parents >= 0]), minlength=len(found.above))
    allowed = half[:, None] * (number_of + 1) + 1e-6
    with np.errstate(invalid="ignore"):
        below = found.totals < found.parts - allowed
        above = found.totals > found.parts + allowed
    closed = np.zeros(above.shape, bool)
    if residual is not None and parents[residual] >= 0:
        closed[:, found.above == parents[residual]] = told.given[additive, residual][:, None]
    for code, where in (("total_below_parts", below), ("total_differs_from_parts", above & found.whole & closed)):
        cells = np.argwhere(where)
        shown = cells[: log.room(code)]
        for at, slot in shown:
            row, place = additive[at], int(found.above[slot])
            log.add(
                make_problem(
                    code,
                    row=int(told.lines[row, place]) or None,
                    column=told.columns[row],
                    value=f"{found.totals[at, slot]:.{decimals[at]}f}",
                    area=places[place],
                    parts=round(float(found.parts[at, slot]), int(decimals[at])),
                )
            )
        log.more(code, len(cells) - len(shown))
