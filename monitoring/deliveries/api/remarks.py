"""What is written about a delivery before its decision: reasons for warnings, questions and answers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.journey import Move
from indicators.looked_at import unanswered
from indicators.models import Delivery, Remark, WarningReason
from indicators.office import thread as office
from monitoring.api.answers import problems
from monitoring.deliveries.api.views import DecisionView, OfficeView, described
from monitoring.deliveries.deciding import give_reasons


class WarningReasonRequest(s.Serializer):
    code = s.CharField(max_length=60, help_text="Kind of the warnings, as the report names it.")
    reason = s.CharField(max_length=2000, help_text="Why they are right as they are.")


class RemarkAnswer(s.Serializer):
    kind = s.ChoiceField(["question", "answer"])
    text = s.CharField()
    by = s.CharField()
    at = s.DateTimeField()


class WarningReasonAnswer(s.Serializer):
    code = s.CharField()
    count = s.IntegerField(help_text="How many warnings of the kind were answered.")
    text = s.CharField()
    by = s.CharField()
    at = s.DateTimeField()


class ThreadAnswer(s.Serializer):
    remarks = RemarkAnswer(many=True)
    reasons = WarningReasonAnswer(many=True)
    unanswered = s.ListField(child=s.CharField(), help_text="Kinds of warnings that still need a written reason.")


def _written(row: Remark | WarningReason) -> dict[str, Any]:
    return {"text": row.text, "by": row.by.get_username(), "at": row.at}


def _thread(delivery: Delivery) -> dict[str, Any]:
    return {
        "remarks": [{"kind": row.kind, **_written(row)} for row in office.remarks(delivery.pk)],
        "reasons": [
            {"code": row.code, "count": row.count, **_written(row)} for row in office.warning_reasons(delivery.pk)
        ],
        "unanswered": unanswered(delivery.pk),
    }


class ThreadView(OfficeView):
    @extend_schema(operation_id="delivery_thread", responses={200: ThreadAnswer, **problems(403, 404)})
    def get(self, request: Request, delivery: int) -> Response:
        """Questions, answers and reasons for warnings, in the order in which they were written."""
        return Response(_thread(self.delivery(delivery)))


class ReasonView(OfficeView):
    @extend_schema(
        operation_id="give_warning_reason",
        request=WarningReasonRequest,
        responses={200: ThreadAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request, delivery: int) -> Response:
        """Say why the warnings of one kind are right as they are; without it nobody can approve."""
        found = self.delivery(delivery)
        asked = WarningReasonRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        give_reasons(by=request.user, delivery=found, reasons={given["code"]: given["reason"]})
        return Response(_thread(found))


class AskView(DecisionView):
    move = Move.ASK

    @described("ask_back")
    def post(self, request: Request, delivery: int) -> Response:
        """Ask back: the delivery waits for an answer and is not approved meanwhile."""
        return self.decide(request, delivery)


class AnswerView(DecisionView):
    move = Move.ANSWER

    @described("answer_question")
    def post(self, request: Request, delivery: int) -> Response:
        """Answer what was asked; the candidate waits for its decision again."""
        return self.decide(request, delivery)
