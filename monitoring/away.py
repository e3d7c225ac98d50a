"""What is answered when something goes wrong: never a page that blames the reader, and below ``/api/`` problem details.

While the database is away: 503 with when to try again. A fault of the portal: 500 with the number under which the log has it.
"""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request as _bad_request
from django.views.defaults import permission_denied as _permission_denied

from monitoring.api.problems import MEDIA_TYPE, problem
from monitoring.watching.logs import request_id

_SECONDS = "5"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``. Asks the database for nothing; the number is that of the request, which the log names."""
    if _database_is_away(sys.exc_info()[1]):
        return unavailable(request)
    incident = request_id.get()
    answer: HttpResponse
    if _is_api(request):
        document = problem("internal_error", 500, incident=incident or "–") | {"incident": incident}
        answer = JsonResponse(document, status=500, content_type=MEDIA_TYPE)
    else:
        answer = HttpResponse(render_to_string("500.html", {"incident": incident}), status=500)
    answer["Cache-Control"] = "private, no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler400``; a session that a lost connection kept from being written is nobody's bad request."""
    if _database_is_away(exception):
        return unavailable(request)
    if _is_api(request):
        return JsonResponse(problem("unreadable_request", 400), status=400, content_type=MEDIA_TYPE)
    return _bad_request(request, exception)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 as page or, below ``/api/``, as problem details; neither asks the database for anything."""
    answer: HttpResponse
    if _is_api(request):
        answer = JsonResponse(problem("database_away", 503), status=503, content_type=MEDIA_TYPE)
    else:
        answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = _SECONDS
    answer["Cache-Control"] = "private, no-store"
    return answer


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler403``."""
    if _is_api(request):
        return JsonResponse(problem("not_permitted", 403), status=403, content_type=MEDIA_TYPE)
    return _permission_denied(request, exception)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``CSRF_FAILURE_VIEW``: a page that knows which one to open again."""
    if _is_api(request):
        return JsonResponse(problem("csrf_failed", 403), status=403, content_type=MEDIA_TYPE)
    return render(request, "403_csrf.html", status=403)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _database_is_away(error: BaseException | Any) -> bool:
    """Whether a lost connection stands anywhere behind an error."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
