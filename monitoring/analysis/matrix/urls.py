"""Status and dynamics. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.analysis.matrix import views

urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("table.csv", views.table, name="matrix-table"),
]
