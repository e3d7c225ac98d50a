"""Who may approve."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.actions import appointing
from indicators.actions.errors import Refused
from indicators.models import Appointment, Source
from indicators.office import releasing as office
from monitoring.api.answers import problems
from monitoring.api.problems import ApiProblem
from monitoring.deliveries.api.views import OfficeView
from monitoring.deliveries.releasing import answers
from monitoring.deliveries.releasing.api.given import given as read
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person


class AppointmentsView(OfficeView):
    @extend_schema(operation_id="appointments", responses={200: answers.AppointmentAnswer(many=True), **problems(403)})
    def get(self, request: Request) -> Response:
        """Who may approve what from when until when, and who stands in for whom."""
        return Response([_appointment(one) for one in office.appointments()])

    @extend_schema(
        operation_id="appoint",
        request=answers.AppointmentRequest,
        responses={201: answers.AppointmentAnswer, **problems(400, 403)},
    )
    def post(self, request: Request) -> Response:
        """Appoint an approver or a substitute."""
        if not may(request.user, Right.APPOINT):
            raise ApiProblem("not_permitted", 403)
        given = read(answers.AppointmentRequest, request)
        for name in ("person", "substitute_for"):
            if given.get(name):
                given[name] = _person(given[name])
        if given.get("source"):
            given["source"] = _source(given["source"])
        made = appointing.appoint(by=request.user, **given)
        return Response(_appointment(made), status.HTTP_201_CREATED)


class AppointmentEndView(OfficeView):
    @extend_schema(
        operation_id="end_appointment",
        request=None,
        responses={200: answers.AppointmentAnswer, **problems(403, 404)},
    )
    def post(self, request: Request, appointment: int) -> Response:
        """End an appointment before its day."""
        return Response(_appointment(appointing.end_appointment(by=request.user, appointment=appointment)))


def _person(name: str) -> Person:
    found = Person.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise Refused("unknown_person", person=name)
    return found


def _source(code: str) -> Source:
    found = next((source for source in office.sources() if source.code == code), None)
    if found is None:
        raise ApiProblem("not_found", 404)
    return found


def _appointment(one: Appointment) -> dict[str, Any]:
    return {
        "appointment": one.pk,
        "person": one.person.get_username(),
        "substitute_for": one.substitute_for.get_username() if one.substitute_for else None,
        "source": one.source.code if one.source else None,
        "department": one.department,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "ended_at": one.ended_at,
        "appointed_by": one.appointed_by.get_username() if one.appointed_by else None,
        "appointed_at": one.appointed_at,
    }
