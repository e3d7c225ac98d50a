"""Drafts that can be taken back, and decisions that cannot: recorded with release and people, the same numbers for good."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from indicators.models import AuditEntry
from monitoring.dashboards.actions import Outdated
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person, Role
from monitoring.departments.people import add_department, grant
from monitoring.planning.allocation import actions, deciding
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.plan_document import read_plan
from monitoring.planning.models import Allocation, AllocationDecision
from tests.factories import COUNTS, World, make_person
from tests.monitoring.planning.allocation.conftest import VARIANT

MINUTE = deciding.Minute("Jugendhilfeausschuss", date(2026, 3, 3), "Nach Bedarf, wie vorgeschlagen.")


def decide(world: World, planner: Person, allocation: Allocation, **minute: object) -> AllocationDecision:
    return deciding.record_decision(
        by=planner,
        allocation=allocation,
        release=world.live,
        variant=1,
        seen=allocation.draft,
        minute=replace(MINUTE, **minute),
    )


def drafted(allocation: Allocation) -> Plan:
    allocation.refresh_from_db()
    return read_plan(allocation.drafts.get(number=allocation.draft).document)


def test_changes_are_taken_back_and_done_again(plan: Plan, planner: Person, allocation: Allocation) -> None:
    changed = replace(plan, variants=(replace(VARIANT, total=Decimal(30)),))
    assert actions.write_draft(by=planner, allocation=allocation, plan=changed, seen=1) == 2
    assert actions.write_draft(by=planner, allocation=allocation, plan=changed, seen=2) == 2, "the same again"
    assert actions.take_back(by=planner, allocation=allocation, seen=2) == 1
    assert drafted(allocation) == plan
    assert actions.take_back(by=planner, allocation=allocation, seen=1) == 1, "nothing before it"
    assert actions.do_again(by=planner, allocation=allocation, seen=1) == 2
    assert drafted(allocation) == changed
    actions.take_back(by=planner, allocation=allocation, seen=2)
    other = replace(plan, question="anders")
    assert actions.write_draft(by=planner, allocation=allocation, plan=other, seen=1) == 2
    assert actions.do_again(by=planner, allocation=allocation, seen=2) == 2, "what was taken back is overwritten"


def test_a_change_on_an_old_draft_is_refused(plan: Plan, planner: Person, allocation: Allocation) -> None:
    actions.write_draft(by=planner, allocation=allocation, plan=replace(plan, question="neu"), seen=1)
    for act in (actions.take_back, actions.do_again):
        with pytest.raises(Outdated):
            act(by=planner, allocation=allocation, seen=1)
    with pytest.raises(Outdated):
        actions.write_draft(by=planner, allocation=allocation, plan=plan, seen=1)


def test_only_so_many_changes_are_kept(plan: Plan, planner: Person, allocation: Allocation) -> None:
    for number in range(1, actions.MOST_DRAFTS + 5):
        actions.write_draft(by=planner, allocation=allocation, plan=replace(plan, question=str(number)), seen=number)
    assert allocation.drafts.count() == actions.MOST_DRAFTS


def test_decision_is_reproduced_from_its_release_whatever_is_released_later(
    world: World, planner: Person, allocation: Allocation
) -> None:
    made = decide(world, planner, allocation)
    other = {level: [*reversed(cells)] for level, cells in COUNTS.items()}
    world.releases.add(world.indicators["armutsquote"], "2020-12-31", other)
    world.releases.release("Korrektur")
    kept = AllocationDecision.objects.get(pk=made.pk)
    again = deciding.recomputed(kept)
    assert deciding.is_reproduced(kept, again)
    assert dict(zip(kept.codes, kept.amounts, strict=True))["0101"] == 11
    assert sum(kept.amounts) == 20
    assert kept.content_sha256 == deciding.fingerprint(kept.plan, kept.codes, deciding.amounts_of(again))
    assert (kept.release, kept.prepared_by, kept.recorded_by) == (world.live, planner, planner)


def test_recorded_decision_cannot_be_changed_or_deleted_by_anybody(
    world: World, planner: Person, allocation: Allocation
) -> None:
    made = decide(world, planner, allocation)
    for statement in (
        "UPDATE allocation_decision SET reason = 'anders' WHERE id = %s",
        "DELETE FROM allocation_decision WHERE id = %s",
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [made.pk])
    assert AllocationDecision.objects.get(pk=made.pk).reason == MINUTE.reason


def test_new_decision_supersedes_the_one_before(world: World, planner: Person, allocation: Allocation) -> None:
    first, second = decide(world, planner, allocation), decide(world, planner, allocation, reason="Neuer Haushalt")
    assert (second.number, second.supersedes) == (2, first)
    assert first.successor == second
    with pytest.raises(DatabaseError), transaction.atomic():
        decide_beside = AllocationDecision.objects.get(pk=second.pk)
        decide_beside.pk, decide_beside.number, decide_beside.supersedes = None, 5, first
        decide_beside.save(force_insert=True)


def test_what_is_decided_must_be_what_was_seen(
    world: World, plan: Plan, planner: Person, allocation: Allocation
) -> None:
    actions.write_draft(by=planner, allocation=allocation, plan=replace(plan, question="anders"), seen=1)
    with pytest.raises(Outdated):
        decide(world, planner, allocation)
    allocation.refresh_from_db()
    with pytest.raises(deciding.NotYet):
        decide(world, planner, allocation, decided_on=timezone.localdate() + timedelta(days=1))


def test_decided_allocation_is_not_deleted(world: World, planner: Person, allocation: Allocation) -> None:
    decide(world, planner, allocation)
    with pytest.raises(actions.Decided):
        actions.delete_allocation(by=planner, allocation=allocation)


def test_owner_and_heads_above_change_it_others_read_what_is_shared(allocation: Allocation, planner: Person) -> None:
    head = make_person("leitung", "head")
    elsewhere, statistician = (
        make_person("schule", "planner", department="schule"),
        make_person("statistik", "statistician"),
    )
    viewer = make_person("einblick", "viewer", department="jugend")
    council = make_person("rat", "council_member", department="jugend")
    assert {
        who for who in (planner, head, elsewhere, statistician, viewer) if may(who, Right.EDIT_ALLOCATION, allocation)
    } == {
        planner,
        head,
    }
    assert not may(viewer, Right.SEE_ALLOCATION, allocation)
    youth = Department.objects.get(code="jugend")
    actions.share_allocation(by=planner, allocation=allocation, departments=[youth], seen=[])
    found = Allocation.objects.get(pk=allocation.pk)
    assert may(viewer, Right.SEE_ALLOCATION, found) and not may(viewer, Right.EDIT_ALLOCATION, found)
    assert not may(council, Right.SEE_ALLOCATION, found), "values of the administration do not leave it by sharing"
    with pytest.raises(PermissionDenied):
        actions.rename_allocation(by=viewer, allocation=found, title="meins")


def test_who_may_not_allocate_starts_nothing(plan: Plan, allocation: Allocation) -> None:
    for role in ("viewer", "administrator", "data_protection_officer", "council_member"):
        person = make_person(role, role)
        with pytest.raises(PermissionDenied):
            actions.start_allocation(by=person, title="x", department=allocation.department, plan=plan)


def test_head_of_another_department_has_no_part_in_it(allocation: Allocation) -> None:
    place = add_department(by=None, code="anderswo", name_de="Anderswo", name_en="Elsewhere")
    boss = make_person("chefin")
    grant(by=None, person=boss, department=place, role=Role.HEAD)
    assert not may(boss, Right.SEE_ALLOCATION, allocation)


def test_portals_database_role_drafts_and_decides_but_rewrites_no_decision(
    world: World,
    plan: Plan,
    planner: Person,
    allocation: Allocation,
    as_role: Callable[[str], AbstractContextManager[None]],
) -> None:
    with as_role("portal"):
        actions.write_draft(by=planner, allocation=allocation, plan=replace(plan, question="neu"), seen=1)
        deciding.set_before(by=planner, allocation=allocation, amounts={"0101": Decimal(3)}, origin="Haushalt 2025")
        allocation.refresh_from_db()
        made = decide(world, planner, allocation)
    assert made.before[0] == 3 and made.before_origin == "Haushalt 2025"
    for statement in ("UPDATE allocation_decision SET reason = ''", "DELETE FROM allocation_decision"):
        with pytest.raises(ProgrammingError), as_role("portal"), connection.cursor() as cursor:
            cursor.execute(statement)
    recorded = AuditEntry.objects.filter(subject="allocation").values_list("action", flat=True)
    assert list(recorded) == [
        "allocation.started",
        "allocation.changed",
        "allocation.last_year",
        "allocation.decided",
    ]
