"""One part after the other is away: every page says what it can still do, and everything goes on afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
import requests

from tests.kills.watching import until
from tests.production.conftest import Production
from tests.production.stack import HOSTS

pytestmark = pytest.mark.xdist_group("production")
_AWAY = "Verarbeitung steht still|The worker is away"
_ASKED_TO_END = "SELECT reason FROM sealed.cancellation WHERE delivery_id = %s"
_WAITS = ("wartet auf die Verarbeitung", "waits for the worker")


def _inside(production: Production, name: str, path: str) -> requests.Response:
    address = f"http://127.0.0.1:{production.stack.ports[name]}{path}"
    return requests.get(address, headers={"Host": HOSTS[name], "X-Forwarded-Proto": "https"}, timeout=30)


def _page(production: Production, path: str) -> str:
    answer = production.supplier.get(path)
    assert answer.status_code == 200
    return answer.text


def _says(text: str, words: str) -> bool:
    return any(word in text for word in words.split("|"))


def _let_time_pass(production: Production) -> None:
    """A minute without a sign of life, at once."""
    link = psycopg2.connect(production.stack.instance.database_url("owner"))
    with link, link.cursor() as cursor:
        cursor.execute("UPDATE heartbeat SET at = at - interval '61 seconds'")
        cursor.execute("UPDATE sealed.progress SET updated_at = updated_at - interval '61 seconds'")
    link.close()


@contextmanager
def _stopped_server(production: Production, name: str) -> Iterator[None]:
    production.servers.stop(name)
    try:
        yield
    finally:
        production.servers.start(name)
        production.wait_for_servers()


def _is_well(production: Production) -> bool:
    return all(_inside(production, name, "/readyz").json()["degraded"] == [] for name in HOSTS)


def test_while_the_worker_is_away_files_are_taken_and_pages_say_that_they_wait(production: Production) -> None:
    until("everything is well", lambda: _is_well(production))
    assert not _says(_page(production, "/deliveries/"), _AWAY)
    production.stack.kill("worker")
    _let_time_pass(production)
    try:
        number = production.deliver("2024-Q4", 7, goal="received")
        page = _page(production, f"/deliveries/{number}/")
        assert _says(page, _AWAY) and any(word in page for word in _WAITS)
        for path in ("/deliveries/", "/deliveries/new/", f"/deliveries/{number}/progress/"):
            assert _says(_page(production, path), _AWAY), path
        assert _inside(production, "web", "/").status_code == 200
        for name in HOSTS:
            ready = _inside(production, name, "/readyz")
            assert (ready.status_code, ready.json()["ready"], "worker" in ready.json()["degraded"]) == (200, True, True)
        assert 'portal_part_up{part="worker"} 0.0' in _inside(production, "office", "/metrics").text
        assert production.stack.probe("worker") == 1
        until("the scheduler goes on", lambda: production.stack.probe("scheduler") == 0)
    finally:
        production.stack.start("worker")
    until("the candidate", lambda: production.watch.state(number) == "candidate")
    until("everything is well", lambda: _is_well(production))
    assert not _says(_page(production, "/deliveries/"), _AWAY)


def test_while_the_broker_is_away_an_upload_says_at_once_that_its_check_waits(production: Production) -> None:
    with _stopped_server(production, "redis"):
        number = production.deliver("2023-Q4", 8, goal="received")
        page = _page(production, f"/deliveries/{number}/")
        assert any(word in page for word in _WAITS)
        ready = _inside(production, "office", "/readyz")
        assert (ready.status_code, ready.json()["broker"]) == (200, "away")
        for path in ("/", "/map/", "/areas/", "/indicators/", "/releases/", "/api/v1/releases/"):
            assert _inside(production, "web", path).status_code == 200, path
        _let_time_pass(production)
        assert _says(_page(production, "/deliveries/"), _AWAY)
    until("the candidate", lambda: production.watch.state(number) == "candidate")
    until("everything is well", lambda: _is_well(production))


def test_without_scheduler_an_upload_is_checked_all_the_same_and_readiness_tells(production: Production) -> None:
    production.stack.kill("scheduler")
    try:
        production.deliver("2023-Q3", 9, goal="candidate")
        _let_time_pass(production)
        assert "scheduler" in _inside(production, "office", "/readyz").json()["degraded"]
        assert production.stack.probe("scheduler") == 1
    finally:
        production.stack.start("scheduler")
    until("everything is well", lambda: _is_well(production))


def test_without_database_every_page_asks_to_come_back_and_every_probe_tells(production: Production) -> None:
    with _stopped_server(production, "postgres"):
        answers = [_inside(production, "web", path) for path in ("/", "/api/v1/releases/")]
        for answer in [*answers, production.supplier.get("/deliveries/")]:
            assert (answer.status_code, bool(answer.headers.get("Retry-After"))) == (503, True), answer.url
        for name in HOSTS:
            ready = _inside(production, name, "/readyz")
            assert (ready.status_code, ready.json()["database"]) == (503, "away")
            assert _inside(production, name, "/healthz").status_code == 200
            assert 'portal_part_up{part="database"} 0.0' in _inside(production, name, "/metrics").text
        assert production.stack.probe("worker") == 1
    until("everything is well", lambda: _is_well(production))
    assert _page(production, "/deliveries/")


def test_who_withdraws_while_a_step_is_running_is_told_at_once(production: Production) -> None:
    production.stack.kill("worker")
    try:
        number = production.deliver("2023-Q2", 10, goal="received")
        link = psycopg2.connect(production.stack.instance.database_url("owner"))
        with link, link.cursor() as cursor:
            cursor.execute("UPDATE sealed.delivery SET state = 'checked' WHERE id = %s", [number])
        with link, link.cursor() as cursor:
            cursor.execute("SELECT FROM sealed.delivery WHERE id = %s FOR NO KEY UPDATE", [number])
            answer = production.supplier.post(f"deliveries/{number}/withdraw/", json={"reason": "Irrtum"})
            assert answer.status_code == 200, answer.text
            assert answer.elapsed.total_seconds() < 20
            assert production.watch.state(number) == "checked"  # the step is asked to end, and is there still
            assert production.watch.value(_ASKED_TO_END, number) == "Irrtum"
        link.close()
    finally:
        production.stack.start("worker")
    until("the withdrawal", lambda: production.watch.state(number) == "withdrawn")
    assert production.watch.value(_ASKED_TO_END, number) is None
