"""The search as a page."""

from django.urls import path

from monitoring.search import views

urlpatterns = [path("search/", views.search, name="search")]
