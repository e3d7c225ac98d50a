"""Is what is stored what its hashes say, and does every delivery stand where its journey left it?"""

import hashlib

import numpy as np
from django.db.models import F

from indicators.actions.blocks import block_key
from indicators.actions.manifest import hashes_of_calculation, hashes_of_release, manifest_sha256
from indicators.actions.verification.report import Verification
from indicators.calculation.blocks import STORED
from indicators.calculation.hashing import content_sha256
from indicators.journey import State
from indicators.models import (
    Calculation,
    Delivery,
    InForce,
    LiveRelease,
    Observation,
    PutInForce,
    Release,
    ReleaseEntry,
    ResultBlock,
    StoredFile,
)
from indicators.models.releases import line_of


def files(found: Verification, sample: int | None) -> None:
    """The bytes are those that the hash names; erased ones are counted."""
    rows = StoredFile.objects.order_by("-pk")[:sample]
    for stored in rows.iterator(chunk_size=1):
        if stored.content is None:
            found.notes.append(f"file {stored.sha256[:12]}: not reproducible: erased on {stored.erased_at:%Y-%m-%d}")
        elif hashlib.sha256(stored.content).hexdigest() != stored.sha256:
            found.findings.append(f"file {stored.sha256[:12]}: the bytes are not those of the hash")
        found.count("files")


def blocks(found: Verification, sample: int | None) -> None:
    """Every stored block has the content that its hash names, and its place in a manifest is its own."""
    rows = ResultBlock.objects.select_related("indicator", "period", "denominator_period", "edition", "level")
    for block in rows.order_by("-pk")[:sample].iterator(chunk_size=500):
        columns = [np.array([np.nan if x is None else x for x in getattr(block, name)]) for name in STORED]
        base = block.denominator_period.code if block.denominator_period else ""
        key = block_key(
            edition=block.edition.code,
            indicator=block.indicator.code,
            level=block.level.code,
            period=block.period.code,
            base=base,
            as_of=block.as_of,
            data_status=block.data_status,
        )
        if content_sha256(key, np.array(block.status, np.int16), columns) != block.content_sha256:
            found.findings.append(f"block {block.content_sha256[:12]}: the content is not that of the hash")
        found.count("blocks")
    strangers = ReleaseEntry.objects.exclude(
        block__indicator=F("indicator"), block__period=F("period"), block__edition=F("edition"), block__level=F("level")
    )
    found.findings += [f"release {e.release_id}: block {e.block_id} stands in another's place" for e in strangers]


def manifests(found: Verification, sample: int | None) -> None:
    """Releases and calculations hold exactly the blocks that their manifest's hash names."""
    for release in Release.objects.order_by("-pk")[:sample]:
        if manifest_sha256(hashes_of_release(release.pk)) != release.manifest_sha256:
            found.findings.append(f"release {release.number}: the manifest is not that of the hash")
        found.count("releases")
    for calculation in Calculation.objects.order_by("-pk")[:sample]:
        if manifest_sha256(hashes_of_calculation(calculation.pk)) != calculation.manifest_sha256:
            found.findings.append(f"calculation {calculation.pk}: the manifest is not that of the hash")
        found.count("calculations")


def journeys(found: Verification, sample: int | None) -> None:
    """What counts was activated, what is active counts, what was refused left nothing behind."""
    wrong = InForce.objects.exclude(delivery__state=State.ACTIVE)
    found.findings += [f"delivery {row.delivery_id} counts and is not active" for row in wrong]
    idle = Delivery.objects.filter(state=State.ACTIVE, in_force=None)
    found.findings += [f"delivery {delivery.pk} is active and counts nowhere" for delivery in idle]
    # One that was sent back to ``checked`` keeps what it had until it is loaded anew.
    early = Delivery.objects.filter(state__in=[State.RECEIVED, State.REFUSED])
    left = Observation.objects.filter(delivery__in=early).values_list("delivery", flat=True).distinct()
    found.findings += [f"delivery {pk} left observations behind" for pk in left]
    for delivery in Delivery.objects.filter(state=State.ACTIVE).select_related("calculation", "release"):
        if delivery.calculation is None or delivery.calculation.manifest_sha256 != delivery.approved_manifest:
            found.findings.append(f"delivery {delivery.pk}: what is live is not what was approved")
        found.count("active deliveries")
    shared: dict[int, set[tuple[int | None, str]]] = {}
    for release, *approved in Delivery.objects.exclude(release=None).values_list(
        "release", "bundle", "approved_manifest"
    ):
        shared.setdefault(release, set()).add((approved[0], approved[1]))
    found.findings += [
        f"release {pk}: its deliveries were not approved as one"
        for pk, approvals in shared.items()
        if len(approvals) > 1
    ]


def lines(found: Verification, sample: int | None) -> None:
    """What is live can be read off the protocol of releases; numbers have no holes, tombstones their people."""
    for pointer in LiveRelease.objects.select_related("release"):
        if pointer.release.withdrawn_at is not None:
            found.findings.append(f"release {pointer.release.number} is live and withdrawn")
        protocol = PutInForce.objects.filter(release__in=line_of(pointer.release_id)).order_by("release_id")
        columns = ("edition", "measure", "period", "delivery")
        counted = {row[:3]: row[3] for row in protocol.values_list(*columns)}
        rows = InForce.objects.filter(edition__system__municipality=pointer.municipality).values_list(*columns)
        if counted != {row[:3]: row[3] for row in rows}:
            found.findings.append(
                f"release {pointer.release.number}: what counts is not what it and those before put in force"
            )
    revisions: dict[tuple[int, int], list[int]] = {}
    for release in Release.objects.order_by("pk"):
        revisions.setdefault((release.year, release.serial), []).append(release.revision)
        if release.withdrawn_at is not None and len(set(release.withdrawn_by)) < 2:
            found.findings.append(f"release {release.number} was not withdrawn by two people")
        if release.withdrawn_at is not None:
            found.count("tombstones")
    found.findings += [
        f"release {year}/{serial}: its revisions have holes"
        for (year, serial), given in revisions.items()
        if given != list(range(1, len(given) + 1))
    ]
