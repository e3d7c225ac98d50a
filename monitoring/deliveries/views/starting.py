"""The office's start page: what is late and what is due this week, what waits for a person, what came last."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.journey import FINAL, OWNERS, Owner, State
from indicators.models import Delivery
from indicators.office import deliveries as office
from monitoring.deliveries import offers
from monitoring.deliveries.calendar import showing
from monitoring.deliveries.sight import within_sight
from monitoring.departments.access import Right, may
from monitoring.journey_messages import STATES

_SHOWN = 8
_DONE = FINAL | {State.ACTIVE, State.SUPERSEDED}
#: States in which a delivery waits for somebody at a page, not for the worker.
_PEOPLE = tuple(state for state, owner in OWNERS.items() if owner is not Owner.WORKER and state not in _DONE)


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The records for those who may see nothing else here."""
    if not may(request.user, Right.ENTER_OFFICE):
        return redirect("trail")
    today = timezone.localdate()
    found = showing.cells(showing.lines_for(request.user, today))
    open_cells, soon = showing.open_first(found), showing.due_soon(found, today)
    late = [cell for cell in open_cells if cell.slot.days_late]
    week = list(dict.fromkeys([*(cell for cell in open_cells if not cell.slot.days_late), *soon]))
    within = within_sight(request.user)
    waiting = office.deliveries(within=within, states=_PEOPLE)
    context = {
        "late": late[:_SHOWN],
        "more_late": max(0, len(late) - _SHOWN),
        "week": week,
        "waiting": [_row(request, delivery) for delivery in waiting.order_by("state_since")[:_SHOWN]],
        "waits": waiting.count(),
        "may_deliver": may(request.user, Right.DELIVER),
        "sees_all": may(request.user, Right.SEE_ALL_DELIVERIES),
    }
    return render(request, "deliveries/start.html", context)


def _row(request: HttpRequest, delivery: Delivery) -> dict[str, Any]:
    words = STATES[State(delivery.state)]
    return {"delivery": delivery, "state": words, "next": offers.next_step(request.user, delivery)}
