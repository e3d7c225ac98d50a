"""One proposal with its consequences as they are now, and the decision about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions import proposals as actions
from indicators.actions.errors import Refused
from indicators.catalogue.differences import differences
from indicators.catalogue.documents import spec_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal
from indicators.office import catalogue as office
from indicators.office.catalogue import Listed, ProposalState
from indicators.office.consequences import consequences
from monitoring.catalogue_messages import catalogue_message
from monitoring.deliveries.catalogue import telling
from monitoring.deliveries.catalogue.forms import ReasonForm
from monitoring.deliveries.catalogue.labels import PARTS
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody
from monitoring.journey_messages import refusal

_Action = Callable[..., CatalogueProposal]

#: Decision → the action, the right that it takes on the proposal, the question, what happens, the reason, what was done.
DECISIONS: dict[str, tuple[_Action, Right, Promise, Promise, Promise, Promise]] = {
    "approve": (
        actions.approve,
        Right.DECIDE_PROPOSAL,
        _("Apply this change?"),
        _("It is in force at once, for every reader. The version before stays in the history."),
        _("Why it is right"),
        _("The change is in force."),
    ),
    "reject": (
        actions.reject,
        Right.DECIDE_PROPOSAL,
        _("Reject this change?"),
        _("Nothing that readers see changes. The reason goes to the person who proposed it."),
        _("Why it is rejected"),
        _("The proposal is rejected. Nothing that readers see has changed."),
    ),
    "withdraw": (
        actions.withdraw,
        Right.WITHDRAW_PROPOSAL,
        _("Withdraw your proposal?"),
        _("Nothing that readers see changes."),
        _("Why it is withdrawn"),
        _("The proposal is withdrawn. Nothing that readers see has changed."),
    ),
}


def _listed_or_404(number: int) -> Listed:
    found = office.proposal(number) if number < 2**31 else None
    if found is None:
        raise Http404
    return office.listed([found])[0]


@require_safe
@never_cache
def proposal_page(request: HttpRequest, proposal: int) -> HttpResponse:
    """What would change and what that brings about; of what was decided, what was changed."""
    listed = _listed_or_404(proposal)
    found = listed.proposal
    part = Part(found.part)
    context: dict[str, Any] = {
        "proposal": found,
        "state": listed.state,
        "part": part,
        "part_word": PARTS[part][0],
        "offers": _offers(request.user, listed),
        "is_own": found.proposed_by_id == request.user.pk,
        "may_propose": may(request.user, Right.PROPOSE),
        "exists": bool(found.base_sha256) or listed.state is ProposalState.APPROVED,
    }
    if listed.state is ProposalState.WAITING:
        now = consequences(part, spec_of(part, found.document))
        context["told"] = telling.told(now)
        context["problems"] = [catalogue_message(problem) for problem in now.problems]
    else:
        context["keys"] = telling.changed_keys(part, differences(part, found.base_document, found.document))
    return render(request, "deliveries/catalogue/proposal.html", context)


def _offers(person: Somebody, listed: Listed) -> list[str]:
    """What the person may do with the proposal now, the safe one first."""
    if listed.proposal.decision:
        return []
    possible = ["withdraw", "reject", *(["approve"] if listed.state is ProposalState.WAITING else [])]
    return [name for name in possible if may(person, DECISIONS[name][1], listed.proposal)]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision_page(request: HttpRequest, proposal: int, decision: str) -> HttpResponse:
    """Ask once more, with what happens in words; then carry it out."""
    listed = _listed_or_404(proposal)
    action, right, question, consequence, label, done = DECISIONS[decision]
    form = ReasonForm(request.POST or None, label=label)
    if request.method == "POST" and form.is_valid():
        try:
            if not may(request.user, right, listed.proposal):
                raise Refused(_refused_as(decision))
            action(by=request.user, proposal=proposal, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, str(refusal(refused)))
        except CatalogueError as error:
            for problem in error.problems:
                messages.error(request, catalogue_message(problem))
        else:
            messages.success(request, str(done))
        return redirect("proposal", proposal=proposal)
    if decision not in _offers(request.user, listed):
        return redirect("proposal", proposal=proposal)
    context = {
        "proposal": listed.proposal,
        "decision": decision,
        "question": question,
        "consequence": consequence,
        "form": form,
    }
    return render(request, "deliveries/catalogue/decision.html", context, status=422 if form.errors else 200)


def _refused_as(decision: str) -> str:
    return "foreign_proposal" if decision == "withdraw" else "own_proposal"
