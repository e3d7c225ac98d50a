"""The pages of the audit trail: what was done, filtered, page by page; as a file; whether the chain is whole."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators.chain import GENESIS
from indicators.office import trail as office
from monitoring.deliveries.keeping import exporting
from monitoring.deliveries.keeping.forms import TrailForm
from monitoring.deliveries.keeping.tasks import soon
from monitoring.deliveries.keeping.telling import Teller

_A_PAGE = 50
_STALE = timedelta(hours=24)
_FORMATS = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "json": (exporting.as_json, "application/json; charset=utf-8"),
}


@require_safe
@never_cache
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    form = TrailForm(request.GET or None)
    form.is_valid()
    wanted = form.wanted()
    page = office.page(wanted, after=office.key_from(request.GET.get("after", "")), length=_A_PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    check = office.last_check()
    return render(
        request,
        "deliveries/keeping/trail.html",
        {
            "form": form,
            "is_filtered": any(vars(wanted).values()),
            "lines": Teller(page.entries).told(),
            "following": page.following,
            "is_first": "after" not in request.GET,
            "query": query.urlencode(),
            "check": check,
            "is_stale": check is None or check.checked_at < timezone.now() - _STALE,
            "waiting": office.waiting_for_the_sealer(),
            "genesis": GENESIS,
        },
        status=422 if form.errors else 200,
    )


@require_safe
@never_cache
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The entries that the filters leave, oldest first, with the hashes that prove them."""
    if format not in _FORMATS:
        raise Http404
    form = TrailForm(request.GET or None)
    if request.GET and not form.is_valid():
        return redirect(f"{reverse('trail')}?{request.GET.urlencode()}")
    write, kind = _FORMATS[format]
    response = StreamingHttpResponse(write(form.wanted()), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="audit-trail-{timezone.localdate()}.{format}"'
    return response


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Have the worker walk along the whole chain now."""
    if soon("check_trail", now=True):
        messages.success(request, _("The trail is being checked; the result appears here within a minute."))
    else:
        messages.error(request, _("The worker cannot be reached now. It checks the trail by itself every six hours."))
    return redirect("trail")
