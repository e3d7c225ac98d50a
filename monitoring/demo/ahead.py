"""A second process that prepares the next deliveries while the first one releases.

It receives, checks and stages them. The steps are the portal's own, each under its advisory lock: where this process is
away or dies, the first one takes the step itself.
"""

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager

from django.db import connection

from monitoring.demo import second
from monitoring.demo.manifest import Item

_BEFORE = 12
"""How many deliveries it may be ahead: enough to be never waited for, few enough to leave little half done."""


class Ahead:
    """Hands the next deliveries to the other process, in their order."""

    def __init__(self, pool: ProcessPoolExecutor, items: Sequence[Item]) -> None:
        self._pool = pool
        self._items = items
        self._staged: list[Future[None]] = []

    def reach(self, position: int, number: int) -> None:
        """The ``number`` deliveries from ``position`` on come next: nobody else is at them when this returns."""
        self._stage_until(position + number + _BEFORE)
        for future in self._staged[position : position + number]:
            future.exception()  # what went wrong shows again when the first process takes the step

    def _stage_until(self, end: int) -> None:
        for item in self._items[len(self._staged) : end]:
            self._staged.append(self._submit(second.stage, item))

    def _submit(self, work: Callable[[Item], None], item: Item) -> Future[None]:
        try:
            return self._pool.submit(work, item)
        except BrokenExecutor:  # it was killed: nobody is at anything any more
            nothing: Future[None] = Future()
            nothing.set_result(None)
            return nothing


@contextmanager
def ahead(items: Sequence[Item]) -> Iterator[Ahead | None]:
    """The other process while it is needed; none where there is one processor alone."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    same = (connection.settings_dict["NAME"], logging.getLogger("indicators").getEffectiveLevel())
    # Spawned, not forked: the libraries behind geometry and tables have threads that a fork would lose.
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), second.begin, same)
    try:
        yield Ahead(pool, items)
    finally:
        pool.shutdown(cancel_futures=True)
