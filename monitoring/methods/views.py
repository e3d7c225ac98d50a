"""The methods, and how one number was computed. Every number comes from the API's own views."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from monitoring.api.views.provenance import ProvenanceView
from monitoring.areasheets.places import level_names
from monitoring.methods.docstrings import described, functions_of
from monitoring.methods.examples import Scene, examples_of
from monitoring.methods.registry import METHODS, method_of
from monitoring.methods.texts import TEXTS
from monitoring.pages.asking import ask_or_404

_ASKED = ("indicator", "area", "period", "edition", "reference", "release", "variant")


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """One number; ``HX-Request`` takes the piece alone, to be laid over the page that shows the number."""
    query = {name: request.GET[name] for name in _ASKED if request.GET.get(name)}
    found = ask_or_404(request, ProvenanceView, query)
    lasting = query | {"period": found["period"], "edition": found["edition"], "release": found["release"]["number"]}
    context = {
        "how": found,
        "levels": level_names(request),
        "lasting": f"{reverse('how')}?{urlencode(lasting)}",
        "interface": f"{reverse('api-provenance')}?{urlencode(lasting)}",
    }
    template = "methods/how_piece.html" if request.headers.get("HX-Request") else "methods/how.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Every method in a sentence or two."""
    listed = [{"method": method, "text": TEXTS[method.code]} for method in METHODS]
    return render(request, "methods/methods.html", {"listed": listed})


@require_safe
def method(request: HttpRequest, code: str) -> HttpResponse:
    """One method: what it says, an example in the city's numbers, and what the program says of itself."""
    found = method_of(code)
    if found is None:
        raise Http404
    at = METHODS.index(found)
    modules = [
        {"name": name, "short": name.rpartition(".")[2], "blocks": described(name), "functions": functions_of(name)}
        for name in found.modules
    ]
    context = {
        "method": found,
        "text": TEXTS[code],
        "examples": examples_of(found, Scene(request)),
        "modules": modules,
        "before": METHODS[at - 1] if at else None,
        "after": METHODS[at + 1] if at + 1 < len(METHODS) else None,
    }
    return render(request, "methods/method.html", context)
