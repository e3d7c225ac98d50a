"""A database of one's own, committed to, and a Celery worker at work on it behind a broker's database of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import pytest
from celery import Celery
from django.db import connection
from pytest_django import DjangoDbBlocker

from monitoring.launcher.processes import WORKER, command
from tests.demo import database
from tests.functional.conftest import empty
from tests.indicators.actions.journeys import Office, make_office

PATIENCE = 60.0
T = TypeVar("T")


def until(what: str, ready: Callable[[], T | None], pause: float = 0.05) -> T:
    """The first answer that is not false."""
    deadline = time.monotonic() + PATIENCE
    while not (found := ready()):
        assert time.monotonic() < deadline, f"{what}: not within {PATIENCE:.0f} s"
        time.sleep(pause)
    return found


@dataclass(frozen=True)
class Works:
    """The office over a database that is committed to; ``worker`` starts a real one."""

    database: str
    broker: str
    office: Office

    def wake(self, hands: int = 1) -> None:
        """What the scheduler does every few seconds."""
        broker = Celery(broker=self.broker)
        for _hand in range(hands):
            broker.send_task("indicators.step", ignore_result=True)
        broker.close()

    @contextmanager
    def worker(self, hands: int = 2) -> Iterator[subprocess.Popen[bytes]]:
        words = [sys.executable, "-m", *command(WORKER, workers=hands)]
        given = {"REDIS_URL": self.broker, "PORTAL_FACE": "office"}
        process = subprocess.Popen(
            words,
            cwd=database.HOME,
            env=database.environment(self.database) | given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="session")
def works_database() -> Iterator[str]:
    with database.copy_of("template1", "works") as name:
        database.run(name, str(database.HOME / "manage.py"), "migrate", "--no-input", "--verbosity", "0")
        yield name


@pytest.fixture
def works(works_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Works]:
    url = urlsplit(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"))
    broker = urlunsplit(url._replace(path="/9"))
    with django_db_blocker.unblock(), database.on(works_database):
        empty()
        with Celery(broker=broker) as celery:
            celery.control.purge()
        yield Works(works_database, broker, make_office())
        empty()
        connection.close()
