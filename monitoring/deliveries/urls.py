"""The office's pages and endpoints. Every name is declared in ``monitoring.departments.access``."""

from django.urls import include, path

from indicators.journey import Move
from monitoring.deliveries.views import decisions, downloads, lists, page, previews, report, starting, upload

_ONE = "deliveries/<int:delivery>/"

urlpatterns = [
    path("", starting.start, name="start"),
    path("deliveries/", lists.deliveries, name="deliveries"),
    path("deliveries/new/", upload.upload_page, name="delivery-upload"),
    path(_ONE, page.delivery_page, name="delivery"),
    path(f"{_ONE}progress/", page.progress, name="delivery-progress"),
    path(f"{_ONE}report/", report.report, name="delivery-report"),
    path(f"{_ONE}report/rows/", report.report_rows, name="delivery-report-rows"),
    path(f"{_ONE}report/areas/", report.report_areas, name="delivery-report-areas"),
    path(f"{_ONE}report/reasons/", report.report_reasons, name="delivery-report-reasons"),
    path(f"{_ONE}report.csv", downloads.report_csv, name="delivery-report-csv"),
    path(f"{_ONE}report.json", downloads.report_json, name="delivery-report-json"),
    path(f"{_ONE}report.xlsx", downloads.report_xlsx, name="delivery-report-xlsx"),
    path(f"{_ONE}preview/", previews.preview_page, name="delivery-preview"),
    *(
        path(f"{_ONE}{move.value}/", decisions.decision, {"move": move}, name=f"delivery-{move.value}")
        for move in (Move.APPROVE, Move.REJECT, Move.ASK, Move.ANSWER, Move.WITHDRAW, Move.RETRY)
    ),
    path("", include("monitoring.deliveries.releasing.urls")),
    path("", include("monitoring.deliveries.tray.urls")),
    path("", include("monitoring.deliveries.calendar.urls")),
    path("", include("monitoring.deliveries.tokens.urls")),
    path("", include("monitoring.deliveries.catalogue.urls")),
    path("", include("monitoring.deliveries.profiling.urls")),
    path("", include("monitoring.deliveries.keeping.urls")),
    path("", include("monitoring.deliveries.enquiries.urls")),
    path("api/v1/", include("monitoring.deliveries.releasing.api.urls")),
    path("api/v1/deliveries/", include("monitoring.deliveries.api.urls")),
]
