"""The parts that a running portal consists of, each asked once, each with a word: ``ok`` or what is wrong."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from redis import Redis, RedisError

from monitoring.watching import heartbeats

OK = "ok"
#: Below so much free space at the portal's own folder the disk counts as full soon.
LEAST_FREE = 512 * 2**20
_MIGRATED = "parts:migrated"


@dataclass(frozen=True)
class Parts:
    """What each part says. Without database or tables no page can be served; without the rest the portal still reads."""

    words: Mapping[str, str]

    @property
    def ready(self) -> bool:
        return self.words["database"] == OK and self.words["migrations"] == OK

    @property
    def degraded(self) -> list[str]:
        """The parts that are not well."""
        return [name for name, word in self.words.items() if word != OK]


def look() -> Parts:
    """Ask every part that this face has. The portal's process has no broker; it sees the others by their heartbeats."""
    database = _database()
    words = {"database": database, "migrations": _migrations() if database == OK else "unknown"}
    if settings.IS_OFFICE:
        words["broker"] = broker()
    words |= _processes(words["migrations"]) | {"disk": OK if free_bytes() >= LEAST_FREE else "low"}
    return Parts(words)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "away"
    return OK


def _migrations() -> str:
    if cache.get(_MIGRATED):
        return OK
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "pending"
    cache.set(_MIGRATED, True, 60)
    return OK


def broker() -> str:
    """Whether the broker answers; half a second is all that anybody waits for it."""
    client = Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        return OK if client.ping() else "away"
    except RedisError:
        return "away"
    finally:
        client.close()


def _processes(migrations: str) -> dict[str, str]:
    names = (heartbeats.WORKER, heartbeats.SCHEDULER)
    if migrations != OK:
        return dict.fromkeys(names, "unknown")
    ages = heartbeats.ages()
    return {name: "away" if heartbeats.is_away(ages.get(name)) else OK for name in names}


def free_bytes() -> int:
    """Free space where the portal's own files lie."""
    folder = settings.VAR_DIR
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
