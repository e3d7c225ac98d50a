"""What people do about keeping: put off, lift, ask for an erasure, decide about it. Each is one form with one reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from indicators.actions import retaining
from indicators.actions.errors import Refused
from indicators.office import keeping as office
from monitoring.deliveries.keeping.forms import WhyForm
from monitoring.deliveries.keeping.retention import delivery_page, source_page
from monitoring.deliveries.keeping.tasks import soon
from monitoring.journey_messages import refusal
from monitoring.trail_messages import DONE, REASON_LABELS

_DECISIONS = {"approve": "approved", "reject": "rejected", "withdraw": "withdrawn"}


@require_POST
def hold_delivery(request: HttpRequest, delivery: int) -> HttpResponse:
    """Put the erasure of one delivery off."""
    found = office.delivery(delivery)
    if found is None:
        raise Http404
    return _do(request, "hold", lambda reason: retaining.hold(by=request.user, reason=reason, delivery=found), delivery)


@require_POST
def hold_source(request: HttpRequest, code: str) -> HttpResponse:
    """Put every erasure of a source off."""
    found = office.source(code)
    if found is None:
        raise Http404
    return _do(request, "hold", lambda reason: retaining.hold(by=request.user, reason=reason, source=found), code)


@require_POST
def lift(request: HttpRequest, hold: int) -> HttpResponse:
    """End a hold."""
    found = office.hold(hold)
    if found is None:
        raise Http404
    about = found.delivery_id or (found.source.code if found.source else "")
    return _do(request, "lift", lambda reason: retaining.lift(by=request.user, hold=hold, reason=reason), about)


@require_POST
def ask(request: HttpRequest, delivery: int) -> HttpResponse:
    """Ask that the content goes before its term."""
    if office.delivery(delivery) is None:
        raise Http404
    act = retaining.request_erasure
    return _do(request, "request", lambda reason: act(by=request.user, delivery=delivery, reason=reason), delivery)


@require_POST
def decide(request: HttpRequest, number: int, decision: str) -> HttpResponse:
    """Approve, reject or withdraw a request for erasure."""
    found = office.request(number)
    if found is None:
        raise Http404
    chosen = _DECISIONS[decision]
    return _do(
        request,
        decision,
        lambda reason: retaining.decide_erasure(by=request.user, request=number, decision=chosen, reason=reason),
        found.delivery_id,
    )


def _do(request: HttpRequest, what: str, act: Callable[[str], object], about: int | str) -> HttpResponse:
    """Carry it out with the reason given, and show the page of what it is about."""
    form = WhyForm(request.POST, label=REASON_LABELS[what], prefix=what)
    is_delivery = isinstance(about, int)
    if not form.is_valid():
        page = {what: form}
        return delivery_page(request, about, page) if isinstance(about, int) else source_page(request, about, page)
    try:
        act(form.cleaned_data["reason"])
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, str(DONE[what]))
        if what == "approve":
            soon("erase_due")
    return redirect("delivery-retention", delivery=about) if is_delivery else redirect("source-retention", code=about)
