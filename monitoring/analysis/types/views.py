"""The page of a typology and its table as a file. Every number comes from the API's own views."""

import csv
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.inert import inert
from monitoring.analysis.types.picture import area_rows, cards, years
from monitoring.api.views.typologies import TypologiesView, TypologyView
from monitoring.areasheets.places import editions, level_names
from monitoring.pages.asking import Answer, ask

_PARAMETERS = ("level", "edition", "release")


@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """Areas in types: a map, what sets each type apart, how clearly they part, and how that changed."""
    offered = ask(request, TypologiesView).data
    chosen, answer = _asked(request, offered)
    context: dict[str, Any] = {"typologies": offered, "chosen": chosen}
    if answer is not None and not answer.ok:
        context["problem"] = answer.data
    if answer is not None and answer.ok:
        found = answer.data
        own_rows = area_rows(found)
        context |= {
            "typology": found,
            "cards": cards(found),
            "years": years(found),
            "rows": own_rows,
            "without": sum(row.number is None for row in own_rows),
            "moved": sorted((row for row in own_rows if row.changes), key=lambda row: -row.changes)[:12],
            "levels": level_names(request),
            "config": _config(request, found),
            "strings": {"type_none": _("no type"), "type_of": "%(area)s: %(type)s"},
        }
    return render(request, "analysis/types/types.html", context)


def _asked(request: HttpRequest, offered: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, Answer | None]:
    """The typology that is meant, and its answer; 404 for one that is not offered to this reader."""
    if not offered:
        return None, None
    code = request.GET.get("typology") or offered[0]["code"]
    chosen = next((one for one in offered if one["code"] == code), None)
    if chosen is None:
        raise Http404
    query = {name: request.GET.get(name, "") for name in _PARAMETERS}
    return chosen, ask(request, TypologyView, query, code=code)


def _config(request: HttpRequest, typology: dict[str, Any]) -> dict[str, Any]:
    """What the map needs: shapes, the type of each area, names. No value goes along with a shape."""
    edition = next((one for one in editions(request) if one["code"] == typology["edition"]), None)
    levels = edition["levels"] if edition else []
    shapes = next((one["shapes_url"] for one in levels if one["level"] == typology["level"]), None)
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "shapes": shapes,
        "codes": typology["codes"],
        "names": typology["names"],
        "types": typology["type"],
        "labels": [one["name"] for one in typology["described"]],
        "states": typology["status"],
        "sheet": reverse("area-sheet", args=[typology["edition"], "AREA"]),
    }


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One row per area: its type on every day, how well it fits; as CSV with the release that it comes from."""
    _chosen, answer = _asked(request, ask(request, TypologiesView).data)
    if answer is None or not answer.ok:
        raise Http404
    found = answer.data
    names = [one["name"] for one in found["described"]]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found["code"]}.csv"'
    response.write("\ufeff")
    out = csv.writer(response, delimiter=";")
    days = [str(one["day"]) for one in found["history"]]
    out.writerow(
        ["area_code", "area_name", "status", "type", "type_name", "silhouette", *(f"type {day}" for day in days)]
    )
    for row in area_rows(found):
        own = "" if row.number is None else names[row.number]
        fit = "" if row.silhouette is None else row.silhouette
        out.writerow([inert(row.code), inert(row.name), row.status, row.letter, inert(own), fit, *row.letters])
    out.writerow([])
    out.writerow([_("Release"), found["release"]["cited"]])
    out.writerow([_("Typology"), inert(found["title"]), found["method"], ", ".join(found["indicators"])])
    return response
