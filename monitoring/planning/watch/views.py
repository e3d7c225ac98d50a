"""The page of early warning: sorted by need, for staff alone. Dismissing and taking back are actions."""

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from monitoring.api.doors import entries_for, live_for
from monitoring.areasheets.places import level_names
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.planning.models import WatchDismissal, WatchEntry
from monitoring.planning.watch.actions import LONGEST_NOTE, dismiss, restore
from monitoring.planning.watch.listing import Asked, Line, Listing, counted, latest, listing
from monitoring.planning.watch.wording import ASPECTS
from monitoring.wording import DOMAINS, domain_text

_NAMES = tuple(field.name for field in fields(Asked))


@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """This quarter's list, grouped by area; what was put aside stands folded below it."""
    reader = reader_of(request.user)
    release = live_for(reader)
    asked = Asked(**{name: request.GET.get(name, "").strip()[:80] for name in _NAMES})
    kept = [(name, value) for name in _NAMES if (value := getattr(asked, name))]
    context: dict[str, Any] = {"asked": asked, "release": release, "kept": kept}
    found = latest(release) if release else None
    if release is not None and found is not None:
        shown = listing(found, release, entries_for(reader), asked)
        context |= {
            "listing": shown,
            "choices": _choices(shown, asked),
            "may_dismiss": may(request.user, Right.DISMISS_WARNING),
            "longest": LONGEST_NOTE,
            "is_filtered": bool(kept),
            "levels": level_names(request),
        }
    return render(request, "planning/watch/page.html", context)


@require_POST
def watch_dismiss(request: HttpRequest, number: int) -> HttpResponse:
    """Put an entry aside with a note."""
    entry = _visible(request, number)
    try:
        dismiss(by=request.user, entry=entry, note=request.POST.get("note", ""))  # type: ignore[arg-type]
    except ValueError:
        messages.error(request, _("Nothing was put aside: write a note of at most 1,000 characters that says why."))
        return _back(request, f"entry-{number}")
    messages.success(request, _("Put aside. It comes back in the next quarter, or when it grows."))
    return _back(request, "aside")


@require_POST
def watch_restore(request: HttpRequest, number: int) -> HttpResponse:
    """List an entry again that was put aside."""
    dismissal = get_object_or_404(WatchDismissal, pk=number)
    if dismissal.indicator not in {entry.code for entry in entries_for(reader_of(request.user))}:
        raise Http404
    restore(by=request.user, dismissal=dismissal)  # type: ignore[arg-type]
    messages.success(request, _("It is listed again."))
    return _back(request, "")


def _visible(request: HttpRequest, number: int) -> WatchEntry:
    """An entry of the present list whose indicator is open to whoever asks."""
    reader = reader_of(request.user)
    release = live_for(reader)
    found = get_object_or_404(WatchEntry.objects.select_related("watch"), pk=number, watch__release=release)
    if found.indicator not in {entry.code for entry in entries_for(reader)}:
        raise Http404
    return found


def _back(request: HttpRequest, anchor: str) -> HttpResponse:
    """The list with the filters that the form carried along."""
    query = urlencode({name: value for name in _NAMES if (value := request.POST.get(name, "").strip()[:80])})
    return redirect(f"{reverse('watch')}{'?' if query else ''}{query}{'#' if anchor else ''}{anchor}")


def _choices(shown: Listing, asked: Asked) -> list[dict[str, Any]]:
    """What each filter can be set to, with how many lines it would show."""
    lines = shown.all_lines
    titles = {line.entry.indicator: line.title for line in lines}
    domains = {code: domain_text(code) for code in DOMAINS if any(line.domain == code for line in lines)}
    return [
        _choice("aspect", _("Level or trend"), {code: str(word) for code, word in ASPECTS.items()}, lines, asked),
        _choice("domain", _("Life domain"), domains, lines, asked),
        _choice("indicator", _("Indicator"), dict(sorted(titles.items(), key=lambda item: item[1])), lines, asked),
        _choice("within", _("Lies in"), _above(lines), lines, asked),
    ]


def _choice(name: str, label: str, texts: dict[str, str], lines: tuple[Line, ...], asked: Asked) -> dict[str, Any]:
    numbers = counted(lines, asked, name)
    options = [(code, text, numbers[code]) for code, text in texts.items()]
    return {"name": name, "label": label, "chosen": getattr(asked, name), "options": options}


def _above(lines: tuple[Line, ...]) -> dict[str, str]:
    """The areas of the highest level below the city in which listed areas lie."""
    found = dict(line.above[-1] for line in lines if line.above)
    return dict(sorted(found.items(), key=lambda item: item[1]))
