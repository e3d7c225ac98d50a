"""ETags: a reader who has the answer already gets 304 before anything is computed.

The tag is made of what the answer depends on (release, catalogue entry, code version, language, rights class), so that it
costs no more than finding out who asks and which release is meant. Answers are ``private``: no shared cache keeps them.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from monitoring.departments.access import rights_class
from monitoring.departments.readers import Reader, reader_of

PRIVATE = "private, no-cache"
_VARY = ("Accept", "Accept-Language", "Accept-Encoding", "Cookie")


class NotModified(Exception):
    """The reader's copy is still the answer."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


# Compression leaks secrets where an attacker's text stands beside one (BREACH). These answers hold none: no token, no cookie,
# and Django adds random bytes on top.
@method_decorator(gzip_page, name="dispatch")
class ReadingView(APIView):
    """A view that only reads: compressed, tagged, private."""

    http_method_names = ["get", "head", "options"]

    @property
    def reader(self) -> Reader:
        """Who asks."""
        return reader_of(self.request.user)

    def unless_known(self, request: Request, *parts: object) -> str:
        """The tag of the answer that ``parts`` determine; raises ``NotModified`` where the reader has it."""
        language = get_language() or settings.LANGUAGE_CODE
        known = (settings.CODE_VERSION, language, rights_class(self.reader), request.get_full_path(), *parts)
        tag = quote_etag(hashlib.sha256("\n".join(map(str, known)).encode()).hexdigest()[:32])
        sent = {candidate.removeprefix("W/") for candidate in parse_etags(request.headers.get("If-None-Match", ""))}
        if tag in sent:
            raise NotModified(tag)
        self.tag = tag
        return tag

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, NotModified):
            self.tag = exc.tag
            return Response(status=status.HTTP_304_NOT_MODIFIED)
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        tag = getattr(self, "tag", None)
        if tag and response.status_code in (200, 304):
            response["ETag"] = tag
        response.headers.setdefault("Cache-Control", PRIVATE)
        if "immutable" not in response["Cache-Control"]:
            patch_vary_headers(response, _VARY)
        return response
