"""A move of a delivery along the state table: the only place that writes ``state``."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, connection
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.journey import Move, State, WrongMove, after
from indicators.models import Delivery

_SECONDS = 2
_LOCK_NOT_AVAILABLE = "55P03"


def locked(delivery: int) -> Delivery:
    """The delivery's row, locked for this transaction; raises ``Refused`` where there is none."""
    found = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery).first()
    if found is None:
        raise Refused("unknown_delivery", delivery=delivery)
    return found


def locked_soon(delivery: int) -> Delivery:
    """The same for people, who do not wait for the end of a step: ``Refused`` says that it is being worked on."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{_SECONDS}s"])
        try:
            found = locked(delivery)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) == _LOCK_NOT_AVAILABLE:
                raise Refused("in_work") from error
            raise
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return found


def take_back_decision(delivery: Delivery) -> None:
    """The delivery goes its way anew: what was calculated and decided before counts no more. Saved by ``move``."""
    delivery.decision, delivery.reason, delivery.approved_manifest = "", "", ""
    delivery.decided_by = delivery.decided_at = delivery.calculation = None


def move(delivery: Delivery, step: Move, *, by: AbstractBaseUser | None = None, **details: object) -> None:
    """Write the next state, when, and the audit row. Raises ``Refused`` where the table has no such way."""
    before = State(delivery.state)
    try:
        delivery.state = after(before, step)
    except WrongMove:
        raise Refused("wrong_state", state=before.value, move=step.value) from None
    delivery.state_since = timezone.now()
    delivery.attempts = 0
    delivery.failure = ""
    delivery.save()
    record(
        by=by,
        action=step.value,
        subject="delivery",
        subject_id=delivery.pk,
        before=before,
        after=delivery.state,
        **details,
    )
