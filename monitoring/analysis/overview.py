"""What stands behind "Analysis": one line a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.hub import Door, open_doors

ENTRIES: tuple[Door, ...] = (
    Door(
        _("Index workbench"),
        _(
            "Combine indicators to an index of your own: its map, what each component adds, and whether its classes hold, at "
            "once. Keep it, share it, hand it in."
        ),
        "workbench",
    ),
    Door(
        _("Status and dynamics"),
        _(
            "How an area stands and how it moves, as two statements beside each other: the groups as a matrix, on the map, "
            "and the path of an area over the years."
        ),
        "matrix",
    ),
    Door(
        _("Types of areas"),
        _(
            "Which areas resemble each other, what sets each type apart from the city, and which areas changed their type."
        ),
        "types",
    ),
    Door(
        _("Two indicators side by side"),
        _("Where two indicators are high or low together: what is marked in the scatter is marked on the map."),
        "relations",
    ),
    Door(
        _("Is the city growing apart?"),
        _(
            "How unevenly a group lives over the areas, level by level and year by year, beside what chance alone would "
            "give."
        ),
        "segregation",
    ),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The pages of the room that whoever asks may enter."""
    return render(request, "analysis/overview.html", {"doors": open_doors(request, ENTRIES)})
