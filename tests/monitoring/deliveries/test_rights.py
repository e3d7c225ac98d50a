"""Who may do what at the office's address; a supplier's world ends at the tray of its department."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError
from django.urls import get_resolver

from indicators.journey import State
from indicators.models import Delivery
from monitoring.departments.addresses import OFFICE_PAGES
from tests.factories import make_person
from tests.indicators.actions.journeys import file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk

AsRole = Callable[[str], AbstractContextManager[None]]

PAGES = (
    "",
    "report/",
    "report.csv",
    "report.json",
    "preview/",
    "progress/",
    "approve/",
    "reject/",
    "withdraw/",
    "retry/",
)
ENDPOINTS = ("", "report/", "preview/")


def test_every_page_of_the_office_is_declared(at_office: None) -> None:
    names = {
        pattern.name for pattern in get_resolver("monitoring.deliveries.urls").url_patterns if hasattr(pattern, "name")
    }
    assert names - set(OFFICE_PAGES) == set()


def test_visitors_are_sent_to_sign_in_and_planners_are_refused(desk: Desk) -> None:
    delivery = desk.delivered()
    for page in PAGES:
        path = f"/deliveries/{delivery.pk}/{page}"
        answer = desk.client().get(path)
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), path
        assert desk.client(desk.planner).get(path).status_code == 403, path
    for endpoint in ENDPOINTS:
        path = f"/api/v1/deliveries/{delivery.pk}/{endpoint}"
        assert desk.client().get(path).status_code == 403, path
        assert desk.client(desk.planner).get(path).status_code == 403, path


def test_no_page_of_the_office_is_kept_by_a_browser_or_on_the_way(desk: Desk) -> None:
    delivery = desk.delivered()
    pages = [f"/deliveries/{delivery.pk}/{page}" for page in PAGES]
    for path in ("/deliveries/", "/deliveries/new/", "/releases/", *pages):
        person = desk.office.approver if path.endswith(("approve/", "reject/", "preview/")) else desk.office.supplier
        assert "no-store" in desk.client(person).get(path)["Cache-Control"], path


@pytest.mark.parametrize("role", ["planner", "head", "administrator", "council_member", "data_protection_officer"])
def test_nobody_else_enters_the_office(desk: Desk, role: str) -> None:
    person = make_person(f"jemand-{role}", role)
    for path in ("/deliveries/", "/deliveries/new/", "/releases/", "/api/v1/deliveries/"):
        assert desk.client(person).get(path).status_code == 403, path
    entered = 302 if role == "data_protection_officer" else 403  # who sees the office's records, and nothing else of it
    start = desk.client(person).get("/")
    assert start.status_code == entered
    if entered == 302:
        assert start["Location"] == "/records/trail/" and desk.client(person).get("/records/trail/").status_code == 200


def test_a_supplier_sees_the_tray_of_its_department_only(desk: Desk) -> None:
    """Colleagues see each other's files and what the office delivered for their sources; another department sees nothing."""
    by_office, own = desk.delivered(), desk.delivered(desk.outsider, name="einwohner-2.csv")
    colleague = make_person("kollegin", "supplier", department="statistikstelle")
    stranger = make_person("jugend", "supplier", department="jugendamt")
    client = desk.client(colleague)
    assert [row["delivery"] for row in client.get("/api/v1/deliveries/").json()["results"]] == [own.pk, by_office.pk]
    for number in (own.pk, by_office.pk):
        for page in ("", "report/", "report.csv", "report.json", "progress/", "values/", "values.csv"):
            assert client.get(f"/deliveries/{number}/{page}").status_code == 200, page
    client = desk.client(stranger)
    assert client.get("/api/v1/deliveries/").json()["results"] == []
    assert "einwohner" not in client.get("/deliveries/").content.decode().split("<main")[1]
    for number in (own.pk, by_office.pk):
        for page in ("", "report/", "report.csv", "report.json", "progress/", "withdraw/", "values/", "values.csv"):
            assert client.get(f"/deliveries/{number}/{page}").status_code == 404, page
        assert client.get(f"/api/v1/deliveries/{number}/").status_code == 404


def test_another_role_in_the_department_opens_no_tray(desk: Desk) -> None:
    """Planner in the department that delivers, supplier in another: neither makes the first one's tray theirs."""
    person = make_person("beides", "planner", department="statistikstelle")
    elsewhere = make_person("hilfe", "supplier", department="jugendamt").memberships.get().department
    person.memberships.create(department=elsewhere, role="supplier")
    delivery = desk.delivered()
    assert desk.client(person).get(f"/deliveries/{delivery.pk}/").status_code == 404
    assert desk.upload(person).status_code != 302 and Delivery.objects.count() == 1


def test_a_supplier_sees_no_candidate(desk: Desk) -> None:
    own = desk.delivered(desk.outsider)
    assert desk.client(desk.outsider).get(f"/deliveries/{own.pk}/preview/").status_code == 403
    assert desk.client(desk.outsider).get(f"/api/v1/deliveries/{own.pk}/preview/").status_code == 403
    assert "/preview/" not in desk.client(desk.outsider).get(f"/deliveries/{own.pk}/").content.decode()


def test_a_supplier_and_a_statistician_approve_nothing(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider)
    for person in (desk.outsider, desk.office.supplier):
        for move in ("approve", "reject"):
            assert desk.client(person).post(f"/deliveries/{delivery.pk}/{move}/", {"reason": "x"}).status_code == 403
            answer = desk.client(person).post(f"/api/v1/deliveries/{delivery.pk}/{move}/", {"reason": "x"})
            assert answer.status_code == 403
    assert Delivery.objects.get(pk=delivery.pk).state == State.CANDIDATE


def test_an_approver_uploads_nothing(desk: Desk) -> None:
    approver = desk.client(desk.office.approver)
    assert approver.get("/deliveries/new/").status_code == 403
    assert desk.upload(desk.office.approver).status_code == 403
    assert approver.post("/api/v1/deliveries/", {"profile": "kiez", "period": "2024"}).status_code == 403
    assert not Delivery.objects.exists()


def test_an_approver_withdraws_no_delivery_of_others(desk: Desk) -> None:
    delivery = desk.delivered()
    answer = desk.client(desk.office.approver, "en").post(
        f"/deliveries/{delivery.pk}/withdraw/", {"reason": "x"}, follow=True
    )
    assert "has no right to do this" in answer.content.decode()
    assert Delivery.objects.get(pk=delivery.pk).state == State.CANDIDATE


def test_the_portals_database_role_is_refused_behind_every_page(desk: Desk, as_role: AsRole) -> None:
    delivery = desk.delivered()
    for path in ("/deliveries/", f"/deliveries/{delivery.pk}/", f"/deliveries/{delivery.pk}/report/"):
        with pytest.raises(ProgrammingError, match="permission denied"), as_role("portal"):
            desk.client(desk.office.approver).get(path)


def test_the_portals_address_knows_no_deliveries(desk: Desk, settings: object) -> None:
    settings.ROOT_URLCONF = "monitoring.urls.portal"  # type: ignore[attr-defined]
    for path in ("/deliveries/", "/deliveries/1/", "/api/v1/deliveries/"):
        assert desk.client(desk.office.supplier).get(path).status_code == 404, path


def test_numbers_that_no_delivery_can_have_are_not_found(desk: Desk) -> None:
    client = desk.client(desk.office.supplier)
    for number in (0, 987654, 10**30):
        assert client.get(f"/deliveries/{number}/").status_code == 404
        assert client.get(f"/api/v1/deliveries/{number}/").status_code == 404


def test_a_supplier_delivers_for_the_sources_of_its_own_department_only(desk: Desk) -> None:
    """The report compares with what is in force: a guess in another department's file would be answered."""
    stranger = make_person("jugend", "supplier", department="jugendamt")
    response = desk.upload(stranger)
    assert response.status_code != 302 and not Delivery.objects.exists()
    assert "kiez" not in desk.client(stranger).get("/deliveries/new/").content.decode()
    file = SimpleUploadedFile("einwohner.csv", file_of())
    answer = desk.client(stranger).post("/api/v1/deliveries/", {"file": file, "profile": "kiez", "period": PERIOD})
    assert answer.json()["code"] == "not_permitted" and not Delivery.objects.exists()
