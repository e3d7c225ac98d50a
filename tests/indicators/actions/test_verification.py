"""``verify`` is silent on what the journey leaves, and finds every kind of tampering."""

import pytest
from django.db import connection

from indicators.actions import audit
from indicators.actions.verification import verify
from indicators.models import (
    AuditEntry,
    AuditSeal,
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
    from django.utils import timezone

    StoredFile.objects.update(content=None, erased_at=timezone.now(), erased_reason="retention")
    found = verify()
    assert found.findings == [] and sum("not reproducible: erased on" in note for note in found.notes) == 2
