"""The list of deliveries, and the plain list of releases."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.journey import WORKER_STATES, State
from indicators.office import deliveries as office
from monitoring.deliveries import offers, stages
from monitoring.deliveries.sight import within_sight
from monitoring.deliveries.standby import worker_is_away
from monitoring.deliveries.tray.counting import named_trays, tray_counts
from monitoring.departments.access import Right, may
from monitoring.journey_messages import STATES

_A_PAGE = 50


@require_safe
@never_cache
def deliveries(request: HttpRequest) -> HttpResponse:
    """All deliveries that the person sees, newest first, by state and by tray if asked for."""
    wanted, tray = request.GET.get("state", ""), request.GET.get("tray", "")
    states = [State(wanted)] if wanted in set(State) else []
    sight = within_sight(request.user)
    trays = tray_counts(sight)
    within = sight & Q(department=tray) if tray in trays else sight
    counts = office.state_counts(within=within)
    paginator = Paginator(office.deliveries(within=within, states=states), _A_PAGE)
    paginator.count = sum(counts.get(state, 0) for state in states or counts)  # known already: not asked for again
    page = paginator.get_page(request.GET.get("page"))
    chosen = {"state": wanted if states else "", "tray": tray if tray in trays else ""}
    return render(
        request,
        "deliveries/list.html",
        {
            "page": page,
            "rows": [_row(request, delivery) for delivery in page],
            "filters": [_filter(state, counts[state], wanted) for state in State if state in counts],
            "total": sum(counts.values()),
            "wanted": wanted if states else "",
            "query": urlencode({name: value for name, value in chosen.items() if value}),
            "tray": chosen["tray"],
            "trays": named_trays(trays) if len(trays) > 1 else [],
            "may_deliver": may(request.user, Right.DELIVER),
            "sees_all": may(request.user, Right.SEE_ALL_DELIVERIES),
            "manages_tokens": may(request.user, Right.MANAGE_TOKENS),
            "is_moving": any(state in counts for state in WORKER_STATES),
            "worker_is_away": worker_is_away(),
        },
    )


def _filter(state: State, number: int, wanted: str) -> dict[str, Any]:
    return {"state": state.value, "name": STATES[state].name, "number": number, "current": state.value == wanted}


def _row(request: HttpRequest, delivery: Any) -> dict[str, Any]:
    running = next((stage for stage in stages.stages(delivery) if stage.status == "running"), None)
    return {
        "delivery": delivery,
        "state": STATES[State(delivery.state)],
        "next": offers.next_step(request.user, delivery),
        "running": running,
        "is_open": State(delivery.state) not in (State.ACTIVE, State.SUPERSEDED, State.WITHDRAWN),
    }
