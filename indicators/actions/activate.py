"""Activate: one pointer moves in one transaction, to a manifest that was approved hash for hash."""

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from areas.models import AreaEdition
from indicators.actions.inputs import known_inputs
from indicators.actions.manifest import manifest_sha256
from indicators.actions.moves import move, take_back_decision
from indicators.actions.observations import delivered_measures
from indicators.actions.progress import Report
from indicators.journey import Move, State
from indicators.models import CalculationEntry, Delivery, InForce, LiveRelease, Release, ReleaseEntry

_ACTIVATION_LOCK = 7_100_000_002

_CARRY_OVER = """
    INSERT INTO release_entry (release_id, indicator_id, level_id, edition_id, period_id, block_id)
    SELECT %(release)s, old.indicator_id, old.level_id, old.edition_id, old.period_id, old.block_id
    FROM release_entry old
    WHERE old.release_id = %(previous)s AND NOT EXISTS (
        SELECT FROM sealed.calculation_entry e JOIN result_block b ON b.id = e.block_id
        WHERE e.calculation_id = %(calculation)s
          AND (b.indicator_id, b.level_id, b.edition_id, b.period_id)
            = (old.indicator_id, old.level_id, old.edition_id, old.period_id))
"""
_ADD = """
    INSERT INTO release_entry (release_id, indicator_id, level_id, edition_id, period_id, block_id)
    SELECT %(release)s, b.indicator_id, b.level_id, b.edition_id, b.period_id, b.id
    FROM sealed.calculation_entry e JOIN result_block b ON b.id = e.block_id
    WHERE e.calculation_id = %(calculation)s
"""


def activate(delivery: Delivery, report: Report) -> None:
    """Make an approved candidate live, or send it back when what it was computed from has changed since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ACTIVATION_LOCK])
    calculation = delivery.calculation
    assert calculation is not None
    if calculation.inputs_sha256 != known_inputs(delivery).sha256:
        outdate(delivery)
        return
    entries = CalculationEntry.objects.filter(calculation=calculation)
    hashes = list(entries.values_list("block__content_sha256", flat=True))
    if manifest_sha256(hashes) != delivery.approved_manifest:
        raise ValueError("the calculation is not the one that was approved")
    report("activate", 0, len(hashes))
    delivery.release = _release(delivery, calculation.pk)
    _put_in_force(delivery)
    move(delivery, Move.ACTIVATE, release=delivery.release.number, manifest=delivery.release.manifest_sha256)
    report("activate", len(hashes), len(hashes))


def outdate(delivery: Delivery) -> None:
    """Take the decision back and let the method run again: a new candidate needs a new approval."""
    before = {"decided_by": delivery.decided_by.get_username()} if delivery.decided_by else {}
    take_back_decision(delivery)
    move(delivery, Move.OUTDATE, **before)


def _release(delivery: Delivery, calculation: int) -> Release:
    """The next release: what was live, with the calculation's blocks in their places."""
    assert delivery.edition is not None and delivery.decided_by is not None
    municipality = delivery.edition.system.municipality
    live = LiveRelease.objects.select_for_update().filter(municipality=municipality).first()
    year = timezone.localdate().year
    serial = Release.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    release = Release.objects.create(
        year=year,
        serial=serial + 1,
        reason=delivery.reason,
        uploaded_by=delivery.uploaded_by.get_username(),
        approved_by=delivery.decided_by.get_username(),
        manifest_sha256="",
        previous_id=live.release_id if live else None,
    )
    params = {"release": release.pk, "previous": release.previous_id, "calculation": calculation}
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_OVER, params)
        cursor.execute(_ADD, params)
    entries = ReleaseEntry.objects.filter(release=release)
    release.manifest_sha256 = manifest_sha256(entries.values_list("block__content_sha256", flat=True))
    release.is_demo = not AreaEdition.objects.filter(pk__in=entries.values("edition"), system__is_demo=False).exists()
    release.save(update_fields=["manifest_sha256", "is_demo"])
    LiveRelease.objects.update_or_create(municipality=municipality, defaults={"release": release})
    return release


def _put_in_force(delivery: Delivery) -> None:
    """The delivery's cells count from now on; a delivery of which none counts any more is superseded."""
    place = {"period": delivery.period, "edition": delivery.edition}
    measures = delivered_measures(delivery)
    replaced = InForce.objects.filter(measure__in=measures, **place)
    former = set(replaced.values_list("delivery", flat=True)) - {delivery.pk}
    replaced.delete()
    InForce.objects.bulk_create(InForce(measure_id=measure, delivery=delivery, **place) for measure in measures)
    still = set(InForce.objects.filter(delivery__in=former).values_list("delivery", flat=True))
    for other in Delivery.objects.select_for_update().filter(pk__in=former - still, state=State.ACTIVE):
        move(other, Move.SUPERSEDE, superseded_by=delivery.pk)
