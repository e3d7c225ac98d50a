"""One enquiry: question, answer, the published values in it, what was answered before; as text and as a table."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.actions import enquiring
from indicators.actions.errors import Refused
from indicators.inert import inert
from indicators.models import Enquiry, EnquiryValue
from indicators.office import enquiries as office
from monitoring.deliveries.enquiries.forms import AnswerForm
from monitoring.deliveries.enquiries.register import enquiry_or_404, row
from monitoring.deliveries.enquiries.words import MOVES
from monitoring.journey_messages import refusal

_MOVES = {"open": ("answered", "closed"), "answered": ("closed", "open"), "closed": ("open",)}
_COLUMNS = ("release", "indicator", "title", "level", "area", "area_name", "edition", "period", "value", "unit")
_MORE = ("reference_value", "sentence", "source", "block_sha256")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, enquiry: int) -> HttpResponse:
    """Read it; while it is open, write the answer."""
    found = enquiry_or_404(enquiry)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer, "version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            enquiring.write_answer(by=request.user, enquiry=found.pk, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refusal(refused)))
        else:
            messages.success(request, _("The answer is kept."))
            return redirect("enquiry", enquiry=found.pk)
    values = office.values_of(found)
    context = {
        **row(found),
        "form": form,
        "values": values,
        "text": "\n".join(text_of(found, values)),
        "similar": [row(one) for one in office.similar(found)],
        "moves": [(to, MOVES[to][0]) for to in _MOVES[found.state] if to != "answered" or found.answer],
    }
    return render(request, "deliveries/enquiries/enquiry.html", context, status=422 if form.errors else 200)


@require_POST
def move(request: HttpRequest, enquiry: int, to: str) -> HttpResponse:
    """Answered, closed, open again."""
    found = enquiry_or_404(enquiry)
    try:
        enquiring.move(by=request.user, enquiry=found.pk, to=to)
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, str(MOVES[to][1]))
    return redirect("enquiry", enquiry=found.pk)


def text_of(enquiry: Enquiry, values: list[EnquiryValue]) -> Iterator[str]:
    """The answer with every value in words and its source, as plain text."""
    if enquiry.answer:
        yield enquiry.answer
        yield ""
    for value in values:
        yield value.sentence
    if values:
        yield ""
        yield from dict.fromkeys(value.source for value in values)


@require_safe
@never_cache
def as_text(request: HttpRequest, enquiry: int) -> HttpResponse:
    """Question, answer, values and sources as a text file."""
    found = enquiry_or_404(enquiry)
    head = [
        _("Enquiry %(number)s of %(day)s") % {"number": found.number, "day": found.asked_on.isoformat()},
        _("Asked by: %(who)s") % {"who": found.asked_by},
        "",
        found.question,
        "",
    ]
    text = "\r\n".join([*head, *text_of(found, office.values_of(found)), ""])
    return _download(HttpResponse(text, content_type="text/plain; charset=utf-8"), found, "txt")


@require_safe
@never_cache
def as_csv(request: HttpRequest, enquiry: int) -> StreamingHttpResponse:
    """The values used, one a line, as they were published."""
    found = enquiry_or_404(enquiry)
    lines = _lines(office.values_of(found))
    return _download(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), found, "csv")


class _Line:
    """Hands back what a csv writer writes."""

    def write(self, line: str) -> str:
        return line


def _lines(values: list[EnquiryValue]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow((*_COLUMNS, *_MORE))
    for value in values:
        cells = [value.release.number, *(getattr(value, name) for name in (*_COLUMNS[1:], *_MORE))]
        yield writer.writerow([inert(cell) for cell in cells])


def _download(response: Any, enquiry: Enquiry, ending: str) -> Any:
    name = f"enquiry-{enquiry.year}-{enquiry.serial}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
