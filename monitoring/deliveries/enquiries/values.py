"""Take a published value into an answer: choose it, read the sentence, take it; take it out again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indicators.actions import enquiring
from indicators.actions.errors import Refused
from indicators.models import Enquiry
from monitoring.deliveries.enquiries import taking
from monitoring.deliveries.enquiries.forms import ValueForm
from monitoring.deliveries.enquiries.register import enquiry_or_404
from monitoring.deliveries.enquiries.taking import Found, Question
from monitoring.deliveries.enquiries.words import ASKERS, OPEN_TO
from monitoring.journey_messages import refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: HttpRequest, enquiry: int) -> HttpResponse:
    """Choose release and indicator, then level, period and area; what is shown is what is taken."""
    found = enquiry_or_404(enquiry)
    if found.state != "open":
        messages.error(request, str(refusal(Refused("enquiry_not_open"))))
        return redirect("enquiry", enquiry=found.pk)
    given = request.POST if request.method == "POST" else request.GET
    form = ValueForm(given or None)
    form.offer("release", [(one.number, f"{one.number}: {one.reason}") for one in taking.offered_releases(found.asker)])
    form.offer("indicator", taking.offered_indicators(found.asker), _("Please choose"))
    value, problem = None, ""
    try:
        value = _chosen(found, form, given.get("level", ""), is_sent=request.method == "POST")
        if value is not None and request.method == "POST":
            enquiring.take_value(by=request.user, enquiry=found.pk, cell=value.cell, said=value.said)
            messages.success(request, _("The value is in the answer."))
            return redirect("enquiry", enquiry=found.pk)
    except Refused as refused:
        problem = _worded(refused)
    context = {
        "enquiry": found,
        "form": form,
        "value": value,
        "problem": problem,
        "open_to": OPEN_TO[found.asker],
        "has_places": bool(form.fields["area"].choices),  # type: ignore[attr-defined]
        "has_releases": bool(form.fields["release"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "deliveries/enquiries/value.html", context, status=422 if problem else 200)


def _chosen(enquiry: Enquiry, form: ValueForm, level: str, *, is_sent: bool) -> Found | None:
    """The value that the form names; nothing as long as it does not name one. Fills in what can be chosen."""
    release, indicator = form.data.get("release", ""), form.data.get("indicator", "")
    if not release or not indicator:
        return None
    try:
        places = taking.offered_places(enquiry.asker, release, indicator, level)
    except Refused:
        places = taking.offered_places(enquiry.asker, release, indicator, "")
    form.offer("level", places.levels)
    form.offer("period", places.periods)
    form.offer("area", places.areas, _("Please choose"))
    if not is_sent:
        form.show_level(places.level)
    if not form.is_valid() or not form.cleaned_data["area"]:
        return None
    return taking.value_for(enquiry.asker, Question(**form.cleaned_data))


def _worded(refused: Refused) -> str:
    if "asker" in refused.params:
        refused.params["asker"] = ASKERS[refused.params["asker"]]
    told = refusal(refused)
    return f"{told.what} {told.advice}"


@require_POST
def remove(request: HttpRequest, enquiry: int, value: int) -> HttpResponse:
    """Take a value out of an answer."""
    found = enquiry_or_404(enquiry)
    try:
        enquiring.remove_value(by=request.user, enquiry=found.pk, value=value)
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, _("The value is no longer in the answer."))
    return redirect("enquiry", enquiry=found.pk)
