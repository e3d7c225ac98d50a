"""Readiness tells the truth about every part; heartbeats are cheap; both roles can read them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.launcher.processes import PATIENCE
from monitoring.models import Heartbeat
from monitoring.watching import heartbeats, parts

AsRole = Callable[[str], AbstractContextManager[None]]


def _age(process: str, seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE heartbeat SET at = now() - make_interval(secs => %s) WHERE process = %s", [seconds, process]
        )


@pytest.fixture
def at_work(db: None) -> None:
    for process in (heartbeats.WORKER, heartbeats.SCHEDULER):
        heartbeats.beat(process)


@pytest.fixture
def at_office(settings: Any) -> None:
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"


def test_everything_well_is_said_to_be(at_work: None, client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"], answer.json()["degraded"]) == (200, True, [])
    assert client.get("/healthz").content == b"ok\n"


def test_the_office_tells_that_its_broker_is_away_and_goes_on(at_work: None, at_office: None, client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"], answer.json()["degraded"]) == (200, "away", ["broker"])


def test_the_portal_has_no_broker_to_ask(at_work: None, client: Client) -> None:
    assert "broker" not in client.get("/readyz").json()


@pytest.mark.parametrize("process", [heartbeats.WORKER, heartbeats.SCHEDULER])
def test_a_process_without_sign_of_life_is_away(at_work: None, client: Client, process: str) -> None:
    _age(process, PATIENCE + 1)
    assert client.get("/readyz").json()["degraded"] == [process]


def test_a_process_that_was_never_seen_is_away(db: None, client: Client) -> None:
    assert client.get("/readyz").json()["degraded"] == ["worker", "scheduler"]


def test_a_disk_that_is_nearly_full_is_told(at_work: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "free_bytes", lambda: parts.LEAST_FREE - 1)
    assert client.get("/readyz").json()["degraded"] == ["disk"]


def test_without_database_or_tables_nothing_is_ready(
    at_work: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_migrations", lambda: "pending")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"], answer.json()["worker"]) == (503, "pending", "unknown")

    def away(*_given: object, **_options: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["database"], answer.json()["ready"]) == (503, "away", False)
        assert client.get("/healthz").status_code == 200
        assert b'portal_part_up{part="database"} 0.0' in client.get("/metrics").content


def test_a_heartbeat_is_written_every_ten_seconds_at_most(at_work: None) -> None:
    _age(heartbeats.WORKER, 5)
    before = Heartbeat.objects.get(process=heartbeats.WORKER).at
    with CaptureQueriesContext(connection) as asked:
        heartbeats.beat(heartbeats.WORKER)
    assert len(asked) == 1
    assert Heartbeat.objects.get(process=heartbeats.WORKER).at == before
    _age(heartbeats.WORKER, 10)
    heartbeats.beat(heartbeats.WORKER)
    assert Heartbeat.objects.get(process=heartbeats.WORKER).at >= before


def test_both_roles_read_heartbeats_and_only_the_office_writes_them(at_work: None, as_role: AsRole) -> None:
    for role in ("portal", "office"):
        with as_role(role):
            assert set(heartbeats.ages()) == {"worker", "scheduler"}
    with as_role("office"):
        heartbeats.beat(heartbeats.WORKER)
    with pytest.raises(Exception, match="permission denied"), as_role("portal"):
        heartbeats.beat(heartbeats.WORKER)
