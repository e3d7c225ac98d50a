"""Setting, superseding and withdrawing rules: each in one transaction with its row in the audit trail."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from indicators.models import AuditEntry
from monitoring.dashboards.actions import departments_of
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person
from monitoring.planning.attention.rule import Rule
from monitoring.planning.endings import end, locked
from monitoring.planning.models import AttentionRule


class TitleTaken(Exception):
    """Another rule in force has this title."""


@dataclass(frozen=True)
class Wording:
    """A rule with its title and why it holds."""

    title: str
    rule: Rule
    reason: str


def _record(by: Person, action: str, row: AttentionRule, **details: object) -> None:
    known = {"title": row.title, "department": row.department.code}
    AuditEntry.objects.create(
        actor=by.get_username(),
        action=action,
        subject="attention_rule",
        subject_id=str(row.pk),
        details=known | details,
    )


def _made(by: Person, said: Wording, department: Department, supersedes: AttentionRule | None) -> AttentionRule:
    if AttentionRule.objects.filter(title=said.title, ended_at=None).exists():
        raise TitleTaken
    return AttentionRule.objects.create(
        title=said.title,
        document=said.rule.document,
        reason=said.reason,
        department=department,
        set_by=by,
        supersedes=supersedes,
    )


@transaction.atomic
def set_rule(*, by: Person, said: Wording, department: Department) -> AttentionRule:
    """A new rule in the name of one of one's departments.

    Raises:
        PermissionDenied: the person may not, or is no member of the department.
        TitleTaken: a rule in force is called so.
    """
    if not may(by, Right.DEFINE_ATTENTION) or department not in departments_of(by):
        raise PermissionDenied
    row = _made(by, said, department, None)
    _record(by, "attention_rule.set", row, rule=said.rule.document)
    return row


@transaction.atomic
def supersede_rule(*, by: Person, row: AttentionRule, said: Wording) -> AttentionRule:
    """Another rule takes the place of this one, in the same department; this one stays in the history.

    Raises:
        PermissionDenied: the person may not.
        Ended: it is not in force any more.
        TitleTaken: another rule in force is called so.
    """
    found = locked(by, row, Right.CHANGE_ATTENTION)
    end(found, by, said.reason)
    made = _made(by, said, found.department, found)
    _record(by, "attention_rule.superseded", found, after=made.pk, rule=said.rule.document)
    return made


@transaction.atomic
def withdraw_rule(*, by: Person, row: AttentionRule, reason: str) -> None:
    """No rule any more; it stays in the history with who and why.

    Raises:
        PermissionDenied: the person may not.
        Ended: it is not in force any more.
    """
    found = locked(by, row, Right.CHANGE_ATTENTION)
    end(found, by, reason)
    _record(by, "attention_rule.withdrawn", found, reason=reason)
