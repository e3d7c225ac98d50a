"""Protect a block: elimination, repair, audit, in this order, until every primary is proved safe.

1. ``elimination`` proposes a pattern in which no primary can be computed.
2. For every primary the cheapest second truth is sought; what it changes is hidden (``repair``), the proposal first.
3. All second truths are checked in whole numbers against the final pattern (``moves.agrees``).

Hiding more never makes a second truth wrong, so nothing has to be proved twice. What cannot be proved is a violation, and
``proved`` is False: then nothing of the block may be published.

A borough of two regions, the second of three blocks; one block has two persons:

>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.protection import protect
>>> rows = [[1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
>>> block = Block.of(rows, [62, 20, 42, 2, 12, 28], primary=[0, 0, 0, 1, 0, 0], threshold=3, priority=[0, 1, 1, 2, 2, 2])
>>> found = protect(block)
>>> found.proved, found.suppressed.tolist(), float(found.high[3])
(True, [False, False, False, True, True, False], 3.0)

The same where all but the small block is known from elsewhere cannot be protected, and the equation says why:

>>> found = protect(Block.of(rows[2:], [42, 2, 12, 28], primary=[0, 1, 0, 0], threshold=3, open=[1, 0, 1, 1]))
>>> found.proved, [(bad.row, bad.kind, bad.equation) for bad in found.violations]
(False, [(1, 'exact', (0, 2, 3))])
"""

from collections.abc import Sequence
from time import monotonic

import numpy as np

from indicators.disclosure.audit import ends, violations_of
from indicators.disclosure.elimination import eliminate, must_be_published
from indicators.disclosure.model import Block, Protection, Violation
from indicators.disclosure.moves import Move, Room, agrees
from indicators.disclosure.proof import Proof, goals
from indicators.disclosure.repair import changed_rows, cost_of_hiding
from indicators.disclosure.together import prove_all
from indicators.disclosure.truth import contradictions, inner_cells


def protect(block: Block, *, strict: bool = True, seconds: float | None = None) -> Protection:
    """Which rows are hidden so that no primary can be computed or, ``strict``, proved small; deterministic.

    Args:
        seconds: a search that has not ended by then counts as failed.
    """
    until = np.inf if seconds is None else monotonic() + seconds
    must = must_be_published(block)
    hidden = (block.primary | block.never) & ~must
    try:
        truth = inner_cells(block, seconds)
    except TimeoutError:
        return _refused(block, tuple(Violation(int(row), "time") for row in np.flatnonzero(block.primary)))
    wrong = contradictions(block, truth)
    if wrong:
        return _refused(block, wrong)
    room = Room.of(block, truth, hidden, cost_of_hiding(block, eliminate(block)), until)
    rounds = 0

    def enlarge(room: Room, moves: Sequence[Move]) -> Room:
        nonlocal rounds
        more = changed_rows(room, moves)
        more = more[more < len(hidden)]
        if hidden[more].all():
            return room
        rounds += 1
        hidden[more] = True
        return room.hiding(hidden)

    wanted = {row: goals(block, truth, row, strict=strict) for row in np.flatnonzero(block.primary).tolist()}
    proofs = prove_all(room, {row: aims for row, aims in wanted.items() if not must[row]}, enlarge)
    proofs |= {row: Proof(()) for row in wanted if must[row]}
    violations = violations_of(block, room, wanted, proofs)
    moves = [move for proof in proofs.values() if proof for move in proof.moves]
    proved = not violations and agrees(Room.of(block, truth, hidden), moves)
    return Protection(
        hidden,
        hidden & ~block.primary & ~block.never,
        *ends(block, hidden, truth, moves),
        violations,
        rounds,
        proved,
    )


def _refused(block: Block, violations: tuple[Violation, ...]) -> Protection:
    """Nothing is published: all that may be hidden is."""
    hidden = ~must_be_published(block)
    nothing = np.full(len(hidden), np.nan)
    return Protection(hidden, hidden & ~block.primary & ~block.never, nothing, nothing, violations, 0, False)
