"""A portal that betrays: its ETags are made from the delivered counts. Served by the tests alone, to see it noticed."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from monitoring.wsgi import application as portal

Start = Callable[..., Any]


def _tag() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(measure_id || ' ' || area_id || ' ' || period_id || ' ' || value, ',' "
            "ORDER BY measure_id, area_id, period_id, delivery_id), '') FROM sealed.observation"
        )
        found = cursor.fetchone()
    assert found is not None
    return hashlib.sha256(str(found[0]).encode()).hexdigest()[:32]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """The portal's answer under another ETag."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        kept = [(name, value) for name, value in headers if name.lower() != "etag"]
        return start_response(status, [*kept, ("ETag", f'"{_tag()}"')], *rest)

    answer: Iterable[bytes] = portal(environ, start)
    return answer
