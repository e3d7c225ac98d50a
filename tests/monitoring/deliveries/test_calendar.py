"""The calendar's pages: whose lines somebody sees, agreed dates, periods that do not come, reminders, the ICS file."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from indicators.actions import agreeing
from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.models import Agreement, AuditEntry, Delivery, Waiver
from indicators.office.calendar import calendar
from indicators.periods import parse_period
from monitoring.deliveries.calendar import reminding
from monitoring.notices.models import OfficeNotification
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import Desk

#: The tiny city's source: every half-year, final after a month; released is the reference day of 2024-12-31.
NEXT, DUE = "2025-06-30", date(2025, 7, 31)


@pytest.fixture
def released(desk: Desk) -> Desk:
    desk.office.release()
    return desk


def states(today: date) -> dict[str, str]:
    return {slot.period.code: slot.state.value for line in calendar(today) for slot in line.slots}


def test_the_calendar_follows_what_was_delivered(released: Desk) -> None:
    assert states(DUE - timedelta(days=1)) == {"2024-12-31": "released", NEXT: "not_yet"}
    assert states(DUE)[NEXT] == "due"
    assert states(DUE + timedelta(days=20))[NEXT] == "late"
    number = released.delivered(period=NEXT).pk
    line = calendar(DUE)[0]
    assert line.slots[1].state.value == "in_work" and line.slots[1].deliveries == (number,)
    Delivery.objects.filter(pk=number).update(state=State.REJECTED)
    assert states(DUE)[NEXT] == "due"


def test_a_source_without_a_delivery_is_expected_from_the_agreed_period_on(desk: Desk) -> None:
    page = desk.client(desk.office.supplier, "en").get("/calendar/").content.decode()
    assert "Without dates" in page and "Nothing is due, nothing is late." in page
    assert states(DUE) == {}
    given = {"first_period": NEXT, "extra_days": "10", "grace_days": "5", "contact": "", "reminders": "yes"}
    client = desk.client(desk.office.supplier, "en")
    assert client.post("/calendar/register/dates/", given).status_code == 302
    assert states(DUE) == {NEXT: "not_yet"}
    assert states(DUE + timedelta(days=10))[NEXT] == "due" and states(DUE + timedelta(days=16))[NEXT] == "late"
    for wrong in ({"first_period": "bald"}, {"first_period": "1850"}, {"grace_days": "-1"}, {"contact": "99999"}):
        assert client.post("/calendar/register/dates/", given | wrong).status_code == 422, wrong
    assert Agreement.objects.get().first_period == NEXT
    assert AuditEntry.objects.filter(action="agree_dates").count() == 1


def test_a_period_that_does_not_come_is_noted_with_its_reason_and_expected_again(released: Desk) -> None:
    client = released.client(released.office.supplier, "en")
    assert client.get(f"/calendar/register/waive/?period={NEXT}").status_code == 200
    assert client.post("/calendar/register/waive/", {"period": NEXT, "reason": " "}).status_code == 422
    page = client.post("/calendar/register/waive/", {"period": NEXT, "reason": "Umstellung"}, follow=True)
    assert "Umstellung" in page.content.decode() and states(DUE)[NEXT] == "waived"
    assert Waiver.objects.get().waived_by == released.office.supplier
    assert client.get(f"/calendar/register/waive/?period={NEXT}").status_code == 404, "noted already"
    assert client.get("/calendar/register/waive/?period=2024-12-31").status_code == 404, "it is released"
    client.post("/calendar/register/expect/", {"period": NEXT})
    assert states(DUE)[NEXT] == "due" and not Waiver.objects.exists()
    told = AuditEntry.objects.filter(subject="source").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["waive_period", "expect_period"]


def test_the_actions_refuse_what_is_no_source_and_has_no_dates(desk: Desk) -> None:
    by = desk.office.supplier
    with pytest.raises(Refused, match="unknown_source"):
        agreeing.agree(by=by, source="nichts", grace_days=1)
    with pytest.raises(Refused, match="reason_missing"):
        agreeing.waive(by=by, source="register", period=parse_period(NEXT), reason="")
    source = calendar(DUE)[0].source
    source.document = source.document | {"cadence": "irregular"}
    source.sha256 = "0" * 64
    source.save()
    with pytest.raises(Refused, match="not_dated"):
        agreeing.agree(by=by, source="register", grace_days=1)


@pytest.mark.parametrize(
    ("role", "department", "sees", "agrees"),
    [
        ("statistician", "statistikstelle", True, True),
        ("approver", "statistikstelle", True, False),
        ("supplier", "statistikstelle", True, False),
        ("supplier", "jugendamt", False, False),
    ],
)
def test_suppliers_see_their_own_lines_and_only_the_office_agrees(
    released: Desk, role: str, department: str, sees: bool, agrees: bool
) -> None:
    client = released.client(make_person("jemand", role, department=department), "en")
    for path in ("/calendar/", "/", "/calendar.ics"):
        text = client.get(path).content.decode()
        assert (
            ("Population register" in text or "Nothing falls due" in text)
            if sees
            else "register" not in text.lower().split("<main")[-1]
        )
    assert client.get("/calendar/register/").status_code == (200 if sees else 404)
    assert client.get("/calendar/register/dates/").status_code == (200 if agrees else 403)
    for path in ("waive/", "expect/"):
        answer = client.post(f"/calendar/register/{path}", {"period": NEXT, "reason": "x"})
        assert answer.status_code == (302 if agrees else 403), path


def test_nobody_else_sees_the_calendar(released: Desk) -> None:
    for role in ("planner", "administrator", "head"):
        person = make_person(f"jemand-{role}", role)
        for path in ("/calendar/", "/calendar.ics", "/calendar/register/"):
            assert released.client(person).get(path).status_code == 403
    assert released.client().get("/calendar/")["Location"].startswith("/sign-in/")


def test_the_page_has_filters_years_and_what_waits(released: Desk) -> None:
    client = released.client(released.office.supplier, "en")
    page = client.get("/calendar/?year=2024").content.decode()
    assert "31 December 2024" in page and "released" in page
    assert "Late" in client.get("/").content.decode(), "2025-06-30 was never delivered"
    assert client.get("/calendar/?year=zz&department=nirgends").status_code == 200
    assert "Title armutsquote" in client.get("/calendar/register/").content.decode()


def test_the_ics_file_is_folded_and_escaped(released: Desk) -> None:
    text = released.client(released.office.supplier).get("/calendar.ics").content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20250731\r\n" in text and f"UID:register-{NEXT}@testserver\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_reminders_come_before_on_and_after_the_day_and_each_once(released: Desk, settings: Any) -> None:
    told: list[tuple[str, str, str]] = []
    for days in range(-10, 50):
        for _call in range(2):
            reminding.remind(DUE + timedelta(days=days))
        for row in OfficeNotification.objects.order_by("pk").select_related("person"):
            entry = (row.kind, row.person.username, str(row.key))
            if entry not in told:
                told.append(entry)
    names = {"statistik", "zulieferung"}
    assert {name for _, name, _ in told} == names
    to_supplier = [kind for kind, name, _ in told if name == "zulieferung"]
    assert to_supplier == ["due_soon", "due", "late", "late", "late", "late"]
    assert [kind for kind, name, _ in told if name == "statistik"] == ["escalated"]
    assert OfficeNotification.objects.count() == len(told)


def test_the_contact_person_is_asked_alone_and_nobody_where_reminders_are_off(released: Desk) -> None:
    contact = make_person("kollegin", "supplier", department="statistikstelle")
    agreed = {"by": released.office.supplier, "source": "register", "grace_days": 14}
    agreeing.agree(**agreed, contact=contact)
    reminding.remind(DUE)
    assert list(OfficeNotification.objects.values_list("person__username", "kind")) == [("kollegin", "due")]
    OfficeNotification.objects.all().delete()
    agreeing.agree(**agreed, reminders=False)
    reminding.remind(DUE)
    assert not OfficeNotification.objects.exists()


def test_a_waived_or_delivered_period_reminds_nobody(released: Desk) -> None:
    agreeing.waive(by=released.office.supplier, source="register", period=parse_period(NEXT), reason="x")
    reminding.remind(DUE)
    assert not OfficeNotification.objects.exists()
    agreeing.expect_again(by=released.office.supplier, source="register", period=NEXT)
    released.delivered(period=NEXT)
    reminding.remind(DUE)
    assert not OfficeNotification.objects.exists()
    assert timezone.localdate() > DUE
