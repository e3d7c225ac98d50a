"""A new rule, another one in its place, none any more. Every change is an action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from monitoring.api.doors import live_for
from monitoring.dashboards.actions import departments_of
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.planning.attention.actions import TitleTaken, set_rule, supersede_rule, withdraw_rule
from monitoring.planning.attention.fields import initial_of
from monitoring.planning.attention.forms import RuleForm, WithdrawForm
from monitoring.planning.attention.options import options_of, preset, sight_of
from monitoring.planning.attention.rule import rule_of
from monitoring.planning.attention.views import rule_page, visible
from monitoring.planning.endings import Ended
from monitoring.planning.models import AttentionRule


@require_http_methods(["GET", "HEAD", "POST"])
def attention_new(request: HttpRequest) -> HttpResponse:
    """A new rule; with ``preset`` in the address it begins as Berlin's."""
    form = _form(request, None)
    if form is not None and form.is_valid() and form.said is not None:
        try:
            made = set_rule(by=request.user, said=form.said, department=form.cleaned_data["department"])  # type: ignore[arg-type]
        except TitleTaken:
            _say_taken(form)
        else:
            messages.success(request, _("The rule is set. This is the list that it gives."))
            return redirect("attention-rule", made.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def attention_supersede(request: HttpRequest, number: int) -> HttpResponse:
    """Put another rule in the place of this one."""
    row, _sight = visible(request, number)
    if not may(request.user, Right.CHANGE_ATTENTION, row):
        raise PermissionDenied
    if not row.is_in_force:
        return _ended(request, row)
    form = _form(request, row)
    if form is not None and form.is_valid() and form.said is not None:
        try:
            made = supersede_rule(by=request.user, row=row, said=form.said)  # type: ignore[arg-type]
        except Ended:
            return _ended(request, row)
        except TitleTaken:
            _say_taken(form)
        else:
            messages.success(request, _("The rule was superseded. The former one stays in the history."))
            return redirect("attention-rule", made.pk)
    return _form_page(request, form, row)


@require_http_methods(["POST"])
def attention_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a rule with a reason."""
    row, sight = visible(request, number)
    if not may(request.user, Right.CHANGE_ATTENTION, row):
        raise PermissionDenied
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return rule_page(request, row, sight, {"withdraw_form": form, "is_withdrawing": True}, status=422)
    try:
        withdraw_rule(by=request.user, row=row, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
    except Ended:
        return _ended(request, row)
    messages.success(request, _("The rule was withdrawn. It stays in the history with your reason."))
    return redirect("attention-rule", row.pk)


def _form(request: HttpRequest, row: AttentionRule | None) -> RuleForm | None:
    """The form over the live release; none where nothing is released."""
    reader = reader_of(request.user)
    release = live_for(reader)
    if release is None:
        return None
    sight = sight_of(reader, release)
    initial: dict[str, Any] = {}
    offered = preset(sight)
    if row is not None:
        initial = initial_of(row.title, rule_of(row.document))
    elif request.GET.get("preset") == "berlin" and offered is not None:
        initial = initial_of(
            _("Status very low, or low with negative dynamics"),
            offered,
            _("As Berlin names its areas with particular need of attention."),
        )
    return RuleForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        sight=sight,
        options=options_of(request, sight),
        departments=departments_of(request.user) if row is None else None,  # type: ignore[arg-type]
    )


def _form_page(request: HttpRequest, form: RuleForm | None, row: AttentionRule | None) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "planning/attention/form.html", {"form": form, "rule": row}, status=status)


def _say_taken(form: RuleForm) -> None:
    form.add_error("title", _("A rule in force is called so already: choose another title, or supersede that one."))


def _ended(request: HttpRequest, row: AttentionRule) -> HttpResponse:
    messages.warning(request, _("Somebody superseded or withdrew this rule meanwhile; nothing was changed."))
    return redirect("attention-rule", row.pk)
