"""Find an area; one area on one page (Steckbrief). Every number comes from the API's own views."""

import unicodedata
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.series import AreaSheetView
from monitoring.areasheets.places import default_edition, find_areas, level_names
from monitoring.areasheets.rows import headlines, rows_by_domain
from monitoring.pages.asking import ask, ask_or_404


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Search over areas and indicators; without a search the areas below the city."""
    wanted = request.GET.get("q", "").strip()[:100]
    edition = default_edition(request)
    context: dict[str, Any] = {"q": wanted, "edition": edition, "levels": level_names(request)}
    if edition is not None:
        context["areas"] = _found(request, edition, wanted)
    if wanted:
        listed = ask(request, IndicatorsView).data
        context["indicators"] = [one for one in listed if _folded(wanted) in _folded(one["title"])]
    return render(request, "areasheets/find.html", context)


def _found(request: HttpRequest, edition: dict[str, Any], wanted: str) -> list[dict[str, Any]]:
    if wanted:
        return [area for area in find_areas(request, edition=edition["code"], q=wanted) if not area["is_residual"]]
    levels = [level["level"] for level in edition["levels"]]
    return find_areas(request, edition=edition["code"], level=levels[min(1, len(levels) - 1)])


def _folded(text: str) -> str:
    """Without case and accents: ``Straße`` and ``strasse`` are one word."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


@require_safe
def area_sheet(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The sheet of one area, compared with the city or with an area above (``reference``)."""
    reference = request.GET.get("reference", "")
    sheet = ask_or_404(request, AreaSheetView, {"reference": reference}, edition=edition, code=code)
    context = {
        "sheet": sheet,
        "above": list(reversed(sheet["parents"])),
        "domains": rows_by_domain(sheet["indicators"]),
        "headlines": headlines(sheet["indicators"]),
        "levels": level_names(request),
        "children": find_areas(request, edition=edition, parent=code),
    }
    return render(request, "areasheets/sheet.html", context)
