"""The inner cells as they are, and what contradicts them.

Every published number is a sum of inner cells, so a table, the ledger of what was released before and numbers from
elsewhere can be tested against each other before anything is protected. A correction that an earlier total contradicts
is refused with that total, not protected around it.

>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.truth import contradictions, inner_cells
>>> block = Block.of([[1, 1], [1, 0], [0, 1]], [10, 4, 7], primary=False)
>>> [(found.row, found.kind, found.equation) for found in contradictions(block, inner_cells(block))]
[(0, 'infeasible', (0, 1, 2))]
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.disclosure.model import Block, Floats, Violation, cells_of, single_cells

CLOSE = 1e-6


def inner_cells(block: Block, seconds: float | None = None) -> Floats:
    """The inner cells [n]; those that no row tells are filled so that every given sum holds, in whole numbers if it can.

    Where no filling makes every sum hold, the nearest one: ``contradictions`` names the sums that it misses.
    """
    found = cells_of(block)
    gaps = np.flatnonzero(np.isnan(found))
    if not len(gaps):
        return found
    found[gaps] = 0.0
    given = ~np.isnan(block.values)
    matrix = block.matrix[np.flatnonzero(given)]
    part = matrix[:, gaps].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    due = block.values[given][rows] - (matrix @ found)[rows]
    n, k = len(gaps), len(rows)
    stretch = np.hstack([part[rows].toarray(), np.eye(k), -np.eye(k)])
    least = np.where(np.isfinite(block.lower[gaps]), block.lower[gaps], 0)
    best = milp(
        np.append(np.zeros(n), np.ones(2 * k)),
        constraints=LinearConstraint(stretch, due, due) if k else None,
        bounds=Bounds(np.append(least, np.zeros(2 * k)), np.append(block.upper[gaps], np.full(2 * k, np.inf))),
        integrality=np.append(np.ones(n) if _whole(block) else np.zeros(n), np.zeros(2 * k)),
        options={} if seconds is None else {"time_limit": seconds},
    )
    if best.x is None:
        raise TimeoutError("no inner cells were found in time")
    found[gaps] = np.round(best.x[:n], 6)
    return found


def contradictions(block: Block, cells: Floats) -> tuple[Violation, ...]:
    """Rows that do not add up to their value, and knowledge that the inner cells break, each with its parts."""
    parts = {int(cell): int(row) for row, cell in zip(*single_cells(block.matrix), strict=True)}
    sums = block.matrix @ cells
    wrong = np.flatnonzero(np.abs(sums - block.values) > CLOSE)
    found = []
    for row in wrong.tolist():
        inside = block.matrix.indices[block.matrix.indptr[row] : block.matrix.indptr[row + 1]]
        found.append(
            Violation(row, "infeasible", (row, *sorted({parts[c] for c in inside.tolist() if c in parts} - {row})))
        )
    known = block.known.matrix @ cells
    broken = np.flatnonzero((known < block.known.low - CLOSE) | (known > block.known.high + CLOSE))
    for k in broken.tolist():
        inside = block.known.matrix.indices[block.known.matrix.indptr[k] : block.known.matrix.indptr[k + 1]]
        row = len(block.values) + k
        found.append(Violation(row, "infeasible", (row, *sorted({parts[c] for c in inside.tolist() if c in parts}))))
    return tuple(found)


def _whole(block: Block) -> bool:
    known = block.values[~np.isnan(block.values)]
    return bool((known == np.round(known)).all())
