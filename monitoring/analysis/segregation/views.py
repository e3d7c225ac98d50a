"""The page on segregation and its table as a file. Every number comes from the API's own views."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.inert import inert
from monitoring.analysis.segregation.telling import COLUMNS, told
from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.segregation import SegregationView
from monitoring.areasheets.places import editions, level_names_of, systems
from monitoring.pages.asking import Answer, ask


@require_safe
def segregation(request: HttpRequest) -> HttpResponse:
    """Whether a group comes to live more evenly or more apart: level by level, beside chance."""
    groups = _groups(request)
    chosen, answer = _asked(request, groups)
    context: dict[str, Any] = {"heading": _("Is the city growing apart?"), "groups": groups, "chosen": chosen}
    if answer is not None and not answer.ok:
        context["problem"] = answer.data
    elif answer is not None:
        named = systems(request)
        known = {one["code"]: one | {"title": named[one["system"]]["title"]} for one in editions(request)}
        strands = [(told(one), known.get(one["edition"])) for one in answer.data["levels"]]
        context |= {"found": answer.data, "strands": strands, "levels": level_names_of(named)}
    return render(request, "analysis/segregation/segregation.html", context)


def _groups(request: HttpRequest) -> list[dict[str, Any]]:
    """Indicators that count part of a population and have values, the few headline ones first."""
    offered = ask(request, IndicatorsView).data
    groups = [one for one in offered if one["kind"] == "rate" and one["unit"] == "%" and one["periods"]]
    return sorted(groups, key=lambda one: (not one["headline"], one["headline"], one["title"]))


def _asked(request: HttpRequest, groups: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, Answer | None]:
    """The indicator that is meant, the first one by default, and its answer."""
    if not groups:
        return None, None
    code = request.GET.get("indicator") or groups[0]["code"]
    chosen = next((one for one in groups if one["code"] == code), None)
    query = {"indicator": code, "release": request.GET.get("release", "")}
    return chosen, ask(request, SegregationView, query)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One row a level and period, as CSV with the release that it comes from."""
    _chosen, answer = _asked(request, _groups(request))
    if answer is None or not answer.ok:
        raise Http404
    found = answer.data
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="segregation-{found["indicator"]}.csv"'
    response.write("\ufeff")
    out = csv.writer(response, delimiter=";")
    out.writerow(["edition", "level", "period", *COLUMNS])
    for strand in found["levels"]:
        for at, period in enumerate(strand["periods"]):
            numbers = ["" if strand[name][at] is None else strand[name][at] for name in COLUMNS]
            out.writerow([strand["edition"], strand["level"], period, *numbers])
    out.writerow([])
    out.writerow([_("Indicator"), inert(found["title"])])
    out.writerow([_("Release"), found["release"]["cited"]])
    return response
