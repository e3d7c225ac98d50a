"""The report of problems: grouped, one kind page by page, and as a download."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import Delivery
from indicators.office import reports
from monitoring.deliveries.documents import report_document, report_lines
from monitoring.deliveries.sight import delivery_for

_A_PAGE = 100


@require_safe
@never_cache
def report(request: HttpRequest, delivery: int) -> HttpResponse:
    """Every kept problem in the order of the file, or those of one kind."""
    found = delivery_for(request.user, delivery)
    groups = reports.groups(found.pk, examples=0)
    wanted = request.GET.get("code", "")
    chosen = next((group for group in groups if group.code == wanted), None)
    problems = reports.problems(found.pk, code=chosen.code if chosen else "")
    page = Paginator(problems, _A_PAGE).get_page(request.GET.get("page"))
    total = chosen.count if chosen else sum(group.count for group in groups)
    return render(
        request,
        "deliveries/report.html",
        {
            "delivery": found,
            "groups": groups,
            "chosen": chosen,
            "page": page,
            "total": total,
            "left_out": max(0, total - page.paginator.count),
            "query": f"code={chosen.code}" if chosen else "",
        },
    )


@require_safe
@never_cache
def report_csv(request: HttpRequest, delivery: int) -> StreamingHttpResponse:
    """The report as a table for spreadsheet programs."""
    found = delivery_for(request.user, delivery)
    response = StreamingHttpResponse(report_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _as_download(found, "csv")
    return response


@require_safe
@never_cache
def report_json(request: HttpRequest, delivery: int) -> JsonResponse:
    """The report as one document."""
    found = delivery_for(request.user, delivery)
    response = JsonResponse(report_document(found), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = _as_download(found, "json")
    return response


def _as_download(delivery: Delivery, ending: str) -> str:
    return content_disposition_header(True, f"report-{delivery.pk}.{ending}") or ""
