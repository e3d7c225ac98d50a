"""Changing a draft: saving a variant while it is filled in, taking back, doing again, more variants, a newer release."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from monitoring.api.doors import live_for
from monitoring.dashboards.actions import Outdated
from monitoring.dashboards.strings import page_config
from monitoring.departments.models import Person
from monitoring.departments.readers import reader_of
from monitoring.planning.allocation import actions
from monitoring.planning.allocation.beginning import duplicated, fitted, without
from monitoring.planning.allocation.filling import form_of
from monitoring.planning.allocation.forms import VariantForm, weights_of
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.allocation.scene import Result, Scene, scene_of
from monitoring.planning.allocation.showing import classes, common, offered, shown
from monitoring.planning.allocation.sight import may_see
from monitoring.planning.allocation.strings import strings


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in: the doorkeeper lets nobody else in."""
    assert isinstance(request.user, Person)
    return request.user


def edited_scene(request: HttpRequest, code: str) -> Scene:
    """The allocation, where the reader may change it."""
    scene = scene_of(reader_of(request.user), code)
    if not scene.may_edit:
        raise PermissionDenied
    return scene


@require_POST
def save(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A variant as it was filled in; the page's own script gets the result alone, everybody else the page."""
    scene = edited_scene(request, code)
    scene.variant(number)
    partly = request.headers.get("HX-Request") == "true"
    form = form_of(scene, scene.variant(number), offered(scene), request.POST)
    try:
        weights = weights_of(request.POST.getlist("class_weights"))
    except forms.ValidationError as problem:
        weights = ()
        form.add_error(None, problem)
    if not form.is_valid():
        return _answer(request, scene, number, form, partly, status=422)
    variant = form.variant(weights or scene.variant(number).class_weights)
    if not may_see(scene.reader, [variant]):
        raise PermissionDenied
    result = _with_fitting_weights(scene, number, variant)
    if result.problem is not None and result.problem.field in form.fields:
        form.add_error(result.problem.field, result.problem.text)
    try:
        plan = scene.plan.with_variant(number, result.variant)
        actions.write_draft(by=person_of(request), allocation=scene.allocation, plan=plan, seen=_seen(request))
    except Outdated as outdated:
        return refused(request, code, outdated, partly)
    if not partly:
        return redirect("allocation-variant", code=code, number=number)
    return _answer(request, scene_of(scene.reader, code), number, form, partly)


def _with_fitting_weights(scene: Scene, number: int, variant: Variant) -> Result:
    """Another need may have other classes: each of them keeps a weight."""
    result = scene.result(number, variant)
    if result.problem is not None and result.problem.code == "class_weights":
        linear = scene.result(number, replace(variant, weighting="linear"))
        if linear.outcome is not None:
            variant = replace(variant, class_weights=fitted(variant.class_weights, class_count(linear)))
            result = scene.result(number, variant)
    elif result.outcome is not None and len(variant.class_weights) != class_count(result):
        result = scene.result(
            number, replace(variant, class_weights=fitted(variant.class_weights, class_count(result)))
        )
    return result


def class_count(result: Result) -> int:
    """How many classes the need of a result has."""
    assert result.outcome is not None
    return len(getattr(result.outcome.inputs.need.spec, "classes", ())) or 4


def _answer(
    request: HttpRequest, scene: Scene, number: int, form: VariantForm, partly: bool, status: int = 200
) -> HttpResponse:
    result = scene.result(number)
    context = (
        common(scene) | shown(result) | {"number": number, "form": form, "classes": classes(result), "partly": partly}
    )
    context |= {"config": page_config(), "strings": strings()}
    page = "result" if partly else "variant"
    return render(request, f"planning/allocation/{page}.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    """The draft on which the form stands; what is no number was never shown."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def refused(request: HttpRequest, code: str, outdated: Outdated, partly: bool = False) -> HttpResponse:
    """Somebody else was quicker: nothing is overwritten."""
    if outdated.gone:
        messages.error(request, _("Somebody else has deleted the allocation in the meantime. Nothing was changed."))
        return redirect("allocations")
    told = _(
        "Somebody else has changed the allocation in the meantime, or you in another window. Your last change was not saved."
    )
    if partly:
        return render(request, "planning/allocation/outdated.html", {"told": told}, status=409)
    messages.error(request, told)
    return redirect("allocation", code=code)


@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    """One of the buttons: take back, do again, duplicate or remove a variant, take over the current release."""
    scene = edited_scene(request, code)
    by, seen, wanted = person_of(request), _seen(request), request.POST.get("change", "")
    number = _number(request, scene)
    try:
        if wanted == "take_back":
            actions.take_back(by=by, allocation=scene.allocation, seen=seen)
        elif wanted == "do_again":
            actions.do_again(by=by, allocation=scene.allocation, seen=seen)
        else:
            plan = {
                "duplicate": lambda: duplicated(scene.plan, number),
                "remove": lambda: without(scene.plan, number),
                "release": lambda: _with_live(scene),
            }.get(wanted, _nothing)()
            actions.write_draft(by=by, allocation=scene.allocation, plan=plan, seen=seen)
            number = len(plan.variants) if wanted == "duplicate" else number
    except Outdated as outdated:
        return refused(request, code, outdated)
    if request.POST.get("back") == "allocation" or wanted == "remove":
        return redirect("allocation", code=code)
    count = len(scene_of(scene.reader, code).plan.variants)
    return redirect("allocation-variant", code=code, number=min(number, count))


def _nothing() -> Plan:
    raise Http404


def _number(request: HttpRequest, scene: Scene) -> int:
    text = request.POST.get("number", "1")
    number = int(text) if text.isdecimal() and len(text) < 3 else 0
    scene.variant(number)
    return number


def _with_live(scene: Scene) -> Plan:
    live = live_for(scene.reader)
    return replace(scene.plan, release=live.number) if live is not None else scene.plan
