"""Papers and files of a variant or of a decision, as whoever may see the numbers gets them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitoring.departments.readers import reader_of
from monitoring.papers.setting import Unprintable
from monitoring.planning.allocation.deciding import origin_of
from monitoring.planning.allocation.decisions import decision_scene
from monitoring.planning.allocation.files import FORMATS
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.paper import paper_of
from monitoring.planning.allocation.scene import scene_of
from monitoring.planning.models import AllocationDecision


@require_safe
def paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The paper of a variant of the draft."""
    title, origin, result = _variant(request, code, number)
    if result is None:
        return redirect("allocation-variant", code=code, number=number)
    return _paper(request, result, title, origin, f"{code}-{number}", None) or redirect(
        "allocation-variant", code=code, number=number
    )


@require_safe
def decision_paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The paper of a decision, from its release."""
    decision, result = _decided(request, code, number)
    name = f"{code}-decision-{number}"
    found = _paper(request, result, decision.allocation.title, decision.before_origin, name, decision)
    return found or redirect("allocation-decision", code=code, number=number)


def _paper(
    request: HttpRequest, result: Outcome, title: str, origin: str, name: str, decision: AllocationDecision | None
) -> HttpResponse | None:
    try:
        content = paper_of(result, title=title, before_origin=origin, decision=decision)
    except Unprintable as unprintable:
        told = _(
            "The paper cannot be set: its typeface has no sign for %(signs)s. Change the title, the question or the names."
        )
        messages.error(request, told % {"signs": unprintable.signs})
        return None
    return _handed(content, "application/pdf", f"{name}.pdf")


@require_safe
def file(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """The numbers of a variant as CSV or XLSX."""
    _known(kind)
    title, origin, result = _variant(request, code, number)
    if result is None:
        return redirect("allocation-variant", code=code, number=number)
    return _file(kind, result, title, origin, f"{code}-{number}")


@require_safe
def decision_file(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """The numbers of a decision as CSV or XLSX."""
    _known(kind)
    decision, result = _decided(request, code, number)
    return _file(kind, result, decision.allocation.title, decision.before_origin, f"{code}-decision-{number}")


def _known(kind: str) -> None:
    if kind not in FORMATS:
        raise Http404


def _file(kind: str, result: Outcome, title: str, origin: str, name: str) -> HttpResponse:
    write, media_type = FORMATS[kind]
    return _handed(write(result, title, origin), media_type, f"{name}.{kind}")


def _variant(request: HttpRequest, code: str, number: int) -> tuple[str, str, Outcome | None]:
    scene = scene_of(reader_of(request.user), code)
    scene.variant(number)
    result = scene.result(number).outcome if scene.is_readable else None
    return scene.allocation.title, origin_of(scene.allocation), result


def _decided(request: HttpRequest, code: str, number: int) -> tuple[AllocationDecision, Outcome]:
    """Only what comes out of the release exactly as it was decided is handed out."""
    scene = decision_scene(reader_of(request.user), code, number)
    if scene.outcome is None or not scene.is_reproduced:
        raise Http404
    return scene.decision, scene.outcome


def _handed(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
