"""The upload form with the description of each profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indicators.actions.errors import Refused
from indicators.models import ImportProfile
from indicators.office import deliveries as office
from monitoring.deliveries.forms import UploadForm
from monitoring.deliveries.profiles import describe
from monitoring.deliveries.standby import nobody_is_woken, worker_is_away
from monitoring.deliveries.uploading import new_ticket, upload
from monitoring.departments.access import Right, may


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload_page(request: HttpRequest) -> HttpResponse:
    """Ask for a file, a profile and a period; what was uploaded goes on by itself."""
    profiles = [p for p in office.profiles() if may(request.user, Right.DELIVER_FOR, p.source.spec)]
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, profiles=profiles)
        number = _upload(request, form) if form.is_valid() else None
        if number is not None:
            _say_arrived(request)
            return redirect("delivery", delivery=number)
    else:
        form = UploadForm(profiles=profiles, initial=_initial(request, profiles))
    chosen = next((p for p in profiles if p.code == form["profile"].value()), None)
    context = {
        "form": form,
        "has_profiles": bool(profiles),
        "profile": describe(chosen) if chosen else None,
        "worker_is_away": worker_is_away(),
    }
    return render(request, "deliveries/upload.html", context, status=422 if form.errors else 200)


def _say_arrived(request: HttpRequest) -> None:
    if nobody_is_woken():
        messages.warning(request, _("The file has arrived. Its check waits for the worker and begins by itself."))
    else:
        messages.success(request, _("The file has arrived. Its check runs now; you may close this page."))


def _initial(request: HttpRequest, profiles: list[ImportProfile]) -> dict[str, str]:
    wanted = request.GET.get("profile", "")
    known = wanted if any(profile.code == wanted for profile in profiles) else ""
    return {"profile": known, "period": request.GET.get("period", "")[:40], "ticket": new_ticket()}


def _upload(request: HttpRequest, form: UploadForm) -> int | None:
    given = form.cleaned_data
    try:
        return upload(
            by=request.user,
            file=given["file"],
            profile=given["profile"],
            period=given["period"],
            as_of=given["as_of"],
            session=request.session,
            ticket=given["ticket"],
        )
    except Refused as refused:
        form.refuse(refused)
        return None
