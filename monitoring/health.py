"""Is the process alive, and can it work? For supervisors and load balancers; no session, no personal data."""

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

_MIGRATED = "health:migrated"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, broker. 503 where pages cannot be served; without its broker the portal still reads."""
    database = _database()
    migrations = _migrations() if database == "ok" else "unknown"
    ready = database == "ok" and migrations == "ok"
    found = {"ready": ready, "face": settings.FACE, "database": database, "migrations": migrations, "broker": _broker()}
    return JsonResponse(found, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "away"
    return "ok"


def _migrations() -> str:
    if cache.get(_MIGRATED):
        return "ok"
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "pending"
    cache.set(_MIGRATED, True, 60)
    return "ok"


def _broker() -> str:
    client = Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        return "ok" if client.ping() else "away"
    except RedisError:
        return "away"
    finally:
        client.close()
