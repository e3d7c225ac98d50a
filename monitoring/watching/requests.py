"""One line and one count for every request: which page, how it went, how long it took. Not who asked, not for what."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from monitoring.watching import logs, measures

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
_PLAUSIBLE = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked every few seconds by supervisors: worth a line only when something is wrong.
_ROUTINE = frozenset({"healthz", "readyz", "metrics"})


class _Count:
    """How many questions a request asked the database."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


class Watch:
    """The outermost middleware. A proxy's request number is taken over, so that both logs can be laid side by side."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        number = given if _PLAUSIBLE.fullmatch(given) else uuid.uuid4().hex
        token = logs.request_id.set(number)
        count, begin = _Count(), time.perf_counter()
        try:
            with connection.execute_wrapper(count):
                response = self.get_response(request)
            response[HEADER] = number
            _tell(request, response.status_code, time.perf_counter() - begin, count.queries)
            return response
        finally:
            logs.request_id.reset(token)


def _tell(request: HttpRequest, status: int, seconds: float, queries: int) -> None:
    found = request.resolver_match
    name = found.view_name if found is not None else ""
    method = request.method if request.method in measures.METHODS else "OTHER"
    measures.count(name or "unknown", method, status, seconds)
    if (name in _ROUTINE and status < 400) or (not name and status < 400):
        return  # a probe, or a static file
    fields = {"url": name, "method": method, "status": status, "ms": round(seconds * 1000), "queries": queries}
    logger.log(logging.INFO if status < 500 else logging.WARNING, "answered", extra={"fields": fields})
