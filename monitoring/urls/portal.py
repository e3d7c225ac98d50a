"""The portal's address: pages, maps, area sheets, and the API that they use."""

from django.urls import URLPattern, URLResolver, include, path

from monitoring.urls import common
from monitoring.watching.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("monitoring.api.urls")),
    *common.urlpatterns,
    path("metrics", metrics, name="metrics"),
    *common.unknown_api_urls,
    path("", include("monitoring.maps.urls")),
    path("", include("monitoring.dashboards.urls")),
    path("", include("monitoring.search.urls")),
    path("", include("monitoring.areasheets.urls")),
    path("", include("monitoring.catalogue.urls")),
    path("", include("monitoring.analysis.urls")),
    path("", include("monitoring.planning.urls")),
    path("", include("monitoring.methods.urls")),
    path("", include("monitoring.pages.urls")),
]

handler400 = "monitoring.away.bad_request"
handler403 = "monitoring.away.forbidden"
handler404 = "monitoring.pages.lost.not_found"
handler500 = "monitoring.away.server_error"
