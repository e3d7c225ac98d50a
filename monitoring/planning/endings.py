"""What stays in force until somebody puts another in its place or withdraws it: goals, and rules of attention."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from monitoring.departments.access import Right, may
from monitoring.departments.models import Person
from monitoring.planning.models import AttentionRule, Goal

Row = TypeVar("Row", Goal, AttentionRule)


class Ended(Exception):
    """It was superseded or withdrawn meanwhile; nothing was done."""


def locked(by: Person, row: Row, right: Right) -> Row:
    """The row as it is now, kept from others until the transaction ends.

    Raises:
        PermissionDenied: the person may not change it as it is now.
        Ended: it is not in force any more.
    """
    found = type(row).objects.select_for_update(of=("self",)).select_related("department").get(pk=row.pk)
    if not may(by, right, found):
        raise PermissionDenied
    if not found.is_in_force:
        raise Ended
    return found


def end(row: Row, by: Person, reason: str) -> None:
    """Not in force from now on; who and why stays in the row."""
    row.ended_at, row.ended_by, row.end_reason = timezone.now(), by, reason
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
