"""Heartbeats: worker and scheduler say that they are at work; everybody can see how long ago that was."""

from django.db import connection

from monitoring.launcher.processes import PATIENCE

WORKER, SCHEDULER = "worker", "scheduler"
# The condition spares the write: three of four beats only look.
_BEAT = """
    INSERT INTO heartbeat (process, at) VALUES (%s, now())
    ON CONFLICT (process) DO UPDATE SET at = excluded.at WHERE heartbeat.at < now() - interval '9 seconds'
"""
_AGES = "SELECT process, extract(epoch FROM clock_timestamp() - at)::float8 FROM heartbeat"


def beat(process: str) -> None:
    """Write that ``process`` is at work; at most every ten seconds, however often it is called."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [process])


def ages() -> dict[str, float]:
    """Seconds since each process was last seen; one that was never seen is not there."""
    with connection.cursor() as cursor:
        cursor.execute(_AGES)
        return dict(cursor.fetchall())


def is_away(age: float | None) -> bool:
    """Whether a process of this age, or without any, counts as away."""
    return age is None or age > PATIENCE
