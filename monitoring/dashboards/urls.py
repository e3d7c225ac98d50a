"""Dashboards. Every name is declared in ``monitoring.departments.access``."""

from django.urls import path

from monitoring.dashboards import managing, views

urlpatterns = [
    path("dashboards/", views.dashboards, name="dashboards"),
    path("dashboards/<slug:code>/", views.dashboard, name="dashboard"),
    path("dashboards/<slug:code>/manage/", managing.manage, name="dashboard-manage"),
    path("dashboards/<slug:code>/copy/", managing.copy, name="dashboard-copy"),
    path("dashboards/<slug:code>/rename/", managing.rename, name="dashboard-rename"),
    path("dashboards/<slug:code>/share/", managing.share, name="dashboard-share"),
    path("dashboards/<slug:code>/delete/", managing.delete, name="dashboard-delete"),
    path("dashboards/<slug:code>/restore/", managing.restore, name="dashboard-restore"),
]
