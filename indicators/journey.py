"""A quarter's journey as one table: every state of a delivery, who owns it, and every way out. Pure.

receive → check → stage → calculate → (preview) → approve → activate. What was approved is, hash for hash, what goes live.
The diagram in the documentation is generated from this table by ``diagram``.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    CHECKED = "checked"
    STAGED = "staged"
    COLLECTED = "collected"
    CANDIDATE = "candidate"
    ASKED = "asked"
    APPROVED = "approved"
    ACTIVE = "active"
    REFUSED = "refused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class Owner(StrEnum):
    """Who has to act next: the worker, a person, or nobody (the state is final)."""

    WORKER = "worker"
    SUPPLIER = "supplier"
    APPROVER = "approver"
    STATISTICIAN = "statistician"
    NOBODY = "nobody"


class Move(StrEnum):
    CHECK = "check"
    REFUSE = "refuse"
    STAGE = "stage"
    CALCULATE = "calculate"
    COLLECT = "collect"
    PART = "part"
    APPROVE = "approve"
    REJECT = "reject"
    ASK = "ask"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    ACTIVATE = "activate"
    OUTDATE = "outdate"
    SUPERSEDE = "supersede"
    ROLL_BACK = "roll_back"
    RESTORE = "restore"
    FAIL = "fail"
    RETRY = "retry"
    EXPIRE = "expire"


@dataclass(frozen=True)
class Transition:
    before: State
    move: Move
    after: State
    by: Owner


OWNERS: dict[State, Owner] = {
    State.RECEIVED: Owner.WORKER,
    State.CHECKED: Owner.WORKER,
    State.STAGED: Owner.WORKER,
    State.COLLECTED: Owner.WORKER,
    State.CANDIDATE: Owner.APPROVER,
    State.ASKED: Owner.SUPPLIER,
    State.APPROVED: Owner.WORKER,
    State.ACTIVE: Owner.STATISTICIAN,
    State.FAILED: Owner.STATISTICIAN,
    State.REFUSED: Owner.NOBODY,
    State.REJECTED: Owner.NOBODY,
    State.WITHDRAWN: Owner.NOBODY,
    State.SUPERSEDED: Owner.NOBODY,
}


_W, _S, _A, _O = Owner.WORKER, Owner.SUPPLIER, Owner.APPROVER, Owner.STATISTICIAN

TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.RECEIVED, Move.CHECK, State.CHECKED, _W),
    Transition(State.RECEIVED, Move.REFUSE, State.REFUSED, _W),
    Transition(State.CHECKED, Move.STAGE, State.STAGED, _W),
    Transition(State.STAGED, Move.CALCULATE, State.CANDIDATE, _W),
    Transition(State.STAGED, Move.COLLECT, State.COLLECTED, _W),
    Transition(State.CANDIDATE, Move.COLLECT, State.COLLECTED, _O),
    Transition(State.COLLECTED, Move.CALCULATE, State.CANDIDATE, _W),
    Transition(State.COLLECTED, Move.PART, State.STAGED, _O),
    Transition(State.CANDIDATE, Move.PART, State.STAGED, _O),
    Transition(State.CANDIDATE, Move.APPROVE, State.APPROVED, _A),
    Transition(State.CANDIDATE, Move.REJECT, State.REJECTED, _A),
    Transition(State.CANDIDATE, Move.ASK, State.ASKED, _A),
    Transition(State.ASKED, Move.ANSWER, State.CANDIDATE, _S),
    Transition(State.ASKED, Move.REJECT, State.REJECTED, _A),
    Transition(State.APPROVED, Move.ACTIVATE, State.ACTIVE, _W),
    Transition(State.APPROVED, Move.OUTDATE, State.CHECKED, _W),
    Transition(State.CANDIDATE, Move.OUTDATE, State.CHECKED, _W),
    Transition(State.ACTIVE, Move.SUPERSEDE, State.SUPERSEDED, _W),
    Transition(State.ACTIVE, Move.ROLL_BACK, State.CHECKED, _A),
    Transition(State.SUPERSEDED, Move.ROLL_BACK, State.WITHDRAWN, _A),
    Transition(State.SUPERSEDED, Move.RESTORE, State.ACTIVE, _A),
    Transition(State.RECEIVED, Move.FAIL, State.FAILED, _W),
    Transition(State.CHECKED, Move.FAIL, State.FAILED, _W),
    Transition(State.STAGED, Move.FAIL, State.FAILED, _W),
    Transition(State.COLLECTED, Move.FAIL, State.FAILED, _W),
    Transition(State.APPROVED, Move.FAIL, State.FAILED, _W),
    Transition(State.FAILED, Move.RETRY, State.RECEIVED, _O),
    Transition(State.RECEIVED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.CHECKED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.STAGED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.COLLECTED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.CANDIDATE, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.ASKED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.FAILED, Move.WITHDRAW, State.WITHDRAWN, _S),
    Transition(State.CANDIDATE, Move.EXPIRE, State.WITHDRAWN, _W),
    Transition(State.ASKED, Move.EXPIRE, State.WITHDRAWN, _W),
    Transition(State.FAILED, Move.EXPIRE, State.WITHDRAWN, _W),
)

#: Nothing leads out of them. Of the states that nobody has to act on, what was superseded alone can count again.
FINAL = frozenset(State) - {transition.before for transition in TRANSITIONS}

#: The order in which the worker takes deliveries of one department: what is furthest on its way first.
FURTHEST_FIRST = (State.APPROVED, State.COLLECTED, State.STAGED, State.CHECKED, State.RECEIVED)

WORKER_STATES = tuple(state for state, owner in OWNERS.items() if owner is Owner.WORKER)


class WrongMove(Exception):
    """The move is not possible from the state that the delivery is in."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(f"{move} is not possible from {state}")
        self.state, self.move = state, move


def after(state: State, move: Move) -> State:
    """The state that ``move`` leads to; raises ``WrongMove`` where the table has no such way."""
    for transition in TRANSITIONS:
        if transition.before is state and transition.move is move:
            return transition.after
    raise WrongMove(state, move)


def moves_from(state: State) -> tuple[Transition, ...]:
    """Every way out of ``state``."""
    return tuple(transition for transition in TRANSITIONS if transition.before is state)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> received: receive (supplier)"]
    lines += [f"    {t.before} --> {t.after}: {t.move} ({t.by})" for t in TRANSITIONS]
    lines += [f"    {state} --> [*]" for state in State if state in FINAL]
    return "\n".join(lines) + "\n"
