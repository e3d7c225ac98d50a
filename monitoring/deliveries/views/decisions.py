"""Approve, reject, withdraw, start again: a page that says what happens and asks for the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indicators.actions.errors import Refused
from indicators.journey import Move
from indicators.looked_at import unanswered
from indicators.office.releasing import seen_hash
from monitoring.deliveries import offers
from monitoring.deliveries.deciding import carry_out
from monitoring.deliveries.forms import form_for
from monitoring.deliveries.sight import delivery_for
from monitoring.deliveries.wanting import wanting
from monitoring.journey_messages import refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision(request: HttpRequest, delivery: int, move: Move) -> HttpResponse:
    """Ask once more, with the consequence in words; then carry it out."""
    found = delivery_for(request.user, delivery)
    offer = offers.BY_MOVE[move]
    form = form_for(move)(request.POST or None, label=offer.reason_label, initial={"manifest": seen_hash([found])})
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            notes = {name: given[name] for name in ("note_de", "note_en") if name in given}
            carry_out(
                by=request.user, delivery=found, move=move, reason=given["reason"], seen=given["manifest"], **notes
            )
        except Refused as refused:
            messages.error(request, str(refusal(refused)))
        else:
            messages.success(request, str(offer.done))
        return redirect("delivery", delivery=found.pk)
    if move is Move.APPROVE and (missing := wanting(request.user, found, unanswered(found.pk))):
        messages.warning(request, f"{_('Reasons for warnings are missing.')} {missing.told}")
        return redirect(f"{reverse('delivery-report', args=[found.pk])}#warnings")
    if offer not in offers.offers_for(request.user, found):
        return redirect("delivery", delivery=found.pk)
    context = {"delivery": found, "offer": offer, "form": form}
    return render(request, "deliveries/decision.html", context, status=422 if form.errors else 200)
