"""The preview: what readers would see change, before anything is live."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.office.preview import indicator_codes, preview
from monitoring.deliveries import offers
from monitoring.deliveries.changes import rows, shown
from monitoring.deliveries.sight import delivery_for


@require_safe
@never_cache
def preview_page(request: HttpRequest, delivery: int) -> HttpResponse:
    """The candidate against what is live: all indicators in short, one of them in full."""
    found = delivery_for(request.user, delivery)
    if found.calculation_id is None:
        return render(request, "deliveries/no_preview.html", {"delivery": found})
    wanted = request.GET.get("indicator", "")
    if wanted and wanted not in indicator_codes(found):
        raise Http404
    compared = preview(found, indicator=wanted)
    indicators = [shown(indicator) for indicator in compared.indicators]
    context = {
        "delivery": found,
        "release": compared.release,
        "indicators": indicators,
        "rows": rows(indicators),
        "chosen": wanted,
        "offers": offers.offers_for(request.user, found),
        "next": offers.next_step(request.user, found),
    }
    return render(request, "deliveries/preview_indicator.html" if wanted else "deliveries/preview.html", context)
