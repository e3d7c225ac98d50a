"""Nothing at this address: what its words may have meant, as pages and as results of the search."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.departments.readers import reader_of
from monitoring.search.finding import find
from monitoring.search.matching import Texts, match
from monitoring.search.results import Result

_MOST_WORDS = 5
_RESULTS = 3
#: Pages that people write addresses of: URL name, label, and what the address may be called in either language.
_PAGES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("map", _("Map"), ("map", "karte")),
    ("areas", _("Areas"), ("areas", "gebiete", "steckbriefe")),
    ("indicators", _("Indicators"), ("indicators", "indikatoren", "katalog", "catalogue")),
    ("dashboards", _("Dashboards"), ("dashboards", "cockpit", "uebersicht")),
    ("releases", _("Releases"), ("releases", "veroeffentlichungen")),
    ("deliveries", _("Deliveries"), ("deliveries", "lieferungen")),
    ("search", _("Search"), ("search", "suche")),
    ("sign-in", _("Sign in"), ("sign-in", "anmelden", "login")),
    ("imprint", _("Imprint and licences"), ("imprint", "impressum", "lizenzen")),
    ("accessibility", _("Accessibility"), ("accessibility", "barrierefreiheit")),
)
_ROUTE_WORDS = frozenset(word for _, _, words in _PAGES for part in words for word in re.split("-", part))


@dataclass(frozen=True)
class NearPage:
    label: Promise
    url: str


@dataclass(frozen=True)
class Lost:
    """``words`` fill the search field; ``pages`` and ``near`` are what they may have meant, best first."""

    words: str
    pages: list[NearPage]
    near: list[Result]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler404``: a page that helps on."""
    return render(request, "404.html", {"lost": lost(request)}, status=404)


def lost(request: HttpRequest) -> Lost:
    """What the address of a request may have meant. Only what this reader may see is proposed."""
    segments = [segment for segment in re.split(r"[/?#]+", request.path) if segment]
    spoken = [word for segment in segments for word in re.split(r"[^\w]+|_", segment) if word]
    telling = [word for word in spoken if word.lower() not in _ROUTE_WORDS][:_MOST_WORDS]
    words = " ".join(telling)
    pages = _pages(segments[0]) if len(segments) == 1 else []
    on_portal = _reversed("search") is not None
    near = list(find(reader_of(request.user), words, _RESULTS).results[:_RESULTS]) if words and on_portal else []
    return Lost(words=words, pages=pages, near=near)


def _pages(segment: str) -> list[NearPage]:
    found = []
    for name, label, words in _PAGES:
        hits = [hit for word in words if (hit := match(segment, Texts(word)))]
        url = _reversed(name)
        if hits and url:
            found.append((max(hit.score for hit in hits), NearPage(label, url)))
    return [page for _, page in sorted(found, key=lambda one: -one[0])]


def _reversed(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
