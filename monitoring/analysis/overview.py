"""What stands behind "Analysis": one line a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.hub import Door, open_doors

ENTRIES: tuple[Door, ...] = ()


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The pages of the room that whoever asks may enter."""
    return render(request, "analysis/overview.html", {"doors": open_doors(request, ENTRIES)})
