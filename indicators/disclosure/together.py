"""Many second truths from one program.

Goals whose surroundings do not overlap are sought together, which is many times faster than one by one. The common
solution falls into *pieces* that are moves by themselves; each goal keeps the pieces that change its row. A goal that
the common program does not reach is sought alone, and so are rows that may go either way.

Two districts of two blocks each, one small block in each of them: one program, two moves.

>>> import numpy as np
>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.moves import Goal, Room
>>> from indicators.disclosure.together import prove_all
>>> rows = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
>>> block = Block.of(rows, [22, 31, 2, 20, 1, 30], primary=[0, 0, 1, 0, 1, 0], threshold=3)
>>> room = Room.of(block, np.array([2.0, 20, 1, 30]), hidden=np.array([0, 0, 1, 1, 1, 1], bool))
>>> proofs = prove_all(room, {2: [Goal(2, 1, 1.0)], 4: [Goal(4, 1, 2.0)]})
>>> [move.cells.tolist() for proof in proofs.values() for move in proof.moves]
[[0, 1], [2, 3]]
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy import sparse

from indicators.disclosure.model import Bools, Floats, Integers
from indicators.disclosure.moves import CLOSE, Goal, Move, Room, around, is_whole, solve
from indicators.disclosure.proof import Proof, prove

TOGETHER = 24
"""Goals of one program at the most."""


Enlarging = Callable[[Room, Sequence[Move]], Room]


def prove_all(
    room: Room, wanted: dict[int, list[Goal]], enlarge: Enlarging = lambda room, _: room
) -> dict[int, Proof | None]:
    """A proof for every row, complete or not; None where the time ran out.

    Args:
        wanted: by row the goals of which one has to be reached.
        enlarge: what becomes of the room when moves were found.
    """
    found: dict[int, Proof | None] = {}
    spare: dict[int, Move] = {}
    left = list(wanted)
    surroundings: dict[int, Integers] = {}
    while left:
        goals = [wanted[row][0] for row in left if row not in spare and len(wanted[row]) == 1]
        chosen, near = _apart(room, [] if spare else goals, surroundings)
        rows = list(spare) or [goal.row for goal in chosen] or left[:1]
        try:
            moves = spare or _search_together(room, chosen, near)
            room = enlarge(room, list(moves.values()))
        except TimeoutError:
            moves = {}
        spare = {}
        for row in rows:
            try:
                found[row] = proof = prove(room, wanted[row], moves.get(row))
                room = enlarge(room, proof.moves)
            except TimeoutError:
                found[row] = None
        left = [row for row in left if row not in found]
        spare = _reaching_others(room, moves.values(), [wanted[row][0] for row in left])
    return {row: found[row] for row in wanted}


def _reaching_others(room: Room, moves: Iterable[Move], goals: Sequence[Goal]) -> dict[int, Move]:
    """Goals that a move reaches although it was found for another one, by row."""
    made = list(moves)
    if not made or not goals:
        return {}
    number = np.repeat(np.arange(len(made)), [len(move.cells) for move in made])
    steps = sparse.csc_matrix(
        (np.concatenate([m.change for m in made]), (np.concatenate([m.cells for m in made]), number)),
        shape=(room.matrix.shape[1], len(made)),
    )
    changed = (room.matrix[[goal.row for goal in goals]] @ steps).tocsr()
    found = {}
    for place, goal in enumerate(goals):
        span = slice(changed.indptr[place], changed.indptr[place + 1])
        enough = np.flatnonzero(goal.sign * changed.data[span] >= goal.need - CLOSE)
        if len(enough):
            move = made[changed.indices[span][enough].min()]
            found[goal.row] = Move(goal, move.cells, move.change)
    return found


def _search_together(room: Room, goals: Sequence[Goal], near: Bools) -> dict[int, Move]:
    """Moves by row for those of the goals that one program reaches."""
    if not goals:
        return {}
    cells = np.flatnonzero(near)
    change = solve(room, goals, cells)
    changed = np.flatnonzero(change)
    cells, change = cells[changed], change[changed]
    piece = _pieces(room, cells, change)
    moves = [_move(room, goal, cells, change, piece) for goal in goals]
    return {move.goal.row: move for move in moves if move is not None}


def _apart(room: Room, goals: Sequence[Goal], known: dict[int, Integers]) -> tuple[list[Goal], Bools]:
    """The first goals whose surroundings do not overlap, and those surroundings [n]; ``known`` keeps them by row."""
    free = room.free()
    near, chosen = np.zeros(len(free), bool), []
    for goal in goals:
        own = room.matrix.indices[room.matrix.indptr[goal.row] : room.matrix.indptr[goal.row + 1]]
        if near[own].any():
            continue
        if goal.row not in known:
            known[goal.row] = next(iter(around(room, goal.row, free, only_near=True)), np.zeros(0, np.int64))
        cells = known[goal.row]
        if len(cells) and not near[cells].any():
            near[cells] = True
            chosen.append(goal)
        if len(chosen) == TOGETHER:
            break
    return chosen, near


def _pieces(room: Room, cells: Integers, change: Floats) -> Integers:
    """The number of its piece for every changed cell.

    Cells are joined by the rows that stay as they are, short rows first: the parts of such a row that do not each add up
    to nothing belong together. A row with limits joins all its cells.
    """
    part = room.columns[:, cells].tocsr()
    amount = part.data * change[part.indices]
    total, length = part @ change, np.diff(part.indptr)
    limited = (room.least != 0) | (room.most != 0)
    rows = np.flatnonzero((limited | ((np.abs(total) < CLOSE) & (room.cost > 0))) & (length > 1))
    parent = list(range(len(cells)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for row in rows[np.argsort(length[rows], kind="stable")].tolist():
        span = slice(part.indptr[row], part.indptr[row + 1])
        sums: dict[int, float] = {}
        for cell, value in zip(part.indices[span].tolist(), amount[span].tolist(), strict=True):
            sums[root(cell)] = sums.get(root(cell), 0.0) + value
        joined = sorted(piece for piece, value in sums.items() if limited[row] or abs(value) > CLOSE)
        for piece in joined[1:]:
            parent[root(piece)] = root(joined[0])
    return np.array([root(cell) for cell in range(len(cells))], np.int64)


def _move(room: Room, goal: Goal, cells: Integers, change: Floats, piece: Integers) -> Move | None:
    """The fewest pieces that reach the goal, where they do, in whole numbers where the truth is."""
    row = room.columns[:, cells].tocsr()[[goal.row]]
    gained: dict[int, float] = {}
    for place, times in zip(row.indices.tolist(), row.data.tolist(), strict=True):
        gained[int(piece[place])] = gained.get(int(piece[place]), 0.0) + goal.sign * times * change[place]
    reached, used = 0.0, []
    for name in sorted(gained, key=lambda name: (-gained[name], name)):
        if reached < goal.need - CLOSE and gained[name] > 0:
            reached += gained[name]
            used.append(name)
    kept = np.isin(piece, used)
    if reached < goal.need - CLOSE or (room.whole and not is_whole(change[kept])):
        return None
    return Move(goal, cells[kept], change[kept])
