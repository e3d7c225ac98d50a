"""Second truths: other inner cells that agree with everything published.

A primary is safe when the inner cells could be different, agree with everything that is published, and make the primary
as large as its threshold. Such a change of hidden cells is a *move*. A linear program finds it, but it is believed only
when whole numbers confirm it (``agrees``), so that no rounding of a solver passes for a proof.

The second of three blocks could have lost to the first what the district's total keeps secret:

>>> import numpy as np
>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.moves import Goal, Room, agrees, search
>>> rows = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
>>> block = Block.of(rows, [42, 2, 12, 28], primary=[0, 1, 0, 0], threshold=3)
>>> room = Room.of(block, np.array([2.0, 12, 28]), hidden=np.array([0, 1, 1, 0], bool))
>>> move = search(room, Goal(row=1, sign=1, need=1.0))
>>> move.cells.tolist(), move.change.tolist(), agrees(room, [move])
([0, 1], [1.0, -1.0], True)

Nothing but the primary hidden leaves no room:

>>> search(Room.of(block, np.array([2.0, 12, 28]), hidden=np.array([0, 1, 0, 0], bool)), Goal(1, 1, 1.0)) is None
True
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.disclosure.model import Block, Bools, Floats, Integers, cells_of, single_cells

CLOSE = 1e-6
REACHING = 1e6
"""What a step towards a goal is worth, against the cost of the rows that have to be hidden for it."""
STEP = 0.01
"""The cost of a unit moved within what is hidden anyway: short moves are found first."""
ALONE = 2.0
"""The cost of moving a cell whose only contributor would notice."""
NEAR = (80, 600)
"""Free cells around a goal that are tried before all are."""


@dataclass(frozen=True)
class Goal:
    """Change row ``row`` by at least ``need`` upwards (``sign`` 1) or downwards (−1), the cells ``fixed`` unchanged."""

    row: int
    sign: int
    need: float
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Move:
    """A change of some inner cells, for the sake of a goal."""

    goal: Goal
    cells: Integers
    change: Floats


@dataclass(frozen=True)
class Room:
    """In what the inner cells could differ from the truth.

    Args:
        matrix: [(m + k) × n] the block's rows and the rows that may change within limits; ``columns`` the same by cell.
        down, up: [n] how far each cell could sink (≤ 0) or rise within what is known about it.
        cost: [m + k] what a unit of change costs; 0: hidden; inf: it must stay within ``least`` and ``most``.
        least, most: [m + k] the limits; 0 and 0: the row is published.
        alone: [n] cells with a single contributor.
        single: [m + k] rows that are one cell.
        length: [m + k] how many of a row's cells may change.
        whole: the truth is in whole numbers, and a second one has to be as well.
        until: the clock's reading when the time is over.
    """

    matrix: sparse.csr_matrix
    columns: sparse.csc_matrix
    down: Floats
    up: Floats
    cost: Floats
    least: Floats
    most: Floats
    alone: Bools
    single: Bools
    length: Integers
    whole: bool
    until: float

    @classmethod
    def of(
        cls, block: Block, truth: Floats, hidden: Bools, cost: Floats | None = None, until: float = np.inf
    ) -> "Room":
        """The room that a pattern leaves, everything else published; with ``cost`` [m] other rows may be hidden too."""
        extra, least, most = _limits(block, truth)
        costs = np.where(hidden, 0.0, np.inf if cost is None else cost)
        matrix = sparse.vstack([block.matrix, extra]).tocsr().astype(float)
        rows, cells = single_cells(block.matrix)
        still = np.zeros(len(truth), bool)
        still[cells[np.isinf(costs[rows])]] = True
        none = np.zeros(len(costs))
        down = np.where(still, 0.0, np.minimum(lowest(block, truth) - truth, 0))
        up = np.where(still, 0.0, np.maximum(block.upper - truth, 0))
        return cls(
            matrix,
            matrix.tocsc(),
            down,
            up,
            np.append(costs, np.full(len(least), np.inf)),
            np.append(none, least),
            np.append(none, most),
            (truth == 1) & ~np.isnan(cells_of(block)),
            np.diff(matrix.indptr) == 1,
            np.rint(abs(matrix.sign()) @ ((down < 0) | (up > 0)).astype(float)).astype(np.int64),
            bool((truth == np.round(truth)).all()),
            until,
        )

    def free(self, fixed: Sequence[int] = ()) -> Bools:
        """The cells that may change [n]."""
        free = (self.down < 0) | (self.up > 0)
        free[list(fixed)] = False
        return free

    def reaches(self, goal: Goal, cells: Integers, change: Floats) -> bool:
        """Whether a change of those cells reaches the goal."""
        row = self.columns[:, cells][[goal.row]]
        return bool(goal.sign * (row @ change)[0] >= goal.need - CLOSE)

    def price(self, move: "Move") -> float:
        """What has to be hidden for a move, by the cost of the rows that it changes."""
        changed = np.abs(self.columns[:, move.cells] @ move.change)
        return float(changed[changed > CLOSE] @ np.where(np.isinf(self.cost), 0.0, self.cost)[changed > CLOSE])

    def hiding(self, rows: Bools) -> "Room":
        """The same with those rows [m] hidden besides."""
        return replace(self, cost=np.where(np.append(rows, np.zeros(len(self.cost) - len(rows), bool)), 0.0, self.cost))


def lowest(block: Block, truth: Floats) -> Floats:
    """What a hidden inner cell is at least [n]: 1 where its zero would have been shown."""
    least = block.lower.copy()
    if block.zeros_shown:
        rows, cells = single_cells(block.matrix)
        shown = cells[~block.never[rows]]
        least[shown] = np.maximum(least[shown], np.minimum(1.0, truth[shown]))
    return least


def _limits(block: Block, truth: Floats) -> tuple[sparse.csr_matrix, Floats, Floats]:
    """Rows that may change, but not without limits: further knowledge, and hidden sums whose zero would be shown."""
    sums = block.matrix @ truth
    implied = block.matrix @ (lowest(block, truth) > 0) > 0
    above = np.flatnonzero(block.zeros_shown & ~block.never & ~implied & (sums >= 1))
    known = block.known.matrix @ truth
    low, high = block.known.low - known, block.known.high - known
    least, most = np.append(low, 1 - sums[above]), np.append(high, np.full(len(above), np.inf))
    return sparse.vstack([block.known.matrix, block.matrix[above]]).tocsr(), np.minimum(least, 0), np.maximum(most, 0)


def search(room: Room, goal: Goal) -> Move | None:
    """The cheapest move found that reaches the goal, or None: there is none, however far one looks.

    Looks nearby first, then everywhere; whatever the program finds in fractions is sought again in whole numbers.
    Raises ``TimeoutError`` when the time is over.
    """
    free = room.free(goal.fixed)
    for cells in around(room, goal.row, free):
        change = solve(room, [goal], cells)
        if room.reaches(goal, cells, change) and room.whole and not is_whole(change):
            change = solve(room, [goal], cells, whole=True)
        if room.reaches(goal, cells, change) and (is_whole(change) or not room.whole):
            changed = np.flatnonzero(change)
            return Move(goal, cells[changed], change[changed])
    return None


def agrees(room: Room, moves: Sequence[Move]) -> bool:
    """Whether each move reaches its goal and leaves everything as it is that is not hidden, reckoned without a solver."""
    if not moves:
        return True
    cells = np.concatenate([move.cells for move in moves])
    change = np.concatenate([move.change for move in moves])
    number = np.repeat(np.arange(len(moves)), [len(move.cells) for move in moves])
    steps = sparse.csc_matrix((change, (cells, number)), shape=(room.matrix.shape[1], len(moves)))
    changed = (room.matrix @ steps).tocsr()
    bound = np.flatnonzero(np.isinf(room.cost))
    held = changed[bound].tocoo()
    rows = bound[held.row]
    slack = 0.0 if room.whole else CLOSE
    gained = np.array([m.goal.sign * changed[m.goal.row, k] - m.goal.need for k, m in enumerate(moves)])
    return bool(
        (not room.whole or is_whole(change))
        and (change >= room.down[cells] - slack).all()
        and (change <= room.up[cells] + slack).all()
        and (held.data >= room.least[rows] - CLOSE).all()
        and (held.data <= room.most[rows] + CLOSE).all()
        and (gained >= -CLOSE).all()
        and not any(set(m.cells.tolist()) & set(m.goal.fixed) for m in moves)
    )


def around(room: Room, row: int, free: Bools, *, only_near: bool = False) -> list[Integers]:
    """Free cells around a row, nearer first: cells that share a short row with one already there; lastly all."""
    matrix, columns = room.matrix, room.columns
    start = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
    inside = np.zeros(len(free), bool)
    inside[start[free[start]]] = True
    if not inside.any():
        return []
    total, found, edge = int(free.sum()), [], np.flatnonzero(inside)
    for limit in NEAR:
        while len(edge) and inside.sum() < limit:
            rows = np.unique(columns[:, edge].indices)
            rows = rows[room.length[rows] <= limit]
            rows = rows[np.argsort(room.length[rows], kind="stable")]
            edge_list = []
            for other in rows.tolist():
                cells = matrix.indices[matrix.indptr[other] : matrix.indptr[other + 1]]
                fresh = cells[free[cells] & ~inside[cells]]
                if len(fresh):
                    inside[fresh] = True
                    edge_list.append(fresh)
                if inside.sum() >= limit:
                    break
            edge = np.concatenate(edge_list) if edge_list else np.zeros(0, np.int64)
        if only_near:
            return [np.flatnonzero(inside)]
        if inside.sum() < total:
            found.append(np.flatnonzero(inside))
    return [*found, np.flatnonzero(free)]


def solve(room: Room, goals: Sequence[Goal], cells: Integers, *, whole: bool = False) -> Floats:
    """The change of those cells that comes closest to the goals, at the lowest cost; raises ``TimeoutError``."""
    left = room.until - monotonic()
    if left <= 0:
        raise TimeoutError("the time for the search of second truths is over")
    part = room.columns[:, cells].tocsr()
    length = np.diff(part.indptr)
    bound, soft = np.isinf(room.cost) & (length > 0), (room.cost > 0) & np.isfinite(room.cost) & (length > 0)
    weight = np.where(room.alone[cells], ALONE, STEP)
    units = np.flatnonzero(soft & room.single)
    np.add.at(weight, part.indices[part.indptr[units]], room.cost[units])
    firm = _distinct(part, np.flatnonzero(bound), room)
    loose = np.flatnonzero(soft & ~room.single)
    aims = sparse.diags_array([float(goal.sign) for goal in goals]).tocsr() @ part[[goal.row for goal in goals]]
    n, k, t = len(cells), len(loose), len(goals)
    blocks: list[list[Any]] = [
        [part[firm], -part[firm], None, None, None],
        [part[loose], -part[loose], -sparse.eye(k), sparse.eye(k), None],
        [aims, -aims, None, None, -sparse.eye(t)],
    ]
    system = sparse.bmat(blocks, format="csc")
    none = np.zeros(k)
    found = milp(
        np.concatenate([weight, weight, room.cost[loose], room.cost[loose], np.full(t, -REACHING)]),
        constraints=LinearConstraint(
            system,
            np.concatenate([room.least[firm], none, np.zeros(t)]),
            np.concatenate([room.most[firm], none, np.full(t, np.inf)]),
        ),
        bounds=Bounds(
            np.zeros(2 * n + 2 * k + t),
            np.concatenate([room.up[cells], -room.down[cells], np.full(2 * k, np.inf), [g.need for g in goals]]),
        ),
        integrality=np.repeat([int(whole), 0], [2 * n, 2 * k + t]),
        options={"time_limit": left} if np.isfinite(left) else {},
    )
    if found.x is None or not found.success:
        raise TimeoutError("the program for a second truth did not end in time")
    change: Floats = found.x[:n] - found.x[n : 2 * n]
    near = np.round(change)
    return np.where(np.abs(change - near) < CLOSE, near, change)


def _distinct(part: sparse.csr_matrix, rows: Integers, room: Room) -> Integers:
    """Rows without those that say the same about these cells."""
    seen: dict[tuple[bytes, float, float], int] = {}
    for row in rows.tolist():
        span = slice(part.indptr[row], part.indptr[row + 1])
        key = part.indices[span].tobytes() + part.data[span].tobytes()
        seen.setdefault((key, room.least[row], room.most[row]), row)
    return np.array(list(seen.values()), np.int64)


def is_whole(change: Floats) -> bool:
    return bool((change == np.round(change)).all())
