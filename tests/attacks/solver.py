"""What follows from everything that was told: which sums of inner cells are determined, and the bounds of the others.

A second implementation of the audit, on purpose: nothing here is imported from the one that protects.

``x ≥ 0`` are the inner cells, every row says ``low ≤ a·x ≤ high``. A target is *found* where it lies in the span of the
rows that are equations (elimination over a prime field, exact), and otherwise lies in ``[min a·x, max a·x]`` over all
rows (linear programs, HiGHS); a narrow interval is looked at again with whole numbers.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

#: Measure, place, period, version of a revised count.
Cell = tuple[str, str, str, int]
Sum = tuple[tuple[Cell, float], ...]
#: First cell of a row in echelon form → the row.
_Pivots = dict[Cell, dict[Cell, int]]
_PRIME = 2_147_483_629
_NARROW, _NEAR = 40, 1e-4


class Row(NamedTuple):
    """``low ≤ Σ coefficient · cell ≤ high``."""

    sum: Sum
    low: float
    high: float


class Interval(NamedTuple):
    """Between which bounds a target lies, after all that is known."""

    low: float
    high: float

    def is_found(self) -> bool:
        """Whether whole numbers leave one count alone."""
        return math.ceil(self.low - _NEAR) >= math.floor(self.high + _NEAR)

    def is_safe(self, threshold: int) -> bool:
        """Neither found nor proved to be small."""
        return not self.is_found() and self.high + _NEAR >= threshold


def merged(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row for each sum, its bounds the closest that were told."""
    bounds: dict[Sum, tuple[float, float]] = {}
    for row in rows:
        low, high = bounds.get(row.sum, (-math.inf, math.inf))
        bounds[row.sum] = max(low, row.low), min(high, row.high)
    return tuple(Row(one, *bounds[one]) for one in sorted(bounds))


@dataclass(frozen=True)
class Knowledge:
    """Rows that are solved together."""

    rows: tuple[Row, ...]

    @cached_property
    def _parts(self) -> Mapping[Cell, tuple[Row, ...]]:
        """Cell → the rows that are linked with it, directly or over others."""
        parent: dict[Cell, Cell] = {}

        def root(cell: Cell) -> Cell:
            parent.setdefault(cell, cell)
            while parent[cell] != cell:
                parent[cell] = parent[parent[cell]]
                cell = parent[cell]
            return cell

        for row in self.rows:
            for cell, _ in row.sum[1:]:
                parent[root(cell)] = root(row.sum[0][0])
        of_root: dict[Cell, list[Row]] = defaultdict(list)
        for row in merged(self.rows):
            of_root[root(row.sum[0][0])].append(row)
        kept = {key: tuple(rows) for key, rows in of_root.items()}
        return {cell: kept.get(root(cell), ()) for cell in list(parent)}

    def about(self, target: Sum) -> tuple[Row, ...]:
        """The rows that can say anything about a target."""
        parts = {id(part): part for cell, _ in target if (part := self._parts.get(cell))}
        if len(parts) == 1:
            return next(iter(parts.values()))
        return merged(row for part in parts.values() for row in part)

    @cached_property
    def _eliminated(self) -> dict[tuple[Row, ...], _Pivots]:
        return {}

    def is_spanned(self, target: Sum) -> bool:
        """Whether the equations alone give the target away: parent − siblings, total − categories, several of them."""
        rows = self.about(target)
        if rows not in self._eliminated:
            equations = [row.sum for row in rows if row.high - row.low < _NEAR and _whole(row.sum)]
            self._eliminated[rows] = _pivots(equations)
        return not _reduced(target, self._eliminated[rows])

    def interval(self, target: Sum) -> Interval:
        """The bounds of a target; nothing is known of a cell that no row speaks about.

        Raises:
            ValueError: the rows contradict each other, or the solver came to no end. Neither is safety.
        """
        rows = self.about(target)
        cells = sorted({cell for row in rows for cell, _ in row.sum} | {cell for cell, _ in target})
        if not rows:
            return Interval(0.0, math.inf)
        found = _between(rows, cells, target)
        if found.high - found.low <= _NARROW and not found.is_found():
            return _between_whole(rows, cells, target)
        return found


def _matrix(rows: Sequence[Sum], cells: Sequence[Cell]) -> csr_matrix:
    at = {cell: number for number, cell in enumerate(cells)}
    entries = [(number, at[cell], factor) for number, one in enumerate(rows) for cell, factor in one]
    rows_of, columns, factors = zip(*entries, strict=True)
    return csr_matrix((factors, (rows_of, columns)), shape=(len(rows), len(cells)))


def _between(rows: Sequence[Row], cells: Sequence[Cell], target: Sum) -> Interval:
    matrix = _matrix([row.sum for row in rows], cells)
    low, high = np.array([row.low for row in rows]), np.array([row.high for row in rows])
    same = high - low < _NEAR / 10
    upper, lower = np.isfinite(high) & ~same, np.isfinite(low) & ~same
    stacked = np.concatenate([high[upper], -low[lower]])
    sides = vstack([matrix[upper], -matrix[lower]], format="csr")
    aim = _matrix([target], cells).toarray()[0]
    ends = []
    for sign in (1, -1):
        done = linprog(
            sign * aim,
            A_ub=sides if stacked.size else None,
            b_ub=stacked if stacked.size else None,
            A_eq=matrix[same] if same.any() else None,
            b_eq=(low[same] + high[same]) / 2 if same.any() else None,
            method="highs",
        )
        if done.status == 3:
            ends.append(math.inf)
        elif done.status == 0:
            ends.append(sign * float(done.fun))
        else:
            raise ValueError(f"{target}: {done.message}")
    return Interval(*ends)


def _between_whole(rows: Sequence[Row], cells: Sequence[Cell], target: Sum) -> Interval:
    """The same over whole numbers. Where that takes too long, the wider interval would hide a leak: it raises."""
    matrix = _matrix([row.sum for row in rows], cells)
    low = np.array([row.low for row in rows]) - _NEAR
    high = np.array([row.high for row in rows]) + _NEAR
    aim = _matrix([target], cells).toarray()[0]
    ends = []
    for sign in (1, -1):
        done = milp(
            sign * aim,
            constraints=LinearConstraint(matrix, low, high),
            integrality=np.ones(len(cells)),
            options={"time_limit": 20},
        )
        if done.x is None or done.status != 0:
            raise ValueError(f"{target}: {done.message}")
        ends.append(sign * float(done.fun))
    return Interval(*ends)


def _whole(one: Sum) -> bool:
    return all(float(factor).is_integer() for _, factor in one)


def _pivots(rows: Sequence[Sum]) -> _Pivots:
    """The rows in echelon form, over a prime field: exact but for a chance of 1 : 10⁹."""
    pivots: _Pivots = {}
    for row in rows:
        left = _reduced(row, pivots)
        if left:
            first = min(left)
            inverse = pow(left[first], -1, _PRIME)
            pivots[first] = {cell: value * inverse % _PRIME for cell, value in left.items()}
    return pivots


def _reduced(one: Sum, pivots: _Pivots) -> dict[Cell, int]:
    """What is left of a sum after every pivot; nothing where the rows span it. A pivot's row begins with its cell."""
    left = {cell: int(factor) % _PRIME for cell, factor in one}
    while open_ := [cell for cell in left if cell in pivots]:
        first = min(open_)
        factor = left[first]
        for cell, value in pivots[first].items():
            left[cell] = (left.get(cell, 0) - factor * value) % _PRIME
        left = {cell: value for cell, value in left.items() if value}
    return left
