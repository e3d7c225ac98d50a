"""ETags: a reader who has the answer already gets 304 before anything is computed.

The tag is made of what the answer depends on (release, catalogue entry, code version, language, rights class), so that it
costs no more than finding out who asks and which release is meant. Answers are ``private``: no shared cache keeps them.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from indicators.models import Release
from monitoring.departments.access import rights_class
from monitoring.departments.readers import Reader, reader_of

PRIVATE = "private, no-cache"
_VARY = ("Accept", "Accept-Language", "Accept-Encoding", "Cookie")
_KEEP_SECONDS = 600


def mark(release: Release | None) -> tuple[object, ...]:
    """What stands for a release in a tag: its contents, too, because after a restore its number may be given again."""
    return (release.pk, release.manifest_sha256) if release else ()


class Known(Exception):
    """The answer is there already: at the reader (no ``content``) or in this process."""

    def __init__(self, content: bytes | None) -> None:
        super().__init__()
        self.content = content


# Compression leaks secrets where an attacker's text stands beside one (BREACH). These answers hold none: no token, no cookie,
# and Django adds random bytes on top.
@method_decorator(gzip_page, name="dispatch")
class ReadingView(APIView):
    """A view that only reads: compressed, tagged, private.

    ``keeps`` says whether rendered answers are kept; pages that ask in the same process want documents and set it off.
    """

    keeps = True
    tag = ""
    http_method_names = ["get", "head", "options"]

    @property
    def reader(self) -> Reader:
        """Who asks."""
        return reader_of(self.request.user)

    def unless_known(self, request: Request, *parts: object) -> str:
        """The tag of the answer that ``parts`` determine; raises ``Known`` where it is there already."""
        language = get_language() or settings.LANGUAGE_CODE
        asked = (type(self).__name__, *sorted(self.kwargs.items()), request.query_params.urlencode())
        known = (settings.CODE_VERSION, language, rights_class(self.reader), *asked, *parts)
        tag = quote_etag(hashlib.sha256("\n".join(map(str, known)).encode()).hexdigest()[:32])
        sent = {candidate.removeprefix("W/") for candidate in parse_etags(request.headers.get("If-None-Match", ""))}
        self.tag = tag
        if tag in sent:
            raise Known(None)
        kept = cache.get(f"answer:{tag}") if self.keeps else None
        if kept is not None:
            raise Known(kept)
        return tag

    def handle_exception(self, exc: Exception) -> Any:
        if not isinstance(exc, Known):
            self.tag = ""
            return super().handle_exception(exc)
        if exc.content is None:
            return Response(status=status.HTTP_304_NOT_MODIFIED)
        return HttpResponse(exc.content, content_type="application/json")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.tag and response.status_code in (200, 304):
            response["ETag"] = self.tag
        if self.keeps and self.tag and response.status_code == 200 and isinstance(response, Response):
            response.add_post_render_callback(self._keep)
        response.headers.setdefault("Cache-Control", PRIVATE)
        if "immutable" not in response["Cache-Control"]:
            patch_vary_headers(response, _VARY)
        return response

    def _keep(self, response: Response) -> None:
        """Rendered once per process for everybody whose answer it is: the tag names the rights class, too."""
        cache.set(f"answer:{self.tag}", response.content, _KEEP_SECONDS)
