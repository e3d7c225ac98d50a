"""Files that wait for a profile, and the way to bring one: proposed and kept, or refused before anything is shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indicators.actions import drafts
from indicators.actions.errors import Refused
from indicators.intake.problems import PersonLevelFile
from indicators.intake.proposing import propose
from indicators.journey import State
from indicators.models import Delivery, ImportProfile, ProfileDraft
from indicators.office.files import is_erased
from indicators.office.known import known
from monitoring.deliveries.profiling.forms import FileForm
from monitoring.deliveries.profiling.wizard import first_document, stated_period
from monitoring.deliveries.sight import delivery_for
from monitoring.deliveries.uploading import content_of
from monitoring.journey_messages import refusal
from monitoring.messages import explain

_LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def files_page(request: HttpRequest) -> HttpResponse:
    """The files that wait, and the form for another one."""
    form = FileForm(request.POST or None, request.FILES or None)
    personal = None
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            draft = _kept(request, content_of(file), file.name or "")
            return redirect("profiling-draft", draft=draft.pk)
        except Refused as refused:
            form.add_error("file", str(refusal(refused)))
        except PersonLevelFile as found:
            personal = explain(found.problem)
    found = ProfileDraft.objects.select_related("made_by", "proposal", "delivery").defer("document")[:_LISTED]
    context = {"form": form, "drafts": found, "personal": personal, "kept_days": drafts.KEPT_DAYS}
    status = 422 if form.errors or personal else 200
    return render(request, "deliveries/profiling/files.html", context, status=status)


@require_POST
@never_cache
def change_profile(request: HttpRequest, delivery: int) -> HttpResponse:
    """Begin a changed profile with the file that a delivery's profile could not read."""
    found = delivery_for(request.user, delivery)
    waiting = ProfileDraft.objects.filter(refused=found, closed="").first()
    if waiting is not None:
        return redirect("profiling-draft", draft=waiting.pk)
    if State(found.state) is not State.REFUSED or is_erased(found) or found.file.content is None:
        messages.error(request, str(refusal(Refused("file_erased"))))
        return redirect("delivery", delivery=found.pk)
    try:
        draft = _kept(request, bytes(found.file.content), found.file_name, found)
    except PersonLevelFile as personal:
        messages.error(request, str(explain(personal.problem)))
        return redirect("delivery", delivery=found.pk)
    return redirect("profiling-draft", draft=draft.pk)


def _kept(request: HttpRequest, content: bytes, name: str, refused: Delivery | None = None) -> ProfileDraft:
    """Propose first, keep then: a file with persons leaves its hash and the reason alone."""
    base = ImportProfile.objects.get(pk=refused.profile_id) if refused else None
    try:
        proposal = propose(content, file_name=name, known=known(), base=base.spec if base else None)
    except PersonLevelFile as found:
        drafts.refuse_file(by=request.user, content=content, found=found)  # type: ignore[arg-type]
        raise
    return drafts.keep_file(
        by=request.user,  # type: ignore[arg-type]
        content=content,
        file_name=name,
        document=first_document(proposal, base),
        period=refused.period.code if refused else stated_period(proposal),
        base=base.code if base else "",
        refused=refused,
    )


def told_discarded() -> str:
    """What is said once a file was let go."""
    return _("The file is discarded. Its content is erased unless a delivery needs it.")
