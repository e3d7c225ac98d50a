"""Cancel a delivery whose step is running: the step is told, undone whole, and the delivery is withdrawn."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from indicators.actions import decide
from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import move
from indicators.journey import Move, State, moves_from
from indicators.models import Cancellation, Delivery

#: The class of the advisory lock under which a step works.
STEP_LOCKS = 7_101
#: States from which a delivery can be taken back.
CANCELLABLE = frozenset(state for state in State if any(way.move is Move.WITHDRAW for way in moves_from(state)))

_STOP = """
    SELECT pg_cancel_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def withdraw(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Take back what is not approved yet; where a step is running it is stopped, and what it did is undone.

    The delivery that is returned may still be on its way: ``is_cancelled`` says whether its end is under way.

    Raises:
        Refused: ``reason_missing``, ``wrong_state``, ``unknown_delivery``.
    """
    if not reason.strip():
        raise Refused("reason_missing")
    try:
        with transaction.atomic():
            found = decide.withdraw(by=by, delivery=delivery, reason=reason)
            Cancellation.objects.filter(delivery=found).delete()  # of a step that died before it could be ended
        return found
    except Refused as refused:
        if refused.code != "in_work":
            raise
    return _ask(by=by, delivery=delivery, reason=reason.strip())


@transaction.atomic
def _ask(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Leave a note beside the row that the step holds, and end the statement that it may be waiting for."""
    found = Delivery.objects.get(pk=delivery)
    if State(found.state) not in CANCELLABLE:
        raise Refused("wrong_state", state=found.state, move=Move.WITHDRAW.value)
    _, is_new = Cancellation.objects.get_or_create(delivery=found, defaults={"asked_by": by, "reason": reason})
    if is_new:
        record(by=by, action="ask_to_cancel", subject="delivery", subject_id=delivery, reason=reason)
        transaction.on_commit(lambda: _stop(delivery))
    return found


def _stop(delivery: int) -> None:
    """End the running statement; where the step computes, its next report ends it."""
    with connection.cursor() as cursor:
        cursor.execute(_STOP, [STEP_LOCKS, delivery])


def is_cancelled(delivery: int) -> bool:
    """Whether somebody asked to cancel it and it has not come to an end yet."""
    return Cancellation.objects.filter(delivery=delivery).exists()


def carry_out(delivery: Delivery) -> bool:
    """Withdraw a delivery that was to be cancelled; called with its row locked. Whether there was anything to carry out.

    What was approved meanwhile goes on: the note is gone then, and the trail says so.
    """
    note = Cancellation.objects.filter(delivery=delivery).select_related("asked_by").first()
    if note is None:
        return False
    note.delete()
    if delivery.state == State.WITHDRAWN:  # as it was asked for
        return False
    if State(delivery.state) not in CANCELLABLE:
        record(by=note.asked_by, action="cancel_too_late", subject="delivery", subject_id=delivery.pk)
        return False
    delivery.decision, delivery.reason = "withdrawn", note.reason
    delivery.decided_by, delivery.decided_at = note.asked_by, note.asked_at
    move(delivery, Move.WITHDRAW, by=note.asked_by, reason=note.reason, cancelled=True)
    return True
