"""Start, indicators and their sheets, and what the law asks for. Every number comes from the API's own views."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from monitoring.pages.preferences import THEME_COOKIE, THEMES
from monitoring.pages.sheet import sheet_context
from monitoring.pages.starting import start_context

_YEAR = 365 * 24 * 3600


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/start.html", start_context(request))


@require_safe
def indicator_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The Indikatorenblatt, with the city's series where there is one."""
    return render(request, "indicators/sheet.html", sheet_context(request, code))


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
