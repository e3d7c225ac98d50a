"""Activate: one pointer moves in one transaction, to a manifest that was approved hash for hash."""

from django.db import connection

from indicators.actions.inputs import known_together, together_sha256
from indicators.actions.manifest import hashes_of_calculation, manifest_sha256
from indicators.actions.moves import move, take_back_decision
from indicators.actions.progress import Report
from indicators.actions.releasing import make_release, supersede_what_counts_no_more
from indicators.journey import Move
from indicators.models import Bundle, Delivery

_ACTIVATION_LOCK = 7_100_000_002


def alone() -> None:
    """One at a time moves the pointer, forward or back: held until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ACTIVATION_LOCK])


def activate(delivery: Delivery, report: Report) -> None:
    """Make an approved candidate live, or send it back when what it was computed from has changed since.

    Of a release in preparation everything goes live, or goes back, at once. Whoever calls it holds ``alone``.
    """
    deliveries = together(delivery)
    calculation = delivery.calculation
    assert calculation is not None
    if calculation.inputs_sha256 != together_sha256(known_together(deliveries)):
        outdate(deliveries)
        return
    hashes = hashes_of_calculation(calculation.pk)
    manifest = manifest_sha256(hashes)
    if any(one.calculation_id != calculation.pk or one.approved_manifest != manifest for one in deliveries):
        raise ValueError("the calculation is not the one that was approved")
    report("activate", 0, len(hashes))
    release = make_release(deliveries, calculation.pk)
    for one in deliveries:
        one.release = release
        move(one, Move.ACTIVATE, release=release.number, manifest=release.manifest_sha256)
    Bundle.objects.filter(pk=delivery.bundle_id).update(release=release)
    supersede_what_counts_no_more(release)
    report("activate", len(hashes), len(hashes))


def together(delivery: Delivery) -> list[Delivery]:
    """All that are calculated and released with it, by number; itself alone without a release in preparation."""
    if delivery.bundle_id is None:
        return [delivery]
    others = Delivery.objects.filter(bundle=delivery.bundle_id).exclude(pk=delivery.pk)
    return sorted([delivery, *others], key=lambda one: one.pk)


def outdate(deliveries: list[Delivery]) -> None:
    """Take the decisions back and let the method run again: a new candidate needs a new approval."""
    for delivery in deliveries:
        before = {"decided_by": delivery.decided_by.get_username()} if delivery.decided_by else {}
        take_back_decision(delivery)
        move(delivery, Move.OUTDATE, **before)
    Bundle.objects.filter(pk=deliveries[0].bundle_id).update(calculation=None)
