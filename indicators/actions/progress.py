"""How far a step is. A reporter writes outside the step's transaction, so that it is seen while the step runs."""

import contextlib
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Report = Callable[[str, int, int], None]


class Cancelled(Exception):
    """Somebody asked to cancel the delivery: the step ends here and is undone whole."""


_EVERY = 0.25


def silent(step: str, done: int, total: int) -> None:
    """A report that nobody reads."""


class ProgressWriter:
    """Writes progress of one delivery over a connection of its own, which commits at once.

    A page that looks every second needs no more than four reports a second, and a step that is over before that none:
    the connection is opened when there is something to see. What was reported last is written at the end, so that a
    delivery that goes no further says where it stopped. Who writes also hears whether the delivery is to be cancelled.
    """

    _STATEMENT = """
        INSERT INTO sealed.progress (delivery_id, step, done, total, started_at, updated_at)
        VALUES (%(delivery)s, %(step)s, %(done)s, %(total)s, now() - make_interval(secs => %(seconds)s), now())
        ON CONFLICT (delivery_id) DO UPDATE SET
            started_at = excluded.started_at, step = excluded.step, done = excluded.done, total = excluded.total,
            updated_at = excluded.updated_at
        RETURNING EXISTS (SELECT FROM sealed.cancellation c WHERE c.delivery_id = %(delivery)s)
    """

    def __init__(self, delivery: int) -> None:
        self.delivery = delivery
        self._connection: BaseDatabaseWrapper | None = None
        self._written = time.monotonic()
        self._waiting: tuple[str, int, int] | None = None
        self._step, self._begun = "", self._written

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._waiting is not None:
            lost = (DatabaseError, InterfaceError) if error is not None else ()
            with contextlib.suppress(*lost):  # what went wrong counts, not that it could not be told
                self._write(connection, *self._waiting)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say how far ``step`` is. Raises ``Cancelled`` where somebody asked for that."""
        if step != self._step:  # the first one began with the writer
            self._step, self._begun = step, time.monotonic() if self._step else self._begun
        if time.monotonic() < self._written + _EVERY:
            self._waiting = step, done, total
            return
        if self._connection is None:
            self._connection = connections.create_connection("default")
        is_cancelled = self._write(self._connection, step, done, total)
        self._written, self._waiting = time.monotonic(), None
        if is_cancelled:
            raise Cancelled

    def _write(self, over: BaseDatabaseWrapper, step: str, done: int, total: int) -> bool:
        seconds = time.monotonic() - self._begun
        given = {"delivery": self.delivery, "step": step, "done": done, "total": total, "seconds": seconds}
        with over.cursor() as cursor:
            cursor.execute(self._STATEMENT, given)
            return bool(cursor.fetchone()[0])
