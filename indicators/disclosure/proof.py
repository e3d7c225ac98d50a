"""What makes a primary safe: a second truth, and one more where a contributor would see through the first.

A primary ``p`` with the true value ``v`` and the threshold ``t`` is accepted when its *feasibility interval*
``[z⁻, z⁺]`` satisfies ``⌈z⁻⌉ < ⌊z⁺⌋`` and ``z⁺ ≥ t``: nobody can compute it, and nobody can prove that it is small. A move
upwards by ``max(t, ⌈v⌉ + 1) − v`` shows both at once, because the truth itself lies in the interval. Where the truth
has reached the threshold, or is only to be kept from being computed, a move downwards will do.

A *singleton insider* is the one person in a cell: she knows that cell, and looks at the others with that knowledge. A
move that leaves her cell as it is stays a second truth for her. Where the first move changes cells of one person, a
second one that leaves them alone is wanted.

>>> import numpy as np
>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.moves import Room
>>> from indicators.disclosure.proof import goals, prove
>>> rows = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
>>> block = Block.of(rows, [42, 2, 12, 28], primary=[0, 1, 0, 0], threshold=3)
>>> [(goal.sign, goal.need) for goal in goals(block, np.array([2.0, 12, 28]), 1)]
[(1, 1.0)]
>>> room = Room.of(block, np.array([2.0, 12, 28]), hidden=np.array([0, 1, 1, 0], bool))
>>> prove(room, goals(block, np.array([2.0, 12, 28]), 1)).moves[0].change.tolist()
[1.0, -1.0]
"""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from indicators.disclosure.model import Block, Floats
from indicators.disclosure.moves import CLOSE, Goal, Move, Room, search


@dataclass(frozen=True)
class Proof:
    """The moves that make a row safe; ``insider``: the cell whose contributor it is not safe from (−1 nobody)."""

    moves: tuple[Move, ...]
    insider: int = -1

    @property
    def complete(self) -> bool:
        return bool(self.moves) and self.insider < 0


def goals(block: Block, truth: Floats, row: int, *, strict: bool = True) -> list[Goal]:
    """The changes of which one makes the row safe, the preferred one first.

    Args:
        strict: the upper end must reach the threshold; otherwise the row must only not be computable.
    """
    part = slice(block.matrix.indptr[row], block.matrix.indptr[row + 1])
    value = float(block.matrix.data[part] @ truth[block.matrix.indices[part]])
    threshold = float(block.threshold[row]) if strict else -np.inf
    above, below = ceil(value - CLOSE) + 1, floor(value + CLOSE) - 1
    found = [Goal(row, 1, max(threshold, above) - value)]
    if value >= threshold - CLOSE:
        found.append(Goal(row, -1, value - below))
    return found


def prove(room: Room, wanted: list[Goal], first: Move | None = None) -> Proof:
    """The moves that make a row safe in that room, also from single contributors; raises ``TimeoutError``.

    Args:
        first: a move that is known already.
    """
    if first is None:
        tried = [move for move in (search(room, goal) for goal in wanted) if move is not None]
        if not tried:
            return Proof(())
        first = min(tried, key=room.price)
    moves, unsafe = [first], noticing(room, first)
    if not unsafe:
        return Proof((first,))
    apart = _beside(room, wanted, unsafe)
    if apart is not None:
        return Proof((first, apart))
    for cell in unsafe:
        if any(cell not in set(move.cells.tolist()) for move in moves):
            continue
        other = _beside(room, wanted, (cell,))
        if other is None:
            return Proof(tuple(moves), cell)
        moves.append(other)
    return Proof(tuple(moves))


def noticing(room: Room, move: Move) -> tuple[int, ...]:
    """Cells of one person that the move changes: she would know it to be wrong.

    Not the cell that is all of the row that could change: the rest is public, and she learns nothing but herself.
    """
    row = room.matrix.indices[room.matrix.indptr[move.goal.row] : room.matrix.indptr[move.goal.row + 1]]
    secret = row[room.free()[row]]
    own = set(secret.tolist()) if len(secret) == 1 else set()
    return tuple(int(cell) for cell in move.cells if room.alone[cell] and cell not in own)


def _beside(room: Room, wanted: list[Goal], fixed: tuple[int, ...]) -> Move | None:
    for goal in wanted:
        found = search(room, Goal(goal.row, goal.sign, goal.need, fixed))
        if found is not None:
            return found
    return None
