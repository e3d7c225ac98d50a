"""Planning at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver, path

from monitoring.planning.overview import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("planning/", overview, name="planning"),
]
