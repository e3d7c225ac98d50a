"""Decisions of people: approve (never one's own), reject, withdraw, retry. A reason always."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.appointing import is_appointed
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon, move, take_back_decision
from indicators.journey import Move, State
from indicators.looked_at import stamp, unanswered
from indicators.models import Delivery, Observation


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("reason_missing")
    return text.strip()


def is_own(person: AbstractBaseUser, delivery: Delivery) -> bool:
    """Whether the person delivered the file, or took it over from who did."""
    return person.pk in (delivery.uploaded_by_id, getattr(delivery, "taken_over_by_id", None))


def require_approvable(by: AbstractBaseUser, delivery: Delivery) -> None:
    """Refuse whom nobody appointed, and a candidate with warnings that nobody has answered."""
    if not is_appointed(by.pk, delivery.profile.source_id):
        raise Refused("not_appointed")
    if codes := unanswered(delivery.pk):
        raise Refused("warnings_unanswered", codes=codes)


def _decided(delivery: Delivery, by: AbstractBaseUser, decision: str, reason: str) -> None:
    delivery.decision, delivery.reason = decision, reason
    delivery.decided_by, delivery.decided_at = by, timezone.now()


@transaction.atomic
def approve(
    *, by: AbstractBaseUser, delivery: int, reason: str, seen: str = "", note_de: str = "", note_en: str = ""
) -> Delivery:
    """Approve a candidate as it stands: its manifest's hash is what may go live. ``reason`` becomes the release's.

    Pressing twice is the same as pressing once. ``seen`` is the hash of what the approver looked at (``looked_at.stamp``);
    where it was calculated anew since, with another result, or another note was recorded, nothing is approved unseen.
    ``note_de`` and ``note_en`` are for readers of the release.

    Raises:
        Refused: ``own_delivery`` (a second person has to approve), ``in_bundle``, ``not_appointed``, ``warnings_unanswered``,
            ``reason_missing``, ``wrong_state``, ``outdated``, ``in_work`` (as every decision: a step is running, and nobody
            waits for its end).
    """
    found, reason = locked_soon(delivery), _reason(reason)
    if is_own(by, found):
        raise Refused("own_delivery")
    if found.bundle_id is not None:
        raise Refused("in_bundle")
    if found.decision == "approved" and found.decided_by_id == by.pk and found.state in (State.APPROVED, State.ACTIVE):
        return found
    if seen and found.state == State.CANDIDATE and seen != stamp([found]):
        raise Refused("outdated")
    if found.state == State.CANDIDATE:
        require_approvable(by, found)
    manifest = found.calculation.manifest_sha256 if found.calculation else ""
    _decided(found, by, "approved", reason)
    found.approved_manifest = manifest
    found.note_de, found.note_en = note_de.strip(), note_en.strip()
    move(found, Move.APPROVE, by=by, manifest=manifest, reason=reason)
    return found


@transaction.atomic
def reject(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Reject a candidate: nothing of it goes live, the delivery ends here."""
    found, reason = locked_soon(delivery), _reason(reason)
    _decided(found, by, "rejected", reason)
    move(found, Move.REJECT, by=by, reason=reason)
    return found


@transaction.atomic
def withdraw(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Take back what is not approved yet."""
    found, reason = locked_soon(delivery), _reason(reason)
    _decided(found, by, "withdrawn", reason)
    move(found, Move.WITHDRAW, by=by, reason=reason)
    return found


@transaction.atomic
def retry(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Send a delivery whose step failed on its way again, from the check on; nothing of the first time is left."""
    found, reason = locked_soon(delivery), _reason(reason)
    take_back_decision(found)
    Observation.objects.filter(delivery=found).delete()
    move(found, Move.RETRY, by=by, reason=reason)
    return found
