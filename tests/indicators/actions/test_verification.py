"""``verify`` is silent on what the journey leaves, and finds every kind of tampering."""

import pytest
from django.db import connection
from django.utils import timezone

from indicators.actions import audit, erasing
from indicators.actions.verification import verify
from indicators.journey import State
from indicators.models import (
    AuditEntry,
    AuditSeal,
    Delivery,
    Erasure,
    InForce,
    Observation,
    Release,
    ReleaseEntry,
    ResultBlock,
    StoredFile,
)
from tests.indicators.actions.journeys import COUNTS, Office, file_of


@pytest.fixture
def live(office: Office) -> Office:
    office.release()
    office.release(file_of(COUNTS | {"0101": (2, 300)}), period="2025-12-31")
    audit.seal()
    return office


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_untouched_portal_has_no_findings(live: Office) -> None:
    found = verify()
    assert found.findings == [] and found.notes == []
    assert found.checked["blocks computed again"] == 6 and found.checked["deliveries read again"] == 2


def test_a_second_sealing_changes_nothing(live: Office) -> None:
    assert audit.seal() == 0


def test_entries_that_wait_for_the_sealer_are_told_not_blamed(live: Office) -> None:
    audit.record(by=live.supplier, action="note", subject="x", subject_id=1)
    found = verify()
    assert found.findings == [] and any("wait for the sealer" in note for note in found.notes)


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (
            lambda: ResultBlock.objects.filter(level__code="stadt").update(value=[99.0]),
            "content is not that of the hash",
        ),
        (lambda: Release.objects.update(manifest_sha256="0" * 64), "manifest is not that of the hash"),
        (lambda: ReleaseEntry.objects.last().delete(), "manifest is not that of the hash"),
        (lambda: Observation.objects.filter(value=60).update(value=61), "observations are not those of the file"),
        (lambda: StoredFile.objects.update(content=b"other"), "bytes are not those of the hash"),
        (lambda: InForce.objects.all().delete(), "counts nowhere"),
        (lambda: AuditEntry.objects.filter(action="approve").update(actor="statistik"), "was changed"),
        (lambda: AuditSeal.objects.exclude(signature="").update(signature="0" * 64), "signature"),
        (lambda: _execute("DELETE FROM audit_seal WHERE id = (SELECT min(id) FROM audit_seal)"), "was changed"),
    ],
)
def test_tampering_is_found(live: Office, tamper, told: str) -> None:
    tamper()
    assert any(told in finding for finding in verify().findings)


def test_erased_files_are_told_as_not_reproducible(live: Office) -> None:
    for delivery in Delivery.objects.all():
        erasing.begin(delivery=delivery.pk, cause=erasing.Cause("source", "–"))
        erasing.carry_on(delivery=delivery.pk)
    audit.seal()
    found = verify()
    assert found.findings == [] and sum(note.startswith("file ") for note in found.notes) == 2


def test_a_file_that_is_gone_without_a_protocol_is_found(live: Office) -> None:
    StoredFile.objects.update(content=None, erased_at=timezone.now(), erased_reason="by hand")
    assert any("without a protocol" in finding for finding in verify().findings)


def test_content_that_is_there_after_its_erasure_is_found(live: Office) -> None:
    delivery = Delivery.objects.get(state=State.ACTIVE, period__code="2025-12-31")
    erasing.begin(delivery=delivery.pk, cause=erasing.Cause("source", "–"))
    Erasure.objects.update(finished_at=timezone.now())
    told = verify().findings
    assert any("although it was erased" in finding for finding in told)
    assert any("although every delivery of it was erased" in finding for finding in told)
