"""How one number was computed, as a page and as a piece of one. Every number comes from the API's own view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from monitoring.api.views.provenance import ProvenanceView
from monitoring.areasheets.places import level_names
from monitoring.pages.asking import ask_or_404

_ASKED = ("indicator", "area", "period", "edition", "reference", "release")


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
