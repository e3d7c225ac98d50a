"""Upload, list, report, preview, decide. An upload ends at *candidate*: nothing goes live without a second person."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from indicators.actions.errors import Refused
from indicators.journey import Move
from indicators.models import Delivery, DeliveryToken
from indicators.office import reports
from indicators.office.preview import indicator_codes
from monitoring.api.answers import problems
from monitoring.api.pagination import Pages
from monitoring.api.parameters import read
from monitoring.api.problems import MEDIA_TYPE, ApiProblem
from monitoring.deliveries.api import answers
from monitoring.deliveries.api.documents import delivery_document, preview_document, short_document
from monitoring.deliveries.api.statuses import STATUS
from monitoring.deliveries.deciding import carry_out
from monitoring.deliveries.documents import problem_document
from monitoring.deliveries.sight import deliveries_for, delivery_for
from monitoring.deliveries.tokens.authentication import TokenAuthentication
from monitoring.deliveries.tokens.delivering import HEADER, LONGEST_KEY, deliver
from monitoring.deliveries.uploading import upload
from monitoring.departments.access import Right, may
from monitoring.journey_messages import refusal

IDEMPOTENCY = OpenApiParameter(
    HEADER,
    {"type": "string", "maxLength": LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="With a token: names this request, so that sent again it delivers nothing twice.",
)


class OfficeView(APIView):
    """Answers are for this person now: nobody keeps them. Refusals of actions are problem details."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refused):
            return _refused(exc)
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def delivery(self, number: int) -> Delivery:
        """The delivery, where the person may see it."""
        return delivery_for(self.request.user, number)


def _refused(refused: Refused) -> Response:
    told = refusal(refused)
    code = STATUS.get(refused.code, 400)
    document = {
        "type": f"urn:sozialraum-monitor:problem:{refused.code}",
        "title": told.what,
        "status": code,
        "detail": f"{told.safe} {told.advice}".strip(),
        "code": refused.code,
    }
    return Response(document, code, content_type=MEDIA_TYPE)


class ByTokenView(OfficeView):
    """Takes a token as well; with one there is nothing but what came in by it."""

    authentication_classes = [TokenAuthentication, SessionAuthentication]

    def delivery(self, number: int) -> Delivery:
        found = super().delivery(number)
        if self.token is not None and not self.token.deliveries.filter(delivery=number).exists():
            raise ApiProblem("not_found", 404)
        return found

    @property
    def token(self) -> DeliveryToken | None:
        """The token that asks; nothing where a person does."""
        return self.request.auth if isinstance(self.request.auth, DeliveryToken) else None

    def document(self, number: int) -> dict[str, Any]:
        """A delivery as its page; a token decides nothing and is not told who did."""
        document = delivery_document(self.request.user, self.delivery(number))
        return document if self.token is None else document | {"actions": [], "decided_by": None}


class DeliveriesView(ByTokenView, GenericAPIView):
    pagination_class = Pages
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="deliveries",
        parameters=[answers.DeliveriesParameters],
        responses={200: answers.DeliveryShortAnswer(many=True), **problems(400, 401, 403, 404, 429)},
    )
    def get(self, request: Request) -> Response:
        """The deliveries that you see, newest first; with a token those that came in by it."""
        wanted = read(answers.DeliveriesParameters, request)
        found = deliveries_for(request.user)
        if self.token is not None:
            found = found.filter(by_token__token=self.token)
        page = self.paginate_queryset(found.filter(**wanted))
        hidden = {} if self.token is None else {"decided_by": None}
        return self.get_paginated_response([short_document(request.user, one) | hidden for one in page or []])

    @extend_schema(
        operation_id="deliver",
        request={"multipart/form-data": answers.UploadRequest},
        parameters=[IDEMPOTENCY],
        responses={201: answers.DeliveryAnswer, 200: answers.DeliveryAnswer, **problems(400, 401, 403, 409, 413, 429)},
    )
    def post(self, request: Request) -> Response:
        """Deliver a file. It is checked and calculated by itself and then waits for a second person.

        With a token an `Idempotency-Key` makes repeating harmless: the same request answers 200 with the delivery of before.
        """
        if not may(request.user, Right.DELIVER):
            raise ApiProblem("not_permitted", 403)
        given = answers.UploadRequest(data=request.data)
        given.is_valid(raise_exception=True)
        is_new = True
        if self.token is None:
            number = upload(by=request.user, **given.validated_data)
        else:
            number, is_new = deliver(token=self.token, key=request.headers.get(HEADER, ""), **given.validated_data)
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(self.document(number), code, headers={"Location": f"{request.path}{number}/"})


class DeliveryView(ByTokenView):
    @extend_schema(operation_id="delivery", responses={200: answers.DeliveryAnswer, **problems(401, 403, 404, 429)})
    def get(self, request: Request, delivery: int) -> Response:
        """One delivery: state, progress, counts of problems, what you may do now."""
        return Response(self.document(delivery))


class ReportView(ByTokenView, GenericAPIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="delivery_report",
        parameters=[answers.ReportParameters],
        responses={200: answers.ProblemAnswer(many=True), **problems(400, 401, 403, 404, 429)},
    )
    def get(self, request: Request, delivery: int) -> Response:
        """The problems of a delivery in the order of the file, errors first."""
        wanted = read(answers.ReportParameters, request)
        code = wanted.pop("code", "")
        found = reports.problems(self.delivery(delivery).pk, code=code, only=reports.Filter(**wanted))
        page = self.paginate_queryset(found)
        return self.get_paginated_response([problem_document(problem) for problem in page or []])


class PreviewView(OfficeView):
    @extend_schema(
        operation_id="delivery_preview",
        parameters=[answers.PreviewParameters],
        responses={200: answers.PreviewAnswer, **problems(400, 403, 404)},
    )
    def get(self, request: Request, delivery: int) -> Response:
        """What readers would see change. 404 until the results are calculated."""
        wanted = read(answers.PreviewParameters, request).get("indicator", "")
        found = self.delivery(delivery)
        if found.calculation_id is None or (wanted and wanted not in indicator_codes(found)):
            raise ApiProblem("not_found", 404)
        return Response(preview_document(found, wanted))


class DecisionView(OfficeView):
    parser_classes = [JSONParser, FormParser, MultiPartParser]
    form: type[answers.ReasonRequest] = answers.ReasonRequest
    move: Move

    def decide(self, request: Request, delivery: int) -> Response:
        found = self.delivery(delivery)
        asked = self.form(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        words = {name: given[name] for name in ("reason", "note_de", "note_en") if name in given}
        carry_out(by=request.user, delivery=found, move=self.move, seen=given.get("manifest", ""), **words)
        return Response(delivery_document(request.user, self.delivery(delivery)))


def described(name: str, request: type[answers.ReasonRequest] = answers.ReasonRequest) -> Any:
    return extend_schema(
        operation_id=name,
        request=request,
        responses={200: answers.DeliveryAnswer, **problems(400, 403, 404, 409)},
    )


class ApproveView(DecisionView):
    move = Move.APPROVE
    form = answers.ApprovalRequest

    @described("approve_delivery", answers.ApprovalRequest)
    def post(self, request: Request, delivery: int) -> Response:
        """Approve a candidate, as a second person; it goes live by itself."""
        return self.decide(request, delivery)


class RejectView(DecisionView):
    move = Move.REJECT

    @described("reject_delivery")
    def post(self, request: Request, delivery: int) -> Response:
        """Reject a candidate; nothing of it goes live."""
        return self.decide(request, delivery)


class WithdrawView(DecisionView):
    move = Move.WITHDRAW

    @described("withdraw_delivery")
    def post(self, request: Request, delivery: int) -> Response:
        """Take back what is not approved yet."""
        return self.decide(request, delivery)


class RetryView(DecisionView):
    move = Move.RETRY

    @described("retry_delivery")
    def post(self, request: Request, delivery: int) -> Response:
        """Start a delivery again whose step failed."""
        return self.decide(request, delivery)
