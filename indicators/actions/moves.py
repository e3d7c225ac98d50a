"""A move of a delivery along the state table: the only place that writes ``state``."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, connection
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.journey import Move, State, WrongMove, after
from indicators.models import Bundle, Delivery

_SECONDS = 2
_LOCK_NOT_AVAILABLE = "55P03"
#: What ends like this leaves the release in preparation that it belonged to.
_LEAVES = frozenset({State.REFUSED, State.REJECTED, State.WITHDRAWN})


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
            if lock_not_available(error):
                raise Refused("in_work") from error
            raise
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return found


def lock_not_available(error: OperationalError) -> bool:
    """Whether somebody else held the row for longer than was waited."""
    return getattr(error.__cause__, "pgcode", None) == _LOCK_NOT_AVAILABLE


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
    bundle = delivery.bundle_id
    if bundle is not None and delivery.state in _LEAVES:
        delivery.bundle = None
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
    if bundle is not None and (delivery.bundle_id is None or step is Move.RETRY):
        unsettle(bundle)


def unsettle(bundle: int) -> None:
    """What else belongs to a release in preparation is calculated anew: its candidate was one with what has changed.

    A row that somebody else holds at this moment is left to them: without a common candidate nobody approves it, and
    whoever looks at the release in preparation can send it off once more.
    """
    Bundle.objects.filter(pk=bundle).update(calculation=None)
    others = Delivery.objects.select_for_update(no_key=True, skip_locked=True).order_by("pk")
    for other in others.filter(bundle=bundle, state__in=[State.CANDIDATE, State.APPROVED]):
        step = Move.COLLECT if other.state == State.CANDIDATE else Move.OUTDATE
        take_back_decision(other)
        move(other, step)
