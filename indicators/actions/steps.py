"""One step of a delivery's journey: under an advisory lock, in one transaction, the new state written in it.

The row is the queue. Whoever is woken re-reads the state, so that a lost, late or doubled message does no harm; a
process that dies leaves the transaction undone and the lock free.
"""

from collections.abc import Callable

import psycopg2
from django.db import InterfaceError, OperationalError, connection, transaction

from indicators.actions.activate import activate
from indicators.actions.calculate import calculate
from indicators.actions.check import check
from indicators.actions.moves import locked, move
from indicators.actions.progress import Report, silent
from indicators.actions.stage import stage
from indicators.journey import WORKER_STATES, Move, State
from indicators.models import Delivery

STEPS: dict[State, Callable[[Delivery, Report], None]] = {
    State.RECEIVED: check,
    State.CHECKED: stage,
    State.STAGED: calculate,
    State.APPROVED: activate,
}
ATTEMPTS = 3
_LOST = (OperationalError, InterfaceError, psycopg2.OperationalError, psycopg2.InterfaceError)
_STEP_LOCKS = 7_101


def unfinished() -> list[int]:
    """Deliveries that wait for the worker, the oldest state first."""
    return list(Delivery.objects.filter(state__in=WORKER_STATES).order_by("state_since").values_list("pk", flat=True))


def take_step(*, delivery: int, report: Report = silent) -> State | None:
    """Do what the delivery's state asks for; returns the new state.

    ``None``: nothing to do for the worker, or somebody else is at it. A step that raises is undone whole and counted;
    after three times the delivery waits for a person, with the kind of error and no value of the file.
    """
    try:
        with transaction.atomic():
            return _step(delivery, report)
    except Exception as error:
        if not _database_was_lost(error):
            _count_failure(delivery, error)
        raise


def run(*, delivery: int, report: Report = silent) -> State:
    """Take steps until the delivery waits for a person, is at its end, or is in somebody else's hands."""
    while take_step(delivery=delivery, report=report) is not None:
        pass
    return State(Delivery.objects.values_list("state", flat=True).get(pk=delivery))


def _database_was_lost(error: Exception) -> bool:
    """Nobody's fault: the scheduler tries again. COPY raises the driver's own errors; a lost connection is put away."""
    return isinstance(error, _LOST) or connection.connection is None


def _step(delivery: int, report: Report) -> State | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_STEP_LOCKS, delivery])
        if not cursor.fetchone()[0]:
            return None
    found = locked(delivery)
    step = STEPS.get(State(found.state))
    if step is None:
        return None
    step(found, report)
    return State(found.state)


@transaction.atomic
def _count_failure(delivery: int, error: Exception) -> None:
    found = locked(delivery)
    if State(found.state) not in STEPS:
        return
    found.attempts += 1
    found.failure = type(error).__name__
    if found.attempts < ATTEMPTS:
        found.save(update_fields=["attempts", "failure"])
        return
    failure = found.failure
    move(found, Move.FAIL, failure=failure)
    Delivery.objects.filter(pk=delivery).update(failure=failure)
