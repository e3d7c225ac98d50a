"""The page of one delivery, and the fragment that shows how far it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.intake.problems import Severity
from indicators.journey import State
from indicators.office import deliveries as office
from indicators.office import reports
from monitoring.deliveries import offers
from monitoring.deliveries.history import told
from monitoring.deliveries.profiling.offering import may_change_profile
from monitoring.deliveries.profiling.versions import version_read
from monitoring.deliveries.sight import delivery_for
from monitoring.deliveries.stages import is_moving, stages
from monitoring.deliveries.standby import worker_is_away
from monitoring.deliveries.wanting import wanting
from monitoring.departments.access import Right, may
from monitoring.journey_messages import STATES

_EXAMPLES = 3


@require_safe
@never_cache
def delivery_page(request: HttpRequest, delivery: int) -> HttpResponse:
    """What happened, what to do next, the report in short, the history, and the actions."""
    found = delivery_for(request.user, delivery)
    groups = reports.groups(found.pk, examples=_EXAMPLES)
    state = State(found.state)
    missing = wanting(request.user, found, reports.unanswered(groups))
    return render(
        request,
        "deliveries/delivery.html",
        {
            "delivery": found,
            "state": STATES[state],
            "next": offers.next_step(request.user, found, wants_reasons=missing is not None),
            "stages": stages(found),
            "is_moving": is_moving(found),
            "worker_is_away": is_moving(found) and worker_is_away(),
            "groups": groups,
            "totals": {severity.value: sum(g.count for g in groups if g.severity is severity) for severity in Severity},
            "wanting": missing,
            "offers": offers.offers_for(request.user, found, wants_reasons=missing is not None),
            "explain_own": state is State.CANDIDATE
            and may(request.user, Right.DECIDE)
            and offers.is_own(request.user, found),
            "has_preview": found.calculation_id is not None and may(request.user, Right.SEE_ALL_DELIVERIES),
            "may_deliver": may(request.user, Right.DELIVER),
            "sees_records": may(request.user, Right.SEE_RECORDS),
            "may_change_profile": may_change_profile(request.user, found, [group.code for group in groups]),
            "read_by": version_read(request.user, found),
            "history": told(list(office.history(found.pk))),
        },
    )


@require_safe
@never_cache
def progress(request: HttpRequest, delivery: int) -> HttpResponse:
    """The steps alone, asked for every second; once a person is needed, the whole page is loaded anew."""
    found = delivery_for(request.user, delivery)
    moving = is_moving(found)
    context = {"delivery": found, "stages": stages(found), "is_moving": moving}
    context["worker_is_away"] = moving and worker_is_away()
    response = render(request, "deliveries/progress.html", context)
    if not moving:
        response["HX-Refresh"] = "true"
    return response
