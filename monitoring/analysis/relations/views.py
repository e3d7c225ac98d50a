"""The page on two indicators. Every number comes from the API's own views."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.relations import RelationView
from monitoring.areasheets.places import editions, level_names
from monitoring.pages.asking import ask
from monitoring.wording import UNITS

_PARAMETERS = ("level", "period", "edition", "release", "weighted")


@require_safe
def relations(request: HttpRequest) -> HttpResponse:
    """A scatter of two indicators beside the map: what is marked in one is marked in the other."""
    offered = [one for one in ask(request, IndicatorsView).data if one["periods"]]
    offered.sort(key=lambda one: (not one["headline"], one["headline"], one["title"]))
    context: dict[str, Any] = {"heading": _("Two indicators side by side"), "indicators": offered}
    if len(offered) > 1:
        # A count says first of all how large an area is: two quotients to begin with.
        begin = sorted(offered, key=lambda one: one["kind"] == "count")
        first = request.GET.get("x") or begin[0]["code"]
        second = request.GET.get("y") or next(one["code"] for one in begin if one["code"] != first)
        query = {name: request.GET.get(name, "") for name in _PARAMETERS} | {"x": first, "y": second}
        answer = ask(request, RelationView, query)
        context |= {"x": first, "y": second, "weighted": bool(request.GET.get("weighted"))}
        context |= {"level": request.GET.get("level", ""), "levels": level_names(request)}
        context |= _found(request, answer.data) if answer.ok else {"problem": answer.data}
    return render(request, "analysis/relations/relations.html", context)


def _found(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    x, y = found["x"], found["y"]
    columns = (found["codes"], found["names"], x["value"], x["status"], y["value"], y["status"])
    return {
        "found": found,
        "rows": list(zip(*columns, strict=True)),
        "offered_levels": [one["level"] for one in _of_edition(request, found)],
        "config": _config(request, found),
        "strings": {
            "point": _("%(area)s: %(x)s and %(y)s"),
            "marked": _("%(number)s areas are marked"),
            "nothing": _("Nothing is marked."),
        },
    }


def _of_edition(request: HttpRequest, found: dict[str, Any]) -> list[dict[str, Any]]:
    edition = next((one for one in editions(request) if one["code"] == found["edition"]), None)
    return edition["levels"][1:] if edition else []


def _config(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    """What scatter and map need: shapes, and both values of each area. No value goes along with a shape."""
    shapes = next((one["shapes_url"] for one in _of_edition(request, found) if one["level"] == found["level"]), None)
    sides = {name: {key: found[name][key] for key in ("title", "unit", "decimals", "value", "city")} for name in "xy"}
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "units": {code: str(words) for code, words in UNITS.items()},
        "shapes": shapes,
        "codes": found["codes"],
        "names": found["names"],
        **sides,
        "sheet": reverse("area-sheet", args=[found["edition"], "AREA"]),
    }
