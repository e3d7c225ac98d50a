"""The audit: can anybody compute a primary from what is published, or prove that it is small?

``Q = { x : A_pub x = v ; l ≤ A_rounded x ≤ u ; L ≤ x ≤ U }`` is everything that the reader cannot rule out, ``L = 1`` for
suppressed inner cells whose zero would have been shown, ``U`` the residents. For every primary ``p`` a second truth in
``Q`` is sought (``proof``); found ones are checked in whole numbers. Where there is none, the dual of the program that
failed is the equation that gives ``p`` away.

The handbook's example: four cells hidden in a table of three rows, and yet the first is known to be 3 to 6.

>>> from indicators.disclosure.audit import audit, intervals
>>> from indicators.disclosure.model import Block
>>> rows = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
>>> block = Block.of(rows, [7, 3, 6, 4, 3, 4, 3, 0], primary=[0, 0, 0, 0, 1, 0, 0, 0], zeros_shown=False)
>>> hidden = [False] * 4 + [True] * 4
>>> low, high = intervals(block, hidden, [4])
>>> low.tolist(), high.tolist()
([3.0], [6.0])
>>> audit(block, hidden).violations
()

One of the four published gives all away:

>>> [(found.kind, found.equation) for found in audit(block, [False] * 4 + [True, True, True, False]).violations]
[('exact', (1, 2, 7))]
"""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.optimize import linprog

from indicators.disclosure.model import Audit, Block, Bools, Floats, Integers, Kind, Rows, Violation
from indicators.disclosure.moves import CLOSE, Goal, Move, Room, agrees
from indicators.disclosure.proof import Proof, goals
from indicators.disclosure.together import prove_all
from indicators.disclosure.truth import contradictions, inner_cells


def audit(block: Block, suppressed: ArrayLike, *, strict: bool = True, seconds: float | None = None) -> Audit:
    """Whether every primary is safe when all but ``suppressed`` [m] is published.

    Args:
        strict: nobody may prove that a primary is small either; otherwise it must only not be computable.
        seconds: what is not found by then counts as a violation of kind *time*.
    """
    until = np.inf if seconds is None else monotonic() + seconds
    hidden = np.asarray(suppressed, bool) | block.never
    truth = inner_cells(block, seconds)
    wrong = contradictions(block, truth)
    if wrong:
        return Audit(*ends(block, hidden, truth, []), wrong, False)
    room = Room.of(block, truth, hidden, until=until)
    wanted = {row: goals(block, truth, row, strict=strict) for row in np.flatnonzero(block.primary).tolist()}
    proofs = prove_all(room, wanted)
    violations = violations_of(block, room, wanted, proofs)
    moves = [move for proof in proofs.values() if proof for move in proof.moves]
    return Audit(*ends(block, hidden, truth, moves), violations, not violations and agrees(room, moves))


def intervals(block: Block, suppressed: ArrayLike, rows: Sequence[int] | Integers) -> tuple[Floats, Floats]:
    """The feasibility intervals of those rows, two programs each: ``(low, high)`` in the order of ``rows``."""
    truth = inner_cells(block)
    room = Room.of(block, truth, np.asarray(suppressed, bool) | block.never)
    values = block.matrix @ truth
    ends = [[values[row] + sign * _furthest(room, Goal(row, sign, np.inf))[0] for row in rows] for sign in (-1, 1)]
    return np.round(ends[0], 6), np.round(ends[1], 6)


def violations_of(
    block: Block, room: Room, wanted: Mapping[int, list[Goal]], proofs: Mapping[int, Proof | None]
) -> tuple[Violation, ...]:
    """The rows without a complete proof, and why."""
    found = []
    for row, proof in proofs.items():
        if proof is None:
            found.append(Violation(row, "time"))
        elif not proof.complete:
            found.append(explained(block, room, wanted[row], proof))
    return tuple(found)


def explained(block: Block, room: Room, wanted: list[Goal], proof: Proof) -> Violation:
    """Why a row is not safe, with the published rows that give it away."""
    fixed = (proof.insider,) if proof.insider >= 0 else ()
    goal = Goal(wanted[0].row, wanted[0].sign, wanted[0].need, fixed)
    reach, equation = _furthest(room, goal)
    back, other = _furthest(room, Goal(goal.row, -1, np.inf, fixed))
    kind: Kind = "insider" if fixed else "exact" if reach < CLOSE and back < CLOSE else "small"
    return Violation(goal.row, kind, equation or other)


def _furthest(room: Room, goal: Goal) -> tuple[float, Rows]:
    """How far the goal's row can go, and the rows whose multiples prove that it is no further."""
    free = (room.down < 0) | (room.up > 0)
    free[list(goal.fixed)] = False
    cells = np.flatnonzero(free)
    part = room.columns[:, cells].tocsr()
    held = np.flatnonzero(np.isinf(room.cost) & (np.diff(part.indptr) > 0))
    held = held[np.argsort(np.diff(room.matrix.indptr)[held], kind="stable")]
    exact = held[(room.least[held] == 0) & (room.most[held] == 0)]
    limited = held[(room.least[held] != 0) | (room.most[held] != 0)]
    aim = room.matrix[[goal.row]].toarray().ravel() * goal.sign
    if not len(cells) or not aim[cells].any():
        return 0.0, _parts(room, aim, exact, np.zeros(0), goal)
    both = sparse.vstack([part[limited], -part[limited]]).tocsr()
    ends = np.append(room.most[limited], -room.least[limited])
    finite = np.isfinite(ends)
    left = room.until - monotonic()
    limits: dict[str, Any] = {"bounds": np.column_stack([room.down[cells], room.up[cells]])}
    if finite.any():
        limits |= {"A_ub": both[finite], "b_ub": ends[finite]}
    if len(exact):
        limits |= {"A_eq": part[exact], "b_eq": np.zeros(len(exact))}
    if np.isfinite(left):
        limits["options"] = {"time_limit": max(left, 0.0)}
    best = linprog(-aim[cells], method="highs", **limits)
    if best.status == 3:
        return np.inf, ()
    if best.x is None or best.fun is None:
        return 0.0, ()
    dual = -best.eqlin.marginals if len(exact) else np.zeros(0)
    extra: tuple[int, ...] = ()
    if finite.any():
        tight = np.flatnonzero(np.abs(best.ineqlin.marginals) > CLOSE)
        extra = tuple(int(row) for row in np.append(limited, limited)[finite][tight])
    return -float(best.fun), tuple(sorted({*_parts(room, aim, exact, dual, goal), *extra}))


def _parts(room: Room, aim: Floats, exact: Integers, dual: Floats, goal: Goal) -> Rows:
    """Rows with a multiplier, and the published cells that remain of ``aim`` less those multiples."""
    used = exact[np.abs(dual) > CLOSE] if len(dual) else np.zeros(0, np.int64)
    rest = aim - (room.matrix[used].T @ dual[np.abs(dual) > CLOSE] if len(used) else 0.0)
    left = set(np.flatnonzero(np.abs(rest) > CLOSE).tolist())
    rows = np.flatnonzero(room.single & np.isinf(room.cost) & (room.least == 0) & (room.most == 0))
    cells = room.matrix.indices[room.matrix.indptr[rows]]
    told = {int(cell): int(row) for row, cell in zip(rows[::-1], cells[::-1], strict=True)}
    known = [told[cell] for cell in left if cell in told]
    own, parts = single_parts(room, goal)
    return tuple(sorted({*used.tolist(), *known, *(parts if own else ())}))


def single_parts(room: Room, goal: Goal) -> tuple[bool, tuple[int, ...]]:
    """Whether a contributor's own cells belong to the equation, and their rows."""
    rows = np.flatnonzero(room.single)
    cells = room.matrix.indices[room.matrix.indptr[rows]]
    return bool(goal.fixed), tuple(int(row) for row, cell in zip(rows, cells, strict=True) if cell in goal.fixed)


def ends(block: Block, hidden: Bools, truth: Floats, moves: Sequence[Move]) -> tuple[Floats, Floats]:
    """How far the moves found take each hidden row: ``(low, high)``, NaN where published."""
    values = block.matrix @ truth
    low, high = values.copy(), values.copy()
    if moves:
        number = np.repeat(np.arange(len(moves)), [len(move.cells) for move in moves])
        steps = sparse.csc_matrix(
            (np.concatenate([m.change for m in moves]), (np.concatenate([m.cells for m in moves]), number)),
            shape=(len(truth), len(moves)),
        )
        changed = (block.matrix @ steps).tocsr()
        low += np.minimum(changed.min(axis=1).toarray().ravel(), 0)
        high += np.maximum(changed.max(axis=1).toarray().ravel(), 0)
    return np.where(hidden, low, np.nan), np.where(hidden, high, np.nan)
