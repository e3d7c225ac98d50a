"""Methods and provenance at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver, path

from monitoring.methods import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("methods/", views.methods, name="methods"),
    path("methods/<slug:code>/", views.method, name="method"),
    path("how/", views.how, name="how"),
]
