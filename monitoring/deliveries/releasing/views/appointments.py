"""Who may approve: the list that the office reads, and the form of those who may set it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indicators.actions import appointing
from indicators.models import Appointment
from indicators.office import releasing as office
from monitoring.deliveries.releasing.acting import acted
from monitoring.deliveries.releasing.forms import AppointmentForm
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person, Role
from monitoring.departments.names import department_names


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def appointments(request: HttpRequest) -> HttpResponse:
    """Every appointment; whoever may set them makes a new one below."""
    may_set = may(request.user, Right.APPOINT)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    people = Person.objects.filter(is_active=True, memberships__role=Role.APPROVER).distinct().order_by("last_name")
    form = AppointmentForm(
        request.POST or None, people=people, sources=office.sources(), initial={"valid_from": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if acted(request, _("Appointed."), lambda: appointing.appoint(by=request.user, **given)):
            return redirect("appointment-new")
    names = department_names()
    rows = [_row(one, names) for one in office.appointments()]
    context = {"rows": rows, "form": form if may_set else None, "rule_holds": any(row["counts"] for row in rows)}
    return render(request, "deliveries/releasing/appointments.html", context, status=422 if form.errors else 200)


def _row(one: Appointment, names: Mapping[str, str]) -> dict[str, Any]:
    today = timezone.localdate()
    over = one.ended_at is not None or (one.valid_until is not None and one.valid_until < today)
    return {
        "appointment": one,
        "department": names.get(one.department, one.department),
        "counts": one.substitute_for_id is None and one.valid_from <= today,
        "status": "over" if over else "ahead" if one.valid_from > today else "now",
    }


@require_POST
@never_cache
def end(request: HttpRequest, appointment: int) -> HttpResponse:
    """End one before its day."""
    done = _("The appointment has ended.")
    acted(request, done, lambda: appointing.end_appointment(by=request.user, appointment=appointment))
    return redirect("appointment-new")
