"""While the worker is away the office's pages say what waits; a worker at work is not called away."""

from typing import Any

import pytest
from django.db import connection

from monitoring.watching import heartbeats, parts
from tests.monitoring.deliveries.conftest import Desk

AWAY = "The worker is away"


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "broker", lambda: parts.OK)


def _page(desk: Desk, path: str) -> str:
    answer = desk.client(desk.office.supplier, language="en").get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _let_time_pass(table: str, column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = now() - interval '61 seconds'")


def test_pages_say_that_the_worker_is_away_and_what_waits(desk: Desk) -> None:
    delivery = desk.office.receive()
    for path in (
        "/deliveries/",
        "/deliveries/new/",
        f"/deliveries/{delivery.pk}/",
        f"/deliveries/{delivery.pk}/progress/",
    ):
        assert AWAY in _page(desk, path), path
    assert "waits for the worker" in _page(desk, f"/deliveries/{delivery.pk}/")
    heartbeats.beat(heartbeats.WORKER)
    for path in ("/deliveries/", "/deliveries/new/", f"/deliveries/{delivery.pk}/"):
        assert AWAY not in _page(desk, path), path


def test_a_delivery_that_waits_for_a_person_does_not_wait_for_the_worker(desk: Desk) -> None:
    delivery = desk.office.deliver()
    assert AWAY not in _page(desk, f"/deliveries/{delivery.pk}/")


def test_a_worker_with_both_hands_full_is_not_away(desk: Desk) -> None:
    delivery = desk.office.deliver()
    heartbeats.beat(heartbeats.WORKER)
    _let_time_pass("heartbeat", "at")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sealed.progress (delivery_id, step, done, total, started_at, updated_at) "
            "VALUES (%s, 'check', 1, 2, now(), now()) ON CONFLICT (delivery_id) DO UPDATE SET updated_at = now()",
            [delivery.pk],
        )
    assert AWAY not in _page(desk, "/deliveries/")
    _let_time_pass("sealed.progress", "updated_at")
    assert AWAY in _page(desk, "/deliveries/")


@pytest.mark.parametrize(("word", "said"), [("ok", "runs now"), ("away", "waits for the worker")])
def test_an_upload_says_whether_its_check_runs_or_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, word: str, said: str
) -> None:
    heartbeats.beat(heartbeats.WORKER)
    monkeypatch.setattr(parts, "broker", lambda: word)
    client: Any = desk.client(desk.office.supplier, language="en")
    with open(__file__, "rb") as file:
        answer = client.post("/deliveries/new/", {"file": file, "profile": "kiez", "period": "2024-12-31"}, follow=True)
    assert said in answer.content.decode()
