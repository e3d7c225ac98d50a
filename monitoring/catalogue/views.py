"""Lists of indicators, sources and measures, the page of a source, and downloads. The address is the whole state."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import SourceSpec
from indicators.queries.documents import PARTS
from indicators.queries.releases import Manifest, manifest
from monitoring.api.doors import live_for, said
from monitoring.areasheets.places import level_names
from monitoring.catalogue import listing, offered
from monitoring.catalogue.files import archive_response, file_response
from monitoring.catalogue.filters import Filter, Found, Item, asked_of, find
from monitoring.catalogue.live import live_periods
from monitoring.catalogue.visible import VisibleCatalogue, visible_to
from monitoring.departments.names import department_names
from monitoring.departments.readers import Reader, reader_of

_TABS = {"indicators": Part.INDICATOR, "sources": Part.SOURCE, "measures": Part.MEASURE}


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Indicators by life domain."""
    reader = reader_of(request.user)
    catalogue = visible_to(reader)
    items = listing.indicator_items(catalogue, _live(reader))
    levels = level_names(request)
    filters = offered.indicator_filters(_sources(catalogue), {code: _said(name) for code, name in levels.items()})
    found = find(asked_of(request.GET, items, filters), items, filters)
    by_domain = groupby((item.row for item in found.items), key=lambda row: row.domain)  # type: ignore[attr-defined]
    groups = [(domain, list(rows)) for domain, rows in by_domain]
    return _list(request, "indicators", catalogue, found, {"groups": groups, "levels": levels})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Sources by title."""
    reader = reader_of(request.user)
    catalogue, names = visible_to(reader), department_names()
    found = _found(request, listing.source_items(catalogue, _live(reader)), offered.source_filters(names))
    return _list(request, "sources", catalogue, found, {"departments": names})


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Measures by source and title."""
    catalogue = visible_to(reader_of(request.user))
    found = _found(request, listing.measure_items(catalogue), offered.measure_filters(_sources(catalogue)))
    return _list(request, "measures", catalogue, found, {})


@require_safe
def source(request: HttpRequest, code: str) -> HttpResponse:
    """One source: who publishes it and on what terms, its measures, what is computed from it, which periods are live."""
    reader = reader_of(request.user)
    catalogue = visible_to(reader)
    one = catalogue.entries[Part.SOURCE].get(code)
    if one is None or not isinstance(one.spec, SourceSpec):
        raise Http404
    lines = _live(reader)
    own = listing.measure_items(catalogue)
    shown = sorted((item for item in own if item.values["source"] == (code,)), key=lambda item: str(item.place))
    reading = {spec.code for spec in one.indicators}
    items = [item for item in listing.indicator_items(catalogue, lines) if item.code in reading]
    context = {
        "source": one.spec,
        "departments": department_names(),
        "measures": shown,
        "indicators": [item.row for item in sorted(items, key=lambda item: item.place)],  # type: ignore[arg-type,return-value]
        "live": live_periods((item.code for item in shown), one.indicators, lines),
    }
    return render(request, "catalogue/source.html", context)


@require_safe
def catalogue_file(request: HttpRequest, folder: str, code: str) -> HttpResponse:
    """One entry as the file that it is; what the reader may not see is not there."""
    catalogue = visible_to(reader_of(request.user))
    part = next((one for one in PARTS if one.folder == folder), None)
    one = catalogue.entries[part].get(code) if part else None
    if one is None:
        raise Http404
    return file_response(one.spec)


@require_safe
def catalogue_archive(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may see, as files that load again as they are."""
    catalogue = visible_to(reader_of(request.user))
    return archive_response(one.spec for part in PARTS for one in catalogue.entries[part].values())


def _live(reader: Reader) -> Manifest:
    release = live_for(reader)
    return manifest(release.pk) if release else {}


def _said(name: dict[str, str]) -> str:
    return name.get((get_language() or "de")[:2]) or name.get("de", "")


def _sources(catalogue: VisibleCatalogue) -> dict[str, str]:
    return {code: said(one.spec.title) for code, one in catalogue.entries[Part.SOURCE].items()}


def _found(request: HttpRequest, items: Sequence[Item], filters: tuple[Filter, ...]) -> Found:
    return find(asked_of(request.GET, items, filters), items, filters)


def _list(
    request: HttpRequest, tab: str, catalogue: VisibleCatalogue, found: Found, more: dict[str, Any]
) -> HttpResponse:
    """The page of a list. Asked by htmx, the address is put into the bar as short as it can be said."""
    address = reverse(tab)
    query = found.asked.query()
    context = {
        "tab": tab,
        "tabs": [(name, len(catalogue.entries[part])) for name, part in _TABS.items()],
        "found": found,
        "address": address,
        **more,
    }
    response = render(request, f"catalogue/{tab}.html", context)
    if request.headers.get("HX-Request"):
        response["HX-Push-Url"] = f"{address}?{query}" if query else address
    return response
