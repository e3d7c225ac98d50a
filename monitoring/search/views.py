"""The search as a page: what the field in the header leads to, with or without JavaScript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.departments.readers import reader_of
from monitoring.search.finding import MOST_LETTERS, find

_MOST = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, kind by kind, the kind with the best result first."""
    wanted = request.GET.get("q", "").strip()[:MOST_LETTERS]
    context: dict[str, object] = {"q": wanted}
    if wanted:
        answer = find(reader_of(request.user), wanted, _MOST)
        kinds = dict.fromkeys(result.thing.kind for result in answer.results)
        context["answer"] = answer
        context["groups"] = [
            {"kind": kind.value, "results": answer.of(kind), "total": answer.totals[kind]} for kind in kinds
        ]
    return render(request, "search/page.html", context)
