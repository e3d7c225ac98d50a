"""Indices that stand otherwise than they are defined: published for all live periods, as a release of their own."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indicators.actions import indices as actions
from indicators.actions.errors import Refused
from indicators.models import Index
from indicators.tasks import wake_after_commit
from monitoring.deliveries.catalogue.forms import ReasonForm
from monitoring.journey_messages import refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish_indices(request: HttpRequest) -> HttpResponse:
    """Which indices are waiting and what happens; with a reason the worker is asked for the release."""
    form = ReasonForm(request.POST or None, label=gettext_lazy("Reason of the release"))
    form.fields["reason"].help_text = _("One sentence. It stands beside the release.")
    codes = actions.unpublished()
    if request.method == "POST" and form.is_valid():
        chosen = [code for code in request.POST.getlist("index") if code in codes] or codes
        try:
            with transaction.atomic():
                asked = actions.publish_indices(by=request.user, indices=chosen, reason=form.cleaned_data["reason"])
                wake_after_commit(asked.pk)
        except Refused as refused:
            messages.error(request, str(refusal(refused)))
        else:
            messages.success(request, _("The indices are being computed; the new release is live in a moment."))
        return redirect("catalogue")
    context = {
        "indices": Index.objects.filter(code__in=codes).order_by("code"),
        "form": form,
        "is_under_way": actions.waiting(),
    }
    return render(request, "deliveries/catalogue/publish_indices.html", context, status=422 if form.errors else 200)
