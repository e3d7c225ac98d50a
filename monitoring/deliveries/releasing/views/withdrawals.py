"""Taking releases back: proposed by one person, confirmed by a second one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.actions import withdrawing
from indicators.models import Withdrawal
from indicators.office import releasing as office
from indicators.tasks import wake
from monitoring.deliveries.releasing.acting import acted
from monitoring.deliveries.releasing.forms import WithdrawalForm
from monitoring.departments.access import Right, may


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """Say what is taken back and why; nothing changes until a second person confirms."""
    form = WithdrawalForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        target = given["back_to"].pk if given["back_to"] else None
        made = acted(
            request,
            _("Proposed. A second person confirms it or leaves everything as it is."),
            lambda: withdrawing.propose_withdrawal(
                by=request.user, release=given["release"].pk, back_to=target, reason=given["reason"]
            ),
        )
        return redirect("withdrawal", withdrawal=made.pk) if made is not None else redirect("releases")
    chosen = WithdrawalForm(request.POST or request.GET.dict())
    chosen.is_valid()
    release, back_to = chosen.cleaned_data.get("release"), chosen.cleaned_data.get("back_to")
    if release is None:
        raise Http404
    if request.method != "POST":
        form = WithdrawalForm(initial={"release": release.pk, "back_to": back_to.pk if back_to else None})
    draft = Withdrawal(release=release, back_to=back_to)
    context = {"form": form, "withdrawal": draft, "taken_back": office.taken_back_by(draft)}
    return render(
        request, "deliveries/releasing/withdraw.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_safe
@never_cache
def withdrawal(request: HttpRequest, withdrawal: int) -> HttpResponse:
    """The proposal as it stands, with the second person's two ways."""
    found = _found(withdrawal)
    context = {
        "withdrawal": found,
        "taken_back": office.taken_back_by(found),
        "is_own": found.proposed_by_id == request.user.pk,
        "may_decide": may(request.user, Right.DECIDE),
    }
    return render(request, "deliveries/releasing/withdrawal.html", context)


@require_POST
@never_cache
def confirm(request: HttpRequest, withdrawal: int) -> HttpResponse:
    """Carry it out, as a second person."""
    found = _found(withdrawal)
    done = _("Carried out. Readers see what the page of releases says now.")
    if acted(request, done, lambda: withdrawing.confirm_withdrawal(by=request.user, withdrawal=found.pk)):
        wake()
    return redirect("withdrawal", withdrawal=found.pk)


@require_POST
@never_cache
def decline(request: HttpRequest, withdrawal: int) -> HttpResponse:
    """Leave everything as it is."""
    found, reason = _found(withdrawal), request.POST.get("reason", "")[:2000]
    if not reason.strip():
        messages.error(request, str(_("Write one sentence; it stays for good.")))
    else:
        done = _("Everything stays as it is.")
        acted(
            request,
            done,
            lambda: withdrawing.decline_withdrawal(by=request.user, withdrawal=found.pk, reason=reason),
        )
    return redirect("withdrawal", withdrawal=found.pk)


def _found(number: int) -> Withdrawal:
    found = office.withdrawal(number)
    if found is None:
        raise Http404
    return found
