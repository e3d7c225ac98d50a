"""Recording a decision, and the page on which it stands for good."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indicators.calculation.allocation import Refused
from indicators.queries.errors import Unanswerable
from indicators.queries.releases import not_withdrawn
from monitoring.dashboards.actions import Outdated
from monitoring.departments.readers import Reader, reader_of
from monitoring.planning.allocation import deciding
from monitoring.planning.allocation.amounts import decimals_of, number_text
from monitoring.planning.allocation.editing import edited_scene, person_of, refused
from monitoring.planning.allocation.forms import DecisionForm
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.paper import decision_lines
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.allocation.scene import Result, Scene
from monitoring.planning.allocation.showing import MOST_ROWS, common, shown
from monitoring.planning.allocation.sight import allocation_for, may_see
from monitoring.planning.allocation.wording import subject_headings
from monitoring.planning.models import AllocationDecision


@dataclass(frozen=True, eq=False)
class Decided:
    """A decision as a reader opens it; ``outcome`` is the same once more from the release, where that is still there."""

    decision: AllocationDecision
    plan: Plan
    variant: Variant
    is_readable: bool
    outcome: Outcome | None

    @property
    def is_reproduced(self) -> bool:
        """Whether the release gives the same numbers today."""
        return self.outcome is not None and deciding.is_reproduced(self.decision, self.outcome)


def decision_scene(reader: Reader, code: str, number: int) -> Decided:
    """The decision of that number; raises ``Http404``. Whoever may not see its base or need gets no number."""
    allocation = allocation_for(reader, code)
    found = allocation and allocation.decisions.filter(number=number).select_related("release", "allocation").first()
    if not found:
        raise Http404
    plan, variant = deciding.plan_of(found)
    readable = may_see(reader, [variant])
    outcome = None
    if readable:
        try:
            not_withdrawn(found.release)
            outcome = deciding.recomputed(found)
        except (Refused, Unanswerable):
            outcome = None
    return Decided(found, plan, variant, readable, outcome)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """What was decided, by whom, when and why. Afterwards it cannot be changed any more."""
    scene = edited_scene(request, code)
    possible = [(str(one.number), one.variant.name) for one in scene.results() if one.outcome]
    initial = {"variant": request.GET.get("variant", "1"), "decided_on": timezone.localdate()}
    form = DecisionForm(request.POST if request.method == "POST" else None, variants=possible, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = _recorded(request, scene, form)
        if answer is not None:
            return answer
    context = common(scene) | {"form": form, "is_possible": bool(possible)}
    return render(request, "planning/allocation/decide.html", context, status=422 if form.is_bound else 200)


def _recorded(request: HttpRequest, scene: Scene, form: DecisionForm) -> HttpResponse | None:
    sent: dict[str, Any] = form.cleaned_data
    minute = deciding.Minute(sent["decided_by"], sent["decided_on"], sent["reason"])
    seen = request.POST.get("seen", "")
    assert scene.release is not None  # otherwise no variant could have been chosen
    try:
        made = deciding.record_decision(
            by=person_of(request),
            allocation=scene.allocation,
            release=scene.release,
            variant=int(sent["variant"]),
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            minute=minute,
        )
    except Outdated as outdated:
        return refused(request, scene.allocation.code, outdated)
    except (Refused, Unanswerable):
        form.add_error("variant", _("This variant has no result any more. Choose another."))
        return None
    messages.success(request, _("The decision is recorded. It stays as it is; a new one would supersede it."))
    return redirect("allocation-decision", code=scene.allocation.code, number=made.number)


@require_safe
def decision(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was decided, with the numbers as recorded and whether the release gives the same today."""
    found = decision_scene(reader_of(request.user), code, number)
    recorded = found.decision
    context: dict[str, Any] = {
        "found": found,
        "decision": recorded,
        "allocation": recorded.allocation,
        "lines": decision_lines(recorded),
        "successor": getattr(recorded, "successor", None),
        "headings": subject_headings(found.plan.subject),
        "plan": found.plan,
    }
    if found.outcome is not None and found.is_reproduced:
        context |= shown(Result(1, found.variant, found.outcome))
    elif found.is_readable:
        decimals = decimals_of(found.variant.step)
        stored = [
            (code, number_text(amount, decimals)) for code, amount in zip(recorded.codes, recorded.amounts, strict=True)
        ]
        context |= {"stored": stored[:MOST_ROWS], "more_rows": max(0, len(stored) - MOST_ROWS)}
    return render(request, "planning/allocation/decision.html", context)
