"""Types of areas. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.analysis.types import views

urlpatterns = [
    path("", views.types, name="types"),
    path("table.csv", views.table, name="types-table"),
]
