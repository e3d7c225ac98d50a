"""Appointments: who may approve, from when until when, and who stands in for whom."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.models import Appointment, Source


@transaction.atomic
def appoint(
    *,
    by: AbstractBaseUser | None,
    person: AbstractBaseUser,
    substitute_for: AbstractBaseUser | None = None,
    source: Source | None = None,
    department: str = "",
    valid_from: date,
    valid_until: date | None = None,
) -> Appointment:
    """Appoint an approver for a source, a department's sources or everything, or a substitute. ``by=None``: the command line.

    Raises:
        Refused: ``own_appointment``, ``substitute_of_oneself``, ``ends_before_start``, ``begins_in_past``.
    """
    if by is not None and by.pk == person.pk:
        raise Refused("own_appointment")
    if substitute_for is not None and substitute_for.pk == person.pk:
        raise Refused("substitute_of_oneself")
    if valid_until is not None and valid_until < valid_from:
        raise Refused("ends_before_start")
    if valid_from < timezone.localdate():
        raise Refused("begins_in_past")
    made = Appointment.objects.create(
        person=person,
        substitute_for=substitute_for,
        source=None if substitute_for else source,
        department="" if substitute_for or source else department,
        valid_from=valid_from,
        valid_until=valid_until,
        appointed_by=by,
    )
    _record(by, "appoint", made)
    return made


@transaction.atomic
def end_appointment(*, by: AbstractBaseUser | None, appointment: int) -> Appointment:
    """End an appointment now, before its day.

    Raises:
        Refused: ``unknown_appointment``, ``own_appointment``, ``appointment_over``.
    """
    found = Appointment.objects.select_for_update().filter(pk=appointment).first()
    if found is None:
        raise Refused("unknown_appointment")
    if by is not None and by.pk == found.person_id:
        raise Refused("own_appointment")
    today = timezone.localdate()
    if found.ended_at is not None or (found.valid_until is not None and found.valid_until < today):
        raise Refused("appointment_over")
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    _record(by, "end_appointment", found)
    return found


def is_appointed(person: int, source: int) -> bool:
    """Whether appointments let this person approve for the source now; by the function that the database itself asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed.is_appointed(%s, %s, now())", [person, source])
        return bool(cursor.fetchone()[0])


def _record(by: AbstractBaseUser | None, action: str, made: Appointment) -> None:
    record(
        by=by,
        action=action,
        subject="appointment",
        subject_id=made.pk,
        person=made.person.get_username(),
        substitute_for=made.substitute_for.get_username() if made.substitute_for else None,
        source=made.source.code if made.source else None,
        department=made.department,
        valid_from=made.valid_from.isoformat(),
        valid_until=made.valid_until.isoformat() if made.valid_until else None,
    )
