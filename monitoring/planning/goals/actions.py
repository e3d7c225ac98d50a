"""Setting, superseding and withdrawing goals: each in one transaction with its row in the audit trail."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from indicators.models import AuditEntry, Release
from indicators.periods import Period
from monitoring.dashboards.actions import departments_of
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person
from monitoring.planning.endings import end, locked
from monitoring.planning.models import Goal


class Taken(Exception):
    """There is a goal in force for this indicator, place and date: it can be superseded. ``goal`` is that one."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(f"goal {goal.pk}")
        self.goal = goal


@dataclass(frozen=True)
class Aim:
    """What a goal says. ``start_value`` is nothing where it holds for every area of a level, each from its own start."""

    indicator: str
    level: str
    area: str
    target: float
    due: date
    start_period: Period
    start_value: float | None
    start_release: Release
    reason: str


def _record(by: Person, action: str, goal: Goal, **details: Any) -> None:
    where = {"indicator": goal.indicator, "area": goal.area or goal.level, "department": goal.department.code}
    AuditEntry.objects.create(
        actor=by.get_username(), action=action, subject="goal", subject_id=str(goal.pk), details=where | details
    )


def _made(by: Person, aim: Aim, department: Department, supersedes: Goal | None) -> Goal:
    same = Goal.objects.filter(
        indicator=aim.indicator, level=aim.level, area=aim.area, due=aim.due, ended_at=None
    ).first()
    if same is not None:
        raise Taken(same)
    return Goal.objects.create(
        indicator=aim.indicator,
        level=aim.level,
        area=aim.area,
        target=aim.target,
        due=aim.due,
        start_period=aim.start_period.code,
        start_day=aim.start_period.ends,
        start_value=aim.start_value,
        start_release=aim.start_release,
        reason=aim.reason,
        department=department,
        set_by=by,
        supersedes=supersedes,
    )


@transaction.atomic
def set_goal(*, by: Person, aim: Aim, department: Department) -> Goal:
    """A new goal in the name of one of one's departments.

    Raises:
        PermissionDenied: the person may not, or is no member of the department.
        Taken: the same place has a goal for the same date.
    """
    if not may(by, Right.SET_GOAL) or department not in departments_of(by):
        raise PermissionDenied
    goal = _made(by, aim, department, None)
    _record(by, "goal.set", goal, target=aim.target, due=aim.due.isoformat())
    return goal


@transaction.atomic
def supersede_goal(*, by: Person, goal: Goal, aim: Aim) -> Goal:
    """Another goal takes the place of this one: the same indicator, place and department; this one stays in the history.

    Raises:
        PermissionDenied: the person may not.
        Ended: it is not in force any more.
        Taken: another goal has the new date.
    """
    found = locked(by, goal, Right.CHANGE_GOAL)
    end(found, by, aim.reason)
    made = _made(by, aim, found.department, found)
    _record(by, "goal.superseded", found, after=made.pk, target=aim.target, due=aim.due.isoformat())
    return made


@transaction.atomic
def withdraw_goal(*, by: Person, goal: Goal, reason: str) -> None:
    """No goal any more; it stays in the history with who and why.

    Raises:
        PermissionDenied: the person may not.
        Ended: it is not in force any more.
    """
    found = locked(by, goal, Right.CHANGE_GOAL)
    end(found, by, reason)
    _record(by, "goal.withdrawn", found)
