"""The pages of dashboards. Every number comes from the interface's own views; every change is an action."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from monitoring.api.views.dashboards import DashboardDataView, DashboardsView, DashboardView
from monitoring.dashboards.actions import departments_of
from monitoring.dashboards.presenting import asked_filters, panels_of
from monitoring.dashboards.queries import deleted_by
from monitoring.dashboards.strings import page_config, strings
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.pages.asking import ask, ask_or_404


@require_safe
def dashboards(request: HttpRequest) -> HttpResponse:
    """Own ones, shared ones, and those that come with the portal; the one to begin with stands first."""
    reader = reader_of(request.user)
    listed = ask(request, DashboardsView).data
    defaults = [one for one in listed if one["is_default"]]
    mine = [one for one in defaults if not reader.roles.isdisjoint(one["default_for"])]
    context: dict[str, Any] = {
        "begin": (mine or [one for one in defaults if "everybody" in one["default_for"]])[:1],
        "own": [one for one in listed if one["is_mine"]],
        "shared": [one for one in listed if not one["is_mine"] and not one["is_default"]],
        "defaults": defaults,
        "deleted": deleted_by(reader),
        "may_make": may(request.user, Right.MAKE_DASHBOARD),
    }
    return render(request, "dashboards/list.html", context)


@require_safe
def dashboard(request: HttpRequest, code: str) -> HttpResponse:
    """One dashboard. The address is its state; asked by the page's own script, only what changes is answered."""
    may_make = may(request.user, Right.MAKE_DASHBOARD)
    asked = asked_filters(request)
    context: dict[str, Any] = {"code": code, "asked": asked}
    partly = request.headers.get("HX-Request") == "true"
    answer = ask(request, DashboardDataView, asked, code=code)
    if not partly or not answer.ok:
        context["board"] = ask_or_404(request, DashboardView, code=code)
    if answer.ok:
        context |= {"data": answer.data, "panels": panels_of(answer.data)}
    else:
        context["problem"] = answer.data
    if partly:
        response = render(request, "dashboards/board.html", context, status=answer.status)
    else:
        context |= {"config": page_config(), "strings": strings(), "may_make": may_make}
        context["departments"] = departments_of(request.user) if may_make else []  # type: ignore[arg-type]
        response = render(request, "dashboards/dashboard.html", context, status=answer.status)
    patch_vary_headers(response, ("HX-Request",))
    return response
