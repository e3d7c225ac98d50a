"""Notes that travel with the numbers: recorded beside a delivery before it is approved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indicators.actions import notes
from indicators.office import releasing as office
from monitoring.deliveries.releasing.acting import acted
from monitoring.deliveries.releasing.forms import NoteForm
from monitoring.deliveries.sight import delivery_for


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delivery_notes(request: HttpRequest, delivery: int) -> HttpResponse:
    """What is recorded, and the form for one more; ``remove`` takes one back."""
    found = delivery_for(request.user, delivery)
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        number = int(request.POST["remove"])
        acted(request, _("Taken back."), lambda: notes.remove_note(by=request.user, delivery=found.pk, note=number))
        return redirect("delivery-notes", delivery=found.pk)
    form = NoteForm(request.POST or None, offered=office.indicators_read_by(found))
    if request.method == "POST" and form.is_valid():
        done = _("Recorded. It is approved and released with the delivery.")
        if acted(request, done, lambda: notes.record_note(by=request.user, delivery=found.pk, note=form.told())):
            return redirect("delivery-notes", delivery=found.pk)
    context = {"delivery": found, "form": form, "notes": office.notes(found)}
    return render(request, "deliveries/releasing/notes.html", context, status=422 if form.errors else 200)
