"""Allocations through the API: listed and read by whom they are open to, as described, and no number for the others."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from monitoring.departments.models import Department, Person
from monitoring.planning.allocation import actions
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.models import Allocation
from tests.factories import EDITION, World, make_person
from tests.monitoring.api.test_schema import CHECKS, PLAIN, SCHEMA
from tests.monitoring.planning.allocation.conftest import VARIANT
from tests.monitoring.planning.allocation.test_decisions import decide

ClientOf = Callable[..., Client]
LIST = "/api/v1/allocations/"


def one(client: Client, allocation: Allocation) -> Any:
    answer = client.get(f"{LIST}{allocation.code}/")
    assert answer.status_code == 200
    return answer.json()


def share(allocation: Allocation, planner: Person, code: str) -> None:
    place = Department.objects.get(code=code)
    actions.share_allocation(by=planner, allocation=allocation, departments=[place], seen=[])


def test_list_says_title_base_need_total_and_state(
    world: World, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    (listed,) = client_of(planner).get(LIST).json()
    assert (listed["title"], listed["state"], listed["open"], listed["is_mine"]) == (
        "Zwanzig Stellen",
        "draft",
        True,
        True,
    )
    (variant,) = listed["variants"]
    assert (variant["base"], variant["need"], variant["total"], variant["step"]) == ("einwohner", "armutsquote", 20, 1)
    decide(world, planner, allocation)
    assert client_of(planner).get(LIST).json()[0]["state"] == "decided"


def test_variants_are_columns_beside_codes_that_stand_once(
    plan: Plan, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    halves = replace(VARIANT, name="Halbe", step=Decimal("0.5"), residual="city")
    broken = replace(VARIANT, name="Zu hoch", floor=Decimal(9))
    changed = replace(plan, variants=(VARIANT, halves, broken))
    actions.write_draft(by=planner, allocation=allocation, plan=changed, seen=1)
    found = one(client_of(planner), allocation)
    assert found["codes"] == ["0101", "0102", "0201", "0202", "99999999"]
    first, second, third = found["variants"]
    assert first["rows"]["amount"] == [11, 2, 6, 1, None]
    assert first["rows"]["equal_split"] == [6, 7, 6, 1, None]
    assert first["rows"]["need"] == [20.0, 2.5, 9.4, 10.0, 20.0]
    assert first["rows"]["standing"] == ["given"] * 4 + ["left_out"]
    assert sum(second["rows"]["amount"]) == 20 and second["rows"]["standing"][4] == "assumed"
    assert all(amount * 2 == int(amount * 2) for amount in second["rows"]["amount"])
    assert third["rows"] is None and third["problem"]["parameter"] == "floor"
    assert third["problem"]["code"] == "floors_exceed_total" and "Stellen" in third["problem"]["text"]
    assert {len(column) for column in first["rows"].values()} == {5}


def test_decisions_are_listed_with_what_superseded_them(
    world: World, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    decide(world, planner, allocation)
    second = decide(world, planner, allocation)
    found = one(client_of(planner), allocation)["decisions"]
    assert [(row["number"], row["superseded"]) for row in found] == [(2, False), (1, True)]
    assert found[0]["sha256"] == second.content_sha256 and found[0]["decided_on"] == "2026-03-03"


def test_whoever_may_not_see_base_or_need_gets_no_number(
    plan: Plan, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    counted = replace(plan, question="Wohin?", variants=(replace(VARIANT, base="armutsquote:denominator"),))
    actions.write_draft(by=planner, allocation=allocation, plan=counted, seen=1)
    admin = make_person("admin", "administrator", department="it-stelle")
    share(allocation, planner, "it-stelle")
    reader = client_of(admin)
    (listed,) = reader.get(LIST).json()
    found = one(reader, allocation)
    assert not listed["open"] and not found["open"] and not listed["may_edit"]
    assert listed["variants"] == found["variants"] == found["codes"] == found["names"] == found["decisions"] == []
    assert found["question"] == "" and found["release"] is None


@pytest.mark.parametrize(
    ("role", "department", "is_there"),
    [
        ("head", "sozialplanung", True),
        ("planner", "jugend", True),
        ("viewer", "jugend", True),
        ("planner", "schule", False),
        ("approver", "schule", False),
    ],
)
def test_only_owner_heads_above_and_those_it_is_shared_with_find_it(
    allocation: Allocation, planner: Person, client_of: ClientOf, role: str, department: str, is_there: bool
) -> None:
    person = make_person("jemand", role, department=department)
    if is_there and department != "sozialplanung":
        share(allocation, planner, department)
    client = client_of(person)
    answer = client.get(f"{LIST}{allocation.code}/")
    assert (answer.status_code == 200) is is_there
    assert len(client.get(LIST).json()) == is_there
    if not is_there:
        assert answer.status_code == 404 and answer.json()["code"] == "unknown_allocation"
        assert allocation.code in answer.json()["detail"]


def test_nobody_outside_of_the_administration_asks_at_all(allocation: Allocation, client_of: ClientOf) -> None:
    council = client_of(make_person("rat", "council_member"))
    for client, code in ((client_of(), "sign_in_required"), (council, "not_permitted")):
        for path in (LIST, f"{LIST}{allocation.code}/"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.fixture
def description(world: World) -> Iterator[Any]:
    """The description as the running application gives it; requests stay inside the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_answers_are_as_described(
    description: Any, world: World, plan: Plan, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    broken = replace(VARIANT, name="Zu hoch", floor=Decimal(9))
    gaps = replace(VARIANT, name="Lücken", need="luecken-quote", without_value="aside")
    actions.write_draft(
        by=planner, allocation=allocation, plan=replace(plan, edition=EDITION, variants=(gaps, broken)), seen=1
    )
    allocation.refresh_from_db()
    decide(world, planner, allocation)
    cookies = {name: morsel.value for name, morsel in client_of(planner).cookies.items()}
    for path, parts, status in (
        ("/api/v1/allocations/", {}, 200),
        ("/api/v1/allocations/{code}/", {"code": allocation.code}, 200),
        ("/api/v1/allocations/{code}/", {"code": "gibt-es-nicht"}, 404),
    ):
        case = description[path]["GET"].Case(path_parameters=parts)
        answer = case.call(headers=PLAIN, cookies=cookies)
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code == status
