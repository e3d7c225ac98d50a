"""What a chosen file is likely to be: its profile and period, before anything is uploaded for good."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from indicators.actions.errors import Refused
from indicators.intake.problems import PersonLevelFile
from indicators.office import deliveries as office
from indicators.office.known import known
from monitoring.deliveries.profiling.suggestions import suggestions
from monitoring.deliveries.uploading import content_of
from monitoring.departments.access import Right, may
from monitoring.journey_messages import refusal
from monitoring.messages import explain


@require_POST
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """The profiles that know the file's columns; a file with persons is told as such, and nothing of it."""
    context: dict[str, object] = {"may_propose": may(request.user, Right.PROPOSE)}
    file = request.FILES.get("file")
    if file is not None:
        allowed = {p.code for p in office.profiles() if may(request.user, Right.DELIVER_FOR, p.source.spec)}
        try:
            context["found"] = suggestions(content_of(file), file.name or "", known(), allowed)
        except PersonLevelFile as found:
            context["personal"] = explain(found.problem)
        except Refused as refused:
            context["refused"] = str(refusal(refused))
    return render(request, "deliveries/profiling/suggestions.html", context)
