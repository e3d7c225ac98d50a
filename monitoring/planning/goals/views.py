"""The pages of goals: the list, a new one, one goal with its path. Every change is an action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indicators.models import Release
from indicators.queries.catalogue import Entry
from monitoring.api.doors import audience_of, entries_for, live_for, said
from monitoring.areasheets.places import level_names
from monitoring.dashboards.actions import departments_of
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.planning.endings import Ended
from monitoring.planning.goals.actions import Taken, set_goal, supersede_goal, withdraw_goal
from monitoring.planning.goals.course import course_of
from monitoring.planning.goals.forms import GoalForm, ReasonForm, TargetForm
from monitoring.planning.goals.listing import Shown, shown_goals
from monitoring.planning.goals.queries import in_force, line_of
from monitoring.planning.goals.wording import STANDINGS
from monitoring.planning.models import Goal

#: Two forms of one page ask why: each with ids of its own.
_WITHDRAW = "withdraw_%s"


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """Goals in force with their state, by date; filters by department, indicator and state."""
    reader = reader_of(request.user)
    entries = {entry.code: entry for entry in entries_for(reader)}
    rows = list(in_force())
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("department", "indicator", "standing")}
    release = live_for(reader)
    fitting = [
        row
        for row in rows
        if row.indicator in entries
        and asked["department"] in ("", row.department.code)
        and asked["indicator"] in ("", row.indicator)
    ]
    shown = shown_goals([line_of(row) for row in fitting], release, entries, audience_of(reader))
    if asked["standing"]:
        shown = [one for one in shown if _stands(one, asked["standing"])]
    visible = [row for row in rows if row.indicator in entries]
    context: dict[str, Any] = {
        "goals": shown,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "departments": sorted({(row.department.code, said(line_of(row).department)) for row in visible}),
        "indicators": sorted(
            {(row.indicator, said(entries[row.indicator].spec.title)) for row in visible}, key=lambda one: one[1]
        ),
        "standings": [(code, str(words)) for code, words in STANDINGS.items()],
        "levels": level_names(request),
        "may_set": may(request.user, Right.SET_GOAL),
    }
    return render(request, "planning/goals/list.html", context)


def _stands(one: Shown, standing: str) -> bool:
    if one.told is not None:
        return bool(one.told["standing"] == standing)
    return any(code == standing for code, _, _ in one.numbers)


@require_safe
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """One goal: what it says and why, its path, how far it is reached, and what came before it."""
    found, entry = _visible(request, number)
    return _goal_page(request, found, entry, {})


def _goal_page(
    request: HttpRequest, found: Goal, entry: Entry, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    reader = reader_of(request.user)
    release = live_for(reader)
    shown = shown_goals([line_of(found)], release, {entry.code: entry}, audience_of(reader))[0]
    context: dict[str, Any] = {
        "goal": found,
        "line": line_of(found),
        "shown": shown,
        "spec": entry.spec,
        "title": said(entry.spec.title),
        "course": course_of(found, entry, release, audience_of(reader)) if release else None,
        "before": _before(found),
        "after": Goal.objects.filter(supersedes=found).first(),
        "levels": level_names(request),
        "may_change": found.is_in_force and release is not None and may(request.user, Right.CHANGE_GOAL, found),
        "withdraw_form": ReasonForm(auto_id=_WITHDRAW),
    }
    if context["may_change"] and "form" not in more and release is not None:
        context["form"] = _target_form(request, found, entry, release)
    return render(request, "planning/goals/goal.html", context | more, status=status)


def _target_form(request: HttpRequest, found: Goal, entry: Entry, release: Release, data: Any = None) -> TargetForm:
    initial = {"target": found.target, "due": found.due, "start": found.start_period}
    return TargetForm(
        data,
        initial=initial,
        entries={entry.code: entry},
        release=release,
        audience=audience_of(reader_of(request.user)),
        place=(found.indicator, found.level, found.area),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_new(request: HttpRequest) -> HttpResponse:
    """A new goal; the address may name indicator and area already."""
    reader = reader_of(request.user)
    release = live_for(reader)
    if release is None:
        return render(request, "planning/goals/new.html", {})
    departments = departments_of(request.user)  # type: ignore[arg-type]
    area = request.GET.get("area", "")
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        initial={
            "indicator": request.GET.get("indicator", ""),
            "area": area,
            "where": "area" if area else "city",
        },
        entries={entry.code: entry for entry in entries_for(reader)},
        release=release,
        audience=audience_of(reader),
        departments=departments,
        levels={code: _said(name) for code, name in list(level_names(request).items())[1:]},
    )
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.aim is not None:
        try:
            made = set_goal(by=request.user, aim=form.aim, department=form.cleaned_data["department"])  # type: ignore[arg-type]
        except Taken as taken:
            context["taken"] = taken.goal
        else:
            messages.success(request, _("The goal is set. It is shown wherever the indicator appears."))
            return redirect("goal", made.pk)
    return render(request, "planning/goals/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
def goal_supersede(request: HttpRequest, number: int) -> HttpResponse:
    """Put another goal in the place of this one."""
    found, entry = _visible(request, number)
    if not may(request.user, Right.CHANGE_GOAL, found):
        raise PermissionDenied
    release = live_for(reader_of(request.user))
    if release is None:
        raise Http404
    form = _target_form(request, found, entry, release, request.POST)
    more: dict[str, Any] = {"form": form, "is_superseding": True}
    if form.is_valid() and form.aim is not None:
        try:
            made = supersede_goal(by=request.user, goal=found, aim=form.aim)  # type: ignore[arg-type]
        except Ended:
            return _ended(request, found)
        except Taken as taken:
            more["taken"] = taken.goal
        else:
            messages.success(request, _("The goal was superseded. The former one stays in the history."))
            return redirect("goal", made.pk)
    return _goal_page(request, found, entry, more, status=422)


@require_http_methods(["POST"])
def goal_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a goal with a reason."""
    found, entry = _visible(request, number)
    if not may(request.user, Right.CHANGE_GOAL, found):
        raise PermissionDenied
    form = ReasonForm(request.POST, auto_id=_WITHDRAW)
    if not form.is_valid():
        return _goal_page(request, found, entry, {"withdraw_form": form, "is_withdrawing": True}, status=422)
    try:
        withdraw_goal(by=request.user, goal=found, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
    except Ended:
        return _ended(request, found)
    messages.success(request, _("The goal was withdrawn. It stays in the history with your reason."))
    return redirect("goal", found.pk)


def _ended(request: HttpRequest, found: Goal) -> HttpResponse:
    messages.warning(request, _("Somebody superseded or withdrew this goal meanwhile; nothing was changed."))
    return redirect("goal", found.pk)


def _visible(request: HttpRequest, number: int) -> tuple[Goal, Entry]:
    """A goal whose indicator is open to whoever asks."""
    row = Goal.objects.select_related("department", "set_by", "ended_by", "start_release", "supersedes").filter(
        pk=number
    )
    found = row.first()
    entry = next((one for one in entries_for(reader_of(request.user)) if found and one.code == found.indicator), None)
    if found is None or entry is None:
        raise Http404
    return found, entry


def _before(found: Goal) -> list[Goal]:
    """The goals that this one took the place of, the newest first."""
    line: list[Goal] = []
    at = found.supersedes
    while at is not None and len(line) < 20:
        line.append(at)
        at = at.supersedes
    return line


def _said(name: dict[str, str]) -> str:
    return name.get((get_language() or "de")[:2]) or name.get("de", "")
