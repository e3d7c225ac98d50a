"""Methods and provenance at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver, path

from monitoring.methods import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("how/", views.how, name="how"),
]
