"""Taking back what was released, in one action of two people: the pointer moves back, tombstones stay.

After a roll-back everything stands as it did when the earlier release was live: what counted then counts again, so that the
next candidate is calculated from what readers see. What was released since comes back as candidates where its file is
there, to be decided about anew; candidates that were calculated from what counts no more are calculated again.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from indicators.actions.activate import alone
from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.inputs import known_inputs, known_together, together_sha256
from indicators.actions.moves import move, take_back_decision, unsettle
from indicators.journey import Move, State
from indicators.models import Bundle, Delivery, Erasure, InForce, LiveRelease, PutInForce, Release, Withdrawal
from indicators.models.releases import line_of

_FORGET = """
    DELETE FROM sealed.in_force f USING areas_areaedition e, areas_areasystem s
    WHERE e.id = f.edition_id AND s.id = e.system_id AND s.municipality = %s
"""
_REMEMBER = """
    INSERT INTO sealed.in_force (measure_id, period_id, edition_id, delivery_id)
    SELECT DISTINCT ON (p.measure_id, p.edition_id, p.period_id) p.measure_id, p.period_id, p.edition_id, p.delivery_id
    FROM sealed.put_in_force p JOIN areas_areaedition e ON e.id = p.edition_id
    JOIN areas_areasystem s ON s.id = e.system_id AND s.municipality = %s
    WHERE p.release_id = ANY(%s)
    ORDER BY p.measure_id, p.edition_id, p.period_id, p.release_id DESC
"""
_ERASED = """
    WITH counted AS (
        SELECT DISTINCT ON (measure_id, edition_id, period_id) measure_id, period_id, delivery_id
        FROM sealed.put_in_force WHERE release_id = ANY(%s)
        ORDER BY measure_id, edition_id, period_id, release_id DESC
    )
    SELECT DISTINCT c.delivery_id FROM counted c WHERE NOT EXISTS (
        SELECT FROM sealed.observation o
        WHERE (o.delivery_id, o.measure_id, o.period_id) = (c.delivery_id, c.measure_id, c.period_id))
    ORDER BY c.delivery_id
"""


@transaction.atomic
def propose_withdrawal(*, by: AbstractBaseUser, release: int, reason: str, back_to: int | None = None) -> Withdrawal:
    """Ask a second person to go back from what is live to ``back_to``, or to withdraw an earlier release alone.

    Raises:
        Refused: ``reason_missing``, ``unknown_release``, ``release_withdrawn``, ``withdraw_live`` (what is live goes with a
            roll-back only), ``not_live``, ``not_before`` (``back_to`` is not what the live release follows from),
            ``erased_since`` (what counted then is erased), ``withdrawal_open``.
    """
    if not reason.strip():
        raise Refused("reason_missing")
    found, target = _release(release), _release(back_to) if back_to is not None else None
    _possible(found, target)
    if Withdrawal.objects.filter(decision="", release=found).exists():
        raise Refused("withdrawal_open")
    made = Withdrawal.objects.create(release=found, back_to=target, reason=reason.strip(), proposed_by=by)
    details = {"back_to": target.number if target else None, "reason": made.reason, "withdrawal": made.pk}
    record(by=by, action="propose_withdrawal", subject="release", subject_id=found.number, **details)
    return made


@transaction.atomic
def confirm_withdrawal(*, by: AbstractBaseUser, withdrawal: int) -> Withdrawal:
    """Carry a proposal out, as a second person; from this moment nobody is served the values of what is withdrawn.

    Pressing twice is the same as pressing once.

    Raises:
        Refused: ``unknown_withdrawal``, ``own_withdrawal``, ``withdrawal_decided``, and what ``propose_withdrawal`` refuses,
            where it has become impossible since.
    """
    alone()
    found = _open(withdrawal)
    if found.decision == "confirmed" and found.decided_by_id == by.pk:
        return found
    if found.decision:
        raise Refused("withdrawal_decided")
    if found.proposed_by_id == by.pk:
        raise Refused("own_withdrawal")
    _possible(found.release, found.back_to)
    found.decision, found.decided_by, found.decided_at = "confirmed", by, timezone.now()
    found.save(update_fields=["decision", "decided_by", "decided_at"])
    if found.back_to is None:
        live = LiveRelease.objects.select_related("release").first()
        _bury([found.release_id], found, live.release if live else None)
    else:
        _go_back(found, found.back_to)
    return found


@transaction.atomic
def decline_withdrawal(*, by: AbstractBaseUser, withdrawal: int, reason: str) -> Withdrawal:
    """Leave everything as it is; who proposed it may take it back like this, too."""
    if not reason.strip():
        raise Refused("reason_missing")
    found = _open(withdrawal)
    if found.decision:
        raise Refused("withdrawal_decided")
    found.decision, found.decided_by, found.decided_at = "rejected", by, timezone.now()
    found.decision_reason = reason.strip()
    found.save(update_fields=["decision", "decided_by", "decided_at", "decision_reason"])
    details = {"reason": found.decision_reason, "withdrawal": found.pk}
    record(by=by, action="decline_withdrawal", subject="release", subject_id=found.release.number, **details)
    return found


def _release(pk: int) -> Release:
    found = Release.objects.filter(pk=pk).first()
    if found is None:
        raise Refused("unknown_release", release=pk)
    return found


def _open(withdrawal: int) -> Withdrawal:
    found = Withdrawal.objects.select_for_update().filter(pk=withdrawal).first()
    if found is None:
        raise Refused("unknown_withdrawal")
    return found


def _possible(release: Release, target: Release | None) -> None:
    """Refuse what cannot be carried out as things stand now."""
    for one in (release, target):
        if one is not None and one.withdrawn_at is not None:
            raise Refused("release_withdrawn", release=one.cited)
    is_live = LiveRelease.objects.filter(release=release).exists()
    if target is None:
        if is_live:
            raise Refused("withdraw_live", release=release.cited)
        return
    if not is_live:
        raise Refused("not_live", release=release.cited)
    if target.pk not in line_of(release.pk)[1:]:
        raise Refused("not_before", release=target.cited)
    with connection.cursor() as cursor:
        cursor.execute(_ERASED, [list(line_of(target.pk))])
        erased = [str(pk) for (pk,) in cursor.fetchall()]
    if erased:
        raise Refused("erased_since", deliveries=", ".join(erased))


def _bury(releases: Iterable[int], found: Withdrawal, successor: Release | None) -> None:
    """The tombstones: number, reason and people stay, with the release that takes the place."""
    for release in Release.objects.select_for_update(no_key=True).filter(pk__in=list(releases)):
        assert found.decided_by is not None
        release.withdrawn_at = found.decided_at
        release.withdrawn_reason = found.reason
        release.withdrawn_by = [found.proposed_by.get_username(), found.decided_by.get_username()]
        release.successor = successor
        release.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by", "successor"])
        details = {"reason": found.reason, "manifest": release.manifest_sha256, "withdrawal": found.pk}
        record(by=found.decided_by, action="withdraw_release", subject="release", subject_id=release.number, **details)


def _go_back(found: Withdrawal, target: Release) -> None:
    by = found.decided_by
    assert by is not None
    pointer = LiveRelease.objects.select_for_update().get(release=found.release)
    line = line_of(found.release_id)
    since = [pk for pk in line if pk > target.pk]
    _bury(since, found, target)
    pointer.release = target
    pointer.save()
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [pointer.municipality])
        cursor.execute(_REMEMBER, [pointer.municipality, list(line_of(target.pk))])
    _deliveries_follow(by, since)
    _candidates_follow()
    details = {"before": found.release.number, "after": target.number, "manifest": target.manifest_sha256}
    record(by=by, action="roll_back", subject="release", subject_id=target.number, reason=found.reason, **details)


def _deliveries_follow(by: AbstractBaseUser, since: list[int]) -> None:
    """What was released since goes back to be decided anew; what had been superseded by it counts again."""
    counting = set(InForce.objects.values_list("delivery", flat=True))
    taken = set(PutInForce.objects.filter(release__in=since).values_list("delivery", flat=True)) - counting
    locked = (
        Delivery.objects.select_for_update(no_key=True)
        .filter(state__in=[State.ACTIVE, State.SUPERSEDED])
        .order_by("pk")
    )
    for delivery in locked.filter(pk__in=taken | counting):
        if delivery.pk in taken:
            _goes_back(by, delivery)
        elif delivery.state == State.SUPERSEDED:
            move(delivery, Move.RESTORE, by=by)


def _goes_back(by: AbstractBaseUser, delivery: Delivery) -> None:
    was_active = delivery.state == State.ACTIVE
    if was_active:
        take_back_decision(delivery)
        delivery.release = delivery.bundle = None
    move(delivery, Move.ROLL_BACK, by=by)
    is_erased = Erasure.objects.filter(delivery=delivery).exists()  # also where others keep the same bytes
    if was_active and (is_erased or delivery.file.content is None):  # nothing is there to be calculated from
        move(delivery, Move.WITHDRAW, by=by)


def _candidates_follow() -> None:
    """Candidates that were calculated from what counts no more are calculated anew, each release in preparation as one."""
    waiting = Delivery.objects.filter(state=State.CANDIDATE).select_related("calculation", "edition")
    for delivery in waiting.filter(bundle=None).order_by("pk"):
        if delivery.calculation is None or delivery.calculation.inputs_sha256 == known_inputs(delivery).sha256:
            continue
        held = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery.pk, state=State.CANDIDATE).first()
        if held is not None:
            take_back_decision(held)
            move(held, Move.OUTDATE)
    for bundle in Bundle.objects.filter(release=None, dissolved_at=None).exclude(calculation=None).order_by("pk"):
        members = list(bundle.deliveries.select_related("edition").order_by("pk"))
        assert bundle.calculation is not None
        if members and bundle.calculation.inputs_sha256 != together_sha256(known_together(members)):
            unsettle(bundle.pk)
