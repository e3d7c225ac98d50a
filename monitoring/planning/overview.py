"""What stands behind "Planning": one line a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from monitoring.hub import Door, open_doors

ENTRIES: tuple[Door, ...] = (
    Door(
        _("Allocation by need"),
        _(
            "Distribute positions or money by base and need, compare variants, and keep what was decided with its paper."
        ),
        "allocations",
    ),
    Door(
        _("Goals"),
        _("Set target values by a date, and follow how far they are reached: distance, part of the way, pace."),
        "goals",
    ),
    Door(
        _("Areas with particular need of attention"),
        _("Say by which rule an area gets on the list, see which ones do and why, and what has changed within a year."),
        "attention",
    ),
    Door(
        _("Early warning"),
        _("See which areas left what was to be expected of them, in level or trend, and put aside what is known."),
        "watch",
    ),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The pages of the room that whoever asks may enter."""
    return render(request, "planning/overview.html", {"doors": open_doors(request, ENTRIES)})
