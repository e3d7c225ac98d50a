"""The search as a page."""

from django.urls import path

from monitoring.search import views

urlpatterns = [path("suche/", views.search, name="search")]
