"""The audit trail as a page: filters, pages along a key, words instead of JSON, an export that an outsider can check."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indicators import chain
from indicators.actions import audit
from indicators.actions.trail import check_trail
from indicators.journey import Move
from indicators.models import AuditEntry, TrailCheck
from indicators.office import trail as office
from indicators.office.trail import Wanted
from monitoring.celery import app
from monitoring.deliveries.keeping import exporting
from monitoring.deliveries.keeping.tasks import check_trail as task
from monitoring.trail_messages import ACTIONS
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import Desk

ROOT = Path(__file__).parents[4]


def _page(desk: Desk, query: str = "", language: str = "en") -> str:
    answer = desk.client(desk.office.approver, language).get(f"/records/trail/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def _body(page: str) -> str:
    return page.split('id="entries"')[1]


def test_the_page_says_who_did_what_to_which_object_and_what_changed(desk: Desk) -> None:
    delivery = desk.delivered()
    body = _body(_page(desk))
    assert "Results calculated" in body and f'href="/deliveries/{delivery.pk}/"' in body
    assert "<dt>Before</dt><dd>loaded</dd>" in body and "<dt>Afterwards</dt><dd>waits for a decision</dd>" in body
    assert f'<dt>From the file with the checksum</dt><dd class="mono">{delivery.file.sha256}</dd>' in body
    assert "not sealed yet" in body and "{&#x27;" not in body and '{"' not in body


def test_filters_leave_what_was_asked_for(desk: Desk) -> None:
    first, second = desk.delivered(), desk.delivered(period="2023-12-31")
    body = _body(_page(desk, f"?subject=delivery&subject_id={first.pk}&action=stage"))
    assert body.count("<tr") == 2 and f"/deliveries/{second.pk}/" not in body
    assert "No entry answers to this" in _page(desk, "?first=2001-01-01&last=2001-12-31")
    assert body.count("<tr") == 2
    assert _body(_page(desk, f"?text={first.file.sha256[5:20].upper()}")).count("<tr") >= 2
    assert _body(_page(desk, "?actor=statistik")).count("<tr") == 3


@pytest.mark.parametrize(
    "query", ["?text=ab", "?first=0001-01-01", "?last=9999-12-31", "?actor=nobody", "?first=abc", "?action=%00"]
)
def test_filters_that_cannot_be_meant_are_told(desk: Desk, query: str) -> None:
    answer = desk.client(desk.office.approver, "en").get(f"/records/trail/{query}")
    assert answer.status_code == 422 and "kern-error" in answer.content.decode()


@pytest.mark.parametrize(
    "after", ["x", "2026-01-01~1", "2026-01-01T00:00:00+00:00~x", "~", "2026-01-01T00:00:00+00:00~" + "9" * 40]
)
def test_a_key_that_is_none_shows_the_newest(desk: Desk, after: str) -> None:
    desk.delivered()
    assert desk.client(desk.office.approver).get("/records/trail/", {"after": after}).status_code == 200


@pytest.mark.parametrize(
    ("text", "hits"), [("50 % mehr", 1), ("50%", 0), ("a_b", 1), ("axb", 0), ("C:\\\\Daten", 1), ("GRÖSSE", 1)]
)
def test_a_text_that_is_looked_for_means_itself(db: None, text: str, hits: int) -> None:
    audit.record(by=None, action="note", subject="x", subject_id=1, reason="50 % mehr, a_b, C:\\Daten, Grösse")
    assert len(office.page(Wanted(text=text), length=5).entries) == hits


def test_pages_follow_each_other_without_a_gap_or_a_double(db: None) -> None:
    for number in range(23):
        audit.record(by=None, action="note", subject="x", subject_id=number)
    AuditEntry.objects.update(at=AuditEntry.objects.order_by("pk").first().at)  # type: ignore[union-attr]
    seen: list[int] = []
    after = None
    while True:
        page = office.page(Wanted(), after=after, length=5)
        seen += [entry.pk for entry in page.entries]
        if page.following is None:
            break
        after = office.key_from(str(page.following))
        assert after is not None
    assert seen == sorted(AuditEntry.objects.values_list("pk", flat=True), reverse=True)


@pytest.fixture
def sealed(desk: Desk) -> Desk:
    delivery = desk.delivered()
    audit.record(
        by=None, action="note", subject="@x", subject_id="=1+1", umlaut="Größe „ß“ 中", number=1.5, nothing=None
    )
    desk.client(desk.office.approver).post(f"/deliveries/{delivery.pk}/approve/", {"reason": "Quartal"})
    audit.seal()
    audit.record(by=None, action="note", subject="x", subject_id=2)
    return desk


@pytest.mark.parametrize("format", ["csv", "json"])
def test_an_outsider_checks_an_export_with_python_alone(sealed: Desk, tmp_path: Path, format: str) -> None:
    answer = sealed.client(sealed.office.approver).get(f"/records/trail.{format}")
    export = tmp_path / f"export.{format}"
    export.write_bytes(b"".join(answer.streaming_content))
    program = [sys.executable, "-I", "-S", str(ROOT / "indicators" / "chain.py"), str(export)]
    done = subprocess.run(program, capture_output=True, text=True, cwd=tmp_path)
    number = AuditEntry.objects.count()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{number} entries, 1 without a hash yet, 0 gaps, last hash ")
    found = chain.check(chain.read(export))
    assert found.is_whole and found.entries == number
    export.write_text(export.read_text(encoding="utf-8").replace("statistik", "pruefung", 1), encoding="utf-8")
    assert subprocess.run(program, capture_output=True, cwd=tmp_path).returncode == 1


def test_a_filtered_export_has_gaps_and_each_entry_can_be_checked(sealed: Desk, tmp_path: Path) -> None:
    answer = sealed.client(sealed.office.approver).get("/records/trail.json?action=stage")
    document = json.loads(b"".join(answer.streaming_content))
    found = chain.check(document["entries"])
    assert (found.entries, found.wrong, found.gaps) == (1, (), 1) and not found.is_whole
    document["entries"][0]["details"]["observations"] += 1
    assert chain.check(document["entries"]).wrong == (document["entries"][0]["id"],)


def test_a_spreadsheet_calculates_nothing_of_an_export(sealed: Desk) -> None:
    lines = "".join(exporting.as_csv(Wanted(action="note")))
    assert ",'@x," in lines and ",'=1+1," in lines


def test_the_page_says_whether_the_chain_is_whole(sealed: Desk) -> None:
    assert "has not been checked yet" in _page(sealed)
    task()
    page = _page(sealed)
    assert "The trail is whole" in page and check_trail().head in page
    AuditEntry.objects.filter(action="stage").update(actor="niemand")
    wrong = check_trail()
    assert wrong.broken == 1 and wrong.first_broken == AuditEntry.objects.get(action="stage").pk
    assert "The trail is not whole" in _page(sealed) and 'role="alert"' in _page(sealed)


def test_a_removed_entry_and_a_cut_end_are_found(sealed: Desk) -> None:
    from indicators.models import AuditSeal

    last = AuditSeal.objects.order_by("-pk").first()
    assert last is not None
    AuditSeal.objects.filter(pk=last.pk).delete()
    assert check_trail().broken == 1  # the head that is left was never signed
    middle = AuditSeal.objects.order_by("pk")[1]
    AuditSeal.objects.filter(pk=middle.pk).delete()
    assert check_trail().broken == 2


def test_the_task_walks_only_where_the_last_walk_is_hours_ago(sealed: Desk) -> None:
    task()
    task()
    assert TrailCheck.objects.count() == 1
    task(now=True)
    assert TrailCheck.objects.count() == 2


def test_every_task_of_the_schedule_is_known_to_the_worker() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def _recorded() -> Iterator[str]:
    """Every action that any code writes into the trail, as far as it stands there in letters."""
    for path in [*(ROOT / "indicators").rglob("*.py"), *(ROOT / "monitoring").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("record", "_record", "_write_down"):
                    given = [*node.args, *(word.value for word in node.keywords if word.arg == "action")]
                    yield from _texts(given)


def _texts(given: list[Any]) -> Iterator[str]:
    """The first text among what was given, and both where one of two is meant."""
    for node in given:
        found = [
            part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        if found:
            if not isinstance(node, ast.JoinedStr):
                yield from found if isinstance(node, ast.IfExp) else found[:1]
            return


def test_every_action_that_is_recorded_has_words() -> None:
    recorded = {*_recorded(), *(move.value for move in Move)}
    assert len(recorded) > 30
    assert sorted(recorded - set(ACTIONS)) == []


def test_the_trail_is_open_to_the_statistics_office_and_the_data_protection_officer(desk: Desk) -> None:
    officer = make_person("datenschutz", "data_protection_officer")
    for person, status in (
        (desk.office.supplier, 200), (desk.office.approver, 200), (officer, 200),
        (desk.outsider, 403), (desk.planner, 403), (make_person("admin", "administrator"), 403),
        (make_person("leitung", "head"), 403),
    ):  # fmt: skip
        for path in (
            "/records/trail/",
            "/records/trail.csv",
            "/records/trail.json",
            "/records/retention/",
            "/records/erasures/",
        ):
            assert desk.client(person).get(path).status_code == status, (person, path)
    assert desk.client().get("/records/trail/").status_code == 302
    assert desk.client(officer).get("/records/trail.xlsx").status_code == 404


def test_the_officer_lands_at_the_records_and_sees_nothing_else_of_the_office(desk: Desk) -> None:
    delivery = desk.delivered()
    officer = make_person("datenschutz", "data_protection_officer")
    client = desk.client(officer)
    assert client.get("/")["Location"] == "/records/trail/"
    for path in ("/deliveries/", f"/deliveries/{delivery.pk}/", "/catalogue/", "/releases/", "/api/v1/deliveries/"):
        assert client.get(path).status_code == 403, path
    header = client.get("/records/trail/").content.decode().split("</header>")[0]
    assert 'href="/records/trail/"' in header and 'href="/deliveries/"' not in header
    assert client.post("/records/trail/check/").status_code == 302


def test_no_entry_holds_a_value_of_an_observation(desk: Desk) -> None:
    """The counts of the file are three digits; hashes are told apart by their keys."""
    delivery = desk.delivered()
    desk.client(desk.office.approver).post(f"/deliveries/{delivery.pk}/approve/", {"reason": "Quartal"})
    for entry in AuditEntry.objects.filter(subject="delivery"):
        told = {key: value for key, value in entry.details.items() if key not in ("file", "manifest")}
        assert not {300, 400, 320, "300", "400", "320"} & {v for v in told.values() if isinstance(v, int | str)}
