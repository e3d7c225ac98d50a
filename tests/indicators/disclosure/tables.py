"""Small tables as blocks."""

from typing import Any

import numpy as np

from indicators.disclosure.model import Block, Floats


def two_way(inner: Any, **options: Any) -> Block:
    """A table with margins as a block: inner cells row by row, then row sums, column sums, the total."""
    cells = np.asarray(inner, float)
    matrix = margins(*cells.shape)
    values = matrix @ cells.ravel()
    priority = np.repeat([2, 1, 1, 0], [cells.size, cells.shape[0], cells.shape[1], 1])
    return Block.of(matrix, values, **{"priority": priority, **options})


def margins(rows: int, columns: int) -> Floats:
    """[cells + rows + columns + 1 × cells] sums of a table of that shape."""
    ones = np.ones
    return np.vstack(
        [
            np.eye(rows * columns),
            np.kron(np.eye(rows), ones((1, columns))),
            np.kron(ones((1, rows)), np.eye(columns)),
            ones((1, rows * columns)),
        ]
    ).astype(int)
