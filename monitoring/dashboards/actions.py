"""What is done to dashboards: each in one transaction with its row in the audit trail. Whoever lacks the right is refused.

Sharing gives nobody a right beyond looking at the layout: what the panels hold is decided anew for every reader.
"""

import secrets
from collections.abc import Iterable
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
    _allowed(by, Right.EDIT_DASHBOARD, dashboard)
    _record(by, "dashboard.renamed", dashboard, before=dashboard.title_de, after=title)
    dashboard.title_de = dashboard.title_en = title
    dashboard.save(update_fields=["title_de", "title_en", "changed_at"])


@transaction.atomic
def share_dashboard(*, by: Person, dashboard: Dashboard, departments: Iterable[Department]) -> None:
    """Shared with exactly these departments from now on."""
    _allowed(by, Right.EDIT_DASHBOARD, dashboard)
    wanted = {department.pk: department.code for department in departments}
    before = dict(dashboard.shares.values_list("department_id", "department__code"))
    DashboardShare.objects.filter(dashboard=dashboard, department_id__in=before.keys() - wanted.keys()).delete()
    DashboardShare.objects.bulk_create(
        DashboardShare(dashboard=dashboard, department_id=key) for key in wanted.keys() - before.keys()
    )
    if before.keys() != wanted.keys():
        _record(by, "dashboard.shared", dashboard, before=sorted(before.values()), after=sorted(wanted.values()))


@transaction.atomic
def delete_dashboard(*, by: Person, dashboard: Dashboard) -> None:
    """Gone for everybody, until it is brought back."""
    _allowed(by, Right.EDIT_DASHBOARD, dashboard)
    dashboard.deleted_at = timezone.now()
    dashboard.save(update_fields=["deleted_at"])
    _record(by, "dashboard.deleted", dashboard)


@transaction.atomic
def restore_dashboard(*, by: Person, dashboard: Dashboard) -> None:
    """Back as it was, with its shares."""
    _allowed(by, Right.EDIT_DASHBOARD, dashboard)
    dashboard.deleted_at = None
    dashboard.save(update_fields=["deleted_at"])
    _record(by, "dashboard.restored", dashboard)
