"""States of an index that was handed in, and who takes it from one to the next. One table; the actions ask it. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class SubmissionState(StrEnum):
    """Where a submission stands. What was decided stays decided; a changed draft is handed in anew."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Transition:
    """``by``: ``author``, who handed it in, or ``approver``, a second person. Each takes a reason."""

    source: SubmissionState
    target: SubmissionState
    by: str


#: Name of the move → what it does.
TRANSITIONS: dict[str, Transition] = {
    "approve": Transition(SubmissionState.WAITING, SubmissionState.APPROVED, "approver"),
    "reject": Transition(SubmissionState.WAITING, SubmissionState.REJECTED, "approver"),
    "withdraw": Transition(SubmissionState.WAITING, SubmissionState.WITHDRAWN, "author"),
}
DECIDED = frozenset(move.target.value for move in TRANSITIONS.values())


def possible(state: str, by: str) -> tuple[str, ...]:
    """The moves that somebody can make now.

    >>> possible("waiting", "approver"), possible("approved", "author")
    (('approve', 'reject'), ())
    """
    return tuple(name for name, move in TRANSITIONS.items() if (move.source.value, move.by) == (state, by))
