"""Another system delivers with a token: once for every key, for its department alone, and reads nothing but its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from indicators.actions import steps, tokens
from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.models import AuditEntry, Delivery, DeliveryToken
from monitoring.deliveries.tokens import authentication
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk

API = "/api/v1/deliveries/"


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def make(desk: Desk, **changes: Any) -> tuple[DeliveryToken, str]:
    given = {
        "by": desk.office.supplier,
        "name": "Fachverfahren",
        "department": "statistikstelle",
        "valid_until": timezone.localdate() + timedelta(days=30),
    }
    return tokens.make_token(**given | changes)


def post(text: str, key: str = "", content: bytes | None = None, scheme: str = "Bearer", **fields: str) -> Any:
    headers = {"authorization": f"{scheme} {text}", "accept-language": "en"} | ({"idempotency-key": key} if key else {})
    file = SimpleUploadedFile("nachts.csv", file_of() if content is None else content)
    return Client(headers=headers).post(API, {"file": file, "profile": "kiez", "period": PERIOD} | fields)


def get(text: str, path: str) -> Any:
    return Client(headers={"authorization": f"Bearer {text}"}).get(path)


@pytest.mark.parametrize("scheme", ["Bearer", "Token", "bearer"])
def test_a_delivery_by_token_ends_at_the_candidate_and_its_state_and_report_can_be_read(
    desk: Desk, scheme: str
) -> None:
    token, text = make(desk)
    answer = post(text, scheme=scheme)
    assert answer.status_code == 201 and answer["Location"] == f"{API}{answer.json()['delivery']}/"
    number = answer.json()["delivery"]
    steps.run(delivery=number)
    document = get(text, f"{API}{number}/").json()
    assert (document["state"], document["actions"], document["decided_by"]) == ("candidate", [], None)
    assert get(text, f"{API}{number}/report/").status_code == 200
    assert [row["delivery"] for row in get(text, API).json()["results"]] == [number]
    delivery = Delivery.objects.get(pk=number)
    assert delivery.uploaded_by == token.made_by and delivery.by_token.token == token
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert AuditEntry.objects.filter(action="deliver_by_token", subject_id=token.prefix).count() == 1


def test_a_repeated_request_delivers_nothing_twice(desk: Desk) -> None:
    _, text = make(desk)
    first, second = post(text, "2024-Q4-1"), post(text, "2024-Q4-1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["delivery"] == second.json()["delivery"] and Delivery.objects.count() == 1
    for changed in ({"content": file_of(COUNTS | {"0101": (1, 300)})}, {"period": "2023-12-31"}):
        answer = post(text, "2024-Q4-1", **changed)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_mismatch")
    assert post(text, "2024-Q4-2").status_code == 201 and post(text).status_code == 201
    _, other = make(desk)
    assert post(other, "2024-Q4-1").status_code == 201, "keys belong to their token"
    assert post(text, "x" * 101).json()["code"] == "idempotency_key"
    assert Delivery.objects.count() == 4


def test_a_token_reads_nothing_but_its_own_deliveries(desk: Desk) -> None:
    _, text = make(desk)
    own = post(text).json()["delivery"]
    by_page, by_other = desk.delivered(), post(make(desk)[1]).json()["delivery"]
    for number in (by_page.pk, by_other):
        for path in (f"{API}{number}/", f"{API}{number}/report/"):
            assert get(text, path).status_code == 404, path
    steps.run(delivery=own)
    for path in (
        f"{API}{own}/preview/",
        "/deliveries/",
        f"/deliveries/{own}/",
        f"/deliveries/{own}/values/",
        "/calendar/",
    ):
        assert get(text, path).status_code in (302, 403), path
    client = Client(headers={"authorization": f"Bearer {text}"})
    for move in ("withdraw", "approve", "reject"):
        assert client.post(f"{API}{own}/{move}/", {"reason": "x"}).status_code == 403
    assert get(text, "/api/v1/me/").json().get("username") in (None, "")
    assert Delivery.objects.get(pk=own).state == State.CANDIDATE


def test_a_token_delivers_for_its_department_and_profiles_only(desk: Desk) -> None:
    _, limited = make(desk, profiles=["kiez"])
    assert post(limited).status_code == 201
    _, foreign = make(desk, department="jugendamt")
    answer = post(foreign)
    assert (answer.status_code, answer.json()["code"]) == (403, "token_scope")
    assert post(limited, profile="nichts").status_code == 403
    with pytest.raises(Refused, match="token_profiles"):
        make(desk, department="jugendamt", profiles=["kiez"])
    assert Delivery.objects.count() == 1


def test_what_is_not_valid_is_refused_without_a_reason(desk: Desk) -> None:
    token, text = make(desk)
    expired, old = make(desk)
    DeliveryToken.objects.filter(pk=expired.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    revoked, gone = make(desk)
    tokens.revoke(by=desk.office.supplier, prefix=revoked.prefix)
    for wrong in ("", "x", "a b", text[:-1], text.upper(), old, gone):
        answer = post(wrong)
        assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid"), wrong
        assert answer["WWW-Authenticate"] == "Bearer" and "application/problem+json" in answer["Content-Type"]
    left = token.made_by
    left.memberships.all().delete()
    assert post(text).status_code == 403, "who made it may no longer deliver"
    left.is_active = False
    left.save()
    assert post(text).status_code == 401
    assert not Delivery.objects.exists()


def test_whoever_guesses_or_hurries_is_slowed_down(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, text = make(desk)
    monkeypatch.setattr(authentication, "DELIVERIES", 2)
    assert [post(text, str(number)).status_code for number in range(3)] == [201, 201, 429]
    assert post(text, "1").status_code == 200, "a repetition is no delivery"
    answers = [post(f"smd_falsch_{number}") for number in range(authentication.WRONG + 1)]
    assert [answer.status_code for answer in answers] == [401] * authentication.WRONG + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_only_the_hash_is_kept_and_the_text_is_shown_once(desk: Desk) -> None:
    client = desk.client(desk.office.supplier, "en")
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    given = {"name": "Schulverwaltung", "department": "statistikstelle", "valid_until": until}
    answer = client.post("/tokens/new/", given)
    text = answer.context["text"]
    assert (
        text in answer.content.decode() and "curl" in answer.content.decode() and "no-store" in answer["Cache-Control"]
    )
    token = DeliveryToken.objects.get()
    kept = f"{vars(token)} {list(AuditEntry.objects.values())}"
    assert text not in kept and text.rsplit("_", 1)[-1] not in kept and token.prefix in text
    page = client.get("/tokens/").content.decode()
    assert "Schulverwaltung" in page and token.prefix in page and text not in page
    page = client.post(f"/tokens/{token.prefix}/revoke/", follow=True).content.decode()
    assert "revoked" in page and post(text).status_code == 401
    assert "revoked already" in client.post(f"/tokens/{token.prefix}/revoke/", follow=True).content.decode()
    assert "no such token" in client.post("/tokens/nichts/revoke/", follow=True).content.decode()
    for wrong in ({"valid_until": "2020-01-01"}, {"name": ""}, {"profiles": ["nichts"]}, {"valid_until": "2999-01-01"}):
        assert client.post("/tokens/new/", given | wrong).status_code == 422, wrong
    actions = AuditEntry.objects.filter(subject="token").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["make_token", "revoke_token"]


@pytest.mark.parametrize("role", ["supplier", "approver", "planner", "administrator"])
def test_only_the_office_manages_tokens(desk: Desk, role: str) -> None:
    client = desk.client(make_person("jemand", role, department="statistikstelle"))
    for path in ("/tokens/", "/tokens/new/"):
        assert client.get(path).status_code == 403
    assert client.post("/tokens/abc/revoke/").status_code == 403


def test_a_session_needs_its_check_against_forged_requests_also_beside_a_token(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.office.supplier, backend="django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("einwohner.csv", file_of())
    answer = client.post(API, {"file": file, "profile": "kiez", "period": PERIOD})
    assert answer.status_code == 403 and not Delivery.objects.exists()


def test_the_description_says_how_a_token_is_sent(desk: Desk) -> None:
    schema = desk.client(desk.office.supplier).get("/api/v1/schema/?format=json").json()
    assert schema["components"]["securitySchemes"]["deliveryToken"]["scheme"] == "bearer"
    posting = schema["paths"][API]["post"]
    assert {"deliveryToken": []} in posting["security"] and {"200", "201", "401", "409", "429"} <= set(
        posting["responses"]
    )
    assert [one["name"] for one in posting["parameters"] if one["in"] == "header"] == ["Idempotency-Key"]
    preview = schema["paths"][API + "{delivery}/preview/"]["get"]
    assert {"deliveryToken": []} not in preview["security"]
