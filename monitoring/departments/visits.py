"""Since when something is new for a person: a visit ends with half an hour of absence.

A visit is no action that anybody answers for; it leaves no row in the audit trail, and only its two dates are kept.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from monitoring.departments.models import Visit

ABSENCE = timedelta(minutes=30)
#: Seen within this time is seen now: pages in quick succession write once.
_PRECISION = timedelta(seconds=60)

_SEEN = """
INSERT INTO visit (person_id, seen_at, before) VALUES (%(person)s, %(now)s, NULL)
ON CONFLICT (person_id) DO UPDATE
SET before = CASE WHEN visit.seen_at < %(now)s - %(absence)s THEN visit.seen_at ELSE visit.before END, seen_at = %(now)s
WHERE visit.seen_at < %(now)s
"""


def note_visit(person: int, now: datetime) -> None:
    """The person is here now; after an absence another visit begins. One statement, however many come at once."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"person": person, "now": now, "absence": ABSENCE})


def last_visit(person: int, now: datetime) -> datetime | None:
    """When the visit before this one ended; nothing on the first one. It does not matter whether this one is noted yet."""
    row = Visit.objects.filter(person_id=person).first()
    if row is None:
        return None
    return row.seen_at if row.seen_at < now - ABSENCE else row.before


class Visits:
    """Notes the visits of people who are signed in at the portal, page by page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        if is_page and request.method == "GET" and not settings.IS_OFFICE and request.user.is_authenticated:
            person = request.user.pk
            if cache.add(f"visit:{person}", True, int(_PRECISION.total_seconds())):
                note_visit(person, timezone.now())
        return response
