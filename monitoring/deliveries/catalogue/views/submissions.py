"""An index that was handed in at the portal: what it says and what was seen of it, and the decision about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions.errors import Refused
from indicators.actions.indices import publish_indices
from indicators.catalogue.differences import differences
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from monitoring.analysis.models import IndexSubmission
from monitoring.analysis.workbench.states import possible
from monitoring.analysis.workbench.telling import told
from monitoring.catalogue_messages import catalogue_message
from monitoring.deliveries.catalogue import submissions as actions
from monitoring.deliveries.catalogue import telling
from monitoring.deliveries.catalogue.forms import ReasonForm
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody
from monitoring.journey_messages import refusal

#: Decision → the action, the question, what happens, the reason, what was done.
DECISIONS: dict[str, tuple[Callable[..., IndexSubmission], Promise, Promise, Promise, Promise]] = {
    "approve": (
        actions.approve,
        _("Publish this index?"),
        _("It becomes an entry of the catalogue at once. A release shows its values as soon as they are computed."),
        _("Why it is right"),
        _("The index is an entry of the catalogue now."),
    ),
    "reject": (
        actions.reject,
        _("Reject this index?"),
        _("Nothing that readers see changes. The reason goes to the person who handed it in."),
        _("Why it is rejected"),
        _("The index is rejected. Nothing that readers see has changed."),
    ),
}


def waiting() -> list[IndexSubmission]:
    """Indices that nobody has decided about, the oldest first."""
    return list(IndexSubmission.objects.filter(state="waiting").select_related("submitted_by").order_by("pk"))


def _or_404(number: int) -> IndexSubmission:
    rows = IndexSubmission.objects.filter(pk=number).select_related("submitted_by", "decided_by")
    found = rows.first() if number < 2**31 else None
    if found is None:
        raise Http404
    return found


def _offers(person: Somebody, found: IndexSubmission) -> tuple[str, ...]:
    """What the person may decide now, the safe one first."""
    moves = possible(found.state, "approver") if may(person, Right.DECIDE_PROPOSAL, found) else ()
    return tuple(reversed(moves))


def _publish(request: HttpRequest, code: str, reason: str) -> None:
    """Ask for the release that shows it; where there is nothing to show yet, its values come with the next delivery."""
    try:
        publish_indices(by=request.user, indices=[code], reason=reason)  # type: ignore[arg-type]
    except Refused as refused:
        messages.info(request, str(refusal(refused)))
    else:
        messages.success(
            request, gettext("Its values are being computed for all live periods; a release shows them then.")
        )


@require_safe
@never_cache
def submission_page(request: HttpRequest, number: int) -> HttpResponse:
    """Definition, difference to what was in force, classes and robustness as they were when it was handed in."""
    found = _or_404(number)
    context: dict[str, Any] = {
        "submission": found,
        "told": told(found),
        "keys": telling.changed_keys(Part.INDEX, differences(Part.INDEX, found.base_document, found.document)),
        "is_new": not found.base_sha256,
        "offers": _offers(request.user, found),
        "is_own": found.submitted_by_id == request.user.pk,
    }
    return render(request, "deliveries/catalogue/submission.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision_page(request: HttpRequest, number: int, decision: str) -> HttpResponse:
    """Ask once more, with what happens in words; then carry it out."""
    found = _or_404(number)
    action, question, consequence, label, done = DECISIONS[decision]
    form = ReasonForm(request.POST or None, label=label)
    if request.method == "POST" and form.is_valid():
        try:
            action(by=request.user, submission=number, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, str(refusal(refused)))
        except CatalogueError as error:
            for problem in error.problems:
                messages.error(request, catalogue_message(problem))
        else:
            messages.success(request, str(done))
            if decision == "approve":
                _publish(request, found.code, form.cleaned_data["reason"])
        return redirect("submission", number=number)
    if decision not in _offers(request.user, found):
        return redirect("submission", number=number)
    context = {
        "submission": found,
        "told": told(found),
        "decision": decision,
        "question": question,
        "consequence": consequence,
        "form": form,
    }
    return render(request, "deliveries/catalogue/submission_decision.html", context, status=422 if form.errors else 200)
