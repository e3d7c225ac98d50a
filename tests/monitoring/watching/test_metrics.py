"""Numbers for whoever watches: what both addresses count, what the office adds, nothing about anybody."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from monitoring.watching import heartbeats
from tests.monitoring.deliveries.conftest import Desk, at_office, desk  # noqa: F401

AsRole = Callable[[str], AbstractContextManager[None]]


def _samples(client: Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def test_requests_are_counted_by_the_name_of_their_url(db: None, client: Client) -> None:
    def counted() -> float:
        key = ("portal_requests_total", (("method", "GET"), ("status", "2xx"), ("url", "imprint")))
        return _samples(client).get(key, 0.0)

    before = counted()
    client.get("/imprint/?geheim=1")
    assert counted() == before + 1
    assert not [key for key in _samples(client) if "geheim" in str(key)]


def test_the_portal_s_role_can_read_all_that_its_address_reports(db: None, client: Client, as_role: AsRole) -> None:
    heartbeats.beat(heartbeats.WORKER)
    with as_role("portal"):
        found = _samples(client)
    assert found["portal_part_up", (("part", "database"),)] == 1
    assert found["portal_part_up", (("part", "scheduler"),)] == 0
    assert 0 <= found["portal_heartbeat_age_seconds", (("process", "worker"),)] < 60
    assert not [name for name, _labels in found if "deliver" in name]


def test_the_office_tells_how_many_deliveries_wait_and_how_long(desk: Desk) -> None:  # noqa: F811
    desk.office.receive()
    desk.office.release(period="2023-12-31")
    found = _samples(desk.client())
    assert found["portal_deliveries", (("state", "received"),)] == 1
    assert found["portal_deliveries", (("state", "active"),)] == 1
    assert found["portal_deliveries", (("state", "failed"),)] == 0
    assert found["portal_oldest_waiting_seconds", ()] >= 0
    assert found["portal_live_release_age_seconds", ()] >= 0


def test_nothing_about_people_or_files_is_told(desk: Desk) -> None:  # noqa: F811
    desk.delivered()
    text = desk.client().get("/metrics").content.decode()
    assert not re.search("statistik|pruefung|einwohner|kiez", text)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_who_asks_on_this_machine_is_answered(db: None, client: Client, address: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.0.2", "::ffff:10.0.0.7", "2001:db8::1", "", "localhost"])
def test_who_asks_from_elsewhere_finds_nothing(db: None, client: Client, address: str) -> None:
    answer = client.get("/metrics", REMOTE_ADDR=address)
    assert (answer.status_code, b"portal_" in answer.content) == (404, False)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"])
def test_who_asks_through_a_proxy_on_this_machine_finds_nothing(db: None, client: Client, name: str) -> None:
    assert client.get("/metrics", headers={name: "127.0.0.1"}).status_code == 404


def test_the_token_opens_from_elsewhere(db: None, client: Client, settings: Settings) -> None:
    def asked(words: str) -> int:
        headers = {"Authorization": words, "X-Forwarded-For": "10.0.0.7"}
        return client.get("/metrics", headers=headers, REMOTE_ADDR="10.0.0.2").status_code

    settings.METRICS_TOKEN = "ein-langes-wort"
    assert [asked(words) for words in ("Bearer ein-langes-wort", "Bearer ein", "ein-langes-wort", "Bearer ü", "")] == [
        200,
        404,
        404,
        404,
        404,
    ]
    settings.METRICS_TOKEN = ""
    assert [asked(words) for words in ("Bearer ein-langes-wort", "Bearer ", "Bearer", "")] == [404, 404, 404, 404]
