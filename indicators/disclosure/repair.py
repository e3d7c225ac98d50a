"""Enlarging the pattern: hide what it takes, and nothing that it does not take.

For a primary that has no second truth the cheapest one is sought among moves that also change *published* rows, at a
cost; those rows are then hidden. So the repair ends after one program, and the move that asked for it is the proof. The
cost of a row grows with its importance and its size; what the elimination hides, what was hidden last time and what is
hidden anyway are cheaper, so that patterns stay small and stable.

The first block has two persons; the second is the cheapest to hide:

>>> import numpy as np
>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.repair import cost_of_hiding, changed_rows
>>> from indicators.disclosure.moves import Goal, Room, search
>>> rows = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
>>> block = Block.of(rows, [42, 2, 12, 28], primary=[0, 1, 0, 0], threshold=3, priority=[0, 1, 1, 1])
>>> cost_of_hiding(block, proposed=np.zeros(4, bool)).round(1).tolist()
[476.1, 0.0, 3.6, 4.4]
>>> room = Room.of(block, np.array([2.0, 12, 28]), block.primary, cost_of_hiding(block, np.zeros(4, bool)))
>>> changed_rows(room, [search(room, Goal(1, 1, 1.0))]).tolist()
[1, 2]
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from indicators.disclosure.elimination import must_be_published
from indicators.disclosure.model import Block, Bools, Floats, Integers
from indicators.disclosure.moves import CLOSE, Move, Room

IMPORTANCE = 100.0
"""How much more it costs to hide the most important row than the least important one of the same size."""
PROPOSED = 0.6
"""What it costs to hide a row that the elimination hides or that was hidden last time, against any other."""


def cost_of_hiding(block: Block, proposed: Bools) -> Floats:
    """The cost of a unit of change in each row [m]; inf: it must be published; 0: it never is."""
    place = np.unique(block.priority, return_inverse=True)[1]
    importance = IMPORTANCE ** ((place.max(initial=0) - place) / max(int(place.max(initial=0)), 1))
    cost = importance * (1 + np.log1p(np.maximum(block.size, 0)))
    cost = np.where(proposed | block.before, PROPOSED * cost, cost)
    return np.where(must_be_published(block), np.inf, np.where(block.primary | block.never, 0.0, cost))


def changed_rows(room: Room, moves: Sequence[Move]) -> Integers:
    """The rows that any of the moves changes, ascending."""
    if not moves:
        return np.zeros(0, np.int64)
    number = np.repeat(np.arange(len(moves)), [len(move.cells) for move in moves])
    cells, change = np.concatenate([m.cells for m in moves]), np.concatenate([m.change for m in moves])
    steps = sparse.csc_matrix((change, (cells, number)), shape=(room.matrix.shape[1], len(moves)))
    changed = (room.columns @ steps).tocoo()
    return np.unique(changed.row[np.abs(changed.data) > CLOSE]).astype(np.int64)
