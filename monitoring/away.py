"""What is answered while the database is away: 503 with when to try again, never a page that blames the reader."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request as _bad_request
from django.views.defaults import server_error as _server_error

from monitoring.api.problems import MEDIA_TYPE, problem

_SECONDS = "5"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``."""
    return unavailable(request) if _database_is_away(sys.exc_info()[1]) else _server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler400``; a session that a lost connection kept from being written is nobody's bad request."""
    return unavailable(request) if _database_is_away(exception) else _bad_request(request, exception)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 as page or, below ``/api/``, as problem details; neither asks the database for anything."""
    answer: HttpResponse
    if request.path_info.startswith("/api/"):
        answer = JsonResponse(problem("database_away", 503), status=503, content_type=MEDIA_TYPE)
    else:
        answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = _SECONDS
    answer["Cache-Control"] = "private, no-store"
    return answer


def _database_is_away(error: BaseException | Any) -> bool:
    """Whether a lost connection stands anywhere behind an error."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
