"""Segregation. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.analysis.segregation import views

urlpatterns = [
    path("", views.segregation, name="segregation"),
    path("table.csv", views.table, name="segregation-table"),
]
