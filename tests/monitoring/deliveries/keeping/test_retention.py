"""The pages of retention: what will go, what went, holds with a reason, erasure by two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from indicators.actions import keeping, retaining
from indicators.models import Delivery, ErasureRequest, Observation, RetentionHold, StoredFile
from indicators.office import keeping as office
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import Desk

BAD = b"id,einwohner,faelle\n0101,x,1\n"


@pytest.fixture
def officer(desk: Desk) -> Any:
    return make_person("datenschutz", "data_protection_officer")


def _page(desk: Desk, path: str, person: Any = None) -> str:
    answer = desk.client(person or desk.office.approver, "en").get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_page_names_what_goes_within_a_year_with_day_and_reason(desk: Desk, officer: Any) -> None:
    refused, live = desk.delivered(content=BAD, name="kaputt.csv"), desk.delivered()
    page = _page(desk, "/records/retention/", officer)
    assert "kaputt.csv" in page and "90 days after it was refused" in page
    assert live.file_name in page and "180 days without a decision" in page
    assert f'href="/records/retention/deliveries/{refused.pk}/"' in page
    Delivery.objects.update(state_since=timezone.now() - timedelta(days=100))
    assert "due now" in _page(desk, "/records/retention/")
    keeping.erase_due()
    assert "kaputt.csv" not in _page(desk, "/records/retention/")
    erased = _page(desk, "/records/erasures/", officer)
    assert "kaputt.csv" in erased and refused.file.sha256[:16] in erased and "bytes erased, checksum kept" in erased


def test_a_hold_is_set_and_lifted_with_a_reason(desk: Desk) -> None:
    delivery = desk.delivered(content=BAD)
    client = desk.client(desk.office.supplier, "en")
    path = f"/records/retention/deliveries/{delivery.pk}/"
    assert client.post(f"{path}hold/", {"hold-reason": " "}).status_code == 422
    assert client.post(f"{path}hold/", {"hold-reason": "Widerspruch"}).status_code == 302
    assert "The erasure is put off" in _page(desk, path) and "Widerspruch" in _page(desk, "/records/retention/")
    Delivery.objects.update(state_since=timezone.now() - timedelta(days=100))
    assert keeping.erase_due() == 0
    hold = RetentionHold.objects.get()
    client.post(f"/records/retention/holds/{hold.pk}/lift/", {"lift-reason": "erledigt"})
    assert keeping.erase_due() == 1
    assert "The content is erased" in _page(desk, path)


def test_a_source_is_put_off_as_a_whole(desk: Desk) -> None:
    delivery = desk.delivered(content=BAD)
    client = desk.client(desk.office.approver, "en")
    source = delivery.profile.source.code
    path = f"/records/retention/sources/{source}/"
    assert client.post(f"{path}hold/", {"hold-reason": ""}).status_code == 422
    client.post(f"{path}hold/", {"hold-reason": "Gericht"})
    assert "for the whole source" in _page(desk, f"/records/retention/deliveries/{delivery.pk}/")
    assert "put off is already" not in _page(desk, path) and "Gericht" in _page(desk, path)
    client.post(f"/records/retention/holds/{RetentionHold.objects.get().pk}/lift/", {"lift-reason": "aus"})
    assert "Gericht" in _page(desk, path) and "lifted" in _page(desk, path)


def test_two_people_erase_before_the_term(desk: Desk) -> None:
    delivery = desk.delivered()
    path = f"/records/retention/deliveries/{delivery.pk}/"
    asks, decides = desk.client(desk.office.supplier, "en"), desk.client(desk.office.approver, "en")
    asks.post(f"{path}erase/", {"request-reason": "falsche Datei"})
    request = ErasureRequest.objects.get()
    assert "falsche Datei" in _page(desk, "/records/retention/")
    assert "Erase for good" not in asks.get(path).content.decode()
    assert "Erase for good" in decides.get(path).content.decode()
    assert asks.post(f"/records/retention/requests/{request.pk}/approve/", {"approve-reason": "ja"}).status_code == 403
    decides.post(f"/records/retention/requests/{request.pk}/approve/", {"approve-reason": "ja"})
    assert keeping.erase_due() == 1
    assert not Observation.objects.exists() and not StoredFile.objects.filter(content__isnull=False).exists()
    page = _page(desk, path)
    assert "two people decided it" in page and "10 observations went" in page
    assert Delivery.objects.get().state == "withdrawn"


def test_who_approves_nothing_of_their_own(desk: Desk) -> None:
    delivery = desk.delivered()
    both = make_person("beides", "statistician", "approver")
    client = desk.client(both, "en")
    client.post(f"/records/retention/deliveries/{delivery.pk}/erase/", {"request-reason": "weg"})
    request = ErasureRequest.objects.get()
    answer = client.post(f"/records/retention/requests/{request.pk}/approve/", {"approve-reason": "ja"}, follow=True)
    assert "You asked for this erasure yourself" in answer.content.decode()
    client.post(f"/records/retention/requests/{request.pk}/withdraw/", {"withdraw-reason": "doch nicht"})
    request.refresh_from_db()
    assert request.decision == "withdrawn" and keeping.erase_due() == 0


def test_the_officer_sees_and_does_nothing(desk: Desk, officer: Any) -> None:
    delivery = desk.delivered()
    client = desk.client(officer, "en")
    path = f"/records/retention/deliveries/{delivery.pk}/"
    page = client.get(path).content.decode()
    assert "<textarea" not in page and delivery.file.sha256 in page
    source = delivery.profile.source.code
    assert client.get(f"/records/retention/sources/{source}/").status_code == 200
    for post in (
        f"{path}hold/", f"{path}erase/", f"/records/retention/sources/{source}/hold/", "/records/retention/holds/1/lift/",
        *(f"/records/retention/requests/1/{what}/" for what in ("approve", "reject", "withdraw")),
    ):  # fmt: skip
        assert client.post(post, {"reason": "x"}).status_code == 403, post
    assert not RetentionHold.objects.exists() and not ErasureRequest.objects.exists()


def test_nobody_else_sees_or_does_anything(desk: Desk) -> None:
    delivery = desk.delivered()
    path = f"/records/retention/deliveries/{delivery.pk}/"
    for person in (desk.outsider, desk.planner, make_person("admin", "administrator")):
        for page in (path, "/records/retention/", "/records/erasures/", "/records/retention/sources/register/"):
            assert desk.client(person).get(page).status_code == 403, page
        assert desk.client(person).post(f"{path}hold/", {"hold-reason": "x"}).status_code == 403
    assert desk.client().get("/records/retention/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/records/retention/deliveries/0/", "/records/retention/deliveries/999999/", "/records/retention/sources/nichts/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    client = desk.client(desk.office.approver)
    assert client.get(path).status_code == 404
    assert client.post(f"{path}hold/", {"hold-reason": "x"}).status_code == 404
    for what in ("holds/7/lift/", "requests/7/approve/"):
        assert client.post(f"/records/retention/{what}", {"reason": "x"}).status_code == 404


def test_a_table_is_clean_once_it_was_vacuumed_after_the_last_erasure() -> None:
    last = timezone.now()
    before, after = last - timedelta(hours=1), last + timedelta(minutes=1)
    assert office.is_clean(last, vacuumed=after, dead=7, started=after)
    assert not office.is_clean(last, vacuumed=before, dead=7, started=before)
    assert office.is_clean(last, vacuumed=None, dead=0, started=before)
    assert not office.is_clean(last, vacuumed=None, dead=0, started=after)  # it has forgotten what was dead


def test_the_page_says_whether_the_tables_were_cleaned(desk: Desk) -> None:
    assert "Nothing has been erased yet" in _page(desk, "/records/retention/")
    delivery = desk.delivered(content=BAD)
    request = retaining.request_erasure(by=desk.office.supplier, delivery=delivery.pk, reason="x")
    retaining.decide_erasure(by=desk.office.approver, request=request.pk, decision="approved", reason="x")
    keeping.erase_due()
    told = "no row of it is left" if office.swept().is_done else "it has not done so since the last one"
    assert told in _page(desk, "/records/erasures/")
