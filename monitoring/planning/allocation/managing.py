"""Title, question, sharing, deletion, and last year's amounts of an allocation."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.dashboards.actions import Outdated
from monitoring.dashboards.forms import ShareForm
from monitoring.departments.readers import reader_of
from monitoring.planning.allocation import actions, deciding
from monitoring.planning.allocation.editing import edited_scene, person_of, refused
from monitoring.planning.allocation.forms import LastYearForm, TitleForm
from monitoring.planning.allocation.last_year import LineProblem, Unreadable, decoded, read_amounts
from monitoring.planning.allocation.scene import Scene
from monitoring.planning.allocation.sharing import offers
from monitoring.planning.allocation.showing import common
from monitoring.planning.allocation.sight import allocations_for, deleted_for, may_see
from monitoring.planning.allocation.wording import seen_by
from monitoring.planning.models import AllocationDecision

MOST_PROBLEMS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """Title and question; who can read it and what stays hidden from them; deletion."""
    scene = edited_scene(request, code)
    form = TitleForm(
        request.POST if request.method == "POST" else None,
        initial={"title": scene.allocation.title, "question": scene.plan.question},
    )
    if request.method == "POST" and form.is_valid():
        plan = replace(scene.plan, question=form.cleaned_data["question"])
        try:
            actions.rename_allocation(
                by=person_of(request), allocation=scene.allocation, title=form.cleaned_data["title"]
            )
            actions.write_draft(
                by=person_of(request), allocation=scene.allocation, plan=plan, seen=scene.allocation.draft
            )
        except Outdated as outdated:
            return refused(request, code, outdated)
        messages.success(request, _("Title and question are saved."))
        return redirect("allocation-manage", code=code)
    context = common(scene) | {
        "form": form,
        "offers": offers(scene),
        "seen": " ".join(sorted(scene.allocation.shared_codes)),
        "seen_by": seen_by(scene.allocation, scene.reader),
        "is_decided": scene.allocation.decisions.exists(),
    }
    return render(request, "planning/allocation/manage.html", context, status=422 if form.is_bound else 200)


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    scene = edited_scene(request, code)
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("One of the departments does not exist any more. Nothing was changed."))
        return redirect("allocation-manage", code=code)
    try:
        actions.share_allocation(by=person_of(request), allocation=scene.allocation, **form.cleaned_data)
    except Outdated as outdated:
        return refused(request, code, outdated)
    messages.success(request, _("Who can read the allocation has been changed."))
    return redirect("allocation-manage", code=code)


@require_POST
def delete(request: HttpRequest, code: str) -> HttpResponse:
    scene = edited_scene(request, code)
    try:
        actions.delete_allocation(by=person_of(request), allocation=scene.allocation)
    except actions.Decided:
        messages.error(request, _("Something was decided about this allocation, so it stays."))
        return redirect("allocation-manage", code=code)
    words = {"title": scene.allocation.title}
    messages.success(request, _("“%(title)s” was deleted. It can be brought back below.") % words)
    return redirect("allocations")


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    found = next((one for one in deleted_for(reader_of(request.user)) if one.code == code), None)
    if found is None:
        raise Http404
    actions.restore_allocation(by=person_of(request), allocation=found)
    messages.success(request, _("The allocation is back as it was."))
    return redirect("allocation", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def last_year(request: HttpRequest, code: str) -> HttpResponse:
    """Last year's amounts: from a file, from lines, or from a decision that was recorded before."""
    scene = edited_scene(request, code)
    form, problems = LastYearForm(), ()
    if request.method == "POST":
        try:
            if "decision" in request.POST:
                return _from_decision(request, scene)
            if "remove" in request.POST:
                deciding.set_before(by=person_of(request), allocation=scene.allocation, amounts={}, origin="")
                messages.success(request, _("Last year's amounts are taken away."))
                return redirect("allocation-before", code=code)
            form = LastYearForm(request.POST, request.FILES)
            if form.is_valid():
                return _from_text(request, scene, form)
        except Unreadable as unreadable:
            problems = unreadable.problems
        except Outdated as outdated:
            return refused(request, code, outdated)
    kept = getattr(scene.allocation, "before", None)
    context = common(scene) | {
        "form": form,
        "problems": problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(problems) - MOST_PROBLEMS),
        "kept": kept,
        "kept_sum": sum(kept.amounts, Decimal(0)) if kept else None,
        "decisions": decisions_before(scene),
    }
    return render(
        request, "planning/allocation/last_year.html", context, status=422 if problems or form.is_bound else 200
    )


def decisions_before(scene: Scene) -> list[AllocationDecision]:
    """Decisions that the reader may see about the same thing at the same level, the newest first."""
    open_to = {one.pk for one in allocations_for(scene.reader)}
    found = AllocationDecision.objects.filter(allocation__in=open_to, successor=None).select_related("allocation")
    plans = [(one, *deciding.plan_of(one)) for one in found.order_by("-decided_on")]
    return [
        one
        for one, plan, variant in plans
        if (plan.level, plan.subject) == (scene.plan.level, scene.plan.subject) and may_see(scene.reader, [variant])
    ]


def _from_decision(request: HttpRequest, scene: Scene) -> HttpResponse:
    wanted = request.POST["decision"]
    chosen = next((one for one in decisions_before(scene) if str(one.pk) == wanted), None)
    if chosen is None:
        raise PermissionDenied
    words = {"title": chosen.allocation.title, "number": chosen.number, "day": chosen.decided_on.isoformat()}
    deciding.set_before(
        by=person_of(request),
        allocation=scene.allocation,
        amounts=dict(zip(chosen.codes, chosen.amounts, strict=True)),
        origin=_("%(title)s, decision %(number)s of %(day)s") % words,
        decision=chosen,
    )
    return _taken(request, scene, len(chosen.codes))


def _from_text(request: HttpRequest, scene: Scene, form: LastYearForm) -> HttpResponse:
    sent: dict[str, Any] = form.cleaned_data
    text = decoded(sent["file"].read()) if sent["file"] else sent["lines"]
    amounts = read_amounts(text, _codes(scene))
    deciding.set_before(by=person_of(request), allocation=scene.allocation, amounts=amounts, origin=sent["origin"])
    return _taken(request, scene, len(amounts))


def _codes(scene: Scene) -> tuple[str, ...]:
    """Codes of the draft's areas."""
    outcome = next((one.outcome for one in scene.results() if one.outcome), None)
    if outcome is None:
        raise Unreadable(LineProblem(0, "no_areas_yet"))
    return outcome.inputs.places.codes


def _taken(request: HttpRequest, scene: Scene, count: int) -> HttpResponse:
    told = ngettext(
        "Last year's amount of %(count)s area is known.", "Last year's amounts of %(count)s areas are known.", count
    )
    messages.success(request, told % {"count": count})
    return redirect("allocation", code=scene.allocation.code)
