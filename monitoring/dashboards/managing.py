"""Changing a dashboard: copy, rename, share, delete, bring back. What one may not see is not there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from monitoring.api.doors import entries_for
from monitoring.dashboards import actions
from monitoring.dashboards.forms import CopyForm, ShareForm, TitleForm
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.queries import dashboard as find
from monitoring.dashboards.queries import deleted_by
from monitoring.dashboards.sharing import hidden_from, hidden_sentence, name_of, seen_by
from monitoring.dashboards.wording import title_of
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person
from monitoring.departments.readers import reader_of


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the doorkeeper lets nobody else in
    return request.user


def _seen(request: HttpRequest, code: str) -> Dashboard:
    found = find(reader_of(request.user), code)
    if found is None:
        raise Http404
    return found


def _edited(request: HttpRequest, code: str) -> Dashboard:
    found = _seen(request, code)
    if not may(request.user, Right.EDIT_DASHBOARD, found):
        raise PermissionDenied
    return found


@require_safe
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """Title, sharing with what stays hidden from whom, deletion."""
    found = _edited(request, code)
    return render(request, "dashboards/manage.html", _context(request, found, TitleForm({"title": title_of(found)})))


def _context(request: HttpRequest, found: Dashboard, title: TitleForm) -> dict[str, Any]:
    reader = reader_of(request.user)
    entries = {entry.code: entry for entry in entries_for(reader)}
    shared = found.shared_codes
    offers = [
        {
            "code": one.code,
            "name": name_of(one),
            "above": name_of(one.parent) if one.parent else "",
            "shared": one.code in shared,
            "hidden": hidden_sentence(hidden_from(found, one, entries)),
        }
        for one in sorted(Department.objects.select_related("parent__parent"), key=_below_their_division)
    ]
    return {
        "board": found,
        "title": title_of(found),
        "form": title,
        "offers": offers,
        "seen": " ".join(sorted(shared)),
        "seen_by": seen_by(found, reader),
    }


def _below_their_division(department: Department) -> tuple[str, bool, str]:
    """A division first, then its departments."""
    above = department.parent
    return (above.code if above else department.code, above is not None, department.code)


def _refused(request: HttpRequest, code: str, outdated: actions.Outdated) -> HttpResponse:
    """Back to the dashboard as it is now, where it is still there."""
    if outdated.gone:
        messages.error(request, _("Somebody else has deleted the dashboard in the meantime. Nothing was changed."))
        return redirect("dashboards")
    messages.error(
        request,
        _(
            "Somebody else has changed in the meantime who can see the dashboard. Your choice was not saved; what you see "
            "now is how it is."
        ),
    )
    return redirect("dashboard-manage", code=code)


@require_POST
def rename(request: HttpRequest, code: str) -> HttpResponse:
    found = _edited(request, code)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return render(request, "dashboards/manage.html", _context(request, found, form), status=422)
    try:
        actions.rename_dashboard(by=_person(request), dashboard=found, title=form.cleaned_data["title"])
    except actions.Outdated as outdated:
        return _refused(request, code, outdated)
    messages.success(request, _("The dashboard has its new title."))
    return redirect("dashboard-manage", code=code)


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    found = _edited(request, code)
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("One of the departments does not exist any more. Nothing was changed."))
        return redirect("dashboard-manage", code=code)
    try:
        actions.share_dashboard(by=_person(request), dashboard=found, **form.cleaned_data)
    except actions.Outdated as outdated:
        return _refused(request, code, outdated)
    messages.success(request, _("Who can see the dashboard has been changed."))
    return redirect("dashboard-manage", code=code)


@require_POST
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """A dashboard of one's own; the reader goes on there."""
    found = _seen(request, code)
    form = CopyForm(request.POST, departments=actions.departments_of(_person(request)))
    if not form.is_valid():
        messages.error(request, _("No copy was made: a copy needs a title and one of your departments."))
        return redirect("dashboard", code=code)
    made = actions.copy_dashboard(by=_person(request), dashboard=found, **form.cleaned_data)
    messages.success(request, _("This is your copy. Nobody else but the heads above can see it until you share it."))
    return redirect("dashboard", code=made.code)


@require_POST
def delete(request: HttpRequest, code: str) -> HttpResponse:
    found = _edited(request, code)
    actions.delete_dashboard(by=_person(request), dashboard=found)
    messages.success(request, _("“%(title)s” was deleted. It can be brought back below.") % {"title": title_of(found)})
    return redirect("dashboards")


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    found = next((one for one in deleted_by(reader_of(request.user)) if one.code == code), None)
    if found is None:
        raise Http404
    actions.restore_dashboard(by=_person(request), dashboard=found)
    messages.success(request, _("The dashboard is back as it was."))
    return redirect("dashboard", code=code)
