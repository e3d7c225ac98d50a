"""The preview: what readers would see change, before anything is live."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.looked_at import unanswered
from indicators.models import Delivery
from indicators.office.blocks import Against
from indicators.office.closeup import closeup
from indicators.office.index_changes import index_changes
from indicators.office.preview import indicator_codes, preview
from monitoring.deliveries import offers
from monitoring.deliveries.changes import rows, shown
from monitoring.deliveries.closer import against_choices, closer, level_choices, period_choices
from monitoring.deliveries.office_map import map_config, map_strings
from monitoring.deliveries.sight import delivery_for
from monitoring.deliveries.summary import summary
from monitoring.deliveries.touched_boards import touched_boards
from monitoring.deliveries.wanting import wanting
from monitoring.departments.readers import reader_of


@require_safe
@never_cache
def preview_page(request: HttpRequest, delivery: int) -> HttpResponse:
    """The candidate against what is live: everything in short, or one indicator seen closely."""
    found = delivery_for(request.user, delivery)
    if found.calculation_id is None:
        return render(request, "deliveries/no_preview.html", {"delivery": found})
    wanted = request.GET.get("indicator", "")
    if wanted and wanted not in indicator_codes(found):
        raise Http404
    missing = wanting(request.user, found, unanswered(found.pk))
    asked = request.GET.get("against", "")
    against = Against(asked) if asked in set(Against) else Against.LIVE
    page = _closely(request, found, wanted, against) if wanted else _overview(request, found, against)
    page |= {
        "delivery": found,
        "against": against.value,
        "offers": offers.offers_for(request.user, found, wants_reasons=missing is not None),
        "wanting": missing,
        "next": offers.next_step(request.user, found, wants_reasons=missing is not None),
    }
    return render(request, "deliveries/preview_indicator.html" if wanted else "deliveries/preview.html", page)


def _overview(request: HttpRequest, found: Delivery, against: Against) -> dict[str, Any]:
    compared = preview(found, against=against)
    indicators = [shown(indicator) for indicator in compared.indicators]
    lines = rows(indicators)
    indices = index_changes(found, against=against)
    changed = {indicator.code for indicator, _period in lines.changed}
    titles = {row.code: row.spec.title for row in compared.indicators if row.code in changed}
    boards = touched_boards(titles, reader_of(request.user))
    return {
        "release": compared.release,
        "indicators": indicators,
        "rows": lines,
        "hidden": [row for row in lines.changed if row[1].row.newly_suppressed],
        "indices": indices,
        "boards": boards,
        "choices": against_choices(against),
        "summary": summary(lines, indices, boards),
    }


def _closely(request: HttpRequest, found: Delivery, indicator: str, against: Against) -> dict[str, Any]:
    asked = request.GET
    seen = closeup(found, indicator, period=asked.get("period", ""), level=asked.get("level", ""), against=against)
    if seen is None:
        raise Http404
    compared = preview(found, indicator=indicator, against=against)
    return {
        "closer": closer(seen),
        "indicators": [shown(row) for row in compared.indicators],
        "against_choices": against_choices(against, seen),
        "period_choices": period_choices(seen, against),
        "level_choices": level_choices(seen, against),
        "map_config": map_config(),
        "map_strings": map_strings(),
    }
