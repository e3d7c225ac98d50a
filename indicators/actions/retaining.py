"""What people decide about keeping: put an erasure off, take that back, ask for one, decide about it. A reason always."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon
from indicators.models import Delivery, Erasure, ErasureRequest, RetentionHold, Source
from indicators.stays import held


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason_missing")
    return reason.strip()


def _subject(hold: RetentionHold) -> dict[str, object]:
    if hold.delivery_id:
        return {"subject": "delivery", "subject_id": hold.delivery_id}
    assert hold.source is not None
    return {"subject": "source", "subject_id": hold.source.code}


@transaction.atomic
def hold(
    *, by: AbstractBaseUser, reason: str, delivery: Delivery | None = None, source: Source | None = None
) -> RetentionHold:
    """Put every erasure of a delivery, or of all of a source, off until the hold is lifted.

    Raises:
        Refused: ``reason_missing``, ``retention_held`` (there is one already), ``erased_already``.
    """
    reason = _said(reason)
    if delivery is not None:
        locked_soon(delivery.pk)
        if Erasure.objects.filter(delivery=delivery).exists():
            raise Refused("erased_already")
    try:
        with transaction.atomic():
            made = RetentionHold.objects.create(delivery=delivery, source=source, reason=reason, set_by=by)
    except IntegrityError:
        raise Refused("retention_held") from None
    record(by=by, action="hold.set", **_subject(made), reason=reason)  # type: ignore[arg-type]
    return made


@transaction.atomic
def lift(*, by: AbstractBaseUser, hold: int, reason: str) -> RetentionHold:
    """End a hold: the terms run as if it had never been. Lifting twice is the same as once.

    Raises:
        Refused: ``reason_missing``, ``unknown_hold``.
    """
    reason = _said(reason)
    found = RetentionHold.objects.select_for_update().filter(pk=hold).first()
    if found is None:
        raise Refused("unknown_hold")
    if found.lifted_at is None:
        found.lifted_by, found.lifted_at, found.lifted_reason = by, timezone.now(), reason
        found.save()
        record(by=by, action="hold.lifted", **_subject(found), reason=reason)  # type: ignore[arg-type]
    return found


@transaction.atomic
def request_erasure(*, by: AbstractBaseUser, delivery: int, reason: str) -> ErasureRequest:
    """Ask that the content of a delivery goes before its term.

    Raises:
        Refused: ``reason_missing``, ``unknown_delivery``, ``in_work``, ``erased_already``, ``erasure_requested``.
    """
    reason = _said(reason)
    found = locked_soon(delivery)
    if Erasure.objects.filter(delivery=found).exists():
        raise Refused("erased_already")
    if ErasureRequest.objects.filter(delivery=found, decision__in=["", "approved"]).exists():
        raise Refused("erasure_requested")
    made = ErasureRequest.objects.create(delivery=found, reason=reason, requested_by=by)
    record(by=by, action="erasure.requested", subject="delivery", subject_id=found.pk, reason=reason)
    return made


@transaction.atomic
def decide_erasure(*, by: AbstractBaseUser, request: int, decision: str, reason: str) -> ErasureRequest:
    """Approve or reject what somebody else asked for, or withdraw what one asked for oneself.

    What is approved is carried out by the next run of the keeping, within minutes. The same decision twice is one.

    Raises:
        Refused: ``reason_missing``, ``unknown_request``, ``own_request``, ``foreign_request``, ``request_decided``,
            ``retention_held``.
    """
    reason = _said(reason)
    found = ErasureRequest.objects.select_for_update().filter(pk=request).first()
    if found is None or decision not in ("approved", "rejected", "withdrawn"):
        raise Refused("unknown_request")
    is_own = found.requested_by_id == by.pk
    if is_own and decision != "withdrawn":
        raise Refused("own_request")
    if not is_own and decision == "withdrawn":
        raise Refused("foreign_request")
    if found.decision:
        if found.decision == decision and found.decided_by_id == by.pk:
            return found
        raise Refused("request_decided", decision=found.decision)
    if decision == "approved" and held(found.delivery):
        raise Refused("retention_held")
    found.decision, found.decision_reason = decision, reason
    found.decided_by, found.decided_at = by, timezone.now()
    found.save()
    record(
        by=by,
        action=f"erasure.{decision}",
        subject="delivery",
        subject_id=found.delivery_id,
        requested_by=found.requested_by.get_username(),
        reason=reason,
    )
    return found
