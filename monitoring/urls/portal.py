"""The portal's address: pages, maps, area sheets, and the API that they use."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from monitoring.urls import common

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("monitoring.api.urls")),
    *common.urlpatterns,
    *common.unknown_api_urls,
    *(
        path("", include(module))
        for module in ("monitoring.pages.urls", "monitoring.maps.urls", "monitoring.areasheets.urls")
        if find_spec(module)
    ),
]

handler400 = "monitoring.away.bad_request"
handler500 = "monitoring.away.server_error"
