"""What both addresses have: signing in and out, the language, health, the description of the interface."""

from django.urls import include, path, re_path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView

from monitoring import health
from monitoring.api.problems import unknown_api
from monitoring.api.views.people import MeView
from monitoring.departments import signing

urlpatterns = [
    path("sign-in/", signing.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signing.SignOut.as_view(), name="sign-out"),
    path("language/", set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("monitoring.notices.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/v1/me/", MeView.as_view(), name="api-me"),
]
#: Stands after everything else below ``api/``.
unknown_api_urls = [re_path(r"^api/", unknown_api, name="api-unknown")]
