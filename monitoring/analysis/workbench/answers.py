"""What the page's script asks: small documents, computed while somebody composes."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from indicators.catalogue.documents import ordered, toml_of
from indicators.catalogue.problems import CatalogueProblem, Findings
from indicators.catalogue.reading import parsed
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndexSpec
from indicators.models import Release
from monitoring.analysis.workbench import actions, computing, deeper
from monitoring.analysis.workbench.asking import Asked, Declined, asked_from, forbids, readable, sent_from
from monitoring.analysis.workbench.evidence import evidence_of, missing_texts
from monitoring.analysis.workbench.messages import DECLINED, found_document, problem_document
from monitoring.analysis.workbench.places import areas_document
from monitoring.api.doors import live_for
from monitoring.dashboards.actions import departments_of
from monitoring.departments.models import Person
from monitoring.departments.readers import reader_of

_View = Callable[[HttpRequest, Any], HttpResponse]


def _asked(view: _View) -> Callable[[HttpRequest], HttpResponse]:
    """A view that gets what the page sent as JSON, and answers what was declined with a sentence."""

    @require_POST
    @never_cache
    @gzip_page
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request, sent_from(request.body))
        except Declined as declined:
            return _declined(declined.code)
        except PermissionDenied:
            return _declined("gone", 403)

    answered.__doc__ = view.__doc__
    return answered


def _declined(code: str, status: int = 422, findings: Sequence[Mapping[str, Any]] = ()) -> HttpResponse:
    return JsonResponse({"code": code, "detail": str(DECLINED[code]), "findings": list(findings)}, status=status)


def _live(request: HttpRequest) -> Release:
    release = live_for(reader_of(request.user))
    if release is None:
        raise Declined("nothing_live")
    return release


def _question(sent: dict[str, Any]) -> Asked:
    asked = asked_from(sent)
    if asked is None:
        raise Declined("unreadable")
    return asked


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the doorkeeper lets nobody else in
    return request.user


def findings_of(found: computing.Composed) -> list[dict[str, Any]]:
    """Problems of the document and findings of the index, in the language of the answer."""
    worded = [found_document(one, found.titles) for one in found.findings]
    return [*(problem_document(one) for one in found.problems), *worded]


@_asked
def values(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """The index over the areas: findings, places, columns. Names and shapes come along once per edition and level."""
    asked, release = _question(sent), _live(request)
    found = computing.compose(reader_of(request.user), release, asked)
    ground = found.ground
    document: dict[str, Any] = {"release": release.cited, "findings": findings_of(found)}
    if ground is not None:
        document["place"] = computing.offered(found.meetings, ground.meeting)
        document["periods"] = [line.period.code for line in ground.meeting.lines]
        if asked.known != f"{ground.meeting.edition}:{ground.meeting.level}":
            document["areas"] = areas_document(ground)
    return JsonResponse(document | computing.columns(found))


@_asked
def depth(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """Whether the classes hold, and how they were before."""
    asked, release = _question(sent), _live(request)
    found = computing.compose(reader_of(request.user), release, asked)
    told = deeper.history(release, found)
    shown = found.ground.meeting.period.code if found.ground else ""
    return JsonResponse(
        {
            "robustness": deeper.robustness(found),
            "earlier": deeper.period_earlier(told, shown),
            "history": told,
        }
    )


@_asked
def save(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """Keep a draft: a new one, or the next revision of one's own."""
    asked, by = _question(sent), _person(request)
    given = {
        "by": by,
        "name": _text(sent, "name"),
        "document": asked.document,
        "level": asked.level or "",
        "period": asked.period or "",
    }
    if sent.get("draft"):
        draft = actions.change_draft(draft=_number(sent, "draft"), seen=_number(sent, "revision"), **given)
    else:
        departments = departments_of(by)
        if not departments:
            raise Declined("no_department")
        draft = actions.keep_draft(department=departments[0], **given)
    url = reverse("workbench-draft", args=[draft.pk])
    return JsonResponse({"draft": draft.pk, "revision": draft.revision, "name": draft.name, "url": url})


@_asked
def write(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """What is on the page as a file of the catalogue; what it says must be sound."""
    spec = readable(_question(sent).document)
    if not isinstance(spec, IndexSpec):
        return _declined("not_sound", findings=[problem_document(one) for one in spec])
    return JsonResponse({"name": f"{spec.code}.toml", "toml": toml_of(ordered(Part.INDEX, sent["document"]))})


@_asked
def read(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """A file of the catalogue as a document for the page; the problems come beside it, key by key."""
    findings = Findings("")
    document = parsed(_text(sent, "toml").encode(errors="replace"), findings)
    if document is None:
        return _declined("not_sound", findings=[problem_document(one) for one in findings.problems])
    written = json.loads(json.dumps(document, default=str))
    spec = readable(document)
    problems: tuple[CatalogueProblem, ...] = () if isinstance(spec, IndexSpec) else spec
    return JsonResponse({"document": written, "findings": [problem_document(one) for one in problems]})


@_asked
def submit(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """Hand in a saved draft with a reason, and with what is seen of it now."""
    asked, by, release = _question(sent), _person(request), _live(request)
    if not sent.get("draft"):
        raise Declined("not_saved")
    spec = readable(asked.document)
    if not isinstance(spec, IndexSpec):
        return _declined("not_sound", findings=[problem_document(one) for one in spec])
    reader = reader_of(by)
    found = computing.compose(reader, release, asked)
    wrong = [*missing_texts(spec), *found.problems]
    if wrong or forbids(list(found.findings)) or found.block is None:
        return _declined("not_sound", findings=[*map(problem_document, wrong), *findings_of(found)])
    made = actions.submit(
        by=by,
        draft=_number(sent, "draft"),
        seen=_number(sent, "revision"),
        spec=spec,
        reason=_text(sent, "reason"),
        release=release,
        evidence=evidence_of(reader, release, spec, found),
    )
    return JsonResponse({"url": reverse("submission", args=[made.pk])})


def _number(sent: dict[str, Any], name: str) -> int:
    value = sent.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Declined("unreadable")
    return value


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise Declined("unreadable")
    return value
