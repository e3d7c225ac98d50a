"""Releases in preparation."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.models import Bundle
from indicators.office import releasing as office
from monitoring.api.answers import problems
from monitoring.api.problems import ApiProblem
from monitoring.deliveries import bundling
from monitoring.deliveries.api.views import OfficeView
from monitoring.deliveries.releasing import answers
from monitoring.deliveries.releasing.api.given import given as read


class BundlesView(OfficeView):
    @extend_schema(operation_id="bundles", responses={200: answers.BundleAnswer(many=True), **problems(403)})
    def get(self, request: Request) -> Response:
        """Releases in preparation, newest first."""
        return Response([_bundle(bundle) for bundle in office.bundles()])

    @extend_schema(
        operation_id="prepare_release",
        request=answers.BundleRequest,
        responses={201: answers.BundleAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request) -> Response:
        """Begin a release in preparation; its deliveries are calculated together."""
        made = bundling.open_bundle(by=request.user, **read(answers.BundleRequest, request))
        return Response(_bundle(_found(made.pk)), status.HTTP_201_CREATED)


class BundleView(OfficeView):
    @extend_schema(operation_id="bundle", responses={200: answers.BundleAnswer, **problems(403, 404)})
    def get(self, request: Request, bundle: int) -> Response:
        """One release in preparation, or what became of it."""
        return Response(_bundle(_found(bundle)))


class BundleApproveView(OfficeView):
    @extend_schema(
        operation_id="approve_bundle",
        request=answers.BundleApprovalRequest,
        responses={200: answers.BundleAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request, bundle: int) -> Response:
        """Approve the common candidate, as a second person; it goes live by itself."""
        found = _found(bundle)
        bundling.approve(by=request.user, bundle=found.pk, **read(answers.BundleApprovalRequest, request))
        return Response(_bundle(_found(bundle)))


class BundleChangeView(OfficeView):
    @extend_schema(
        operation_id="change_bundle",
        request=answers.BundleChangeRequest,
        responses={200: answers.BundleAnswer, **problems(400, 403, 404, 409)},
    )
    def post(self, request: Request, bundle: int, action: str) -> Response:
        """`collect` takes deliveries in, `part` out, `recalculate` calculates once more, `dissolve` gives it up."""
        found, by, given = _found(bundle), request.user, read(answers.BundleChangeRequest, request)
        wanted = given.get("deliveries", [])
        match action:
            case "collect":
                bundling.collect(by=by, bundle=found.pk, deliveries=wanted)
            case "part":
                for delivery in wanted:
                    bundling.part(by=by, bundle=found.pk, delivery=delivery)
            case "recalculate":
                bundling.recalculate(by=by, bundle=found.pk)
            case "dissolve":
                bundling.dissolve(by=by, bundle=found.pk, reason=given.get("reason", ""))
            case _:
                raise ApiProblem("not_found", 404)
        return Response(_bundle(_found(bundle)))


def _found(number: int) -> Bundle:
    found = office.bundle(number)
    if found is None:
        raise ApiProblem("not_found", 404)
    return found


def _bundle(bundle: Bundle) -> dict[str, Any]:
    members = office.members(bundle)
    together = bundle.calculation_id is not None
    return {
        "bundle": bundle.pk,
        "reason": bundle.reason,
        "note_de": bundle.note_de,
        "note_en": bundle.note_en,
        "opened_by": bundle.opened_by.get_username(),
        "opened_at": bundle.opened_at,
        "is_open": bundle.is_open,
        "release": bundle.release.number if bundle.release else None,
        "seen": office.seen_hash(members) if together else "",
        "deliveries": [
            {
                "delivery": one.pk,
                "file_name": one.file_name,
                "profile": one.profile.code,
                "period": one.period.code,
                "state": one.state,
                "unanswered": office.unanswered_kinds(one.pk),
            }
            for one in members
        ],
    }
