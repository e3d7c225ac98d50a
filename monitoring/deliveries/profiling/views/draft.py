"""The page of one file: preview, guesses as fields, what would be read, handing the profile in, delivering, discarding."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indicators.actions import drafts
from indicators.actions.errors import Refused
from indicators.catalogue.documents import ordered, toml_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from indicators.models import ProfileDraft
from indicators.tasks import wake_after_commit
from monitoring.catalogue_messages import catalogue_reason
from monitoring.deliveries.profiling.forms import DeliverForm, ReasonForm
from monitoring.deliveries.profiling.reading import read_by
from monitoring.deliveries.profiling.typing_in import document_of_page
from monitoring.deliveries.profiling.views.files import told_discarded
from monitoring.deliveries.profiling.wizard import Workbench, workbench
from monitoring.departments.access import Right, may
from monitoring.journey_messages import refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_page(request: HttpRequest, draft: int) -> HttpResponse:
    """The file and its profile; once it is handed in, where the proposal stands and how the file is delivered."""
    found = _draft_or_404(draft)
    if request.method == "POST":
        return _written(request, found)
    if found.closed or found.proposal is not None and found.proposal.decision in ("", "approved"):
        return render(
            request,
            "deliveries/profiling/waiting.html",
            _waiting(request, found, DeliverForm(initial={"period": found.period})),
        )
    return _page(request, workbench(found), ReasonForm())


@require_POST
@never_cache
def reading(request: HttpRequest, draft: int) -> HttpResponse:
    """What the profile as it is typed now would read: the fragment that the page asks for after every change."""
    found = _draft_or_404(draft)
    document = document_of_page(request.POST, found.document)
    read = read_by(found, document, _stated(request), request.POST.get("edition", "")[:100])
    return render(request, "deliveries/profiling/reading.html", {"read": read, "draft": found})


@require_POST
@never_cache
def deliver(request: HttpRequest, draft: int) -> HttpResponse:
    """Deliver the waiting file under its profile."""
    found = _draft_or_404(draft)
    form = DeliverForm(request.POST)
    if form.is_valid():
        try:
            delivery = drafts.deliver_draft(by=request.user, draft=found.pk, period=form.cleaned_data["period"])  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error("period", str(refusal(refused)))
        else:
            wake_after_commit(delivery.pk)
            messages.success(request, _("The file is delivered. Its check runs now; you may close this page."))
            return redirect("delivery", delivery=delivery.pk)
    return render(request, "deliveries/profiling/waiting.html", _waiting(request, found, form), status=422)


@require_POST
@never_cache
def discard(request: HttpRequest, draft: int) -> HttpResponse:
    """Let the file go."""
    try:
        drafts.discard(by=request.user, draft=_draft_or_404(draft).pk)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, told_discarded())
    return redirect("profiling")


def _written(request: HttpRequest, found: ProfileDraft) -> HttpResponse:
    document = document_of_page(request.POST, found.document)
    period = _stated(request)
    reason = ReasonForm(request.POST)
    try:
        if request.POST.get("step") == "propose":
            return _handed_in(request, found, document, period, reason)
        found = drafts.write_draft(by=request.user, draft=found.pk, document=document, period=period)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
        return redirect("profiling-draft", draft=found.pk)
    bench = workbench(found)
    return _page(request, bench, ReasonForm(), status=422 if bench.read.wrong else 200)


def _handed_in(
    request: HttpRequest, found: ProfileDraft, document: Mapping[str, object], period: str, reason: ReasonForm
) -> HttpResponse:
    bench = workbench(found, document, period)
    if not (reason.is_valid() and bench.read.is_sound):
        return _page(request, bench, reason, status=422)
    try:
        drafts.hand_in(
            by=request.user, draft=found.pk, document=document, period=period, reason=reason.cleaned_data["reason"]
        )  # type: ignore[arg-type]
    except Refused as refused:
        reason.add_error(None, str(refusal(refused)))
        return _page(request, bench, reason, status=422)
    except CatalogueError as error:
        for problem in error.problems:
            reason.add_error(None, catalogue_reason(problem))
        return _page(request, bench, reason, status=422)
    messages.success(request, _("The profile is handed in. A second person decides about it; the file waits here."))
    return redirect("profiling-draft", draft=found.pk)


def _page(request: HttpRequest, bench: Workbench, reason: ReasonForm, status: int = 200) -> HttpResponse:
    context = {**bench.context, "reason": reason, "may_edit": may(request.user, Right.PROPOSE)}
    return render(request, "deliveries/profiling/draft.html", context, status=status)


def _waiting(request: HttpRequest, found: ProfileDraft, form: DeliverForm) -> dict[str, Any]:
    decided = found.proposal.decision if found.proposal else ""
    return {
        "draft": found,
        "decided": decided,
        "form": form,
        "is_erased": found.file.erased_at is not None,
        "toml": toml_of(ordered(Part.PROFILE, found.document)),
    }


def _stated(request: HttpRequest) -> str:
    return " ".join(request.POST.get("stated", "").split())[:40]


def _draft_or_404(number: int) -> ProfileDraft:
    found = ProfileDraft.objects.select_related("file", "proposal", "delivery", "made_by").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
