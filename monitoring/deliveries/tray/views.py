"""Taking over, a delivery's own values, and all that a department has delivered."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators.actions.errors import Refused
from indicators.actions.taking_over import take_over
from indicators.inert import inert
from indicators.models import Delivery
from indicators.office.values import Values, periods, values
from monitoring.deliveries.profiles import said
from monitoring.deliveries.sight import delivery_for
from monitoring.deliveries.tray.own_data import own_sources
from monitoring.departments.access import Right, may
from monitoring.departments.names import department_names
from monitoring.journey_messages import refusal

_A_PAGE = 100


@require_POST
def take_over_page(request: HttpRequest, delivery: int) -> HttpResponse:
    """Somebody of the office looks after a supplier's delivery from now on."""
    found = delivery_for(request.user, delivery)
    try:
        take_over(by=request.user, delivery=found.pk)
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, _("You have taken it over. Who delivered it is told; a second person approves it."))
    return redirect("delivery", delivery=found.pk)


@require_safe
@never_cache
def delivered_values(request: HttpRequest, delivery: int) -> HttpResponse:
    """The values that came with a delivery, as its department delivered them."""
    found, held = _values(request, delivery)
    page = Paginator(range(len(held.areas)) if held else (), _A_PAGE).get_page(request.GET.get("page"))
    start = page.start_index() - 1 if held and held.areas else 0
    context = {
        "delivery": found,
        "held": held,
        "periods": periods(found),
        "page": page,
        "rows": list(held.rows(start, _A_PAGE)) if held else [],
        "source": found.profile.source.spec,
        "department": department_names().get(found.department, found.department),
        "query": f"period={held.period.code}" if held else "",
    }
    return render(request, "deliveries/tray/values.html", context)


@require_safe
@never_cache
def delivered_values_csv(request: HttpRequest, delivery: int) -> StreamingHttpResponse:
    """The same as a table; numbers with a decimal point, states as words in a column of their own."""
    found, held = _values(request, delivery)
    if held is None:
        raise Http404
    response = StreamingHttpResponse(_lines(held), content_type="text/csv; charset=utf-8")
    name = f"values-{found.pk}-{held.period.code.replace('/', '-')}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_safe
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    """What a department has delivered and what of it is live, source by source, with the legal basis of each."""
    return render(request, "deliveries/tray/own_data.html", {"sources": own_sources(request.user)})


def _values(request: HttpRequest, number: int) -> tuple[Delivery, Values | None]:
    """The delivery with what it holds of the asked period; nothing where it holds nothing yet."""
    found = delivery_for(request.user, number)
    if not may(request.user, Right.SEE_DELIVERED_VALUES, found):
        raise Http404
    known = periods(found)
    wanted = request.GET.get("period", "")
    period = next((one for one in known if one.code == wanted), None)
    if wanted and period is None:
        raise Http404
    chosen = period or (known[0] if known else None)
    return found, values(found, chosen) if chosen else None


def _lines(held: Values) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["area_code", "area_name", "measure", "title", "period", "state", "value"])
    for row in held.rows():
        for measure, cell in zip(held.measures, row.cells, strict=True):
            if cell is not None:
                value = "" if cell.value is None else repr(cell.value)
                title = said(measure.spec.title)
                place = [inert(row.code), inert(row.name)]
                writer.writerow([*place, measure.code, inert(title), held.period.code, cell.state.word, value])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
