"""What a supplying department is given: the documentation of its profiles and the templates to fill in."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.actions.errors import Refused
from indicators.models import ImportProfile
from indicators.office import deliveries as office
from monitoring.deliveries.profiles import EXAMPLES, describe, said
from monitoring.deliveries.profiling.documenting import documented
from monitoring.deliveries.profiling.templating import FORMATS, make_template
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody
from monitoring.journey_messages import refusal


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    source: str


@require_safe
@never_cache
def profiles_page(request: HttpRequest) -> HttpResponse:
    """The profiles for which the person delivers, or which they decide about."""
    rows = [
        Row(profile.code, said(profile.spec.title), said(profile.source.spec.title))
        for profile in office.profiles()
        if may_see(request.user, profile)
    ]
    return render(
        request, "deliveries/profiling/profiles.html", {"rows": rows, "may_propose": may(request.user, Right.PROPOSE)}
    )


@require_safe
@never_cache
def documentation_page(request: HttpRequest, code: str) -> HttpResponse:
    """Columns, signs, example rows, and the template for a period."""
    return _page(request, _profile_or_404(request, code))


@require_safe
@never_cache
def template_file(request: HttpRequest, code: str) -> HttpResponse:
    """The template for ``period`` as ``format`` (XLSX without one); without a period the page that asks for it."""
    profile = _profile_or_404(request, code)
    file_format = request.GET.get("format", "xlsx")
    if file_format not in FORMATS:
        raise Http404
    period = request.GET.get("period", "")
    if not period:
        return _page(request, profile)
    try:
        made = make_template(profile, period, file_format)
    except Refused as refused:
        return _page(request, profile, str(refusal(refused)))
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(True, made.name) or ""
    return response


def may_see(person: Somebody, profile: ImportProfile) -> bool:
    """Suppliers see the profiles of their own department's sources, the statistics office all."""
    return may(person, Right.SEE_PROPOSALS) or may(person, Right.DELIVER_FOR, profile.source.spec)


def _page(request: HttpRequest, profile: ImportProfile, refused: str = "") -> HttpResponse:
    kinds = profile.spec.period_kinds
    context = {
        "profile": describe(profile),
        "told": documented(profile),
        "period": request.GET.get("period", "")[:40],
        "example": EXAMPLES.get(kinds[0], "") if kinds else "",
        "refused": refused,
        "may_see_catalogue": may(request.user, Right.SEE_PROPOSALS),
        "may_deliver": may(request.user, Right.DELIVER_FOR, profile.source.spec),
    }
    return render(request, "deliveries/profiling/documentation.html", context, status=422 if refused else 200)


def _profile_or_404(request: HttpRequest, code: str) -> ImportProfile:
    found = ImportProfile.objects.select_related("source").filter(code=code).first()
    if found is None or not may_see(request.user, found):
        raise Http404
    return found
