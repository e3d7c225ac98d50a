"""The report of problems: grouped, one kind page by page, rows of the file, affected areas, reasons for warnings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators.actions.errors import Refused
from indicators.intake.excerpts import excerpt, spot_of
from indicators.looked_at import unanswered
from indicators.office import reports
from indicators.office.files import affected, cells_of_file
from indicators.office.reasons import with_earlier
from monitoring.deliveries import offers
from monitoring.deliveries.deciding import give_reasons
from monitoring.deliveries.office_map import map_config, map_strings
from monitoring.deliveries.report_page import (
    areas_document,
    filter_query,
    may_give_reasons,
    read_filter,
    shown_excerpt,
)
from monitoring.deliveries.sight import delivery_for, within_sight
from monitoring.deliveries.wanting import wanting
from monitoring.departments.access import Right, may
from monitoring.journey_messages import refusal, state_words

_A_PAGE = 100
_EXAMPLES = 5


@require_safe
@never_cache
def report(request: HttpRequest, delivery: int) -> HttpResponse:
    """What happened and what to do next; every kind of problem with its first examples, or one kind line by line."""
    found = delivery_for(request.user, delivery)
    only = read_filter(request.GET)
    wanted = request.GET.get("code", "")
    context = {
        "delivery": found,
        "state": state_words(found.state),
        "only": only,
        "severities": [severity.value for severity in reports.SEVERITIES],
        "may_deliver": may(request.user, Right.DELIVER),
        "sheets": reports.sheets(found.pk),
        "columns": reports.columns(found.pk),
        "filter_query": filter_query(only),
        "may_give_reasons": may_give_reasons(request.user, found),
        "map_config": map_config(),
        "map_strings": map_strings(),
    }
    groups = reports.groups(found.pk, examples=0 if wanted else _EXAMPLES, only=only)
    missing = wanting(
        request.user, found, reports.unanswered(groups) if only == reports.EVERYTHING else unanswered(found.pk)
    )
    context |= {
        "wanting": missing,
        "next": offers.next_step(request.user, found, wants_reasons=missing is not None),
        "offers": offers.offers_for(request.user, found, wants_reasons=missing is not None),
    }
    if context["may_give_reasons"]:
        groups = with_earlier(found, groups, within_sight(request.user))
    chosen = next((group for group in groups if group.code == wanted), None)
    totals = reports.totals_of(groups) if only == reports.EVERYTHING else reports.totals(found.pk)
    context |= {"groups": groups, "totals": {key.value: count for key, count in totals.items()}}
    if chosen is None:
        return render(request, "deliveries/report.html", context)
    page = Paginator(reports.problems(found.pk, code=chosen.code, only=only), _A_PAGE).get_page(request.GET.get("page"))
    context |= {"chosen": chosen, "page": page, "query": filter_query(only, code=chosen.code)}
    context["left_out"] = max(0, chosen.count - page.paginator.count) if only.is_exact else 0
    return render(request, "deliveries/report_kind.html", context)


@require_safe
@never_cache
def report_rows(request: HttpRequest, delivery: int) -> HttpResponse:
    """The rows around one problem in the file's own layout: a part of the report, or a page of its own."""
    found = delivery_for(request.user, delivery)
    position = request.GET.get("problem", "")
    problem = reports.problems(found.pk).filter(position=int(position)).first() if position.isdecimal() else None
    if problem is None:
        raise Http404
    file = cells_of_file(found)
    spot = spot_of(file, problem.sheet, problem.row, problem.column, problem.params) if file else None
    window = excerpt(file, spot, has_column=bool(problem.column)) if file and spot else None
    context = {
        "delivery": found,
        "problem": problem,
        "shown": shown_excerpt(window) if window else None,
        "is_erased": file is None,
    }
    part = "deliveries/rows.html" if getattr(request, "htmx", False) else "deliveries/report_rows.html"
    return render(request, part, context)


@require_safe
@never_cache
def report_areas(request: HttpRequest, delivery: int) -> JsonResponse:
    """The areas that the problems concern, for the map."""
    found = delivery_for(request.user, delivery)
    return JsonResponse(areas_document(found, affected(found)))


@require_POST
@never_cache
def report_reasons(request: HttpRequest, delivery: int) -> HttpResponse:
    """Write the reasons that stand in the form, each for all warnings of its kind."""
    found = delivery_for(request.user, delivery)
    given = {
        name.removeprefix("reason-"): str(text)[:2000]
        for name, text in request.POST.items()
        if name.startswith("reason-") and str(text).strip()
    }
    if not given:
        messages.warning(request, _("No reason was written, so that nothing was saved."))
    try:
        give_reasons(by=request.user, delivery=found, reasons=given)
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        if given:
            messages.success(request, _("The reasons are saved and stand beside their warnings."))
    return redirect(f"{reverse('delivery-report', args=[found.pk])}#warnings")
