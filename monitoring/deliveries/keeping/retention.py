"""The pages of retention: what will be erased, what was, and one delivery or source with its holds and requests."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.journey import State
from indicators.office import keeping as office
from indicators.retention import REFUSED_DAYS, UNDECIDED_DAYS, Term
from monitoring.deliveries.keeping.forms import WhyForm
from monitoring.departments.access import Right, may
from monitoring.departments.names import person_names
from monitoring.journey_messages import STATES
from monitoring.trail_messages import CAUSES, REASON_LABELS, TERMS

_AHEAD = timedelta(days=366)
_A_PAGE = 100


@require_safe
@never_cache
def upcoming(request: HttpRequest) -> HttpResponse:
    """What will be erased within the next twelve months, what is put off, what waits for a second person."""
    today = timezone.localdate()
    page = Paginator(office.upcoming(today + _AHEAD), _A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(one) for one in page]
    context = {
        "page": page,
        "months": [(month, list(own)) for month, own in groupby(rows, key=lambda row: row["due"].day.replace(day=1))],
        "today": today,
        "holds": office.holds(),
        "requests": office.requests(),
        "sources": office.sources(),
        "held_sources": {hold.source_id for hold in office.holds() if hold.source_id},
        "refused_days": REFUSED_DAYS,
        "undecided_days": UNDECIDED_DAYS,
        "swept": office.swept(),
    }
    return render(request, "deliveries/keeping/retention.html", context)


def _row(one: Any) -> dict[str, Any]:
    return {
        "delivery": one.delivery,
        "due": one.due,
        "term": TERMS[one.due.term] if one.due else "",
        "is_sources": one.due is not None and one.due.term is Term.SOURCE,
        "basis": one.delivery.profile.source.spec.legal_basis,
        "hold": one.hold,
        "state": STATES[State(one.delivery.state)],
    }


@require_safe
@never_cache
def erased(request: HttpRequest) -> HttpResponse:
    """The protocol of everything that went."""
    page = Paginator(office.erasures(), _A_PAGE).get_page(request.GET.get("page"))
    names = person_names({erasure.actor for erasure in page})
    rows = [(erasure, CAUSES.get(erasure.cause, erasure.cause), names[erasure.actor]) for erasure in page]
    return render(request, "deliveries/keeping/erasures.html", {"page": page, "rows": rows, "swept": office.swept()})


@require_safe
@never_cache
def of_delivery(request: HttpRequest, delivery: int) -> HttpResponse:
    """How long one delivery stays."""
    return delivery_page(request, delivery)


def delivery_page(request: HttpRequest, number: int, errors: dict[str, WhyForm] | None = None) -> HttpResponse:
    """The page of one delivery; ``errors`` are forms that were sent back."""
    found = office.delivery(number)
    if found is None:
        raise Http404
    one = office.kept_as(found)
    erasure = office.erasure_of(found.pk)
    requests = list(office.requests(delivery=found.pk))
    context = {
        **_row(one),
        "holds": office.holds_of(delivery=found),
        "erasure": erasure,
        "cause": CAUSES.get(erasure.cause, erasure.cause) if erasure else "",
        "requests": [(row, _decidable(request, row)) for row in requests],
        "is_requested": any(row.decision in ("", "approved") for row in requests),
        **_forms(request, errors),
    }
    return render(request, "deliveries/keeping/delivery.html", context, status=422 if errors else 200)


def _decidable(request: HttpRequest, row: Any) -> dict[str, bool]:
    """What the person may do with a request."""
    is_own = row.requested_by_id == request.user.pk
    is_open = row.decision == ""
    return {
        "decide": is_open and not is_own and may(request.user, Right.DECIDE),
        "withdraw": is_open and is_own and may(request.user, Right.KEEP),
    }


@require_safe
@never_cache
def of_source(request: HttpRequest, code: str) -> HttpResponse:
    """How long deliveries of one source stay."""
    return source_page(request, code)


def source_page(request: HttpRequest, code: str, errors: dict[str, WhyForm] | None = None) -> HttpResponse:
    """The page of one source; ``errors`` are forms that were sent back."""
    found = office.source(code)
    if found is None:
        raise Http404
    holds = list(office.holds_of(source=found))
    context = {
        "source": found,
        "holds": holds,
        "hold": next((hold for hold in holds if hold.lifted_at is None), None),
        **_forms(request, errors),
    }
    return render(request, "deliveries/keeping/source.html", context, status=422 if errors else 200)


def _forms(request: HttpRequest, errors: dict[str, WhyForm] | None) -> dict[str, Any]:
    return {"may_keep": may(request.user, Right.KEEP), "forms": {**empty_forms(), **(errors or {})}}


def empty_forms() -> dict[str, WhyForm]:
    """An empty form for each thing that can be done."""
    return {name: WhyForm(label=label, prefix=name) for name, label in REASON_LABELS.items()}
