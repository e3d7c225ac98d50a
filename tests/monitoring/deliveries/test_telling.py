"""Who is told what became of a delivery: once, by whoever's deed, and only what still holds."""

from typing import Any

from indicators.actions import asking, decide, steps
from indicators.actions.taking_over import take_over
from indicators.journey import State
from indicators.models import AuditEntry
from monitoring.dashboards.models import Dashboard
from monitoring.deliveries.telling import count_as_told, tell
from monitoring.notices.models import Notification, OfficeNotification, Told
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk


def told() -> list[tuple[str, str]]:
    """(person, kind) of everything told, in its order; forgotten afterwards."""
    tell()
    rows = list(OfficeNotification.objects.order_by("pk").values_list("person__username", "kind"))
    OfficeNotification.objects.all().delete()
    return sorted(rows)


def test_a_delivery_tells_its_people_step_by_step(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider)
    assert told() == [("pruefung", "approval_wanted"), ("statistik", "arrived"), ("zulieferung", "candidate")]
    assert told() == [] and tell() == 0
    asking.ask(by=desk.office.approver, delivery=delivery.pk, reason="Warum?")
    assert told() == [("zulieferung", "asked_back")]
    asking.answer(by=desk.outsider, delivery=delivery.pk, reason="Darum.")
    assert told() == [("pruefung", "answered")]
    take_over(by=desk.office.supplier, delivery=delivery.pk)
    assert told() == [("zulieferung", "taken_over")]
    decide.approve(by=desk.office.approver, delivery=delivery.pk, reason="Quartal")
    steps.run(delivery=delivery.pk)
    assert told() == [("statistik", "released"), ("zulieferung", "released")]


def test_nobody_is_told_what_they_did_themselves_nor_asked_what_they_may_not_do(desk: Desk) -> None:
    both = make_person("beides", "statistician", "approver", department="statistikstelle")
    delivery = desk.delivered(both)
    assert told() == [("beides", "candidate"), ("pruefung", "approval_wanted")]
    decide.withdraw(by=both, delivery=delivery.pk, reason="x")
    assert told() == []
    other = desk.delivered(both)
    decide.reject(by=desk.office.approver, delivery=other.pk, reason="x")
    assert ("pruefung", "approval_wanted") not in told(), "it was decided before anybody was told"


def test_a_refused_file_and_a_failed_step_are_told(desk: Desk, monkeypatch: Any) -> None:
    refused = desk.delivered(desk.outsider, b"id,einwohner,faelle\n9999,1,1\n")
    assert refused.state == State.REFUSED
    assert ("zulieferung", "refused") in told()

    def fail(*_given: object) -> None:
        raise ValueError

    monkeypatch.setitem(steps.STEPS, State.RECEIVED, fail)
    failing = desk.office.receive()
    for _attempt in range(steps.ATTEMPTS):
        try:
            steps.run(delivery=failing.pk)
        except ValueError:
            continue
    assert told() == [("statistik", "failed")]


def test_owners_of_dashboards_hear_of_a_release_once(desk: Desk) -> None:
    for name, pinned in (("eigen", ""), ("fest", "2020/1")):
        owner = make_person(name, "planner")
        place = owner.memberships.get().department
        Dashboard.objects.create(code=name, title_de=name, title_en=name, owner=owner, department=place, release=pinned)
    desk.office.release()
    tell()
    tell()
    row = Notification.objects.get()
    assert (row.person.username, row.kind) == ("eigen", "release_live") and row.path.startswith("/releases/20")


def test_what_happened_before_anybody_listened_is_no_news(desk: Desk) -> None:
    desk.office.release()
    count_as_told()
    assert told() == [] and Told.objects.count() <= AuditEntry.objects.count()


def test_readers_are_led_to_the_revision_that_is_live(desk: Desk) -> None:
    place = desk.planner.memberships.get().department
    Dashboard.objects.create(code="b", title_de="B", title_en="B", owner=desk.planner, department=place)
    desk.office.release()
    desk.office.release(file_of(COUNTS | {"0101": (61, 300)}))
    tell()
    paths = list(Notification.objects.order_by("pk").values_list("path", flat=True))
    first = paths[0]
    assert paths == [first, f"{first}2/"]
