"""Putting an entry aside with a note, and taking that back: who and when stays, in the row and in the audit trail."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from indicators.models import AuditEntry
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person
from monitoring.planning.models import WatchDismissal, WatchEntry

LONGEST_NOTE = 1000


def _record(by: Person, action: str, dismissal: WatchDismissal, **details: Any) -> None:
    where = {"quarter": dismissal.quarter, "area": dismissal.area, "indicator": dismissal.indicator}
    AuditEntry.objects.create(
        actor=by.get_username(),
        action=action,
        subject="warning",
        subject_id=str(dismissal.pk),
        details=where | {"aspect": dismissal.aspect} | details,
    )


@transaction.atomic
def dismiss(*, by: Person, entry: WatchEntry, note: str) -> WatchDismissal:
    """Put aside for the entry's quarter, as long as it does not grow. A second click changes nothing.

    Raises:
        PermissionDenied: the person may not.
        ValueError: the note is empty or too long.
    """
    if not may(by, Right.DISMISS_WARNING):
        raise PermissionDenied
    note = note.strip()
    if not note or len(note) > LONGEST_NOTE:
        raise ValueError("note")
    same = {name: getattr(entry, name) for name in ("edition", "area", "indicator", "aspect", "size")}
    same["quarter"] = entry.watch.quarter
    dismissal, made = WatchDismissal.objects.get_or_create(undone_at=None, **same, defaults={"note": note, "by": by})
    if made:
        _record(by, "warning.dismissed", dismissal)
    return dismissal


@transaction.atomic
def restore(*, by: Person, dismissal: WatchDismissal) -> None:
    """Take it back: the entry is listed again. What was taken back already stays as it is."""
    if not may(by, Right.DISMISS_WARNING):
        raise PermissionDenied
    found = WatchDismissal.objects.select_for_update(of=("self",)).filter(pk=dismissal.pk, undone_at=None).first()
    if found is None:
        return
    found.undone_by, found.undone_at = by, timezone.now()
    found.save(update_fields=["undone_by", "undone_at"])
    _record(by, "warning.restored", found)
