"""The office's address: deliveries, their pages and endpoints, and what both addresses have."""

from django.urls import URLPattern, URLResolver, include, path

from monitoring.api.views.places import ShapesView
from monitoring.deliveries.metrics import Deliveries
from monitoring.pages.urls import common_patterns
from monitoring.urls import common
from monitoring.watching.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("monitoring.deliveries.urls")),
    *common.urlpatterns,
    path("metrics", metrics, {"collectors": (Deliveries,)}, name="metrics"),
    path("api/v1/areas/<slug:edition>/<slug:level>.topojson", ShapesView.as_view(), name="api-shapes"),
    *common.unknown_api_urls,
    *common_patterns,
]

handler400 = "monitoring.away.bad_request"
handler403 = "monitoring.away.forbidden"
handler404 = "monitoring.pages.lost.not_found"
handler500 = "monitoring.away.server_error"
