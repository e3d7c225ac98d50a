"""The page on status and dynamics and its table as a file. Every number comes from the API's own views."""

import csv
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.inert import inert
from monitoring.analysis.matrix.picture import area_rows, dynamics_columns, matrix_lines, path_picture
from monitoring.analysis.matrix.telling import path_sentences
from monitoring.api.views.groups import GroupsView
from monitoring.api.views.indices import IndicesView
from monitoring.areasheets.places import editions, level_names
from monitoring.pages.asking import Answer, ask

_PARAMETERS = ("level", "period", "edition", "release", "area")


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Each class of status with each class of dynamics: as a matrix, on the map, as a table, and an area's path."""
    pairs = _pairs(request)
    chosen, answer = _asked(request, pairs)
    context: dict[str, Any] = {"heading": _("Status and dynamics"), "pairs": pairs, "chosen": chosen}
    if answer is not None and not answer.ok:
        context["problem"] = answer.data
    elif answer is not None:
        context |= _found(request, answer.data)
    return render(request, "analysis/matrix/matrix.html", context)


def _pairs(request: HttpRequest) -> list[dict[str, Any]]:
    """Dynamics indices with values whose status index the reader may see, too."""
    offered = ask(request, IndicesView).data
    known = {one["code"] for one in offered}
    return [one for one in offered if one["dynamics_of"] in known and one["periods"]]


def _asked(request: HttpRequest, pairs: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, Answer | None]:
    """The pair that is meant, the latest one by default, and its answer; 404 for one that is not offered."""
    if not pairs:
        return None, None
    code = request.GET.get("index") or max(pairs, key=lambda one: str(one["latest"]))["code"]
    chosen = next((one for one in pairs if one["code"] == code), None)
    if chosen is None:
        raise Http404
    query = {name: request.GET.get(name, "") for name in _PARAMETERS}
    return chosen, ask(request, GroupsView, query, code=code)


def _found(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    path = found["path"]
    return {
        "found": found,
        "columns": dynamics_columns(found),
        "lines": matrix_lines(found),
        "rows": area_rows(found),
        "placed": len(found["codes"]) - found["without"],
        "levels": level_names(request),
        "periods": list(reversed(found["periods"])),
        "picture": path_picture(found) if path else None,
        "told": path_sentences(found) if path else [],
        "config": _config(request, found),
        "strings": {
            "area": _("%(area)s: %(group)s"),
            "marked_one": _("1 area is marked"),
            "marked_other": _("%(count)s areas are marked"),
            "nothing": _("Nothing is marked."),
            "map_areas": _("Areas; Enter shows an area's path"),
        },
    }


def _config(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    """What the map needs: shapes and the group of each area. No value goes along with a shape."""
    edition = next((one for one in editions(request) if one["code"] == found["edition"]), None)
    levels = edition["levels"] if edition else []
    shapes = next((one["shapes_url"] for one in levels if one["level"] == found["level"]), None)
    kept = request.GET.copy()
    kept["area"] = "AREA"
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "shapes": shapes,
        "codes": found["codes"],
        "names": found["names"],
        "groups": found["group"],
        "words": [_words(row) for row in area_rows(found)],
        "sizes": [len(found["status_classes"]), len(found["dynamics_classes"])],
        "chosen": found["path"]["area"] if found["path"] else None,
        "open": f"{reverse('matrix')}?{kept.urlencode()}#path",
    }


def _words(row: Any) -> str:
    if row.label:
        return _("%(group)s, status %(status)s, dynamics %(dynamics)s") % {
            "group": row.label,
            "status": row.status,
            "dynamics": row.dynamics,
        }
    return " ".join(row.left_out) or _("no group")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One row an area with its two classes and its group, as CSV with the release that it comes from."""
    _chosen, answer = _asked(request, _pairs(request))
    if answer is None or not answer.ok:
        raise Http404
    found = answer.data
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found["index"]}-{found["period"]}.csv"'.replace("/", "-")
    response.write("\ufeff")
    out = csv.writer(response, delimiter=";")
    out.writerow(["area_code", "area_name", "group", "status_class", "dynamics_class", "left_out"])
    for row in area_rows(found):
        # a label such as 1+ is no formula: it begins with a digit
        out.writerow(
            [*map(inert, (row.code, row.name)), row.label, *map(inert, (row.status, row.dynamics, *row.left_out))]
        )
    out.writerow([])
    out.writerow([_("Status"), inert(found["status_title"])])
    out.writerow([_("Dynamics"), inert(found["title"])])
    out.writerow(
        [_("Period"), found["period"], _("Edition"), inert(found["edition"]), _("Level"), inert(found["level"])]
    )
    out.writerow([_("Release"), found["release"]["cited"]])
    return response
