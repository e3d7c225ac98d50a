"""Is the process alive, and can it work? For supervisors and load balancers; no session, no personal data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from monitoring.watching import parts


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Every part in a word. 503 where pages cannot be served; what else is away stands under ``degraded``."""
    found = parts.look()
    answer = {"ready": found.ready, "face": settings.FACE, "degraded": found.degraded, **found.words}
    return JsonResponse(answer, status=200 if found.ready else 503)
