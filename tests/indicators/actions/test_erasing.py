"""What is due goes, whole, once, with its protocol; what is released stays; what was erased stays erased."""

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone

from indicators.actions import audit, decide, erasing, keeping, retaining, steps
from indicators.actions.erased_before import erase_again, everything_erased
from indicators.actions.erasing import Cause
from indicators.actions.errors import Refused
from indicators.actions.receive import receive
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_sha256
from indicators.journey import State
from indicators.models import (
    AuditEntry,
    Delivery,
    Erasure,
    ImportProfile,
    Observation,
    Problem,
    ReleaseEntry,
    RetentionHold,
    Source,
    StoredFile,
)
from indicators.stays import due_of
from tests.indicators.actions.journeys import COUNTS, Office, file_of

PERSONS = b"Name;Vorname;Geburtsdatum;id\nMuster;Erika;1990-01-02;0101\nBeispiel;Max;1985-03-04;0102\n"
BAD = file_of(COUNTS | {"0102": (10, "viele")})
EARLIER = file_of(COUNTS | {"0102": (12, 410)})
STREETS = "\n".join(  # areas that are called as houses are
    ["id,name,einwohner,faelle", *(f"{code},Hafenweg {code},{of},{n}" for code, (n, of) in COUNTS.items()), ""]
).encode()


def _in(days: int) -> int:
    """What goes when so many days have passed."""
    return keeping.erase_due(today=timezone.localdate() + timedelta(days=days))


def _live_blocks() -> list[str]:
    newest = ReleaseEntry.objects.order_by("-release").first()
    assert newest is not None
    return sorted(ReleaseEntry.objects.filter(release=newest.release).values_list("block__content_sha256", flat=True))


def _content(delivery: Delivery) -> tuple[int, int, bool]:
    """Observations, problems, bytes."""
    return (
        Observation.objects.filter(delivery=delivery).count(),
        Problem.objects.filter(delivery=delivery).count(),
        StoredFile.objects.filter(pk=delivery.file_id, content__isnull=False).exists(),
    )


def test_nothing_goes_before_its_term(office: Office) -> None:
    live, refused = office.release(), office.deliver(BAD)
    assert keeping.erase_due() == 0
    assert _content(live) == (10, 0, True) and _content(refused)[2]


def test_a_live_delivery_goes_after_its_sources_term_and_its_results_stay(office: Office) -> None:
    live = office.release()
    before = _live_blocks()
    assert due_of(live).day.year == timezone.localdate().year + 10  # type: ignore[union-attr]
    assert _in(3660) == 1
    assert _content(live) == (0, 0, False)
    assert _live_blocks() == before
    entry = AuditEntry.objects.get(action="erase")
    assert entry.details["observations"] == 10 and entry.details["file"] == live.file.sha256
    assert entry.details["cause"] == "source" and entry.details["reason"]
    audit.seal()
    found = verify()
    assert found.findings == []
    assert any(f"delivery {live.pk}: not reproducible: erased on" in note for note in found.notes)
    assert any("not reproducible: erased" in note and "armutsquote" in note for note in found.notes)


def test_a_refused_file_goes_after_ninety_days_with_the_values_in_its_report(office: Office) -> None:
    refused = office.deliver(BAD)
    assert Problem.objects.filter(delivery=refused, value="viele").exists()
    assert _in(89) == 0
    assert _in(90) == 1
    assert _content(refused) == (0, 0, False)
    assert Erasure.objects.get(pk=refused.pk).problems > 0


def test_a_candidate_that_nobody_decides_about_ends(office: Office) -> None:
    waiting = office.deliver()
    assert _in(180) == 1
    waiting.refresh_from_db()
    assert waiting.state == State.WITHDRAWN and waiting.decision == ""
    assert AuditEntry.objects.filter(action="expire", subject_id=str(waiting.pk)).count() == 1
    with pytest.raises(Refused, match="wrong_state"):
        decide.approve(by=office.approver, delivery=waiting.pk, reason="doch noch")
    audit.seal()
    assert verify().findings == []


def test_bytes_that_another_delivery_needs_stay_until_that_one_goes(office: Office) -> None:
    first, second = office.release(), office.release()  # the same file, said again
    assert first.file_id == second.file_id
    request = retaining.request_erasure(by=office.supplier, delivery=first.pk, reason="Probe")
    retaining.decide_erasure(by=office.approver, request=request.pk, decision="approved", reason="ja")
    assert keeping.erase_due() == 1
    assert _content(first) == (0, 0, True) and not Erasure.objects.get(pk=first.pk).bytes_gone
    request = retaining.request_erasure(by=office.supplier, delivery=second.pk, reason="Probe")
    retaining.decide_erasure(by=office.approver, request=request.pk, decision="approved", reason="ja")
    assert keeping.erase_due() == 1
    assert _content(second) == (0, 0, False) and Erasure.objects.get(pk=second.pk).bytes_gone


def test_a_later_delivery_never_overwrites_results_whose_inputs_are_erased(office: Office) -> None:
    """The earlier year counts from 2023 on; computed without its observations it would come out empty."""
    old = office.release(EARLIER, "2023-12-31")
    office.release(file_of(), "2024-12-31")
    before = _live_blocks()
    erasing.begin(delivery=old.pk, cause=Cause("source", "§ 1"))
    erasing.carry_on(delivery=old.pk)
    newer = office.release(file_of(COUNTS | {"0101": (61, 300)}), "2024-12-31")
    assert newer.release is not None
    of_2023 = ReleaseEntry.objects.filter(release=newer.release, period__code="2023-12-31")
    assert {entry.block.content_sha256 for entry in of_2023} <= set(before) and of_2023.exists()
    assert office.release(EARLIER, "2023-12-31").state == State.ACTIVE  # delivered again it counts again
    audit.seal()
    assert verify().findings == []


def test_a_candidate_that_was_computed_before_an_erasure_is_computed_anew(office: Office) -> None:
    old = office.release(EARLIER, "2023-12-31")
    candidate = office.deliver(file_of(COUNTS | {"0101": (61, 300)}), "2023-12-31")
    office.explain(candidate)
    decide.approve(by=office.approver, delivery=candidate.pk, reason="Korrektur")
    erasing.begin(delivery=old.pk, cause=Cause("source", "§ 1"))
    steps.run(delivery=candidate.pk)
    candidate.refresh_from_db()
    assert candidate.state == State.ACTIVE  # its own cells take the place of those that go
    erasing.carry_on(delivery=old.pk)
    audit.seal()
    assert verify().findings == []


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_an_erasure_that_was_interrupted_is_finished_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    live = office.release()
    monkeypatch.setattr(erasing, "PIECE", 4)
    erasing.begin(delivery=live.pk, cause=Cause("source", "§ 1"))
    for _ in range(pieces):
        assert erasing._take_a_piece(live.pk)
    assert Observation.objects.filter(delivery=live).count() == 10 - 4 * pieces
    audit.seal()
    found = verify()
    assert found.findings == [] and any("is being erased" in note for note in found.notes)
    keeping.erase_due()
    assert _content(live) == (0, 0, False)
    assert Erasure.objects.get(pk=live.pk).observations == 10
    assert AuditEntry.objects.filter(action="erase").count() == 1
    assert keeping.erase_due() == 0 and AuditEntry.objects.filter(action="erase").count() == 1


@pytest.mark.parametrize("about", ["delivery", "source"])
def test_a_hold_puts_an_erasure_off_until_it_is_lifted(office: Office, about: str) -> None:
    live = office.release()
    given: dict[str, Any] = {about: live if about == "delivery" else Source.objects.get()}
    hold = retaining.hold(by=office.supplier, reason="Rechtsstreit", **given)
    with pytest.raises(Refused, match="retention_held"):
        retaining.hold(by=office.supplier, reason="noch einmal", **given)
    assert _in(3660) == 0
    with pytest.raises(Refused, match="retention_held"):
        erasing.begin(delivery=live.pk, cause=Cause("source", "§ 1"))
    retaining.lift(by=office.approver, hold=hold.pk, reason="beendet")
    retaining.lift(by=office.approver, hold=hold.pk, reason="beendet")
    assert AuditEntry.objects.filter(action="hold.lifted").count() == 1
    assert _in(3660) == 1


def test_a_person_erases_with_a_second_person_only(office: Office) -> None:
    live = office.release()
    with pytest.raises(Refused, match="reason_missing"):
        retaining.request_erasure(by=office.supplier, delivery=live.pk, reason=" ")
    request = retaining.request_erasure(by=office.supplier, delivery=live.pk, reason="Irrtum der Fachstelle")
    with pytest.raises(Refused, match="erasure_requested"):
        retaining.request_erasure(by=office.approver, delivery=live.pk, reason="noch einmal")
    with pytest.raises(Refused, match="own_request"):
        retaining.decide_erasure(by=office.supplier, request=request.pk, decision="approved", reason="ja")
    with pytest.raises(Refused, match="foreign_request"):
        retaining.decide_erasure(by=office.approver, request=request.pk, decision="withdrawn", reason="ja")
    assert keeping.erase_due() == 0
    retaining.decide_erasure(by=office.approver, request=request.pk, decision="approved", reason="ja")
    retaining.decide_erasure(by=office.approver, request=request.pk, decision="approved", reason="ja")
    with pytest.raises(Refused, match="request_decided"):
        retaining.decide_erasure(by=office.approver, request=request.pk, decision="rejected", reason="nein")
    assert keeping.erase_due() == 1
    done = Erasure.objects.get(pk=live.pk)
    assert (done.cause, done.reason, done.actor) == ("request", "Irrtum der Fachstelle", "pruefung")


def test_the_database_refuses_a_request_that_its_author_approves(office: Office) -> None:
    from django.db import IntegrityError, transaction

    live = office.release()
    request = retaining.request_erasure(by=office.supplier, delivery=live.pk, reason="Probe")
    with pytest.raises(IntegrityError, match="erasure_request_second_person"), transaction.atomic():
        type(request).objects.filter(pk=request.pk).update(
            decision="approved", decided_by=office.supplier, decided_at=timezone.now(), decision_reason="ja"
        )
    with pytest.raises(IntegrityError, match="retention_hold_is_about_one_thing"), transaction.atomic():
        RetentionHold.objects.create(reason="Probe", set_by=office.supplier)


def test_what_the_worker_has_is_not_erased(office: Office) -> None:
    waiting = office.receive()
    with pytest.raises(Refused, match="in_work"):
        erasing.begin(delivery=waiting.pk, cause=Cause("request", "Probe"))


@pytest.fixture
def refused_persons(office: Office) -> StoredFile:
    delivery = office.deliver(PERSONS)
    office.deliver(file_of())
    return StoredFile.objects.get(pk=delivery.file_id)


def test_bytes_that_are_back_are_erased_again_and_only_they(office: Office, refused_persons: StoredFile) -> None:
    marks = everything_erased()
    assert [mark.sha256 for mark in marks.files] == [refused_persons.sha256]
    StoredFile.objects.filter(pk=refused_persons.pk).update(content=PERSONS, erased_at=None, erased_reason="")
    assert erase_again(erased=marks) == 1
    again = StoredFile.objects.get(pk=refused_persons.pk)
    assert (again.content, again.erased_at) == (None, refused_persons.erased_at)
    assert StoredFile.objects.filter(content__isnull=False).count() == 1
    assert AuditEntry.objects.filter(action="erase_again", subject_id=str(again.pk)).count() == 1


def test_what_is_erased_already_is_left_alone(office: Office, refused_persons: StoredFile) -> None:
    assert erase_again(erased=everything_erased()) == 0
    assert not AuditEntry.objects.filter(action="erase_again").exists()


@pytest.mark.parametrize("back_to", [State.ACTIVE, State.CANDIDATE, State.APPROVED])
def test_observations_that_are_back_are_erased_again(office: Office, back_to: State) -> None:
    """As after a restore of a copy that was made when the delivery stood there."""
    live = office.release()
    rows = list(Observation.objects.filter(delivery=live).values_list())
    content = bytes(StoredFile.objects.get(pk=live.file_id).content or b"")
    erasing.begin(delivery=live.pk, cause=Cause("source", "§ 1", due=None))
    erasing.carry_on(delivery=live.pk)
    marks = everything_erased()
    Erasure.objects.all().delete()
    StoredFile.objects.update(content=content, erased_at=None, erased_reason="")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO sealed.observation VALUES (%s, %s, %s, %s, %s, %s)", _columns(rows))
    if back_to is not State.ACTIVE:
        live.in_force.all().delete()
        Delivery.objects.filter(pk=live.pk).update(state=back_to, release=None)
    assert erase_again(erased=marks) >= 1
    assert _content(live) == (0, 0, False)
    again = Delivery.objects.get(pk=live.pk)
    assert again.state == (State.ACTIVE if back_to is State.ACTIVE else State.WITHDRAWN)
    assert erase_again(erased=marks) == 0


def _columns(rows: list[Any]) -> list[Any]:
    names = [field.column for field in Observation._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'sealed' "
            "AND table_name = 'observation' ORDER BY ordinal_position"
        )
        order = [name for (name,) in cursor.fetchall()]
    return [[row[names.index(name)] for name in order] for row in rows]


def test_a_mark_of_another_file_erases_nothing(office: Office) -> None:
    live = office.release()
    marks = everything_erased()
    from indicators.actions.erased_before import Erased, ErasedDelivery

    foreign = ErasedDelivery(live.pk, "0" * 64, "source", date(2030, 1, 1), "§ 1", "worker", timezone.now())
    assert erase_again(erased=Erased(marks.files, (foreign,))) == 0
    assert _content(live) == (10, 0, True)


@pytest.fixture
def live_and_refused(office: Office) -> tuple[Delivery, Delivery]:
    """Bytes that went live, and under another profile look like addresses: these are erased whoever else has them."""
    live = office.release(STREETS)
    document = live.profile.document | {"code": "anders", "area": live.profile.document["area"] | {"column": "viertel"}}
    digest = document_sha256(document)
    ImportProfile.objects.create(code="anders", document=document, sha256=digest, source=live.profile.source)
    other = receive(
        by=office.supplier, content=STREETS, file_name="einwohner.csv", profile="anders", period="2024-12-31"
    )
    assert steps.run(delivery=other.pk) == State.REFUSED
    live.file.refresh_from_db()
    assert (live.file.content, live.file.erased_reason) == (None, "person_addresses")
    return live, other


def test_bytes_of_a_live_delivery_that_were_refused_as_persons_are_told(
    live_and_refused: tuple[Delivery, Delivery],
) -> None:
    live, _ = live_and_refused
    audit.seal()
    found = verify()
    assert found.findings == []
    assert any(f"delivery {live.pk}: not reproducible: its file was refused" in note for note in found.notes)


def test_a_copy_from_before_the_refusal_tells_it_too(live_and_refused: tuple[Delivery, Delivery]) -> None:
    """As after a restore: the live delivery with its bytes is back, and the refused one has not come yet."""
    live, other = live_and_refused
    marks = everything_erased()
    StoredFile.objects.update(content=STREETS, erased_at=None, erased_reason="")
    Problem.objects.filter(delivery=other).delete()
    other.problem_counts.all().delete()
    other.delete()
    assert erase_again(erased=marks) == 1
    live.file.refresh_from_db()
    assert live.file.content is None
    audit.seal()
    assert verify().findings == []


def test_a_mark_without_any_protocol_is_found_after_a_restore_too(office: Office) -> None:
    live = office.release()
    StoredFile.objects.update(content=None, erased_at=timezone.now(), erased_reason="by hand")
    marks = everything_erased()
    StoredFile.objects.update(content=file_of(), erased_at=None, erased_reason="")
    assert erase_again(erased=marks) == 1
    told = f"delivery {live.pk}: went live, and its file is gone without a protocol"
    assert told in verify().findings


def _workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Vorname", "Geburtsdatum", "id"], *[[f"Muster{n}", "Erika", "1990-01-02", "0101"] for n in range(9)]],
        [["id", "Strasse", "Hausnummer", "einwohner"], *[["0101", "Am Hafen", n, 1] for n in range(9)]],
    ],
    ids=["names", "addresses"],
)
def test_a_spreadsheet_with_persons_leaves_hash_and_reason_only(office: Office, rows: list[list[object]]) -> None:
    profile = ImportProfile.objects.get()
    without = {key: value for key, value in profile.document.items() if key not in ("delimiter", "encoding")}
    document = without | {"format": "spreadsheet"}
    ImportProfile.objects.filter(pk=profile.pk).update(document=document, sha256=document_sha256(document))
    content = _workbook(rows)
    delivery = office.deliver(content)
    stored = StoredFile.objects.get(pk=delivery.file_id)
    assert delivery.state == State.REFUSED
    assert stored.content is None and stored.erased_reason and stored.sha256 == hashlib.sha256(content).hexdigest()
    assert not Observation.objects.exists()
    kept = Problem.objects.filter(delivery=delivery).values_list("value", "params")
    assert not any("Muster" in f"{value} {params}" or "Am Hafen" in f"{value} {params}" for value, params in kept)
