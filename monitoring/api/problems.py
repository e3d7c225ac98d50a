"""Errors as problem details (RFC 9457)."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_details(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The response for an exception raised in an API view; ``None`` hands it on to Django."""
    response = exception_handler(exception, context)
    if response is not None:
        detail = getattr(exception, "detail", "")
        response.data = {"type": "about:blank", "title": response.status_text, "status": response.status_code, "detail": str(detail)}
        response.content_type = "application/problem+json"
    return response
