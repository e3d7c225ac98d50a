"""Taking releases back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.actions import withdrawing
from indicators.actions.errors import Refused
from indicators.models import Release, Withdrawal
from indicators.office import releasing as office
from indicators.queries.releases import release_by_number
from indicators.tasks import wake
from monitoring.api.answers import problems
from monitoring.deliveries.api.views import OfficeView
from monitoring.deliveries.releasing import answers
from monitoring.deliveries.releasing.api.given import given as read


class WithdrawalsView(OfficeView):
    @extend_schema(operation_id="withdrawals", responses={200: answers.WithdrawalAnswer(many=True), **problems(403)})
    def get(self, request: Request) -> Response:
        """Proposals to take releases back that wait for a second person."""
        return Response([_withdrawal(one) for one in office.withdrawals()])

    @extend_schema(
        operation_id="propose_withdrawal",
        request=answers.WithdrawalRequest,
        responses={201: answers.WithdrawalAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request) -> Response:
        """Propose to go back to an earlier release, or to withdraw one that is not live."""
        given = read(answers.WithdrawalRequest, request)
        target = _release(given["back_to"]).pk if given.get("back_to") else None
        made = withdrawing.propose_withdrawal(
            by=request.user, release=_release(given["release"]).pk, back_to=target, reason=given["reason"]
        )
        return Response(_withdrawal(made), status.HTTP_201_CREATED)


class WithdrawalConfirmView(OfficeView):
    @extend_schema(
        operation_id="confirm_withdrawal",
        request=None,
        responses={200: answers.WithdrawalAnswer, **problems(403, 404, 409)},
    )
    def post(self, request: Request, withdrawal: int) -> Response:
        """Carry a proposal out, as a second person."""
        done = withdrawing.confirm_withdrawal(by=request.user, withdrawal=withdrawal)
        wake()
        return Response(_withdrawal(done))


class WithdrawalDeclineView(OfficeView):
    @extend_schema(
        operation_id="decline_withdrawal",
        request=answers.DeclineRequest,
        responses={200: answers.WithdrawalAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request, withdrawal: int) -> Response:
        """Leave everything as it is."""
        reason = read(answers.DeclineRequest, request)["reason"]
        return Response(
            _withdrawal(withdrawing.decline_withdrawal(by=request.user, withdrawal=withdrawal, reason=reason))
        )


def _release(number: str) -> Release:
    found = release_by_number(number)
    if found is None:
        raise Refused("unknown_release", release=number)
    return found


def _withdrawal(one: Withdrawal) -> dict[str, Any]:
    return {
        "withdrawal": one.pk,
        "release": one.release.number,
        "back_to": one.back_to.number if one.back_to else None,
        "withdraws": [release.number for release in office.taken_back_by(one)],
        "reason": one.reason,
        "proposed_by": one.proposed_by.get_username(),
        "proposed_at": one.proposed_at,
        "decision": one.decision,
        "decided_by": one.decided_by.get_username() if one.decided_by else None,
        "decided_at": one.decided_at,
    }
