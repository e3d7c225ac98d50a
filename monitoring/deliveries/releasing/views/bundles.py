"""Releases in preparation: begin one, look at it as a whole, change what belongs to it, approve it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.journey import WORKER_STATES, State
from indicators.models import Bundle, Delivery
from indicators.office import releasing as office
from monitoring.deliveries import bundling, offers
from monitoring.deliveries.releasing.acting import acted
from monitoring.deliveries.releasing.forms import ApproveForm, BundleForm, CollectForm, WordsForm
from monitoring.deliveries.standby import worker_is_away
from monitoring.departments.access import Right, may
from monitoring.journey_messages import STATES


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin a release in preparation with the deliveries that belong to it."""
    form = BundleForm(request.POST or None, offered=office.free_deliveries())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = acted(
            request, _("The release is in preparation."), lambda: bundling.open_bundle(by=request.user, **given)
        )
        if made is not None:
            return redirect("release-prepared", bundle=made.pk)
    return render(request, "deliveries/releasing/prepare.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
def prepared(request: HttpRequest, bundle: int) -> HttpResponse:
    """What belongs to it, how far each delivery is, what stands in the way of its approval."""
    found = _bundle(bundle)
    members = office.members(found)
    rows = [_row(request, member) for member in members]
    together = found.calculation_id is not None and all(one.calculation_id == found.calculation_id for one in members)
    ready = together and bool(members) and all(one.state == State.CANDIDATE for one in members)
    context: dict[str, Any] = {
        "bundle": found,
        "rows": rows,
        "notes": office.bundle_notes(found),
        "is_moving": any(State(one.state) in WORKER_STATES for one in members),
        "worker_is_away": worker_is_away(),
        "is_ready": ready,
        "is_stuck": found.is_open
        and found.calculation_id is None
        and bool(members)
        and all(one.state == State.CANDIDATE for one in members),
        "preview_of": members[0].pk if together and members else None,
        "words": WordsForm(initial={name: getattr(found, name) for name in ("reason", "note_de", "note_en")}),
        "collect": CollectForm(offered=office.free_deliveries()),
        "approve": ApproveForm(initial={"reason": found.reason, "seen": office.seen_hash(members)}),
        "is_own": any(offers.is_own(request.user, one) for one in members),
        "may_decide": may(request.user, Right.DECIDE),
        "open_kinds": sum(len(row["unanswered"]) for row in rows),
    }
    return render(request, "deliveries/releasing/prepared.html", context)


def _row(request: HttpRequest, delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "state": STATES[State(delivery.state)],
        "unanswered": office.unanswered_kinds(delivery.pk),
        "can_leave": State(delivery.state) not in (State.ASKED, State.APPROVED),
    }


@require_POST
@never_cache
def change(request: HttpRequest, bundle: int, action: str) -> HttpResponse:
    """Take in, take out, describe, calculate again, give up."""
    found, by, given = _bundle(bundle), request.user, request.POST
    match action:
        case "collect":
            form = CollectForm(given, offered=office.free_deliveries())
            if not form.is_valid():
                messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            else:
                wanted = form.cleaned_data["deliveries"]
                done = _("Taken in. All of them are calculated together now.")
                acted(request, done, lambda: bundling.collect(by=by, bundle=found.pk, deliveries=wanted))
        case "part":
            number = int(given["delivery"]) if given.get("delivery", "").isdecimal() else 0
            done = _("Taken out. It waits for a decision of its own.")
            acted(request, done, lambda: bundling.part(by=by, bundle=found.pk, delivery=number))
        case "describe":
            words = {name: given.get(name, "")[:4000] for name in ("reason", "note_de", "note_en")}
            acted(request, _("Kept."), lambda: bundling.describe(by=by, bundle=found.pk, **words))
        case "recalculate":
            done = _("It is being calculated again.")
            acted(request, done, lambda: bundling.recalculate(by=by, bundle=found.pk))
        case "dissolve":
            done = _("Given up. Each delivery waits for a decision of its own again.")
            reason = given.get("reason", "")[:2000]
            if acted(request, done, lambda: bundling.dissolve(by=by, bundle=found.pk, reason=reason)):
                return redirect("releases")
        case _:
            raise Http404
    return redirect("release-prepared", bundle=found.pk)


@require_POST
@never_cache
def approve(request: HttpRequest, bundle: int) -> HttpResponse:
    """Approve the common candidate as it was seen."""
    found, form = _bundle(bundle), ApproveForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = _("The release is approved and goes live now.")
        acted(request, done, lambda: bundling.approve(by=request.user, bundle=found.pk, **given))
    else:
        messages.error(request, str(_("Write one sentence; it stays for good.")))
    return redirect("release-prepared", bundle=found.pk)


def _bundle(number: int) -> Bundle:
    found = office.bundle(number)
    if found is None:
        raise Http404
    return found
