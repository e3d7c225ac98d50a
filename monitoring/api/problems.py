"""Errors as problem details (RFC 9457): a stable ``code``, title and detail in the asked language."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from indicators.queries.errors import Unanswerable
from monitoring.api_messages import PROBLEMS

MEDIA_TYPE = "application/problem+json"

#: Status of what the portal's door cannot answer; everything else is 404.
_STATUS = {
    "release_withdrawn": 410,
    "reference_not_above": 400,
    "reference_not_delivered": 400,
    "variant_without_reference": 400,
    "variant_not_offered": 400,
    "no_fixed_classes": 400,
    "variant_without_type": 400,
    "incomplete_area": 400,
    "too_few_areas": 400,
    "too_many_areas": 400,
    "constant_component": 400,
    "too_few_profiles": 400,
    "no_reference_value": 400,
    "no_group": 400,
    "nothing_in_common": 404,
    "no_dynamics_index": 400,
}


class ApiProblem(exceptions.APIException):
    """A problem with one of the codes that ``monitoring.api_messages`` words."""

    def __init__(self, code: str, status: int = 400, headers: dict[str, str] | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code, self.status_code, self.params = code, status, params
        self.headers = headers or {}


def problem(code: str, status: int, **params: Any) -> dict[str, Any]:
    """The document of a problem; ``errors`` among ``params`` is kept as a list."""
    title, detail = PROBLEMS[code]
    errors = params.pop("errors", None)
    words = {name: _worded(value) for name, value in params.items()}
    document = {
        "type": f"urn:sozialraum-monitor:problem:{code}",
        "title": str(title),
        "status": status,
        "detail": str(detail) % words,
        "code": code,
    }
    return document | ({"errors": errors} if errors else {})


def _worded(value: Any) -> str:
    if isinstance(value, datetime):
        value = localtime(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    text = str(value)
    return text if len(text) < 2000 else f"{text[:2000]}…"


def problem_details(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The response for an exception raised in an API view; ``None`` hands it on to Django."""
    found = _problem_of(exception, context)
    if found is None:
        return None
    set_rollback()
    code, status, params = found
    headers = dict(exception.headers) if isinstance(exception, ApiProblem) else {}
    if isinstance(exception, exceptions.Throttled) and exception.wait:
        headers["Retry-After"] = str(int(exception.wait) + 1)
    response = Response(problem(code, status, **params), status, headers=headers, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def _problem_of(exception: Exception, context: dict[str, Any]) -> tuple[str, int, dict[str, Any]] | None:
    match exception:
        case ApiProblem():
            return exception.code, exception.status_code, exception.params
        case Unanswerable():
            return exception.code, _STATUS.get(exception.code, 404), exception.params
        case exceptions.ValidationError():
            return "invalid_parameter", 400, _first_error(exception.detail)
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return "sign_in_required", 403, {}
        case exceptions.PermissionDenied() | PermissionDenied():
            return ("csrf_failed" if "CSRF" in str(exception) else "not_permitted"), 403, {}
        case exceptions.NotFound() if "page" in context["request"].query_params:
            return "unknown_page", 404, {}
        case exceptions.NotFound() | Http404():
            return "not_found", 404, {}
        case exceptions.MethodNotAllowed():
            return "method_not_allowed", 405, {"method": context["request"].method}
        case exceptions.NotAcceptable():
            return "not_acceptable", 406, {}
        case exceptions.UnsupportedMediaType():
            return "unsupported_media_type", 415, {"media_type": context["request"].content_type[:80]}
        case exceptions.ParseError():
            return "unreadable_request", 400, {}
        case exceptions.Throttled():
            return "too_many_requests", 429, {}
    return None


def _first_error(detail: Any) -> dict[str, Any]:
    """The first parameter and its reason, and all of them as ``errors``."""
    errors = [
        {"parameter": str(name), "reason": " ".join(str(reason) for reason in reasons)}
        for name, reasons in (detail.items() if isinstance(detail, dict) else [("request", detail)])
    ]
    first = errors[0] if errors else {"parameter": "", "reason": _("not valid")}
    return {**first, "errors": errors}


def unknown_api(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
    """Whatever stands below ``/api/`` and is no endpoint."""
    return JsonResponse(problem("not_found", 404), status=404, content_type=MEDIA_TYPE)
