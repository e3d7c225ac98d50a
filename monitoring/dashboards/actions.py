"""What is done to dashboards: each in one transaction with its row in the audit trail. Whoever lacks the right is refused.

Sharing gives nobody a right beyond looking at the layout: what the panels hold is decided anew for every reader.
"""

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from indicators.models import AuditEntry
from monitoring.dashboards.models import Dashboard, DashboardShare, Panel
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Membership, Person


def _allowed(by: Person, right: Right, dashboard: Dashboard | None = None) -> None:
    if not may(by, right, dashboard):
        raise PermissionDenied


class Outdated(Exception):
    """The dashboard is not any more as whoever sent a change saw it: nothing was done. ``gone``: it was deleted."""

    def __init__(self, *, gone: bool) -> None:
        super().__init__("gone" if gone else "changed")
        self.gone = gone


def _locked(by: Person, dashboard: Dashboard, *, even_deleted: bool = False) -> Dashboard:
    """The dashboard as it is now, kept from others until the transaction ends: two people's changes come one by one.

    Raises:
        PermissionDenied: the person may not change it as it is now.
        Outdated: it was deleted meanwhile, and the change is for what is there.
    """
    found = Dashboard.objects.select_for_update().filter(pk=dashboard.pk).first()
    if found is None or (found.deleted_at is not None and not even_deleted):
        raise Outdated(gone=True)
    _allowed(by, Right.EDIT_DASHBOARD, found)
    return found


def _record(by: Person, action: str, dashboard: Dashboard, **details: Any) -> None:
    AuditEntry.objects.create(
        actor=by.get_username(), action=action, subject="dashboard", subject_id=dashboard.code[:60], details=details
    )


def departments_of(person: Person) -> list[Department]:
    """Where the person is a member today: a dashboard of theirs belongs to one of these."""
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    members = Membership.objects.filter(valid, person=person)
    return list(Department.objects.filter(pk__in=members.values("department")).order_by("code"))


def _new_code(title: str) -> str:
    return f"{slugify(title)[:60] or 'dashboard'}-{secrets.token_hex(3)}"


@transaction.atomic
def copy_dashboard(*, by: Person, dashboard: Dashboard, title: str, department: Department) -> Dashboard:
    """A dashboard of one's own with the same filters and panels, shared with nobody yet.

    Raises:
        PermissionDenied: the person may not see it or make any, or is no member of the department.
    """
    _allowed(by, Right.MAKE_DASHBOARD)
    _allowed(by, Right.SEE_DASHBOARD, dashboard)
    if department not in departments_of(by):
        raise PermissionDenied
    filters = {name: getattr(dashboard, name) for name in ("area", "reference", "period", "level", "release")}
    made = Dashboard.objects.create(
        code=_new_code(title), title_de=title, title_en=title, owner=by, department=department, **filters
    )
    Panel.objects.bulk_create(
        Panel(
            dashboard=made,
            **{name: getattr(panel, name) for name in ("number", "kind", "x", "y", "w", "h", "settings")},
        )
        for panel in dashboard.panels.all()
    )
    _record(by, "dashboard.copied", made, source=dashboard.code, department=department.code)
    return made


@transaction.atomic
def rename_dashboard(*, by: Person, dashboard: Dashboard, title: str) -> None:
    """Another title, in both languages: its owner wrote it in one."""
    found = _locked(by, dashboard)
    _record(by, "dashboard.renamed", found, before=found.title_de, after=title)
    found.title_de = found.title_en = title
    found.save(update_fields=["title_de", "title_en", "changed_at"])


@transaction.atomic
def share_dashboard(
    *, by: Person, dashboard: Dashboard, departments: Iterable[Department], seen: Collection[str]
) -> None:
    """Shared with exactly these departments from now on; ``seen`` are the codes that it was shared with on the form.

    What is so already (a second click) is left as it is.

    Raises:
        Outdated: somebody else has shared it with others meanwhile, which the form did not know.
    """
    found = _locked(by, dashboard)
    wanted = {department.pk: department.code for department in departments}
    before = dict(found.shares.values_list("department_id", "department__code"))
    if before.keys() == wanted.keys():
        return
    if set(before.values()) != set(seen):
        raise Outdated(gone=False)
    DashboardShare.objects.filter(dashboard=found, department_id__in=before.keys() - wanted.keys()).delete()
    DashboardShare.objects.bulk_create(
        DashboardShare(dashboard=found, department_id=key) for key in wanted.keys() - before.keys()
    )
    _record(by, "dashboard.shared", found, before=sorted(before.values()), after=sorted(wanted.values()))


@transaction.atomic
def delete_dashboard(*, by: Person, dashboard: Dashboard) -> None:
    """Gone for everybody, until it is brought back. What is gone already is left as it is."""
    found = _locked(by, dashboard, even_deleted=True)
    if found.deleted_at is None:
        found.deleted_at = timezone.now()
        found.save(update_fields=["deleted_at"])
        _record(by, "dashboard.deleted", found)


@transaction.atomic
def restore_dashboard(*, by: Person, dashboard: Dashboard) -> None:
    """Back as it was, with its shares. What is back already is left as it is."""
    found = _locked(by, dashboard, even_deleted=True)
    if found.deleted_at is not None:
        found.deleted_at = None
        found.save(update_fields=["deleted_at"])
        _record(by, "dashboard.restored", found)
