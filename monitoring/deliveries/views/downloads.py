"""The report as files: CSV, JSON, and the delivered workbook with its cells marked."""

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import Delivery
from monitoring.deliveries.documents import report_document, report_lines
from monitoring.deliveries.marking import marked_workbook
from monitoring.deliveries.sight import delivery_for

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


@require_safe
@never_cache
def report_xlsx(request: HttpRequest, delivery: int) -> HttpResponse:
    """The delivered file as a workbook, its problems marked in their cells and listed on a sheet of their own."""
    found = delivery_for(request.user, delivery)
    with marked_workbook(found) as file:
        response = HttpResponse(file.read(), content_type=_XLSX)
    response["Content-Disposition"] = _as_download(found, "xlsx")
    return response


def _as_download(delivery: Delivery, ending: str) -> str:
    return content_disposition_header(True, f"report-{delivery.pk}.{ending}") or ""
