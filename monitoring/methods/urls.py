"""Methods and provenance at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
