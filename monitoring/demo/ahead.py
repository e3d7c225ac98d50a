"""A second process that receives, checks and stages the next deliveries while the first calculates and releases.

The steps are the portal's own, each under its advisory lock: when this process is away, or dies with a step, the first
one takes the step itself.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from monitoring.demo.manifest import Item

_BEFORE = 6
"""How many deliveries it may be ahead: enough to be never waited for, few enough to leave little half done."""


class Ahead:
    """Hands the next deliveries to the other process, in their order."""

    def __init__(self, pool: ProcessPoolExecutor | None, items: Sequence[Item]) -> None:
        self._pool = pool
        self._items = items
        self._handed: list[Future[None]] = []

    def reach(self, position: int) -> None:
        """The delivery at ``position`` comes next: it is staged, or nobody is at it, when this returns."""
        if self._pool is None:
            return
        for item in self._items[len(self._handed) : position + _BEFORE]:
            self._handed.append(self._pool.submit(_stage, item))
        self._handed[position].exception()  # what went wrong shows again when the first process takes the step


@contextmanager
def ahead(items: Sequence[Item], processes: int) -> Iterator[Ahead]:
    """The other process while it is needed; with one process alone there is none."""
    if processes < 2:
        yield Ahead(None, items)
        return
    from django.db import connection

    level = logging.getLogger("indicators").getEffectiveLevel()
    same = (connection.settings_dict["NAME"], level)
    # Spawned, not forked: the libraries behind geometry and tables have threads that a fork would lose.
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _prepare, same)
    try:
        yield Ahead(pool, items)
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare(database: str, level: int) -> None:
    """Django in the new process, on the same database and as quiet; it ends when the first process was killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import django

    django.setup()
    logging.getLogger("indicators").setLevel(level)
    from django.db import connection

    connection.settings_dict["NAME"] = database


def _end_with_parent() -> None:
    """A step that it is in is undone by the database and taken again by whoever goes on."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _stage(item: Item) -> None:
    """A correction is compared with what counts: it waits until the delivery that it corrects is live."""
    if item.is_correction:
        return
    from monitoring.deliveries.people import person_with
    from monitoring.demo.delivering import SUPPLIER, stage_ahead
    from monitoring.departments.access import Right

    stage_ahead(item, person_with(SUPPLIER, Right.DELIVER))
