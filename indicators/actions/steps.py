"""One step of a delivery's journey: under an advisory lock, in one transaction, the new state written in it.

The row is the queue. Whoever is woken re-reads the state, so that a lost, late or doubled message does no harm; a
process that dies leaves the transaction undone and the lock free.
"""

import logging
import time
from collections.abc import Callable

import psycopg2
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from indicators.actions import cancelling
from indicators.actions.activate import activate, alone
from indicators.actions.calculate import calculate
from indicators.actions.check import check
from indicators.actions.moves import locked, move
from indicators.actions.progress import Cancelled, Report, silent
from indicators.actions.stage import stage
from indicators.actions.together import calculate_together, held_together
from indicators.journey import WORKER_STATES, Move, State
from indicators.models import Delivery

STEPS: dict[State, Callable[[Delivery, Report], None]] = {
    State.RECEIVED: check,
    State.CHECKED: stage,
    State.STAGED: calculate,
    State.COLLECTED: calculate_together,
    State.APPROVED: activate,
}
logger = logging.getLogger(__name__)
ATTEMPTS = 3
_OPERATIONAL = (OperationalError, psycopg2.OperationalError)
# Without a code the connection broke; 08 and 57P say that the server went or is not there yet, 53300 that it is crowded.
_LOST = ("08", "57P", "53300")


def unfinished() -> list[int]:
    """Deliveries that wait for the worker, the oldest state first."""
    waiting = Delivery.objects.filter(Q(state__in=WORKER_STATES) | Q(cancellation__isnull=False))
    return list(waiting.order_by("state_since").values_list("pk", flat=True))


def take_step(*, delivery: int, report: Report = silent) -> State | None:
    """Do what the delivery's state asks for; returns the new state.

    ``None``: nothing to do for the worker, or somebody else is at it. A step that raises is undone whole and counted;
    after three times the delivery waits for a person, with the kind of error and no value of the file. A step that was
    cancelled is undone in the same way, and the delivery is withdrawn.
    """
    begin = time.monotonic()
    try:
        with transaction.atomic():
            taken = _step(delivery, report)
    except Exception as error:
        lost = database_was_lost(error)
        if isinstance(error, Cancelled) or (not lost and cancelling.is_cancelled(delivery)):
            return take_step(delivery=delivery)
        logger.warning("step failed", extra={"fields": {"delivery": delivery, "counts": not lost}})
        if not lost:
            _count_failure(delivery, error)
        raise
    if taken is None:
        return None
    step, state = taken
    seconds = round(time.monotonic() - begin, 3)
    fields = {"delivery": delivery, "step": step, "state": state.value, "seconds": seconds}
    logger.info("step taken", extra={"fields": fields})
    return state


def run(*, delivery: int, report: Report = silent) -> State:
    """Take steps until the delivery waits for a person, is at its end, or is in somebody else's hands."""
    while take_step(delivery=delivery, report=report) is not None:
        pass
    return state_of(delivery)


def state_of(delivery: int) -> State:
    """Where the delivery stands now."""
    return State(Delivery.objects.values_list("state", flat=True).get(pk=delivery))


def database_was_lost(error: Exception) -> bool:
    """Nobody's fault: the scheduler tries again. COPY raises the driver's own errors; a lost connection is put away.

    A full disk or too little memory is no lost connection: it counts, so that a person hears of it.
    """
    if connection.connection is None:
        return True
    # A connection that breaks while COPY runs is told by the driver's plainest error, without a code.
    if not isinstance(error, _OPERATIONAL) and type(error) is not psycopg2.DatabaseError:
        return False
    told = error.__cause__ if isinstance(error, OperationalError) else error
    code = getattr(told, "pgcode", None) or ""
    return not code or code.startswith(_LOST)


def _step(delivery: int, report: Report) -> tuple[str, State] | None:
    """Returns the name of the step that was taken and the state that it led to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [cancelling.STEP_LOCKS, delivery])
        if not cursor.fetchone()[0]:
            return None
    if Delivery.objects.filter(pk=delivery, state=State.APPROVED).exists():
        alone()  # before any row is locked, as going back does: two that wait for each other would be one too many
    if held_together(delivery) is False:
        return None
    found = locked(delivery)
    if cancelling.carry_out(found):
        return "cancel", State(found.state)
    step = STEPS.get(State(found.state))
    if step is None:
        return None
    step(found, report)
    return step.__name__, State(found.state)


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
