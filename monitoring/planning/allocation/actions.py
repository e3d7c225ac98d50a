"""What is done to allocations: each in one transaction with its row in the audit trail; who lacks the right is refused."""

import secrets
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from indicators.models import AuditEntry
from monitoring.dashboards.actions import Outdated, departments_of
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.plan_document import write_plan
from monitoring.planning.models import Allocation, AllocationDraft, AllocationShare

MOST_DRAFTS = 100
"""So many changes can be taken back."""


class Decided(Exception):
    """Something was decided about the allocation, so it stays."""


def record(by: Person, action: str, allocation: Allocation, **details: Any) -> None:
    """A row of the audit trail about an allocation."""
    AuditEntry.objects.create(
        actor=by.get_username(), action=action, subject="allocation", subject_id=allocation.code[:60], details=details
    )


def locked(by: Person, allocation: Allocation, *, even_deleted: bool = False) -> Allocation:
    """The allocation as it is now, kept from others until the transaction ends.

    Raises:
        PermissionDenied: the person may not change it as it is now.
        Outdated: it was deleted meanwhile.
    """
    found = Allocation.objects.select_for_update().filter(pk=allocation.pk).first()
    if found is None or (found.deleted_at is not None and not even_deleted):
        raise Outdated(gone=True)
    if not may(by, Right.EDIT_ALLOCATION, found):
        raise PermissionDenied
    return found


@transaction.atomic
def start_allocation(*, by: Person, title: str, department: Department, plan: Plan) -> Allocation:
    """An allocation of one's own with its first draft, shared with nobody yet.

    Raises:
        PermissionDenied: the person may not allocate, or is no member of the department.
    """
    if not may(by, Right.ALLOCATE) or department not in departments_of(by):
        raise PermissionDenied
    code = f"{slugify(title)[:60] or 'allocation'}-{secrets.token_hex(3)}"
    made = Allocation.objects.create(code=code, title=title, owner=by, department=department)
    AllocationDraft.objects.create(allocation=made, number=1, document=write_plan(plan), written_by=by)
    record(by, "allocation.started", made, release=plan.release, department=department.code)
    return made


@transaction.atomic
def write_draft(*, by: Person, allocation: Allocation, plan: Plan, seen: int) -> int:
    """The next draft, and its number. ``seen`` is the draft that the change was made on; the same again changes nothing.

    Raises:
        Outdated: somebody else has changed it meanwhile.
    """
    found = locked(by, allocation)
    if found.draft != seen:
        raise Outdated(gone=False)
    document = write_plan(plan)
    if found.drafts.get(number=found.draft).document == document:
        return found.draft
    found.drafts.filter(number__gt=found.draft).delete()
    _go_to(found, found.draft + 1)
    AllocationDraft.objects.create(allocation=found, number=found.draft, document=document, written_by=by)
    found.drafts.filter(number__lte=found.draft - MOST_DRAFTS).delete()
    record(by, "allocation.changed", found, draft=found.draft)
    return found.draft


def take_back(*, by: Person, allocation: Allocation, seen: int) -> int:
    """One change back; at the first draft that is kept nothing happens."""
    return _step(by, allocation, seen, lambda now: now - 1, "allocation.taken_back")


def do_again(*, by: Person, allocation: Allocation, seen: int) -> int:
    """One change forward that was taken back."""
    return _step(by, allocation, seen, lambda now: now + 1, "allocation.done_again")


@transaction.atomic
def _step(by: Person, allocation: Allocation, seen: int, to: Callable[[int], int], action: str) -> int:
    found = locked(by, allocation)
    if found.draft != seen:
        raise Outdated(gone=False)
    wanted = to(found.draft)
    if found.drafts.filter(number=wanted).exists():
        _go_to(found, wanted)
        record(by, action, found, draft=wanted)
    return found.draft


def _go_to(found: Allocation, number: int) -> None:
    found.draft = number
    found.save(update_fields=["draft", "changed_at"])


@transaction.atomic
def rename_allocation(*, by: Person, allocation: Allocation, title: str) -> None:
    """Another title."""
    found = locked(by, allocation)
    record(by, "allocation.renamed", found, before=found.title, after=title)
    found.title = title
    found.save(update_fields=["title", "changed_at"])


@transaction.atomic
def share_allocation(
    *, by: Person, allocation: Allocation, departments: Iterable[Department], seen: Collection[str]
) -> None:
    """Shared with exactly these departments from now on; ``seen`` are the codes that it was shared with on the form.

    Raises:
        Outdated: somebody else has shared it with others meanwhile.
    """
    found = locked(by, allocation)
    wanted = {department.pk: department.code for department in departments}
    before = dict(found.shares.values_list("department_id", "department__code"))
    if before.keys() == wanted.keys():
        return
    if set(before.values()) != set(seen):
        raise Outdated(gone=False)
    found.shares.filter(department_id__in=before.keys() - wanted.keys()).delete()
    AllocationShare.objects.bulk_create(
        AllocationShare(allocation=found, department_id=key) for key in wanted.keys() - before.keys()
    )
    record(by, "allocation.shared", found, before=sorted(before.values()), after=sorted(wanted.values()))


@transaction.atomic
def delete_allocation(*, by: Person, allocation: Allocation) -> None:
    """Gone for everybody, until it is brought back.

    Raises:
        Decided: something was decided about it.
    """
    found = locked(by, allocation, even_deleted=True)
    if found.decisions.exists():
        raise Decided
    if found.deleted_at is None:
        found.deleted_at = timezone.now()
        found.save(update_fields=["deleted_at"])
        record(by, "allocation.deleted", found)


@transaction.atomic
def restore_allocation(*, by: Person, allocation: Allocation) -> None:
    """Back as it was, with its shares."""
    found = locked(by, allocation, even_deleted=True)
    if found.deleted_at is not None:
        found.deleted_at = None
        found.save(update_fields=["deleted_at"])
        record(by, "allocation.restored", found)
