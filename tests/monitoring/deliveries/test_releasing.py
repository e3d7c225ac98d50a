"""Releases at the office's address: prepared together, taken back by two people, notes, appointments; per role."""

from typing import Any

import pytest
from django.urls import reverse

from indicators.journey import State
from indicators.models import Appointment, Bundle, Delivery, LiveRelease, NoteDraft, Release, ReleasedNote, Withdrawal
from indicators.queries.notes import noted, recorded
from monitoring.departments.models import Person
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk, travelled

QUARTERS = ("2024-03-31", "2024-06-30")
URLCONF = "monitoring.urls.office"


def url(name: str, **given: Any) -> str:
    return reverse(name, kwargs=given, urlconf=URLCONF)


def candidates(desk: Desk) -> list[Delivery]:
    found = [desk.office.deliver(period=period) for period in QUARTERS]
    for one in found:
        desk.office.explain(one)
    return found


def bundled(desk: Desk) -> Bundle:
    """Prepared through the page by the statistician, and calculated together."""
    found = candidates(desk)
    answer = desk.client(desk.office.supplier).post(
        url("release-prepare"), {"reason": "Halbjahr", "deliveries": [one.pk for one in found]}
    )
    assert answer.status_code == 302, answer.content.decode()
    for one in found:
        travelled(one.pk)
    for one in found:
        travelled(one.pk)
    return Bundle.objects.get()


def second(name: str = "zweite") -> Person:
    return make_person(name, "approver", department="statistikstelle")


def test_prepared_on_the_page_and_approved_as_a_whole(desk: Desk) -> None:
    made = bundled(desk)
    page = desk.client(desk.office.approver, "en").get(url("release-prepared", bundle=made.pk)).content.decode()
    assert "it waits for its decision" in page and "Approve as a whole" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = desk.client(desk.office.approver).post(
        url("release-prepared-approve", bundle=made.pk), {"reason": "Erstes Halbjahr", "seen": seen}
    )
    assert answer.status_code == 302
    for one in Delivery.objects.filter(bundle=made):
        travelled(one.pk)
    assert Release.objects.get().reason == "Erstes Halbjahr"
    assert {one.state for one in Delivery.objects.all()} == {State.ACTIVE}
    listed = desk.client(desk.office.approver, "en").get(url("releases")).content.decode()
    assert "Erstes Halbjahr" in listed


def test_who_delivered_one_of_them_is_offered_no_approval(desk: Desk) -> None:
    made = bundled(desk)
    desk.office.supplier.memberships.create(
        department=desk.office.supplier.memberships.get().department, role="approver"
    )
    own = Person.objects.get(pk=desk.office.supplier.pk)
    page = desk.client(own, "en").get(url("release-prepared", bundle=made.pk)).content.decode()
    assert "Approve as a whole" not in page and "a second person has to approve" in page
    desk.client(own).post(url("release-prepared-approve", bundle=made.pk), {"reason": "x"})
    assert {one.state for one in Delivery.objects.all()} == {State.CANDIDATE}


@pytest.mark.parametrize("role", ["supplier", "planner", "administrator", "head"])
def test_nobody_else_prepares_or_takes_back(desk: Desk, role: str) -> None:
    made = bundled(desk)
    client = desk.client(make_person(f"jemand-{role}", role, department="statistikstelle"))
    for name, given in (
        ("release-prepare", {}),
        ("release-prepared", {"bundle": made.pk}),
        ("withdrawal-new", {}),
        ("delivery-notes", {"delivery": Delivery.objects.first().pk}),  # type: ignore[union-attr]
        ("api-bundles", {}),
        ("api-withdrawals", {}),
    ):
        assert client.get(url(name, **given)).status_code == 403, name
    for name, given in (
        ("release-prepared-approve", {"bundle": made.pk}),
        ("release-prepared-change", {"bundle": made.pk, "action": "recalculate"}),
        ("api-bundle-approve", {"bundle": made.pk}),
    ):
        assert client.post(url(name, **given), {"reason": "x"}).status_code == 403, name


def test_over_http_the_same(desk: Desk) -> None:
    found = candidates(desk)
    statistician, approver = desk.client(desk.office.supplier), desk.client(desk.office.approver)
    answer = statistician.post(
        url("api-bundles"),
        {"reason": "Halbjahr", "deliveries": [one.pk for one in found]},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    number = answer.json()["bundle"]
    for _ in range(2):
        for one in found:
            travelled(one.pk)
    document = approver.get(url("api-bundle", bundle=number)).json()
    assert document["seen"] and [row["state"] for row in document["deliveries"]] == ["candidate", "candidate"]
    stale = approver.post(
        url("api-bundle-approve", bundle=number), {"reason": "x", "seen": "0" * 64}, content_type="application/json"
    )
    assert (stale.status_code, stale.json()["code"]) == (409, "outdated")
    given = {"reason": "Halbjahr", "seen": document["seen"]}
    done = approver.post(url("api-bundle-approve", bundle=number), given, content_type="application/json")
    assert done.status_code == 200, done.content
    for one in found:
        travelled(one.pk)
    assert approver.get(url("api-bundle", bundle=number)).json()["release"] == Release.objects.get().number


def test_going_back_takes_two_people_on_the_page(desk: Desk) -> None:
    first = desk.office.release()
    desk.office.release(file_of({**COUNTS, "0101": (66, 300)}))
    live = LiveRelease.objects.get().release
    asked = desk.client(desk.office.supplier, "en")
    page = asked.get(url("withdrawal-new"), {"release": live.pk, "back_to": first.release_id}).content.decode()
    assert "Go back to release" in page and live.cited in page
    given = {"release": live.pk, "back_to": first.release_id, "reason": "falsche Datei"}
    assert asked.post(url("withdrawal-new"), given).status_code == 302
    made = Withdrawal.objects.get()
    assert asked.post(url("withdrawal-confirm", withdrawal=made.pk)).status_code == 403  # no approver
    assert LiveRelease.objects.get().release_id == live.pk
    desk.client(desk.office.approver).post(url("withdrawal-confirm", withdrawal=made.pk))
    assert LiveRelease.objects.get().release_id == first.release_id
    listed = desk.client(desk.office.approver, "en").get(url("releases")).content.decode()
    assert "falsche Datei" in listed


def test_the_proposer_confirms_nothing_and_may_leave_it(desk: Desk) -> None:
    first = desk.office.release()
    desk.office.release(file_of({**COUNTS, "0101": (66, 300)}))
    live = LiveRelease.objects.get().release
    approver = desk.client(desk.office.approver)
    answer = approver.post(
        url("api-withdrawals"),
        {"release": live.number, "back_to": Release.objects.get(pk=first.release_id).number, "reason": "falsch"},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    number = answer.json()["withdrawal"]
    refused = approver.post(url("api-withdrawal-confirm", withdrawal=number))
    assert (refused.status_code, refused.json()["code"]) == (403, "own_withdrawal")
    done = approver.post(
        url("api-withdrawal-decline", withdrawal=number), {"reason": "doch richtig"}, content_type="application/json"
    )
    assert done.json()["decision"] == "rejected" and LiveRelease.objects.get().release_id == live.pk


def test_a_withdrawn_release_is_a_tombstone_for_readers(desk: Desk, settings: Any) -> None:
    first = desk.office.release()
    gone = desk.office.release(file_of({**COUNTS, "0101": (66, 300)}))
    number, successor = gone.release.number, first.release.number  # type: ignore[union-attr]
    client = desk.client(desk.office.approver)
    made = client.post(
        url("api-withdrawals"),
        {"release": number, "back_to": successor, "reason": "falsche Datei"},
        content_type="application/json",
    ).json()
    desk.client(second()).post(url("api-withdrawal-confirm", withdrawal=made["withdrawal"]))
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.portal", False
    reader = desk.client(desk.planner, "en")
    for path in (f"/releases/{number}/", f"/api/v1/releases/{number}/"):
        assert reader.get(path).status_code == 410, path
    page = reader.get(f"/releases/{number}/").content.decode()
    assert "falsche Datei" in page and f'href="/releases/{successor}/"' in page and "manifest" in page
    values = reader.get("/api/v1/values/", {"indicator": desk.office.indicator.code, "release": number})
    assert (values.status_code, values.json()["code"]) == (410, "release_withdrawn")
    assert reader.get(f"/releases/{successor}/").status_code == 200


def test_a_recorded_break_travels_with_the_numbers_and_is_honoured(desk: Desk, settings: Any) -> None:
    desk.office.release(period="2023-12-31")
    candidate = desk.office.deliver(file_of({**COUNTS, "0101": (66, 300)}))
    client = desk.client(desk.office.approver)
    page = url("delivery-notes", delivery=candidate.pk)
    client.post(page, {"kind": "break", "text_de": "Neu gezählt.", "text_en": "Counted anew."})
    assert not NoteDraft.objects.exists()  # a break needs its period
    given = {"kind": "break", "first": "2024-12-31", "text_de": "Neu gezählt.", "text_en": "Counted anew."}
    client.post(page, given)
    told = {"kind": "register", "text_de": "Register bereinigt.", "text_en": "Register cleaned.", "areas": "0101"}
    client.post(page, told)
    desk.office.explain(candidate)
    shown = client.get(url("delivery-approve", delivery=candidate.pk)).content.decode()
    seen = shown.split('name="manifest" value="')[1].split('"')[0]
    note = NoteDraft.objects.get(kind="register")
    client.post(page, {"remove": note.pk})
    client.post(url("delivery-approve", delivery=candidate.pk), {"reason": "Quartal", "manifest": seen})
    assert Delivery.objects.get(pk=candidate.pk).state == State.CANDIDATE  # not what was looked at
    client.post(page, told)
    words = {"reason": "Quartal", "note_de": "Bitte lesen.", "note_en": "Please read."}
    client.post(url("delivery-approve", delivery=candidate.pk), words)
    live = travelled(candidate.pk).release
    assert live is not None and live.note_en == "Please read."
    assert ReleasedNote.objects.filter(release=live).count() == 2 and len(recorded(live.pk)) == 2
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.portal", False
    reader = desk.client(desk.planner, "en")
    code = desk.office.indicator.code
    series = reader.get("/api/v1/series/", {"indicator": code, "area": "0101"}).json()
    assert [one["text"] for one in series["breaks"]][-1] == "Counted anew."
    assert series["change"][-1] is None  # nothing is compared across it
    assert [one["text"] for one in series["notes"]] == ["Register cleaned."]
    assert reader.get("/api/v1/series/", {"indicator": code, "area": "0102"}).json()["notes"] == []
    values = reader.get("/api/v1/values/", {"indicator": code, "level": "planungsraum"}).json()
    assert set(values["change"]) == {None} and [one["kind"] for one in values["notes"]] == ["register"]
    sheet = reader.get(f"/api/v1/indicators/{code}/").json()
    assert "Counted anew." in [one["text"] for one in sheet["breaks"]]
    earlier = reader.get("/api/v1/series/", {"indicator": code, "area": "0101", "release": f"{live.year}/1"}).json()
    assert earlier["notes"] == [] and "Counted anew." not in [one["text"] for one in earlier["breaks"]]
    document = reader.get(f"/api/v1/releases/{live.number}/").json()
    assert document["for_readers"] == "Please read." and len(document["notes"]) == 2


def test_the_catalogues_and_the_recorded_breaks_are_one_list(desk: Desk) -> None:
    from indicators.queries.catalogue import indicator

    released = desk.office.release()
    entry = indicator(desk.office.indicator.code)
    assert entry is not None and noted(entry, released.release_id or 0) is entry


def test_any_two_releases_are_compared_by_indicator_and_area(desk: Desk, settings: Any) -> None:
    first = desk.office.release()
    desk.office.release(period="2024-09-30")
    changed = desk.office.release(file_of({**COUNTS, "0101": (90, 300)}))
    one, two = first.release.number, changed.release.number  # type: ignore[union-attr]
    assert two == f"{one}/2"
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.portal", False
    reader = desk.client(desk.planner, "en")
    asked = {"older": one, "newer": two}
    document = reader.get("/api/v1/releases/differences/", asked).json()
    (indicator,) = document["indicators"]
    assert indicator["differences"] == {"new": ["2024-09-30"], "revised": ["2024-12-31"], "gone": [], "marked": []}
    detail = reader.get(
        "/api/v1/releases/differences/",
        {**asked, "indicator": indicator["code"], "period": "2024-12-31", "level": "planungsraum"},
    ).json()["areas"]
    assert [area["code"] for area in detail["areas"]] == ["0101"] and detail["size"] == len(COUNTS)
    (area,) = detail["areas"]
    assert (area["before"]["value"], area["after"]["value"]) == (20.0, 30.0)
    page = reader.get("/releases/compare/", {**asked, "indicator": indicator["code"], "period": "2024-12-31"})
    assert page.status_code == 200 and "Revision 2" in page.content.decode()
    for number in (two, f"{one}, Revision 2"):  # both forms are understood
        values = reader.get("/api/v1/values/", {"indicator": indicator["code"], "release": number}).json()
        assert values["release"]["cited"] == f"{one}, Revision 2" and values["release"]["revision"] == 2
    assert reader.get(f"/releases/{two}/").status_code == 200
    assert reader.get("/api/v1/releases/differences/", {"older": one, "newer": "2019/9"}).status_code == 404


def test_appointments_are_seen_by_the_office_and_set_by_the_administration(desk: Desk) -> None:
    admin = make_person("verwaltung", "administrator", department="statistikstelle")
    given = {"person": desk.office.approver.pk, "valid_from": "2099-01-01"}
    for person, status in ((desk.office.supplier, 200), (desk.office.approver, 200), (admin, 200), (desk.planner, 403)):
        assert desk.client(person).get(url("appointments")).status_code == status
    for name in ("appointments", "appointment-new"):
        assert desk.client(desk.office.supplier).post(url(name), given).status_code == 403
    assert not Appointment.objects.exists()
    answer = desk.client(admin).post(url("appointment-new"), given)
    assert answer.status_code == 302, answer.content.decode()
    made = Appointment.objects.get()
    assert (made.person, made.appointed_by) == (desk.office.approver, admin)
    assert desk.client(desk.office.approver).post(url("appointment-end", appointment=made.pk)).status_code == 403
    desk.client(admin).post(url("appointment-end", appointment=made.pk))
    made.refresh_from_db()
    assert made.ended_at is not None
    listed = desk.client(admin).get(url("api-appointments")).json()
    assert [row["person"] for row in listed] == [desk.office.approver.get_username()]


def test_the_exchange_stands_on_the_page_with_people(desk: Desk) -> None:
    candidate = desk.office.deliver()
    desk.client(desk.office.approver).post(url("delivery-ask", delivery=candidate.pk), {"reason": "Warum so viele?"})
    supplier = desk.client(desk.office.supplier, "en")
    page = supplier.get(url("delivery", delivery=candidate.pk)).content.decode()
    assert "Warum so viele?" in page and "A question was asked back" in page
    supplier.post(url("delivery-answer", delivery=candidate.pk), {"reason": "Nachmeldungen."})
    thread = supplier.get(url("api-delivery-thread", delivery=candidate.pk)).json()
    assert [row["kind"] for row in thread["remarks"]] == ["question", "answer"]
    assert Delivery.objects.get(pk=candidate.pk).state == State.CANDIDATE
