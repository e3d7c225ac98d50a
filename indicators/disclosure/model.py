"""What is to be protected, as one system of sums.

The *inner cells* ``x ≥ 0`` are the finest numbers there are: measure × finest area × category × period, the residual
unit included. Every number that could be published is a *row* ``aᵢ · x`` of them: an inner cell itself, a level, a
district, a category, a complement, a sum of four quarters. Which rows are published decides what anybody can compute.

A small city of two districts, the second of three blocks; one block has two persons:

>>> from indicators.disclosure.model import Block, cells_of, independent
>>> rows = [[1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
>>> block = Block.of(rows, [62, 20, 42, 2, 12, 28], primary=[0, 0, 0, 1, 0, 0], threshold=3, priority=[0, 1, 1, 2, 2, 2])
>>> block.matrix.shape, block.threshold.tolist()
((6, 4), [3.0, 3.0, 3.0, 3.0, 3.0, 3.0])
>>> cells_of(block).tolist()
[20.0, 2.0, 12.0, 28.0]

Rows that have no inner cell in common, directly or over others, are protected independently of each other:

>>> independent(Block.of([[1, 1, 0], [1, 0, 0], [0, 0, 1]], [5, 2, 7], primary=[0, 1, 0]))
[array([0, 1]), array([2])]
"""

from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]
Rows = tuple[int, ...]
Kind = Literal["exact", "small", "insider", "infeasible", "time"]
"""Why a row is not protected: it can be computed · it can be proved small · one contributor can do so · what is
published contradicts the values · the time ran out."""


@dataclass(frozen=True)
class Known:
    """What is known besides: ``low ≤ matrix · x ≤ high``; rounded rates, classes, the ledger of earlier releases.

    Args:
        matrix: [k × n], small integer coefficients.
        low, high: [k]; ±inf: open on that side; equal: an exact number.
    """

    matrix: sparse.csr_matrix
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Block:
    """Everything that has to be protected together; build it with ``Block.of``.

    Args:
        matrix: [m × n] coefficients, small whole numbers; row i · x is the publishable number i.
        values: [m] true numbers; NaN: nobody here knows it (a supplier's star), the row is then never published.
        primary: [m] rows that must neither be computable nor proved small.
        threshold: [m] what the upper end of a primary's interval must reach; 0: not computable is enough.
        zeros_shown: a zero is published whatever else is hidden, so that a suppressed inner cell is known to be ≥ 1.
        priority: [m] smaller is published rather: coarse levels and totals first.
        open: [m] known outside or must be published: never suppressed.
        never: [m] never published, a target only: a complement, a cell that was not delivered.
        size: [m] among rows of one priority the larger is published rather.
        code: [m] decides ties.
        before: [m] suppressed last time: suppressed rather than its equals, so that patterns stay stable.
        lower, upper: [n] what anybody knows about the inner cells: 0 and the residents.
        known: further knowledge, as rows of the same inner cells.
    """

    matrix: sparse.csr_matrix
    values: Floats
    primary: Bools
    threshold: Floats
    zeros_shown: bool
    priority: Integers
    open: Bools
    never: Bools
    size: Floats
    code: NDArray[np.str_]
    before: Bools
    lower: Floats
    upper: Floats
    known: Known

    @classmethod
    def of(
        cls,
        matrix: Any,
        values: ArrayLike,
        *,
        primary: ArrayLike,
        threshold: ArrayLike = 0.0,
        zeros_shown: bool = True,
        priority: ArrayLike = 0,
        open: ArrayLike = False,
        never: ArrayLike = False,
        size: ArrayLike | None = None,
        code: ArrayLike | None = None,
        before: ArrayLike = False,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
        known: Known | tuple[Any, ArrayLike, ArrayLike] | None = None,
    ) -> Self:
        """A block from arrays or lists; one number stands for all rows. Raises ``ValueError`` where shapes disagree."""
        rows = sparse.csr_matrix(matrix, dtype=np.int64)
        rows.sum_duplicates()
        rows.eliminate_zeros()
        m, n = rows.shape
        numbers = _filled(values, m, np.float64)
        return cls(
            rows,
            numbers,
            _filled(primary, m, np.bool_),
            _filled(threshold, m, np.float64),
            zeros_shown,
            _filled(priority, m, np.int64),
            _filled(open, m, np.bool_),
            _filled(never, m, np.bool_) | np.isnan(numbers),
            np.nan_to_num(numbers) if size is None else _filled(size, m, np.float64),
            np.array([str(row) for row in range(m)]) if code is None else _filled(code, m, np.str_),
            _filled(before, m, np.bool_),
            _filled(lower, n, np.float64),
            _filled(upper, n, np.float64),
            _known(known, n),
        )


@dataclass(frozen=True)
class Violation:
    """One row that is not safe, and what gives it away.

    Args:
        row: the primary; for a contradiction the row that contradicts.
        kind: why.
        equation: published rows whose sum or difference, with the bounds, gives the row away; m + k stands for row k
            of ``known``. With *insider* the last one is the inner cell's own row whose contributor knows it.
    """

    row: int
    kind: Kind
    equation: Rows = ()


@dataclass(frozen=True)
class Audit:
    """What anybody can find out about the suppressed rows.

    Args:
        low, high: [m] values that a row can take by what is published; NaN where it is not suppressed. The interval is
            at least that wide; ``intervals`` has its ends.
        violations: none: every primary is safe.
        proved: every primary has a second truth that was checked in whole numbers.
    """

    low: Floats
    high: Floats
    violations: tuple[Violation, ...]
    proved: bool


@dataclass(frozen=True)
class Protection:
    """Which rows are hidden, and the proof. ``proved`` False: nothing of the block may be published.

    Args:
        suppressed: [m] primary and secondary rows.
        secondary: [m] rows that are hidden for the sake of others.
        low, high, violations, proved: as in ``Audit``.
        rounds: how often the pattern was enlarged.
    """

    suppressed: Bools
    secondary: Bools
    low: Floats
    high: Floats
    violations: tuple[Violation, ...]
    rounds: int
    proved: bool


def independent(block: Block) -> list[Integers]:
    """Groups of rows that have to be protected together, each ascending, ordered by their first row."""
    rows, n = block.matrix.shape
    both = sparse.vstack([block.matrix, block.known.matrix]).tocoo()
    size = both.shape[0] + n
    links = sparse.coo_matrix((np.ones(both.nnz), (both.row, both.col + both.shape[0])), shape=(size, size))
    _, label = csgraph.connected_components(links, directed=False)
    groups: dict[int, list[int]] = {}
    for row in range(rows):
        groups.setdefault(int(label[row]), []).append(row)
    return [np.array(group) for group in groups.values()]


def single_cells(matrix: sparse.csr_matrix) -> tuple[Integers, Integers]:
    """Rows that are one inner cell, and that cell: ``(rows, cells)``."""
    rows = np.flatnonzero(np.diff(matrix.indptr) == 1)
    return rows, matrix.indices[matrix.indptr[rows]].astype(np.int64)


def cells_of(block: Block) -> Floats:
    """The inner cells' true values [n] where a row tells them, else NaN."""
    rows, cells = single_cells(block.matrix)
    found = np.full(block.matrix.shape[1], np.nan)
    known = ~np.isnan(block.values[rows])
    found[cells[known]] = (block.values[rows] / block.matrix.data[block.matrix.indptr[rows]])[known]
    return found


def _filled(given: ArrayLike, length: int, kind: Any) -> NDArray[Any]:
    return np.broadcast_to(np.asarray(given, kind), (length,)).copy()


def _known(given: Known | tuple[Any, ArrayLike, ArrayLike] | None, cells: int) -> Known:
    if given is None:
        return Known(sparse.csr_matrix(np.zeros((0, cells), np.int64)), np.zeros(0), np.zeros(0))
    if isinstance(given, Known):
        return given
    matrix: sparse.csr_matrix = sparse.csr_matrix(given[0], dtype=np.int64)
    if matrix.shape[1] != cells:
        raise ValueError(f"knowledge about {matrix.shape[1]} inner cells, where there are {cells}")
    return Known(matrix, _filled(given[1], matrix.shape[0], np.float64), _filled(given[2], matrix.shape[0], np.float64))
