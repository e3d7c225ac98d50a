"""Start, indicators and their sheets, releases, and what the law asks for. Every number comes from the API's own views."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from monitoring.api.views.releases import ReleasesView, ReleaseView
from monitoring.pages.asking import ask
from monitoring.pages.preferences import THEME_COOKIE, THEMES
from monitoring.pages.sheet import sheet_context
from monitoring.pages.starting import start_context

_A_PAGE = 50
_YEAR = 365 * 24 * 3600


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/start.html", start_context(request))


@require_safe
def indicator_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The Indikatorenblatt, with the city's series where there is one."""
    return render(request, "indicators/sheet.html", sheet_context(request, code))


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    page = Paginator(ask(request, ReleasesView).data, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/releases.html", {"page": page, "releases": list(page)})


@require_safe
def release(request: HttpRequest, year: int, serial: int) -> HttpResponse:
    """One release: what is in it, what changed, how to cite it; a withdrawn one says so."""
    answer = ask(request, ReleaseView, year=year, serial=serial)
    status = 200 if answer.ok else answer.status
    if answer.ok:  # what differs comes first
        answer.data["indicators"].sort(key=lambda one: (not one["changed"], not any(one["differences"].values())))
    return render(request, "pages/release.html", {"answer": answer, "number": f"{year}/{serial}"}, status=status)


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark for this browser, or forget it; back to where the reader was."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        response.set_cookie(THEME_COOKIE, wanted, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/imprint.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")
