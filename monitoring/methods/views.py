"""The methods, and how one number was computed. Every number comes from the API's own views."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from monitoring.api.views.index_provenance import IndexProvenanceView
from monitoring.api.views.provenance import ProvenanceView
from monitoring.areasheets.places import level_names
from monitoring.maps.trends import VARIANTS
from monitoring.methods.docstrings import described, functions_of
from monitoring.methods.examples import Scene, examples_of, why_none
from monitoring.methods.registry import METHODS, method_of
from monitoring.methods.texts import TEXTS
from monitoring.pages.asking import ask_or_404

INDEX = "index:"
"""Begins the name of an index among those of indicators."""
_ASKED_OF_INDEX = ("area", "period", "edition", "level", "release")
_ASKED = ("indicator", "area", "period", "edition", "reference", "release", "variant")


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """One number; ``HX-Request`` takes the piece alone, to be laid over the page that shows the number.

    ``indicator`` may name an index as exports do: ``index:CODE``.
    """
    name = request.GET.get("indicator", "")
    context = _index(request, name.removeprefix(INDEX)) if name.startswith(INDEX) else _number(request)
    template = "methods/how_piece.html" if request.headers.get("HX-Request") else "methods/how.html"
    response = render(request, template, context | {"levels": level_names(request)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _number(request: HttpRequest) -> dict[str, Any]:
    """The number of an indicator, alone, over a longer time or smoothed."""
    query = {name: request.GET[name] for name in _ASKED if request.GET.get(name)}
    found = ask_or_404(request, ProvenanceView, query)
    lasting = query | {"period": found["period"], "edition": found["edition"], "release": found["release"]["number"]}
    return {
        "how": found,
        "variant": VARIANTS[f"variant_{found['variant']}"] if found["variant"] != "none" else "",
        "lasting": f"{reverse('how')}?{urlencode(lasting)}",
        "interface": f"{reverse('api-provenance')}?{urlencode(lasting)}",
    }


def _index(request: HttpRequest, code: str) -> dict[str, Any]:
    """The index of an area."""
    query = {name: request.GET[name] for name in _ASKED_OF_INDEX if request.GET.get(name)}
    found = ask_or_404(request, IndexProvenanceView, query, code=code)
    lasting = query | {"period": found["period"], "edition": found["edition"], "release": found["release"]["number"]}
    lasting["level"] = found["area"]["level"]
    return {
        "how": found,
        "is_index": True,
        "lasting": f"{reverse('how')}?{urlencode({'indicator': INDEX + code} | lasting)}",
        "interface": f"{reverse('api-index-provenance', args=[code])}?{urlencode(lasting)}",
    }


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
    scene = Scene(request)
    examples = examples_of(found, scene)
    context = {
        "method": found,
        "text": TEXTS[code],
        "examples": examples,
        "why_none": "" if examples else why_none(found, scene),
        "modules": modules,
        "before": METHODS[at - 1] if at else None,
        "after": METHODS[at + 1] if at + 1 < len(METHODS) else None,
    }
    return render(request, "methods/method.html", context)
