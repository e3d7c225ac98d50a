"""Pages of the workbench: where to begin, the workbench itself, what was handed in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators.catalogue.documents import ordered, toml_of
from indicators.catalogue.schemas import Part
from indicators.models import Release
from indicators.states import LeftOut
from monitoring.analysis.models import IndexDraft, IndexSubmission
from monitoring.analysis.workbench import actions
from monitoring.analysis.workbench.asking import Declined
from monitoring.analysis.workbench.choices import choices
from monitoring.analysis.workbench.drafts import draft_for, drafts_for, submission_for, submissions_of
from monitoring.analysis.workbench.messages import DECLINED
from monitoring.analysis.workbench.places import level_names
from monitoring.analysis.workbench.presets import catalogue_presets, methods
from monitoring.analysis.workbench.states import possible
from monitoring.analysis.workbench.strings import strings
from monitoring.analysis.workbench.telling import told
from monitoring.api.doors import live_for
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person
from monitoring.departments.readers import Reader, reader_of
from monitoring.wording import DOMAINS, UNITS


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Where to begin: own drafts, those of the department, what was handed in, starting points."""
    reader = reader_of(request.user)
    own, shared = drafts_for(reader)
    context = {
        "own": own,
        "shared": shared,
        "submissions": submissions_of(reader),
        "presets": catalogue_presets(reader, live_for(reader)),
        "methods": methods(),
    }
    return render(request, "analysis/workbench/overview.html", context)


@require_safe
@never_cache
def compose(request: HttpRequest) -> HttpResponse:
    """The workbench; what is composed stands in the address, or comes from a starting point (``from``)."""
    return _workbench(request, None)


@require_safe
@never_cache
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The workbench over a draft; somebody else's can be looked at, changed and kept as one's own."""
    return _workbench(request, _draft_or_404(request, number))


def _workbench(request: HttpRequest, found: IndexDraft | None) -> HttpResponse:
    reader = reader_of(request.user)
    release = live_for(reader)
    context = {
        "draft": found,
        "is_own": found is not None and found.owner_id == reader.person,
        "is_empty": release is None,
        "config": _config(request, reader, release, found),
        "strings": strings(),
    }
    return render(request, "analysis/workbench/compose.html", context)


def _config(request: HttpRequest, reader: Reader, release: Release | None, found: IndexDraft | None) -> dict[str, Any]:
    """What the script needs to know; values are asked for when something was composed."""
    return {
        "urls": {name: reverse(f"workbench-{name}") for name in ("values", "depth", "save", "write", "read", "submit")}
        | {"compose": reverse("workbench-compose"), "sheet": reverse("indicator-sheet", args=["CODE"])}
        | {"area": reverse("area-sheet", args=["EDITION", "AREA"]), "how": reverse("how")},
        "csrf": get_token(request),
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "units": {code: str(words) for code, words in UNITS.items()},
        "domains": {code: str(words) for code, words in DOMAINS.items()},
        "levels": level_names(),
        "reasons": [reason.word for reason in LeftOut],
        "indicators": choices(reader, release),
        "presets": catalogue_presets(reader, release),
        "methods": methods(),
        "may_sort": may(request.user, Right.SEE_SORTED_BY_NEED),
        "draft": _draft_document(found, reader) if found else None,
    }


def _draft_document(found: IndexDraft, reader: Reader) -> dict[str, Any]:
    return {
        "number": found.pk,
        "revision": found.revision,
        "name": found.name,
        "is_own": found.owner_id == reader.person,
        "document": found.document,
        "level": found.level,
        "period": found.period,
    }


def _draft_or_404(request: HttpRequest, number: int) -> IndexDraft:
    found = draft_for(reader_of(request.user), number)
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the doorkeeper lets nobody else in
    return request.user


@require_safe
@never_cache
def file(request: HttpRequest, number: int) -> HttpResponse:
    """A draft as a file of the catalogue, as far as it is one."""
    found = _draft_or_404(request, number)
    name = str(found.document.get("code") or "index")
    response = HttpResponse(toml_of(ordered(Part.INDEX, found.document)), content_type="application/toml")
    response["Content-Disposition"] = f'attachment; filename="{_plain(name)}.toml"'
    return response


def _plain(name: str) -> str:
    return (
        "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))[:80] or "index"
    )


@require_POST
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Let one's department read a draft, or no longer."""
    is_shared = request.POST.get("shared") == "yes"
    _draft_or_404(request, number)
    changed = actions.share_draft(by=_person(request), draft=number, is_shared=is_shared)
    words = _("“%(name)s” can be read by your department.") if is_shared else _("“%(name)s” is yours alone again.")
    messages.success(request, words % {"name": changed.name})
    return redirect("workbench")


@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft away."""
    found = _draft_or_404(request, number)
    actions.delete_draft(by=_person(request), draft=number)
    messages.success(
        request, _("The draft “%(name)s” was deleted. What was handed in from it stays.") % {"name": found.name}
    )
    return redirect("workbench")


def _submission_or_404(request: HttpRequest, number: int) -> IndexSubmission:
    found = submission_for(reader_of(request.user), number)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
def submission(request: HttpRequest, number: int) -> HttpResponse:
    """What was handed in, what was seen of it then, and what was decided."""
    found = _submission_or_404(request, number)
    is_own = found.submitted_by_id == reader_of(request.user).person
    context = {
        "submission": found,
        "told": told(found),
        "may_withdraw": is_own and "withdraw" in possible(found.state, "author"),
        "is_own": is_own,
    }
    return render(request, "analysis/workbench/submission.html", context)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what one has handed in."""
    found = _submission_or_404(request, number)
    if not may(request.user, Right.WITHDRAW_SUBMISSION, found):
        raise PermissionDenied
    try:
        actions.withdraw(by=_person(request), submission=number, reason=request.POST.get("reason", "")[:2000])
    except Declined as declined:
        messages.error(request, str(DECLINED[declined.code]))
    else:
        messages.success(request, _("Taken back. The draft stays as it is."))
    return redirect("submission", number=number)
