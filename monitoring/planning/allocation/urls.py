"""Allocations at the portal's address. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.planning.allocation import decisions, editing, handing_out, managing, starting, views

_ONE = "planning/allocations/<slug:code>/"

urlpatterns = [
    path("planning/allocations/", views.allocations, name="allocations"),
    path("planning/allocations/new/", starting.new, name="allocation-new"),
    path(_ONE, views.allocation, name="allocation"),
    path(f"{_ONE}variants/<int:number>/", views.variant, name="allocation-variant"),
    path(f"{_ONE}variants/<int:number>/save/", editing.save, name="allocation-save"),
    path(f"{_ONE}variants/<int:number>/paper/", handing_out.paper, name="allocation-paper"),
    path(f"{_ONE}variants/<int:number>/files/<str:kind>/", handing_out.file, name="allocation-file"),
    path(f"{_ONE}change/", editing.change, name="allocation-change"),
    path(f"{_ONE}last-year/", managing.last_year, name="allocation-before"),
    path(f"{_ONE}manage/", managing.manage, name="allocation-manage"),
    path(f"{_ONE}share/", managing.share, name="allocation-share"),
    path(f"{_ONE}delete/", managing.delete, name="allocation-delete"),
    path(f"{_ONE}restore/", managing.restore, name="allocation-restore"),
    path(f"{_ONE}decide/", decisions.decide, name="allocation-decide"),
    path(f"{_ONE}decisions/<int:number>/", decisions.decision, name="allocation-decision"),
    path(f"{_ONE}decisions/<int:number>/paper/", handing_out.decision_paper, name="allocation-decision-paper"),
    path(f"{_ONE}decisions/<int:number>/files/<str:kind>/", handing_out.decision_file, name="allocation-decision-file"),
]
