"""Releases in preparation: several deliveries are calculated together, approved as a whole and go live in one transaction.

What belongs together is seen together: the approver looks at one candidate of all of them, and that candidate is, hash for
hash, what goes live. Whatever changes what belongs to it takes the candidate away, and it is calculated anew.
"""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.decide import is_own, require_approvable
from indicators.actions.errors import Refused
from indicators.actions.moves import lock_not_available, move, unsettle
from indicators.actions.together import rows_of
from indicators.journey import Move, State
from indicators.looked_at import stamp
from indicators.models import Bundle, Delivery

_SECONDS = 2
#: On their way, so that they only have to be told where they belong; they join when they have got there.
_COMING = frozenset({State.RECEIVED, State.CHECKED, State.STAGED})
_LEAVES_AS_IT_IS = _COMING | {State.FAILED}


@transaction.atomic
def open_bundle(
    *, by: AbstractBaseUser, reason: str, note_de: str = "", note_en: str = "", deliveries: Sequence[int] = ()
) -> Bundle:
    """Begin a release in preparation. Raises ``Refused``: ``reason_missing``, and what ``collect`` refuses."""
    if not reason.strip():
        raise Refused("reason_missing")
    made = Bundle.objects.create(reason=reason.strip(), note_de=note_de.strip(), note_en=note_en.strip(), opened_by=by)
    record(by=by, action="open_bundle", subject="bundle", subject_id=made.pk, reason=made.reason)
    if deliveries:
        collect(by=by, bundle=made.pk, deliveries=deliveries)
    return made


@transaction.atomic
def describe_bundle(*, by: AbstractBaseUser, bundle: int, reason: str, note_de: str, note_en: str) -> Bundle:
    """Other words for a release in preparation. Raises ``Refused``: ``reason_missing``, ``bundle_ended``."""
    found, members = _held(bundle)
    if not reason.strip():
        raise Refused("reason_missing")
    if any(member.state == State.APPROVED for member in members):
        raise Refused("bundle_ended")
    found.reason, found.note_de, found.note_en = reason.strip(), note_de.strip(), note_en.strip()
    found.save(update_fields=["reason", "note_de", "note_en"])
    record(by=by, action="describe_bundle", subject="bundle", subject_id=found.pk, reason=found.reason)
    return found


@transaction.atomic
def collect(*, by: AbstractBaseUser, bundle: int, deliveries: Sequence[int]) -> Bundle:
    """Take deliveries into a release in preparation: candidates, and such as are on their way to it.

    Raises:
        Refused: ``unknown_bundle``, ``bundle_ended``, ``unknown_delivery``, ``in_another_bundle``, ``wrong_state``,
            ``several_municipalities``, ``in_work``.
    """
    found, members = _held(bundle, also=deliveries)
    if any(member.state == State.APPROVED for member in members):
        raise Refused("bundle_ended")
    known = {member.pk: member for member in members}
    for pk in deliveries:
        if pk not in known:
            raise Refused("unknown_delivery", delivery=pk)
        _take(by, known[pk], found)
    if len({member.edition.system.municipality for member in members if member.edition is not None}) > 1:
        raise Refused("several_municipalities")
    unsettle(found.pk)
    record(by=by, action="collect", subject="bundle", subject_id=found.pk, deliveries=sorted(deliveries))
    return found


def _take(by: AbstractBaseUser, delivery: Delivery, bundle: Bundle) -> None:
    if delivery.bundle_id == bundle.pk:
        return
    if delivery.bundle_id is not None:
        raise Refused("in_another_bundle", delivery=delivery.pk)
    delivery.bundle = bundle
    if State(delivery.state) in _COMING:
        delivery.save(update_fields=["bundle"])
        return
    delivery.calculation = None
    move(delivery, Move.COLLECT, by=by, bundle=bundle.pk)


@transaction.atomic
def part(*, by: AbstractBaseUser, delivery: int) -> Delivery:
    """Take a delivery out of its release in preparation: it waits for a decision of its own.

    Raises:
        Refused: ``unknown_delivery``, ``not_in_bundle``, ``wrong_state``, ``in_work``.
    """
    bundle = Delivery.objects.filter(pk=delivery).values_list("bundle", flat=True).first()
    if bundle is None:
        raise Refused("not_in_bundle")
    _, members = _held(bundle)
    found = next((member for member in members if member.pk == delivery), None)
    if found is None:
        raise Refused("not_in_bundle")
    found.bundle = None
    if State(found.state) in _LEAVES_AS_IT_IS:
        found.save(update_fields=["bundle"])
    else:
        found.calculation = None
        move(found, Move.PART, by=by, bundle=bundle)
    unsettle(bundle)
    return found


@transaction.atomic
def dissolve_bundle(*, by: AbstractBaseUser, bundle: int, reason: str) -> Bundle:
    """Give a release in preparation up: each of its deliveries waits for a decision of its own again."""
    found, members = _held(bundle)
    if not reason.strip():
        raise Refused("reason_missing")
    for member in members:
        if member.state == State.ASKED:
            raise Refused("bundle_asked")
        part(by=by, delivery=member.pk)
    found.dissolved_at, found.calculation = timezone.now(), None
    found.save(update_fields=["dissolved_at", "calculation"])
    record(by=by, action="dissolve_bundle", subject="bundle", subject_id=found.pk, reason=reason.strip())
    return found


@transaction.atomic
def recalculate_bundle(*, by: AbstractBaseUser, bundle: int) -> Bundle:
    """Calculate what belongs together once more, where something kept the worker from it."""
    found, _ = _held(bundle)
    unsettle(found.pk)
    record(by=by, action="recalculate_bundle", subject="bundle", subject_id=found.pk)
    return found


@transaction.atomic
def approve_bundle(*, by: AbstractBaseUser, bundle: int, reason: str, seen: str = "") -> Bundle:
    """Approve the common candidate of all deliveries as it stands; ``seen`` as with a single one.

    Raises:
        Refused: ``reason_missing``, ``unknown_bundle``, ``bundle_ended``, ``bundle_empty``, ``bundle_not_ready`` (a
            delivery is still on its way, or asked about), ``own_delivery``, ``not_appointed``, ``warnings_unanswered``,
            ``outdated``, ``in_work``.
    """
    found, members = _held(bundle)
    if not reason.strip():
        raise Refused("reason_missing")
    if not members:
        raise Refused("bundle_empty")
    if all(member.decision == "approved" and member.decided_by_id == by.pk for member in members):
        return found  # pressed twice
    if any(is_own(by, member) for member in members):
        raise Refused("own_delivery")
    if found.calculation is None or any(
        member.state != State.CANDIDATE or member.calculation_id != found.calculation_id for member in members
    ):
        raise Refused("bundle_not_ready")
    if seen and seen != stamp(members):
        raise Refused("outdated")
    manifest, now = found.calculation.manifest_sha256, timezone.now()
    for member in members:
        require_approvable(by, member)
        member.decision, member.reason = "approved", reason.strip()
        member.decided_by, member.decided_at = by, now
        member.approved_manifest = manifest
        move(member, Move.APPROVE, by=by, manifest=manifest, reason=reason.strip(), bundle=found.pk)
    return found


def _held(bundle: int, also: Sequence[int] = ()) -> tuple[Bundle, list[Delivery]]:
    """The release in preparation and its rows, with some others, locked in the order of their numbers, soon or not at all."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{_SECONDS}s"])
        try:
            found = Bundle.objects.select_for_update(no_key=True).filter(pk=bundle).first()
            if found is None:
                raise Refused("unknown_bundle", bundle=bundle)
            if not found.is_open:
                raise Refused("bundle_ended")
            members = list(rows_of(bundle, also))
        except OperationalError as error:
            if lock_not_available(error):
                raise Refused("in_work") from error
            raise
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return found, members
