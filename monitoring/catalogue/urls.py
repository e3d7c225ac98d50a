"""The catalogue at the portal's address. Every name is declared in ``monitoring.departments.access``."""

from django.urls import path

from monitoring.catalogue import views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:code>/", views.source, name="source"),
    path("measures/", views.measures, name="measures"),
    path("catalogue/<slug:folder>/<slug:code>.toml", views.catalogue_file, name="catalogue-file"),
    path("catalogue.zip", views.catalogue_archive, name="catalogue-archive"),
]
