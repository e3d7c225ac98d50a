"""The calendar: a grid of quarters, what is late, one source with its dates, and the file for other calendars."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.actions.agreeing import agree, expect_again, waive
from indicators.actions.errors import Refused
from indicators.calendar import STEPS, Slot, SlotState
from indicators.office.calendar import Line
from monitoring.deliveries.calendar import ics, showing
from monitoring.deliveries.calendar.forms import AgreementForm, WaiveForm
from monitoring.deliveries.calendar.waiting import waiting
from monitoring.deliveries.profiles import profile_titles
from monitoring.departments.access import Right, may
from monitoring.departments.names import department_names
from monitoring.journey_messages import refusal

_WAIVABLE = (SlotState.NOT_YET, SlotState.DUE, SlotState.LATE, SlotState.SKIPPED)


def _one(request: HttpRequest, source: str) -> Line:
    found = showing.lines_for(request.user, timezone.localdate(), source)
    if not found:
        raise Http404
    return found[0]


@require_safe
@never_cache
def calendar_page(request: HttpRequest) -> HttpResponse:
    """What is due from whom, for a year or one department."""
    today = timezone.localdate()
    lines = showing.lines_for(request.user, today)
    names = department_names()
    owners = sorted({line.spec.owner for line in lines}, key=lambda code: names.get(code, code))
    wanted = request.GET.get("department", "")
    chosen = wanted if wanted in owners else ""
    shown = [line for line in lines if not chosen or line.spec.owner == chosen]
    known = showing.years(shown, today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in known else today.year
    dated, columns = [line for line in shown if line.slots], showing.quarters(year)
    context = {
        "open": showing.open_first(showing.cells(dated)),
        "soon": showing.due_soon(showing.cells(dated), today),
        "rows": showing.grid(dated, columns),
        "columns": columns,
        "undated": [line for line in shown if not line.slots],
        "departments": [(code, names.get(code, code)) for code in owners] if len(owners) > 1 else [],
        "chosen": chosen,
        "year": year,
        "years": known,
        "looks": showing.LOOKS.values(),
        "today": today,
        "is_empty": not lines,
    }
    return render(request, "deliveries/calendar/page.html", context)


@require_safe
@never_cache
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """What is open and to come, for the reader's own calendar program."""
    found = showing.cells(showing.lines_for(request.user, timezone.localdate()))
    text = ics.document(found, request.get_host().split(":")[0], timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "deliveries.ics") or ""
    return response


@require_safe
@never_cache
def source_page(request: HttpRequest, source: str) -> HttpResponse:
    """One source: its dates, every expected period, and what waits for it."""
    line = _one(request, source)
    names = department_names()
    context = {
        "line": line,
        "cells": list(reversed(showing.cells_of(line, names))),
        "department": names.get(line.spec.owner, line.spec.owner),
        "may_agree": may(request.user, Right.AGREE_DATES),
        "waivable": _WAIVABLE,
        "profiles": profile_titles([source])[source],
        "has_dates": line.spec.cadence in STEPS,
        "waiting": waiting(request.user, source),
    }
    return render(request, "deliveries/calendar/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def agree_page(request: HttpRequest, source: str) -> HttpResponse:
    """Keep what was agreed with the department."""
    line = _one(request, source)
    form = AgreementForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            agree(by=request.user, source=source, **form.chosen())
        except Refused as refused:
            field = "first_period" if refused.code == "not_a_period" else None
            told = refusal(refused)
            form.add_error(field, f"{told.what} {told.advice}")
        else:
            messages.success(request, _("Kept. The calendar goes by it from now on."))
            return redirect("calendar-source", source=source)
    context = {"form": form, "line": line}
    return render(request, "deliveries/calendar/agree.html", context, status=422 if form.errors else 200)


def _missing(line: Line, code: str) -> Slot:
    for slot in line.slots:
        if slot.period.code == code and slot.state in _WAIVABLE:
            return slot
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def waive_page(request: HttpRequest, source: str) -> HttpResponse:
    """Note that a period does not come, and why."""
    line = _one(request, source)
    slot = _missing(line, (request.POST if request.method == "POST" else request.GET).get("period", ""))
    form = WaiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        waive(by=request.user, source=source, period=slot.period, reason=form.cleaned_data["reason"])
        messages.success(request, _("Noted. Nobody is reminded of it any more."))
        return redirect("calendar-source", source=source)
    context = {"form": form, "line": line, "slot": slot}
    return render(request, "deliveries/calendar/waive.html", context, status=422 if form.errors else 200)


@require_POST
def expect_page(request: HttpRequest, source: str) -> HttpResponse:
    """Take the note back."""
    line = _one(request, source)
    expect_again(by=request.user, source=line.source.code, period=request.POST.get("period", "")[:40])
    messages.success(request, _("The period is expected again."))
    return redirect("calendar-source", source=source)
