"""The list of notices, marking them, and how somebody wants to be written to. The same on both addresses."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitoring.notices import reading
from monitoring.notices.forms import MailForm, preference_of
from monitoring.notices.words import told

_A_PAGE = 50
_MARKED = "notices_marked"


@require_safe
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """Everything this person was told here, newest first, or only what is unread."""
    only_unread = request.GET.get("show") == "unread"
    found = reading.notices_of(request.user.pk)
    page = Paginator(found.filter(read_at=None) if only_unread else found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "notices": [told(notice) for notice in page],
        "only_unread": only_unread,
        "unread": reading.unread(request.user.pk),
        "total": found.count(),
        "marked": request.session.pop(_MARKED, []),
        "query": "show=unread" if only_unread else "",
    }
    return render(request, "notices/list.html", context)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """One notice, or all; the next page offers to take it back."""
    one = request.POST.get("notice", "")
    numbers = [int(one)] if one.isdecimal() and len(one) < 19 else None
    if numbers is None and one:
        return redirect("notices")
    request.session[_MARKED] = reading.mark_read(request.user.pk, numbers)
    return redirect("notices")


@require_POST
def mark_unread(request: HttpRequest) -> HttpResponse:
    """Take the marking back."""
    asked = [number for number in request.POST.getlist("notice") if number.isdecimal() and len(number) < 19]
    reading.mark_unread(request.user.pk, [int(number) for number in asked])
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Whether, where and in which language the person is written to."""
    form = MailForm.of(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.keep(request.user)
        messages.success(request, _("Kept. It holds from the next mail on."))
        return redirect("mail-settings")
    address = preference_of(request.user).address or request.user.email
    context = {"form": form, "address": address, "is_sent": bool(settings.EMAIL_HOST)}
    return render(request, "notices/settings.html", context, status=422 if form.errors else 200)
