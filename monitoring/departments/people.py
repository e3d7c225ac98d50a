"""Departments, people and their roles: every change is an action in one transaction with its row in the audit trail.

``by=None`` is the command line, which only who runs the server has. Everybody else needs the right, and nobody changes
their own roles: an administrator does not become a statistician by their own hand.
"""

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from indicators.models import AuditEntry
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Membership, Person, Role
from monitoring.departments.readers import forget


def _allowed(by: Person | None, about: Person | None = None) -> None:
    if by is None:
        return
    if not may(by, Right.ADMINISTER_PEOPLE) or (about is not None and about.pk == by.pk):
        raise PermissionDenied


def _record(by: Person | None, action: str, subject: str, subject_id: str, **details: Any) -> None:
    actor = by.get_username() if by else "command"
    AuditEntry.objects.create(actor=actor, action=action, subject=subject, subject_id=subject_id, details=details)


@transaction.atomic
def add_department(
    *, by: Person | None, code: str, name_de: str, name_en: str, parent: Department | None = None
) -> Department:
    """A new department, or the one that has this code already."""
    _allowed(by)
    names = {"name_de": name_de, "name_en": name_en, "parent": parent}
    department, made = Department.objects.get_or_create(code=code, defaults=names)
    if made:
        _record(by, "department.added", "department", code, parent=parent.code if parent else None)
    return department


@transaction.atomic
def add_person(
    *, by: Person | None, username: str, first_name: str, last_name: str, password: str, is_demo: bool = False
) -> Person:
    """A new person without any role.

    Raises:
        ValidationError: the password is too weak.
    """
    _allowed(by)
    person = Person(username=username, first_name=first_name, last_name=last_name, is_demo=is_demo)
    validate_password(password, person)
    person.set_password(password)
    person.save()
    _record(by, "person.added", "person", username, demo=is_demo)
    return person


@transaction.atomic
def set_password(*, by: Person | None, person: Person, password: str) -> None:
    """Another password. Raises ``ValidationError`` where it is too weak."""
    if by is None or by.pk != person.pk:
        _allowed(by)
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    _record(by, "person.password_set", "person", person.username)


@transaction.atomic
def grant(
    *, by: Person | None, person: Person, department: Department, role: Role, valid_until: date | None = None
) -> Membership:
    """A role in a department, from today; given again, only its end changes."""
    _allowed(by, person)
    membership, made = Membership.objects.get_or_create(
        person=person, department=department, role=role, defaults={"valid_until": valid_until}
    )
    if made or membership.valid_until != valid_until:
        membership.valid_until = valid_until
        membership.save(update_fields=["valid_until"])
        until = valid_until.isoformat() if valid_until else None
        details = {"department": department.code, "role": role.value, "until": until}
        _record(by, "person.role_granted", "person", person.username, **details)
    forget(person)
    return membership


@transaction.atomic
def revoke(*, by: Person | None, person: Person, department: Department, role: Role) -> None:
    """The role is gone at once; what was done with it stays in the audit trail."""
    _allowed(by, person)
    removed, _ = Membership.objects.filter(person=person, department=department, role=role).delete()
    if removed:
        details = {"department": department.code, "role": role.value}
        _record(by, "person.role_revoked", "person", person.username, **details)
    forget(person)


@transaction.atomic
def close_account(*, by: Person | None, person: Person) -> None:
    """The person no longer signs in; sessions that are open end with their next request."""
    _allowed(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _record(by, "person.closed", "person", person.username)
    forget(person)
