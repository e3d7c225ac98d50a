"""The areas of an edition; one area on one page (Steckbrief). Every number comes from the API's own views."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from monitoring.api.views.series import AreaSheetView
from monitoring.areasheets.overview import groups_of, offered_editions
from monitoring.areasheets.places import A_PAGE, areas_page, editions, levels_of, systems
from monitoring.areasheets.rows import headlines, rows_by_domain, states_in
from monitoring.pages.asking import ask_or_404


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The areas of an edition from above: each of the first level with what lies directly inside."""
    wanted = request.GET.get("q", "").strip()
    if wanted:
        return redirect(f"{reverse('search')}?{urlencode({'q': wanted})}")
    known = editions(request)
    divisions = systems(request)
    offered = offered_editions(known, divisions)
    code = request.GET.get("edition", "")
    chosen = next((one for one in known if one["code"] == code or (not code and one["is_default"])), None)
    if code and chosen is None:
        raise Http404
    context: dict[str, Any] = {"editions": offered, "chosen": chosen}
    if chosen is not None:
        number = int(page) if (page := request.GET.get("page", "1")).isdecimal() and page.isascii() else 1
        levels = [level["level"] for level in chosen["levels"]]
        first = areas_page(request, max(1, number), edition=chosen["code"], level=levels[min(1, len(levels) - 1)])
        inside = areas_page(request, edition=chosen["code"], level=levels[2]) if len(levels) > 2 else None
        context["groups"] = groups_of(first.areas, inside.areas if inside and not inside.is_cut else [])
        context["levels"] = levels_of(divisions[chosen["system"]])
        context["level"] = levels[min(1, len(levels) - 1)]
        context["page"] = Paginator(range(first.total), A_PAGE).get_page(number)
    return render(request, "areasheets/areas.html", context)


@require_safe
def area_sheet(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The sheet of one area, compared with the city, an area above or the areas of its type (``reference``)."""
    reference = request.GET.get("reference", "")
    sheet = ask_or_404(request, AreaSheetView, {"reference": reference}, edition=edition, code=code)
    system = systems(request).get(next((one["system"] for one in editions(request) if one["code"] == edition), ""))
    context = {
        "sheet": sheet,
        "system": system,
        "above": list(reversed(sheet["parents"])),
        "domains": rows_by_domain(sheet["indicators"]),
        "headlines": headlines(sheet["indicators"]),
        "states": states_in(sheet["indicators"]),
        "levels": levels_of(system),
        "inside": areas_page(request, edition=edition, parent=code),
    }
    return render(request, "areasheets/sheet.html", context)
