"""Notes that travel with the numbers."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.actions import notes
from indicators.models import NoteDraft
from indicators.office import releasing as office
from monitoring.api.answers import problems
from monitoring.deliveries.api.views import OfficeView
from monitoring.deliveries.releasing import answers
from monitoring.deliveries.releasing.api.given import given as read


class NotesView(OfficeView):
    @extend_schema(
        operation_id="delivery_notes", responses={200: answers.NoteDraftAnswer(many=True), **problems(403, 404)}
    )
    def get(self, request: Request, delivery: int) -> Response:
        """Notes that are recorded with a delivery and travel with its numbers."""
        return Response([_note(note) for note in office.notes(self.delivery(delivery))])

    @extend_schema(
        operation_id="record_note",
        request=answers.NoteRequest,
        responses={201: answers.NoteDraftAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request, delivery: int) -> Response:
        """Record a break, an exceptional time, a correction of a register, or a plain note."""
        given = read(answers.NoteRequest, request)
        told = notes.Told(**{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()})
        made = notes.record_note(by=request.user, delivery=self.delivery(delivery).pk, note=told)
        return Response(_note(made), status.HTTP_201_CREATED)


class NoteView(OfficeView):
    @extend_schema(operation_id="remove_note", responses={204: None, **problems(403, 404, 409)})
    def delete(self, request: Request, delivery: int, note: int) -> Response:
        """Take a note back before it is approved."""
        notes.remove_note(by=request.user, delivery=self.delivery(delivery).pk, note=note)
        return Response(status=status.HTTP_204_NO_CONTENT)


_TOLD = tuple(notes.Told.__dataclass_fields__)


def _note(note: NoteDraft) -> dict[str, Any]:
    told = notes.Told(**{name: getattr(note, name) for name in _TOLD})
    return asdict(told) | {"note": note.pk, "by": note.by.get_username(), "at": note.at}
