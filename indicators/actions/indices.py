"""Make indices visible without waiting for a delivery: all live periods by the definitions in force, as a new release.

A second person has approved each definition; whoever publishes it did not describe it. The row of the publication is the
queue: the worker computes the blocks from what is live, and moves the pointer in the same transaction. Killed anywhere it
leaves nothing behind and is taken again.
"""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.actions.activate import alone
from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.index_blocks import enter, index_results
from indicators.actions.index_ground import Ground, ground
from indicators.actions.index_inputs import inputs_of
from indicators.actions.manifest import manifest_sha256
from indicators.actions.releasing import release_indices
from indicators.catalogue.index_rules import rules_sha256
from indicators.models import Calculation, CatalogueVersion, Index, IndexPublication, LiveRelease, ReleaseIndexEntry

ATTEMPTS = 3


@transaction.atomic
def publish_indices(*, by: AbstractBaseUser, indices: Sequence[str], reason: str) -> IndexPublication:
    """Ask for a release in which these indices stand for all live periods as they are defined now.

    Raises:
        Refused: ``reason_missing``, ``unknown_index``, ``own_index`` (a second person publishes), ``nothing_to_publish``,
            ``publication_open`` (another one is under way).
    """
    if not reason.strip():
        raise Refused("reason_missing")
    rows = _rows(indices)
    authors = authors_of(rows)
    if by.get_username() in authors:
        raise Refused("own_index")
    if not {row.code for row in rows} & set(unpublished()):
        raise Refused("nothing_to_publish")
    codes = [row.code for row in rows]
    try:
        with transaction.atomic():
            made = IndexPublication.objects.create(indices=codes, reason=reason.strip(), authors=authors, asked_by=by)
    except IntegrityError:
        raise Refused("publication_open") from None
    details = {"indices": codes, "reason": made.reason, "authors": authors}
    record(by=by, action="publish_indices", subject="index_publication", subject_id=made.pk, **details)
    return made


def unpublished() -> list[str]:
    """Indices that could stand in the live release otherwise than they do: not at all, or by another definition."""
    release = LiveRelease.objects.values_list("release", flat=True).first()
    rows = list(Index.objects.order_by("code"))
    if release is None or not rows:
        return []
    found = ground(rows, release=release, calculation=None)
    standing: dict[int, set[_Standing]] = {}
    entries = ReleaseIndexEntry.objects.filter(release=release).values_list(
        "index", "block__definition_sha256", "period"
    )
    for index, definition, period in entries.distinct():
        standing.setdefault(index, set()).add((definition, period))
    return [row.code for row in rows if _differs(row, standing.get(row.pk, set()), found)]


_Standing = tuple[str, int]  # hash of the definition, period


def _differs(row: Index, standing: set[_Standing], found: Ground) -> bool:
    if not standing:
        return bool(inputs_of(row.spec, found))
    now = rules_sha256(row.document)
    return any(definition != now or not row.spec.serves(found.periods[period].span) for definition, period in standing)


def authors_of(rows: Sequence[Index]) -> list[str]:
    """Who described the definitions in force, by name of the account; nobody where files brought them unattended."""
    found = set()
    for row in rows:
        version = (
            CatalogueVersion.objects.filter(part=Index.part, code=row.code, sha256=row.sha256)
            .select_related("proposal__proposed_by", "stored_by")
            .order_by("-pk")
            .first()
        )
        if version is not None:
            author = version.proposal.proposed_by if version.proposal else version.stored_by
            found.add(author.get_username() if author else "")
    return sorted(found - {""})


def waiting() -> bool:
    """Whether a publication waits for the worker."""
    return IndexPublication.objects.filter(outcome="").exists()


def take_publication() -> bool:
    """Carry out the publication that waits; whether there was one that nobody else is at.

    One that raises is undone whole and counted; after three times it is given up, with the kind of error.
    """
    try:
        with transaction.atomic():
            alone()  # before any row is locked, as activating does
            rows = IndexPublication.objects.select_for_update(no_key=True, skip_locked=True)
            found = rows.filter(outcome="").order_by("pk").first()
            if found is None:
                return False
            _carry_out(found)
    except Exception as error:
        _count_failure(error)
        raise
    return True


def _carry_out(found: IndexPublication) -> None:
    pointer = LiveRelease.objects.select_for_update().select_related("release").first()
    rows = list(Index.objects.filter(code__in=found.indices).order_by("code"))
    if pointer is None or authors_of(rows) != found.authors:
        _end(found, "failed", failure="definition_changed")
        return
    blocks = index_results(rows, ground(rows, release=pointer.release_id, calculation=None), (), everything=True)
    calculation = Calculation.objects.create(
        inputs_sha256=pointer.release.manifest_sha256, manifest_sha256="", code_version=settings.CODE_VERSION
    )
    hashes = enter(calculation.pk, blocks)
    live = ReleaseIndexEntry.objects.filter(release=pointer.release_id, index__in=rows)
    if set(live.values_list("block__content_sha256", flat=True)) == set(hashes):
        calculation.delete()
        _end(found, "nothing_new")
        return
    calculation.manifest_sha256 = manifest_sha256(hashes)
    calculation.save(update_fields=["manifest_sha256"])
    found.release = release_indices(
        found, municipality=pointer.municipality, calculation=calculation.pk, indices=[row.pk for row in rows]
    )
    _end(found, "released", release=found.release.number, manifest=found.release.manifest_sha256)


def _end(found: IndexPublication, outcome: str, *, failure: str = "", **details: str) -> None:
    found.outcome, found.finished_at, found.failure = outcome, timezone.now(), failure or found.failure
    found.save(update_fields=["outcome", "finished_at", "failure", "release"])
    told = {"indices": found.indices, "outcome": outcome, **details}
    record(by=found.asked_by, action="end_publication", subject="index_publication", subject_id=found.pk, **told)


@transaction.atomic
def _count_failure(error: Exception) -> None:
    found = IndexPublication.objects.select_for_update().filter(outcome="").order_by("pk").first()
    if found is None:
        return
    found.attempts += 1
    found.failure = type(error).__name__
    found.save(update_fields=["attempts", "failure"])
    if found.attempts >= ATTEMPTS:
        _end(found, "failed")


def _rows(indices: Sequence[str]) -> list[Index]:
    rows = list(Index.objects.filter(code__in=indices).order_by("code"))
    missing = sorted(set(indices) - {row.code for row in rows})
    if missing or not rows:
        raise Refused("unknown_index", index=", ".join(missing))
    return rows
