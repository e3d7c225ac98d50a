"""Relations. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.analysis.relations import views

urlpatterns = [path("", views.relations, name="relations")]
