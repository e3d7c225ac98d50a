"""Beginning an allocation: what is distributed, how much, at which level."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.models import AreaEdition, AreaLevel
from indicators.models import Release
from monitoring.api.doors import live_for
from monitoring.dashboards.actions import departments_of
from monitoring.departments.readers import reader_of
from monitoring.planning.allocation import actions
from monitoring.planning.allocation.beginning import first_variant
from monitoring.planning.allocation.editing import person_of
from monitoring.planning.allocation.forms import StartForm
from monitoring.planning.allocation.options import grounds
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.wording import level_title
from monitoring.wording import period_label


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new allocation; it is calculated from what is live now, and stays with that."""
    reader = reader_of(request.user)
    live = live_for(reader)
    if live is None:
        return render(request, "planning/allocation/new.html", {"form": None})
    person = person_of(request)
    options = {"departments": departments_of(person), "grounds": _grounds(live)}
    if request.method != "POST":
        form = StartForm(initial={"total": "", "step": "1"}, **options)
        return render(request, "planning/allocation/new.html", {"form": form, "release": live})
    form = StartForm(request.POST, **options)
    if not form.is_valid():
        return render(request, "planning/allocation/new.html", {"form": form, "release": live}, status=422)
    sent: dict[str, Any] = form.cleaned_data
    edition, _sign, level = sent["ground"].partition("|")
    plan = Plan(live.number, edition, level, sent["subject"], sent["question"])
    first = first_variant(reader, live, plan, sent["total"], sent["step"])
    if first is None:
        form.add_error(
            "ground", _("Nothing that could be a base and a need is released at this level. Choose another.")
        )
        return render(request, "planning/allocation/new.html", {"form": form, "release": live}, status=422)
    made = actions.start_allocation(
        by=person, title=sent["title"], department=sent["department"], plan=replace(plan, variants=(first,))
    )
    messages.success(
        request, _("The first variant is calculated. Change base, need and weight; every change is saved.")
    )
    return redirect("allocation-variant", code=made.code, number=1)


def _grounds(release: Release) -> list[tuple[str, str]]:
    """Levels of the editions in which anything is released, the finest of the common layer first."""
    names = {
        (level.system_id, level.code): level_title({"de": level.name_de, "en": level.name_en})
        for level in AreaLevel.objects.all()
    }
    editions = {edition.code: edition for edition in AreaEdition.objects.all()}
    found = []
    for ground, _line in grounds(release):
        edition = editions[ground.edition]
        system = names.get((edition.system_id, ground.level), ground.level)
        words = {"system": system, "from": period_label(edition.valid_from.isoformat())}
        told = _("%(system)s as of %(from)s")
        if edition.valid_until is not None:
            words["until"] = period_label(edition.valid_until.isoformat())
            told = _("%(system)s as of %(from)s to %(until)s")
        found.append((f"{ground.edition}|{ground.level}", told % words))
    return found
