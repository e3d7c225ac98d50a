"""Deliveries over HTTP: the same journey and the same rights as on the pages."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.journey import State
from indicators.models import Delivery
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk, travelled

URL = "/api/v1/deliveries/"


def _post(desk: Desk, content: bytes | None = None, language: str = "en", **fields: Any) -> Any:
    file = SimpleUploadedFile("einwohner.csv", file_of() if content is None else content)
    return desk.client(desk.office.supplier, language).post(
        URL, {"file": file, "profile": "kiez", "period": PERIOD, **fields}
    )


def test_a_file_is_posted_checked_approved_and_live(desk: Desk) -> None:
    posted = _post(desk)
    assert posted.status_code == 201 and posted.json()["state"] == "received"
    number = posted.json()["delivery"]
    assert posted["Location"] == f"{URL}{number}/"
    assert travelled(number).state == State.CANDIDATE
    approver = desk.client(desk.office.approver)
    seen = approver.get(f"{URL}{number}/").json()
    assert seen["actions"] == ["reject", "ask", "approve"] and seen["rows"] == 5
    preview = approver.get(f"{URL}{number}/preview/").json()
    assert preview["audited"] == "not_audited" and preview["indicators"][0]["periods"][0]["is_new"]
    other = {"reason": "4. Quartal", "manifest": "0" * 64}
    unseen = approver.post(f"{URL}{number}/approve/", other, content_type="application/json")
    assert (unseen.status_code, unseen.json()["code"]) == (409, "outdated")
    given = {"reason": "4. Quartal", "manifest": preview["manifest"]}
    approved = approver.post(f"{URL}{number}/approve/", given, content_type="application/json")
    assert approved.status_code == 200 and approved.json()["state"] == "approved"
    assert travelled(number).state == State.ACTIVE
    assert approver.get(f"{URL}{number}/").json()["release"].endswith("/1")


def test_an_upload_ends_at_candidate(desk: Desk) -> None:
    number = _post(desk).json()["delivery"]
    travelled(number)
    assert desk.client(desk.office.supplier).get(f"{URL}{number}/").json()["actions"] == ["withdraw"]


def test_report_is_paged_and_filtered(desk: Desk) -> None:
    counts = COUNTS | {"0101": (-1, 300), "0102": (-2, 400)}
    number = _post(desk, file_of(counts)).json()["delivery"]
    assert travelled(number).state == State.REFUSED
    client = desk.client(desk.office.supplier, "en")
    found = client.get(f"{URL}{number}/report/?severity=error&page_size=1").json()
    assert found["count"] == 2 and len(found["results"]) == 1 and found["next"]
    first = found["results"][0]
    assert {key: first[key] for key in ("code", "severity", "sheet", "row", "column", "value")} == {
        "code": "negative_count", "severity": "error", "sheet": None, "row": 2, "column": "faelle", "value": "-1"
    }  # fmt: skip
    assert first["message"].endswith(f"{first['what']} {first['advice']}") and first["advice"]
    assert client.get(f"{URL}{number}/report/?column=einwohner").json()["count"] == 0
    assert client.get(f"{URL}{number}/report/?column=faelle&severity=error").json()["count"] == 2
    assert client.get(f"{URL}{number}/report/?code=unknown_area").json()["count"] == 0
    assert client.get(f"{URL}{number}/report/?severity=bad").status_code == 400


def test_nobody_approves_their_own_delivery(desk: Desk) -> None:
    both = desk.office.supplier
    both.memberships.create(department=both.memberships.get().department, role="approver")
    number = _post(desk).json()["delivery"]
    travelled(number)
    answer = desk.client(both, "en").post(f"{URL}{number}/approve/", {"reason": "x"}, content_type="application/json")
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "own_delivery" and answer.json()["title"] == "Nobody approves their own delivery."
    assert "approve" not in desk.client(both).get(f"{URL}{number}/").json()["actions"]


def test_a_decision_in_the_wrong_state_is_a_conflict(desk: Desk) -> None:
    number = _post(desk).json()["delivery"]
    answer = desk.client(desk.office.approver).post(
        f"{URL}{number}/approve/", {"reason": "x"}, content_type="application/json"
    )
    assert answer.status_code == 409 and answer.json()["code"] == "wrong_state"


def test_a_decision_needs_a_reason(desk: Desk) -> None:
    number = _post(desk).json()["delivery"]
    travelled(number)
    for body in ({}, {"reason": ""}, {"reason": "   "}, {"reason": "a\x00b"}, {"reason": "x" * 2001}):
        answer = desk.client(desk.office.approver).post(f"{URL}{number}/reject/", body, content_type="application/json")
        assert answer.status_code == 400, body
    assert Delivery.objects.get(pk=number).state == State.CANDIDATE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"profile": "nichts"}, "unknown_profile"),
        ({"period": "2024-13"}, "not_a_period"),
        ({"period": "2999"}, "period_in_future"),
        ({"period": "2023/24"}, "wrong_period_kind"),
        ({"as_of": "gestern"}, "invalid_parameter"),
        ({"file": "kein Anhang"}, "invalid_parameter"),
    ],
)
def test_what_cannot_be_taken_is_a_problem_in_the_asked_language(
    desk: Desk, changes: dict[str, str], code: str
) -> None:
    german, english = (_post(desk, language=language, **changes) for language in ("de", "en"))
    assert german.status_code == english.status_code == 400
    assert german.json()["code"] == english.json()["code"] == code
    assert german.json()["title"] != english.json()["title"]
    assert not Delivery.objects.exists()


def test_a_body_that_is_no_form_is_refused(desk: Desk) -> None:
    client = desk.client(desk.office.supplier)
    assert client.post(URL, {"profile": "kiez"}, content_type="application/json").status_code == 415
    assert client.post(URL, b"\xff\xfe", content_type="multipart/form-data; boundary=x").status_code == 400
    assert client.post(URL, b"\xff\xfe", content_type="multipart/form-data").status_code == 400


def test_without_the_token_against_forged_requests_nothing_is_taken(desk: Desk) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.office.supplier, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(URL, {"profile": "kiez", "period": PERIOD})
    assert answer.status_code == 403 and answer.json()["code"] == "csrf_failed"


def test_preview_is_not_found_before_there_is_a_candidate(desk: Desk) -> None:
    number = _post(desk).json()["delivery"]
    approver = desk.client(desk.office.approver)
    assert approver.get(f"{URL}{number}/preview/").status_code == 404
    travelled(number)
    assert approver.get(f"{URL}{number}/preview/?indicator=nichts").status_code == 404
    assert approver.get(f"{URL}{number}/preview/?indicator=armutsquote").status_code == 200


def test_description_of_the_interface_knows_every_endpoint(desk: Desk) -> None:
    document = desk.client(desk.office.supplier).get("/api/v1/schema/?format=json").json()
    paths = {path for path in document["paths"] if "deliveries" in path}
    assert {path.removeprefix("/api/v1/deliveries/{delivery}/") for path in paths} == {
        URL, "", "report/", "preview/", "approve/", "reject/", "withdraw/", "retry/",
        "ask/", "answer/", "reason/", "thread/", "notes/", "notes/{note}/",
    }  # fmt: skip
