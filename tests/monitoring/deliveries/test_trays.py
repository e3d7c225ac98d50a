"""The tray of a department: whose deliveries lie in it, taking over, its own data under its own legal basis."""

import csv

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.actions import decide, steps
from indicators.actions.errors import Refused
from indicators.actions.taking_over import take_over
from indicators.journey import State
from indicators.models import AuditEntry, Delivery
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk


def test_a_delivery_lies_in_the_tray_of_the_department_that_answers_for_its_source(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider)
    assert delivery.department == "statistikstelle"
    page = desk.client(desk.outsider, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    assert "Lies in the tray of: Statistikstelle." in page and "Take over" not in page


def test_the_office_takes_over_once_and_whoever_did_approves_nothing(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider)
    both = make_person("beide", "statistician", "approver", department="statistikstelle")
    client = desk.client(both, "en")
    assert "Take over" in client.get(f"/deliveries/{delivery.pk}/").content.decode()
    for _press in range(2):
        client.post(f"/deliveries/{delivery.pk}/take-over/")
    delivery.refresh_from_db()
    assert delivery.taken_over_by == both and delivery.taken_over_at is not None
    assert AuditEntry.objects.filter(action="take_over", subject_id=str(delivery.pk)).count() == 1
    page = client.get(f"/deliveries/{delivery.pk}/").content.decode()
    assert "Taken over by beide" in page and f"/deliveries/{delivery.pk}/approve/" not in page
    with pytest.raises(Refused, match="own_delivery"):
        decide.approve(by=both, delivery=delivery.pk, reason="ich selbst")
    with pytest.raises(Refused, match="taken_over"):
        take_over(by=desk.office.supplier, delivery=delivery.pk)


def test_the_database_holds_that_the_approver_did_not_take_over(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider)
    take_over(by=desk.office.supplier, delivery=delivery.pk)
    decided = {"decision": "approved", "decided_at": timezone.now(), "reason": "x", "approved_manifest": "0" * 64}
    with pytest.raises(IntegrityError, match="delivery_approver_did_not_take_over"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(decided_by=desk.office.supplier, **decided)
    with pytest.raises(IntegrityError, match="delivery_taking_over_is_whole"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(taken_over_by=None)


def test_what_is_one_s_own_or_has_ended_is_not_taken_over(desk: Desk) -> None:
    own, ended = desk.delivered(), desk.delivered(desk.outsider)
    with pytest.raises(Refused, match="own_delivery"):
        take_over(by=desk.office.supplier, delivery=own.pk)
    decide.withdraw(by=desk.outsider, delivery=ended.pk, reason="x")
    with pytest.raises(Refused, match="wrong_state"):
        take_over(by=desk.office.supplier, delivery=ended.pk)
    page = desk.client(desk.office.supplier, "en").post(f"/deliveries/{ended.pk}/take-over/", follow=True)
    assert "You cannot" in page.content.decode()


@pytest.mark.parametrize("role", ["supplier", "approver"])
def test_only_statisticians_take_over(desk: Desk, role: str) -> None:
    delivery = desk.delivered(desk.outsider)
    person = make_person(f"jemand-{role}", role, department="statistikstelle")
    assert desk.client(person).post(f"/deliveries/{delivery.pk}/take-over/").status_code == 403


def test_a_department_sees_its_values_as_it_delivered_them(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider, file_of(COUNTS | {"0202": ("*", 80)}))
    client = desk.client(desk.outsider, "en")
    page = client.get(f"/deliveries/{delivery.pk}/values/").content.decode()
    assert "BMG" in page and "Hafenviertel Nord" in page and "suppressed" in page and "as they were delivered" in page
    answer = client.get(f"/deliveries/{delivery.pk}/values.csv?period={PERIOD}")
    lines = list(csv.DictReader(b"".join(answer).decode().splitlines()))
    told = {(line["area_code"], line["measure"]): (line["state"], line["value"]) for line in lines}
    expected = {}
    for code, (cases, residents) in (COUNTS | {"0202": ("*", 80)}).items():
        expected[code, "einwohner"] = ("ok", repr(float(residents)))
        expected[code, "leistungsberechtigte"] = ("suppressed", "") if cases == "*" else ("ok", repr(float(cases)))
    assert told == expected
    for wrong in ("2019-12-31", "x"):
        assert client.get(f"/deliveries/{delivery.pk}/values/?period={wrong}").status_code == 404


def test_own_data_lists_what_is_live_and_what_was(desk: Desk) -> None:
    first = desk.office.release()
    second = desk.office.release(file_of(COUNTS | {"0101": (70, 300)}), reason="Korrektur")
    first.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.ACTIVE)
    page = desk.client(desk.outsider, "en").get("/data/").content.decode()
    assert "BMG" in page and "Population register" in page
    for number in (first.pk, second.pk):
        assert f'href="/deliveries/{number}/values/"' in page
    stranger = make_person("jugend", "supplier", department="jugendamt")
    assert "Nothing is live yet" in desk.client(stranger, "en").get("/data/").content.decode()


def test_a_refused_file_has_no_values(desk: Desk) -> None:
    delivery = desk.delivered(desk.outsider, b"id,einwohner,faelle\n9999,1,1\n")
    assert delivery.state == State.REFUSED
    page = desk.client(desk.outsider, "en").get(f"/deliveries/{delivery.pk}/values/").content.decode()
    assert "There are no values here yet" in page
    assert desk.client(desk.outsider).get(f"/deliveries/{delivery.pk}/values.csv").status_code == 404


def test_the_office_sees_every_tray_and_one_at_a_time(desk: Desk) -> None:
    mine = desk.delivered(desk.outsider)
    other = desk.delivered(name="schule.csv")
    Delivery.objects.filter(pk=other.pk).update(department="schule")
    client = desk.client(desk.office.approver, "en")
    assert "schule.csv" in client.get("/deliveries/").content.decode()
    page = client.get("/deliveries/?tray=statistikstelle").content.decode()
    assert f'href="/deliveries/{mine.pk}/"' in page and "schule.csv" not in page
    assert "schule.csv" in client.get("/deliveries/?tray=nirgends").content.decode()


def test_a_running_step_is_done_for_the_department_that_waited_longest(desk: Desk) -> None:
    from indicators.actions.turns import take_turn

    first, second = desk.office.receive(), desk.office.receive(period="2023-12-31")
    third = desk.office.receive(period="2022-12-31")
    Delivery.objects.filter(pk=third.pk).update(department="schule")
    assert [take_turn(), take_turn(), take_turn()] == [first.pk, third.pk, first.pk]
    assert take_turn(without=[first.pk]) == third.pk
    steps.run(delivery=first.pk)
    steps.run(delivery=third.pk)
    assert take_turn() == second.pk
    steps.run(delivery=second.pk)
    assert take_turn() is None
