"""The journey of one delivery as a line of steps: what is done, what runs and how far, what comes."""

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.journey import WORKER_STATES, State
from indicators.models import Delivery, Progress
from monitoring.journey_messages import STEPS

_DECISION = "decision"
#: Before so many seconds a pace says nothing.
_TELLING = 2.0
_ORDER: tuple[tuple[str, State, Promise], ...] = (
    ("check", State.RECEIVED, STEPS["check"]),
    ("stage", State.CHECKED, STEPS["stage"]),
    ("calculate", State.STAGED, STEPS["calculate"]),
    (_DECISION, State.CANDIDATE, _("Decision of a second person")),
    ("activate", State.APPROVED, STEPS["activate"]),
)
_PASSED = {State.ACTIVE: 5, State.SUPERSEDED: 5, State.REJECTED: 3}


@dataclass(frozen=True)
class Stage:
    """One step: ``done``, ``running``, ``waiting``, ``stopped`` or ``ahead``; ``done_parts`` of ``parts`` while it runs."""

    label: Promise
    status: str
    done_parts: int = 0
    parts: int = 0
    seconds_left: int | None = None

    @property
    def percent(self) -> int | None:
        """How much of the step is done; nothing where nobody can say."""
        return 100 * min(self.done_parts, self.parts) // self.parts if self.parts else None

    @property
    def is_person(self) -> bool:
        """Waits for a person, not for the worker."""
        return self.status == "waiting"


def is_moving(delivery: Delivery) -> bool:
    """Whether the worker has something to do, so that the page looks again by itself."""
    return State(delivery.state) in WORKER_STATES


def stages(delivery: Delivery) -> tuple[Stage, ...]:
    """The five steps of the journey as they stand."""
    state = State(delivery.state)
    if state is State.ASKED:
        state = State.CANDIDATE  # the same step: a person is asked
    if state is State.COLLECTED:
        state = State.STAGED  # the same step, with the others of its release
    reached = next((at for at, (_name, waits_in, _label) in enumerate(_ORDER) if waits_in is state), None)
    if reached is None:
        reached = _PASSED.get(state, _stopped_at(delivery, state))
    found = []
    for at, (name, _state, label) in enumerate(_ORDER):
        if at < reached:
            found.append(Stage(label, "done"))
        elif at > reached:
            found.append(Stage(label, "ahead"))
        else:
            found.append(_current(delivery, name, label))
    return tuple(found)


def _stopped_at(delivery: Delivery, state: State) -> int:
    """Where a delivery ended that went no further."""
    if state is State.REFUSED:
        return 0
    if delivery.calculation_id:
        return 3
    progress = getattr(delivery, "progress", None)
    names = [name for name, _state, _label in _ORDER]
    return names.index(progress.step) if progress and progress.step in names else 0


def _seconds_left(progress: Progress) -> int | None:
    """From the pace so far; nothing before there is one that says anything."""
    seconds = (progress.updated_at - progress.started_at).total_seconds()
    if seconds < _TELLING or not 0 < progress.done <= progress.total:
        return None
    return math.ceil(seconds * (progress.total - progress.done) / progress.done)


def _current(delivery: Delivery, name: str, label: Promise) -> Stage:
    if name == _DECISION and State(delivery.state) in (State.CANDIDATE, State.ASKED):
        return Stage(label, "waiting")
    if not is_moving(delivery):
        return Stage(label, "stopped")
    progress = getattr(delivery, "progress", None)
    if progress is not None and progress.step == name:
        return Stage(label, "running", progress.done, progress.total, _seconds_left(progress))
    return Stage(label, "running")
