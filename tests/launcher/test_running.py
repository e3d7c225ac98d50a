"""A running instance: contract of ``status``, idempotence, neighbours, and what happens when something dies."""

import json
import os
import pty
import random
import select
import signal
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from monitoring.launcher.instance import load
from tests.instance import Portal, kill

PROCESSES = {"postgres", "redis", "web", "office", "worker", "scheduler"}


def _within(seconds: float, ready: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _answers(url: object) -> bool:
    try:
        with urllib.request.urlopen(f"{url}healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_status_says_what_runs_where(running_portal: Portal) -> None:
    status = running_portal.status()
    assert {"url", "office_url", "database", "redis", "processes"} <= set(status)
    assert {row["name"] for row in status["processes"]} == PROCESSES
    assert all(row["state"] == "running" and row["pid"] for row in status["processes"])
    assert _answers(status["url"])
    assert _answers(status["office_url"])


def test_status_shows_no_secret(running_portal: Portal) -> None:
    secrets = load(running_portal.var, given={}).secrets.values()
    shown = running_portal("status", "--json") + running_portal("status")
    assert not [secret for secret in secrets if secret in shown]


def test_second_up_leaves_running_processes_alone(running_portal: Portal) -> None:
    before = running_portal.status()
    output = running_portal("up", "--detach", "--no-demo")
    assert str(before["url"]) in output
    after = running_portal.status()
    assert {**after, "parts": None} == {**before, "parts": None}  # a heartbeat may have begun meanwhile


def test_office_listens_on_the_next_port(running_portal: Portal) -> None:
    ports = load(running_portal.var, given={}).ports
    assert running_portal.status()["office_url"] == f"http://localhost:{ports.web + 1}/"


@pytest.mark.parametrize("role", ["portal", "office"])
def test_web_roles_may_not_create_tables(running_portal: Portal, role: str) -> None:
    connection = psycopg2.connect(load(running_portal.var, given={}).database_url(role))
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.mine (id int)")
    connection.close()


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_killed_process_comes_back(running_portal: Portal, name: str) -> None:
    before = running_portal.pid(name)
    kill(before)
    assert _within(30, lambda: running_portal.pid(name) not in (None, before))
    status = running_portal.status()
    assert _within(30, lambda: _answers(status["url"]) and _answers(status["office_url"]))


def test_up_recovers_when_the_supervisor_was_killed(running_portal: Portal) -> None:
    kill(int((running_portal.var / "run" / "supervisord.pid").read_text()))
    running_portal("up", "--detach", "--no-demo")
    status = running_portal.status()
    assert all(row["state"] == "running" for row in status["processes"])
    assert _answers(status["url"])


def test_manage_uses_the_instance_and_the_users_folder(running_portal: Portal) -> None:
    assert running_portal("manage", "migrate", "--check") == ""


def test_a_backup_is_put_back_and_the_pages_run_again(running_portal: Portal, tmp_path: Path) -> None:
    running_portal("manage", "backup", str(tmp_path))
    [path] = tmp_path.iterdir()
    before = running_portal.pid("web")
    done = json.loads(running_portal("manage", "restore", str(path), "--replace", "--json"))
    assert done["findings"] == []
    assert _within(60, lambda: all(row["state"] == "running" for row in running_portal.status()["processes"]))
    assert running_portal.pid("web") != before
    assert _within(60, lambda: _answers(running_portal.status()["url"]))
    assert json.loads(running_portal("manage", "verify", "--json"))["findings"] == []


def test_status_says_how_every_part_is(running_portal: Portal) -> None:
    def parts() -> dict[str, str]:
        return running_portal.status()["parts"]  # type: ignore[return-value]

    assert _within(60, lambda: set(parts().values()) == {"ok"})
    assert set(parts()) == {"database", "migrations", "broker", "worker", "scheduler", "disk"}
    assert "Not well" not in running_portal("status")


def test_two_instances_stand_beside_each_other_and_down_leaves_nothing(
    running_portal: Portal, new_portal: Portal
) -> None:
    new_portal("up", "--detach", "--no-demo")
    first, second = running_portal.status(), new_portal.status()
    assert {first["url"], first["office_url"]}.isdisjoint({second["url"], second["office_url"]})
    assert first["database"] != second["database"]
    assert new_portal.processes()
    new_portal("down")
    assert new_portal.processes() == set()
    assert new_portal.status()["processes"] == []
    assert _answers(running_portal.status()["url"])


def test_up_stays_in_the_foreground_of_a_terminal_until_it_is_interrupted(new_portal: Portal) -> None:
    terminal, inside = pty.openpty()
    process = new_portal.start("up", "--no-demo", stdout=inside)
    assert _within(180, lambda: b"Portal " in _said(terminal))
    assert _answers(new_portal.status()["url"])
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=60) == 0
    os.close(inside)
    os.close(terminal)
    assert new_portal.processes() == set()


def test_up_returns_where_no_terminal_waits(new_portal: Portal) -> None:
    new_portal("up", "--no-demo")
    assert _answers(new_portal.status()["url"])


def _said(terminal: int) -> bytes:
    return os.read(terminal, 4096) if select.select([terminal], [], [], 0)[0] else b""


def test_set_up_that_was_killed_anywhere_finishes_when_started_again(new_portal: Portal) -> None:
    moments = random.Random(2).sample([0.4, 0.8, 1.2, 1.8, 2.5, 3.5, 4.5], 4)
    for moment in moments:
        process = new_portal.start("up", "--detach", "--no-demo")
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    new_portal("up", "--detach", "--no-demo")
    assert _answers(new_portal.status()["url"])


def test_two_ups_at_once_both_find_the_portal_running(new_portal: Portal) -> None:
    processes = [new_portal.start("up", "--detach", "--no-demo") for _ in range(2)]
    assert [process.wait(timeout=180) for process in processes] == [0, 0]
    assert Path(new_portal.var, "run", "prepared").exists()
