"""Analyses at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver, include, path

from monitoring.analysis.overview import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("analysis/matrix/", include("monitoring.analysis.matrix.urls")),
    path("analysis/relations/", include("monitoring.analysis.relations.urls")),
    path("analysis/segregation/", include("monitoring.analysis.segregation.urls")),
    path("analysis/", overview, name="analysis"),
    path("analysis/indices/", include("monitoring.analysis.workbench.urls")),
    path("analysis/types/", include("monitoring.analysis.types.urls")),
]
