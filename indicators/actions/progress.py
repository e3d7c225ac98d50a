"""How far a step is. A reporter writes outside the step's transaction, so that it is seen while the step runs."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Report = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """A report that nobody reads."""


class ProgressWriter:
    """Writes progress of one delivery over a connection of its own, which commits at once."""

    _STATEMENT = """
        INSERT INTO sealed.progress (delivery_id, step, done, total, started_at, updated_at)
        VALUES (%s, %s, %s, %s, now(), now())
        ON CONFLICT (delivery_id) DO UPDATE SET
            started_at = CASE WHEN progress.step = excluded.step THEN progress.started_at ELSE now() END,
            step = excluded.step, done = excluded.done, total = excluded.total, updated_at = now()
    """

    def __init__(self, delivery: int) -> None:
        self.delivery = delivery
        self._connection: BaseDatabaseWrapper = connections.create_connection("default")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(self._STATEMENT, [self.delivery, step, done, total])
