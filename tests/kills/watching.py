"""The observer: one open connection of the office's role, opened anew after PostgreSQL died."""

import contextlib
import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg2

#: Longer than anything may take on a slow machine; nothing is judged by how fast it was.
PATIENCE = 120.0
KEEPING_LOCK = 7_100_000_005
_STEP_LOCKS, _BUNDLE_LOCKS = 7_101, 7_102
T = TypeVar("T")

_RUNNING = """
    SELECT d.state, l.virtualtransaction, l.pid, d.attempts
    FROM sealed.delivery d LEFT JOIN pg_locks l
      ON l.locktype = 'advisory' AND l.classid = %s AND l.objid = %s AND l.objsubid = 2 AND l.granted
    WHERE d.id = %s
"""


def until(what: str, ready: Callable[[], T | None], patience: float = PATIENCE, pause: float = 0.1) -> T:
    """The first answer that is not false. Fails with ``what`` when there is none in time."""
    deadline = time.monotonic() + patience
    while True:
        if found := ready():
            return found
        assert time.monotonic() < deadline, f"{what}: not within {patience:.0f} s"
        time.sleep(pause)


class Watch:
    """Reads the database as it is at this moment."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Any = None

    def rows(self, statement: str, *params: object) -> list[tuple[Any, ...]]:
        """All rows; waits while the database is away."""
        return until("the database", lambda: self._try(statement, params), pause=0.05)[0]

    def value(self, statement: str, *params: object) -> Any:
        """The first column of the first row; ``None`` without one."""
        found = self.rows(statement, *params)
        return found[0][0] if found else None

    def _try(self, statement: str, params: tuple[object, ...]) -> tuple[list[tuple[Any, ...]]] | None:
        try:
            if self._connection is None:
                self._connection = psycopg2.connect(self._url, connect_timeout=5)
                self._connection.autocommit = True
            with self._connection.cursor() as cursor:
                cursor.execute(statement, params)
                return (cursor.fetchall(),)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg2.Error):
                self._connection.close()
        self._connection = None

    def delivery(self, file_name: str) -> int | None:
        """The number of the delivery of a file, as soon as it is committed."""
        return self.value("SELECT id FROM sealed.delivery WHERE file_name = %s", file_name)

    def state(self, delivery: int) -> str:
        return str(self.value("SELECT state FROM sealed.delivery WHERE id = %s", delivery))

    def running(self, delivery: int, bundle: int | None = None) -> tuple[str, str | None, int | None]:
        """State, and the transaction and backend that hold the lock of the step, or of the bundle, if any."""
        lock = (_STEP_LOCKS, delivery) if bundle is None else (_BUNDLE_LOCKS, bundle)
        found = self.rows(_RUNNING, *lock, delivery)
        assert found, f"delivery {delivery} is gone"
        assert found[0][3] == 0, f"a kill was counted as a failure of delivery {delivery}"
        return found[0][0], found[0][1], found[0][2]

    def cancelling(self, delivery: int) -> bool:
        """Whether a note lies there that the running step is to end."""
        return self.value("SELECT 1 FROM sealed.cancellation WHERE delivery_id = %s", delivery) is not None

    def erased(self, delivery: int) -> bool:
        """Whether the erasure of a delivery is finished."""
        finished = "SELECT 1 FROM sealed.erasure WHERE delivery_id = %s AND finished_at IS NOT NULL"
        return self.value(finished, delivery) is not None

    def erasing(self) -> int | None:
        """The backend that keeps to the terms now: it holds the lock of the keeping, a number of 64 bits."""
        return self.value(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
            "AND (classid::bigint << 32 | objid::bigint) = %s",
            KEEPING_LOCK,
        )

    def transaction_of_office(self) -> int | None:
        """The backend of the youngest transaction of the office's processes, if one is under way."""
        return self.value(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'sozialraum-office' AND xact_start IS NOT NULL "
            "ORDER BY xact_start DESC LIMIT 1"
        )

    def terminate(self, backend: int | None) -> bool:
        """End a backend from the server's side, as an administrator would."""
        return backend is not None and bool(self.value("SELECT pg_terminate_backend(%s)", backend))
