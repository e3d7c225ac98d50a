"""The register: enquiries by words, state, topic, asker, and by what they used; a new one; a correction."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions import enquiring
from indicators.actions.errors import Refused
from indicators.models import Enquiry
from indicators.office import enquiries as office
from indicators.office.enquiries import Wanted
from monitoring.deliveries.enquiries.forms import AskedForm, RegisterForm
from monitoring.deliveries.enquiries.words import ASKERS, STATES, TOPICS
from monitoring.journey_messages import refusal

_A_PAGE = 50


@require_safe
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Every enquiry that answers to what is looked for."""
    form = RegisterForm(request.GET)
    wanted = Wanted()
    if form.is_valid():
        given = form.cleaned_data
        wanted = Wanted(
            " ".join(given["q"].split()), *(given[n] for n in ("state", "topic", "asker", "indicator", "area"))
        )
    page = Paginator(office.enquiries(wanted), _A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    title, area = office.names_in(wanted)
    context = {
        "form": form,
        "page": page,
        "title": title,
        "area": area,
        "rows": [row(enquiry) for enquiry in page],
        "wanted": wanted,
        "is_filtered": any(vars(wanted).values()),
        "is_empty": not office.state_counts(),
        "query": query.urlencode(),
    }
    return render(request, "deliveries/enquiries/register.html", context)


def row(enquiry: Enquiry) -> dict[str, Any]:
    """An enquiry with its words."""
    return {
        "enquiry": enquiry,
        "state": STATES[enquiry.state],
        "asker": ASKERS.get(enquiry.asker, enquiry.asker),
        "topic": TOPICS.get(enquiry.topic, enquiry.topic),
        "due": due_words(enquiry, timezone.localdate()),
    }


def due_words(enquiry: Enquiry, today: date) -> tuple[str, str]:
    """(words, kind of badge) about the day by which an open enquiry is to be answered; nothing without one."""
    if enquiry.state != "open" or enquiry.due_on is None:
        return "", ""
    days = (enquiry.due_on - today).days
    if days < 0:
        return _("overdue"), "danger"
    if days == 0:
        return _("due today"), "warning"
    return (_("due soon"), "warning") if days <= 3 else ("", "")


def enquiry_or_404(number: int) -> Enquiry:
    """The enquiry of an address."""
    found = office.enquiry(number)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Take a question down."""
    form = AskedForm(request.POST or None, initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = enquiring.open_enquiry(by=request.user, asked=form.asked())
        messages.success(request, _("Enquiry %(number)s is taken down.") % {"number": made.number})
        return redirect("enquiry", enquiry=made.pk)
    return render(request, "deliveries/enquiries/asked.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, enquiry: int) -> HttpResponse:
    """Correct what was taken down."""
    found = enquiry_or_404(enquiry)
    names = ("asker", "asked_by", "asked_on", "due_on", "topic", "question", "version")
    form = AskedForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            enquiring.change(
                by=request.user, enquiry=found.pk, version=-1 if version is None else version, asked=form.asked()
            )
        except Refused as refused:
            form.add_error(None, str(refusal(refused)))
        else:
            messages.success(request, _("The enquiry is changed."))
            return redirect("enquiry", enquiry=found.pk)
    context = {"form": form, "enquiry": found}
    return render(request, "deliveries/enquiries/asked.html", context, status=422 if form.errors else 200)
