"""Pages ask the API and nothing beside it: the endpoint's own view answers, in this process, for this reader."""

import copy
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from monitoring.api.conditional import ReadingView


@dataclass(frozen=True)
class Answer:
    """Status and document of an answer; the document of a problem has ``title``, ``detail`` and ``code``."""

    status: int
    data: Any

    @property
    def ok(self) -> bool:
        return self.status == 200


def ask(request: HttpRequest, view: type[ReadingView], query: dict[str, str] | None = None, **path: Any) -> Answer:
    """The answer of an endpoint to whoever asks for this page; ``path`` holds the parts of its address."""
    asked = copy.copy(request)
    asked.GET = QueryDict(mutable=True)  # type: ignore[assignment]
    asked.GET.update({name: value for name, value in (query or {}).items() if value})
    asked.META = {**request.META, "HTTP_ACCEPT": "application/json", "HTTP_IF_NONE_MATCH": ""}
    if "headers" in asked.__dict__:
        del asked.__dict__["headers"]
    asked.method = "GET"
    response = view.as_view(keeps=False)(asked, **path)
    return Answer(response.status_code, response.data)  # type: ignore[attr-defined]


def ask_or_404(request: HttpRequest, view: type[ReadingView], query: dict[str, str] | None = None, **path: Any) -> Any:
    """The document, where there is one; a page that shows one thing is not there when the thing is not."""
    answer = ask(request, view, query, **path)
    if not answer.ok:
        raise Http404(answer.data.get("detail", ""))
    return answer.data
