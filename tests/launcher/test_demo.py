"""The demo city at the first start: interrupted and started again it is whole, once there it costs nothing."""

import csv
import os
import signal
import time
from pathlib import Path

import psycopg2

from tests.instance import Portal

_SYSTEMS = "SELECT count(*) FROM areas_areasystem WHERE is_demo"
_RELEASES = "SELECT count(*) FROM release WHERE is_demo"
_LIVE = "SELECT count(*) FROM sealed.delivery WHERE release_id IS NOT NULL"


def _count(portal: Portal, query: str) -> int:
    """An answer of the portal's database; 0 while there is none to ask."""
    try:
        connection = psycopg2.connect(portal.instance.database_url("owner"))
    except psycopg2.OperationalError:
        return 0
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return int(cursor.fetchone()[0])  # type: ignore[index]
    except psycopg2.errors.UndefinedTable:
        return 0
    finally:
        connection.close()


def _deliveries(portal: Portal) -> int:
    with Path(portal.var, "demo", "deliveries.csv").open(encoding="utf-8", newline="") as file:
        return len(list(csv.DictReader(file)))


def test_the_demo_is_finished_when_its_loading_was_interrupted_and_costs_nothing_afterwards(new_portal: Portal) -> None:
    process = new_portal.start("up", "--detach")
    deadline = time.monotonic() + 600
    while _count(new_portal, _RELEASES) < 5:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    begun = _count(new_portal, _RELEASES)
    assert _count(new_portal, _LIVE) < _deliveries(new_portal)

    process = new_portal.start("up", "--detach")
    output, errors = process.communicate(timeout=1200)
    assert process.returncode == 0, output + errors
    assert "loading the demo city" in errors and "writing the demo city" not in errors
    assert _count(new_portal, _LIVE) == _deliveries(new_portal)
    released = _count(new_portal, _RELEASES)
    assert released > begun

    process = new_portal.start("up", "--detach")
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0 and "demo" not in errors
    assert _count(new_portal, _RELEASES) == released


def test_no_demo_holds_for_later_starts(new_portal: Portal) -> None:
    for words in (("up", "--detach", "--no-demo"), ("up", "--detach")):
        new_portal(*words)
        assert _count(new_portal, _SYSTEMS) == 0
