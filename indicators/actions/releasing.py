"""A new release: its number, its people, its manifest, and what it puts in force."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from areas.models import AreaEdition
from indicators.actions.manifest import hashes_of_release, manifest_sha256
from indicators.actions.moves import move
from indicators.actions.notes import publish_notes
from indicators.actions.observations import delivered_cells
from indicators.actions.origins import tell_origins
from indicators.journey import Move, State
from indicators.models import Delivery, IndexPublication, InForce, LiveRelease, PutInForce, Release, ReleaseEntry

#: (edition id, measure id, period id) → delivery id
Cells = Mapping[tuple[int, int, int], int]

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
_CARRY_INDICES_OVER = """
    INSERT INTO release_index_entry (release_id, index_id, level_id, edition_id, period_id, block_id)
    SELECT %(release)s, old.index_id, old.level_id, old.edition_id, old.period_id, old.block_id
    FROM release_index_entry old
    WHERE old.release_id = %(previous)s AND old.index_id <> ALL (%(anew)s) AND NOT EXISTS (
        SELECT FROM sealed.calculation_index_entry e JOIN index_block b ON b.id = e.block_id
        WHERE e.calculation_id = %(calculation)s
          AND (b.index_id, b.level_id, b.edition_id, b.period_id)
            = (old.index_id, old.level_id, old.edition_id, old.period_id))
"""
_ADD_INDICES = """
    INSERT INTO release_index_entry (release_id, index_id, level_id, edition_id, period_id, block_id)
    SELECT %(release)s, b.index_id, b.level_id, b.edition_id, b.period_id, b.id
    FROM sealed.calculation_index_entry e JOIN index_block b ON b.id = e.block_id
    WHERE e.calculation_id = %(calculation)s
"""


def cells_of(deliveries: Sequence[Delivery]) -> dict[tuple[int, int, int], int]:
    """What each delivery fills: edition, measure and period; of two that fill the same the later one."""
    found = {}
    for edition in sorted({one.edition_id for one in deliveries if one.edition_id is not None}):
        cells = delivered_cells(one.pk for one in deliveries if one.edition_id == edition)
        found |= {(edition, measure, period): delivery for (measure, period), delivery in cells.items()}
    return found


def make_release(deliveries: Sequence[Delivery], calculation: int) -> Release:
    """The next release: what was live, with the calculation's blocks in their places. The activation lock is held."""
    first = deliveries[0]
    assert first.edition is not None and first.decided_by is not None
    municipality = first.edition.system.municipality
    cells = cells_of(deliveries)
    bundle = first.bundle
    notes = bundle or first
    release = _begun(
        municipality,
        _number(cells),
        reason=first.reason,
        note_de=notes.note_de,
        note_en=notes.note_en,
        uploaded_by=(bundle.opened_by if bundle else first.uploaded_by).get_username(),
        approved_by=first.decided_by.get_username(),
        contributors=sorted({one.uploaded_by.get_username() for one in deliveries}),
    )
    _fill(release, calculation)
    publish_notes(release, deliveries)
    LiveRelease.objects.update_or_create(municipality=municipality, defaults={"release": release})
    _put_in_force(release, cells)
    tell_origins(release)
    return release


def release_indices(
    publication: IndexPublication, *, municipality: str, calculation: int, indices: Sequence[int]
) -> Release:
    """The next release: what was live, with the blocks of these indices in the place of all that they had."""
    asked_by = publication.asked_by.get_username()
    release = _begun(
        municipality,
        _new_number(),
        reason=publication.reason,
        uploaded_by=publication.authors[0] if publication.authors else asked_by,
        approved_by=asked_by,
        contributors=publication.authors,
    )
    _fill(release, calculation, anew=indices)
    LiveRelease.objects.update_or_create(municipality=municipality, defaults={"release": release})
    return release


def _begun(municipality: str, number: tuple[int, int, int], **told: Any) -> Release:
    """The row of the next release, which follows the live one. The pointer is locked."""
    live = LiveRelease.objects.select_for_update().filter(municipality=municipality).first()
    year, serial, revision = number
    return Release.objects.create(
        year=year,
        serial=serial,
        revision=revision,
        manifest_sha256="",
        previous_id=live.release_id if live else None,
        **told,
    )


def _number(cells: Cells) -> tuple[int, int, int]:
    """Year, serial and revision, by the rule of ``Release``: a set of its own, or a revision of the one it replaces."""
    rows = InForce.objects.filter(edition__in={edition for edition, _, _ in cells}).values_list(
        "edition", "measure", "period", "delivery__release__year", "delivery__release__serial"
    )
    replaced = {tuple(row[:3]): row[3:] for row in rows if tuple(row[:3]) in cells}
    numbers = set(replaced.values())
    if len(replaced) == len(cells) and len(numbers) == 1:
        ((year, serial),) = numbers
        last = Release.objects.filter(year=year, serial=serial).aggregate(last=Max("revision"))["last"]
        return year, serial, last + 1
    return _new_number()


def _new_number() -> tuple[int, int, int]:
    year = timezone.localdate().year
    return year, (Release.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0) + 1, 1


def _fill(release: Release, calculation: int, anew: Sequence[int] = ()) -> None:
    """The manifest: the lines of the release before, with those of the calculation in their places.

    ``anew``: indices of which nothing is carried over.
    """
    params = {"release": release.pk, "previous": release.previous_id, "calculation": calculation, "anew": list(anew)}
    with connection.cursor() as cursor:
        for statement in (_CARRY_OVER, _ADD, _CARRY_INDICES_OVER, _ADD_INDICES):
            cursor.execute(statement, params)
    release.manifest_sha256 = manifest_sha256(hashes_of_release(release.pk))
    entries = ReleaseEntry.objects.filter(release=release)
    release.is_demo = not AreaEdition.objects.filter(pk__in=entries.values("edition"), system__is_demo=False).exists()
    release.save(update_fields=["manifest_sha256", "is_demo"])


def _put_in_force(release: Release, cells: Cells) -> None:
    """The deliveries' cells count from now on; the protocol says so for good."""
    rows = InForce.objects.filter(edition__in={edition for edition, _, _ in cells})
    replaced = [row.pk for row in rows if (row.edition_id, row.measure_id, row.period_id) in cells]
    InForce.objects.filter(pk__in=replaced).delete()
    places = [
        {"edition_id": edition, "measure_id": measure, "period_id": period, "delivery_id": delivery}
        for (edition, measure, period), delivery in cells.items()
    ]
    InForce.objects.bulk_create(InForce(**place) for place in places)
    PutInForce.objects.bulk_create(PutInForce(release=release, **place) for place in places)


def supersede_what_counts_no_more(since: Release) -> None:
    """Active deliveries of which no cell counts any more are superseded."""
    idle = list(Delivery.objects.filter(state=State.ACTIVE, in_force=None).values_list("pk", flat=True))
    for other in Delivery.objects.select_for_update(no_key=True).filter(pk__in=idle, state=State.ACTIVE).order_by("pk"):
        move(other, Move.SUPERSEDE, release=since.number)
