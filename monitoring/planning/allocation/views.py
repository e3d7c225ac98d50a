"""Reading allocations: the list, the variants side by side, one variant with its map and table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.dashboards.strings import page_config
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.planning.allocation.comparing import compared
from monitoring.planning.allocation.scene import scene_of
from monitoring.planning.allocation.showing import MOST_ROWS, common, edited, shown
from monitoring.planning.allocation.sight import allocations_for, deleted_for
from monitoring.planning.allocation.statements import statements
from monitoring.planning.allocation.strings import strings
from monitoring.planning.allocation.wording import seen_by


@require_safe
def allocations(request: HttpRequest) -> HttpResponse:
    """One's own, those below one's department, and those that are shared."""
    reader = reader_of(request.user)
    found = allocations_for(reader)
    context = {
        "own": [one for one in found if one.owner_id == reader.person],
        "others": [one for one in found if one.owner_id != reader.person],
        "deleted": deleted_for(reader),
        "may_make": may(request.user, Right.ALLOCATE),
    }
    return render(request, "planning/allocation/list.html", context)


@require_safe
def allocation(request: HttpRequest, code: str) -> HttpResponse:
    """The variants side by side, and what was decided."""
    scene = scene_of(reader_of(request.user), code)
    results = scene.results()
    context = common(scene) | {
        "results": [(result, statements(result.outcome) if result.outcome else []) for result in results],
        "comparison": compared([result.outcome for result in results if result.outcome], MOST_ROWS),
        "decisions": scene.allocation.decisions.select_related("release", "recorded_by", "prepared_by"),
        "seen_by": seen_by(scene.allocation, scene.reader),
    }
    return render(request, "planning/allocation/allocation.html", context)


@require_safe
def variant(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One variant: its rule, as a form for whoever may change it, and its result."""
    scene = scene_of(reader_of(request.user), code)
    scene.variant(number)
    context = common(scene) | {"number": number, "config": page_config(), "strings": strings()}
    if scene.is_readable:
        result = scene.result(number)
        context |= shown(result)
        if scene.may_edit:
            context |= edited(scene, result)
    return render(request, "planning/allocation/variant.html", context)
