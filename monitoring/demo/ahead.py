"""A second process that prepares the next deliveries while the first one releases.

It receives, checks and stages them, and calculates the one that comes next where that reads nothing of what is being
released. The steps are the portal's own, each under its advisory lock: where this process is away or dies, the first one
takes the step itself. A candidate that was calculated too early after all is found out at its activation.
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
from monitoring.demo.readings import Readings

_BEFORE = 6
"""How many deliveries it may be ahead: enough to be never waited for, few enough to leave little half done."""


class Ahead:
    """Hands the next deliveries to the other process, in their order."""

    def __init__(self, pool: ProcessPoolExecutor, items: Sequence[Item]) -> None:
        self._pool = pool
        self._items = items
        self._readings = Readings.of_the_catalogue()
        self._staged: list[Future[None]] = []
        self._calculated: Future[None] | None = None

    def reach(self, position: int) -> None:
        """The delivery at ``position`` comes next: nobody else is at it any more when this returns."""
        due = self._calculated
        self._stage_until(position + 2)
        self._calculated = self._calculate_after(position)
        self._stage_until(position + _BEFORE)
        for future in (self._staged[position], due):
            if future is not None:
                future.exception()  # what went wrong shows again when the first process takes the step

    def _stage_until(self, end: int) -> None:
        for item in self._items[len(self._staged) : end]:
            self._staged.append(self._submit(second.stage, item))

    def _calculate_after(self, position: int) -> Future[None] | None:
        now, following = self._items[position], self._items[position + 1 : position + 2]
        if not following or following[0].is_correction or self._readings.reads(following[0].profile, now.profile):
            return None
        return self._submit(second.calculate, following[0])

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
