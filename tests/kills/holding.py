"""A moment that can be hit for certain: whoever writes waits in the middle of its transaction, and is killed there."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2

from monitoring.launcher.instance import HOME, PYTHON
from tests.kills.journeys import Office
from tests.kills.watching import until

PART_LOCKS = 7_103
_WAITING = "SELECT pid FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
_HOLDS_PART = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND pid = %s"
_HOLDS = (
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
    "AND (classid::bigint << 32 | objid::bigint) = %s"
)

#: A worker's hands on a calculation of any size: every one is worth sharing here. Its first line is its backend.
_HANDS = """
import time
from django.db import connection
from indicators import tasks
from indicators.actions import sharing, steps
sharing.WORTH_SHARING = 0
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_backend_pid()")
    print(cursor.fetchone()[0], flush=True)
{work}
"""
MAIN = "while steps.run(delivery={delivery}) != 'candidate': time.sleep(0.05)"
HELPER = "while True: tasks.help_out() or time.sleep(0.02)"


@contextlib.contextmanager
def held(office: Office, table: str) -> Iterator[None]:
    """Nobody gets a row into a table meanwhile, as if the disk had stopped: readers go on, writers wait."""
    connection = psycopg2.connect(office.portal.instance.database_url("owner"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield
    finally:
        connection.close()


def waiting(office: Office, table: str) -> set[int]:
    """The backends that wait for a table."""
    return {pid for (pid,) in office.watch.rows(_WAITING, table)}


def holder(office: Office, lock: int) -> int | None:
    """The backend that holds an advisory lock of 64 bits."""
    pid: int | None = office.watch.value(_HOLDS, lock)
    return pid


@dataclass(frozen=True)
class Hands:
    """A process that works as a worker does; ``backend`` works for it in the database."""

    process: "subprocess.Popen[bytes]"
    backend: int

    def holds_part(self, office: Office) -> bool:
        """Whether it is in the middle of a part of a calculation."""
        return office.watch.value(_HOLDS_PART, PART_LOCKS, self.backend) is not None

    def kill(self) -> None:
        """SIGKILL, as the kernel would do it."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def hands(office: Office, work: str) -> Hands:
    """Start a worker's hands, ready when this returns."""
    process = subprocess.Popen(
        [str(PYTHON), "manage.py", "shell", "--no-imports", "-c", _HANDS.format(work=work)],
        cwd=HOME,
        env=office.portal.instance.environment() | {"PORTAL_FACE": "office"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    return Hands(process, int(process.stdout.readline()))


def kill_worker_at(office: Office, table: str, lock: int) -> None:
    """SIGKILL the instance's worker while it holds ``lock`` and waits for ``table``, which is held."""
    until("the worker at the table", lambda: holder(office, lock) in waiting(office, table))
    backend = holder(office, lock)
    kill = office.victims.aim("worker")
    assert backend is not None and backend in waiting(office, table) and kill()
    until("its backend is gone", lambda: holder(office, lock) != backend)
