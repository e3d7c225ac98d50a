"""Everything that was logged while people worked: what was done, and nothing about anybody or any value."""

import json
from typing import Any

import pytest
import requests

from tests.kills import city
from tests.kills.people import Browser
from tests.production.conftest import PASSWORD, PEOPLE, PERIOD, Production
from tests.production.proxy import VISITOR
from tests.production.stack import HOSTS

pytestmark = pytest.mark.xdist_group("production")
_PAGES = {
    "web": (
        "/",
        "/map/?geheimnis=1",
        "/areas/?q=geheimnis",
        "/indicators/",
        "/releases/",
        "/nichts/geheimnis/",
        "/api/v1/",
    ),
    "office": (
        "/deliveries/?state=geheimnis",
        "/deliveries/new/",
        "/releases/",
        "/deliveries/1/report/?code=geheimnis",
    ),
}
_BAD = b"id,cases_00\n0101,918273645\n0102,viel-geheimnis\n"


_PROCESSES = ("web", "office", "worker", "scheduler")


def _lines(production: Production, name: str) -> list[dict[str, Any]]:
    """What a process logged. Where tests run as root, Celery warns of that on its own before there is any log."""
    lines = production.stack.log(name).read_text().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("{"))
    assert start == 0 or "superuser privileges" in lines[0]
    assert {line for line in lines if not line.startswith("{")} <= set(lines[:start])
    return [json.loads(line) for line in lines if line.startswith("{")]


def _walk(production: Production) -> None:
    """Pages of both addresses, a sign-in that fails, a file that is refused, a request that breaks the rules."""
    session = requests.Session()
    session.trust_env = False
    for path in _PAGES["web"]:
        session.get(production.url("web") + path, verify=str(production.certificate), timeout=30)
    for path in _PAGES["office"]:
        production.supplier.get(path)
    with pytest.raises(AssertionError):
        Browser(production.url("office"), "wilhelmine", "geheimnis-falsch", str(production.certificate))
    form = production.supplier.fill_in(profile=city.PROFILE, period="2022-Q1", file_name="geheimnis.csv", content=_BAD)
    production.supplier.press(form)
    for name in HOSTS:
        address = f"http://127.0.0.1:{production.stack.ports[name]}/?geheimnis=1"
        requests.get(address, headers={"Host": "geheimnis.test", "X-Forwarded-For": VISITOR}, timeout=30)


def test_nothing_that_is_logged_names_a_person_an_address_a_file_or_a_value(production: Production) -> None:
    _walk(production)
    texts = {
        name: production.stack.log(name).read_text(errors="replace")
        for name in ("web", "office", "worker", "scheduler")
    }
    texts["postgres"] = (production.stack.instance.log / "postgres.log").read_text(errors="replace")
    rows = city.file_of(PERIOD, 0).decode().splitlines()
    delivered = [separator.join(row.split(",")[1:4]) for row in rows for separator in (",", ", ", " ", "\t")]
    never = ["geheimnis", "918273645", "viel-", VISITOR, PASSWORD, "Irrtum", "hafen-20", ".csv", *PEOPLE]
    never += [secret for secret in production.stack.settings.values() if len(secret) > 15]
    for name, text in texts.items():
        assert [word for word in never if word in text] == [], name
        assert [values for values in delivered if values in text] == [], name


def test_every_line_is_one_json_object_and_says_what_was_done(production: Production) -> None:
    _walk(production)
    found = {name: _lines(production, name) for name in _PROCESSES}
    for lines in found.values():
        assert all({"at", "level", "logger", "message"} <= set(line) for line in lines)
    answered = [line for line in found["office"] if line["message"] == "answered"]
    assert {"deliveries", "delivery-upload", "sign-in"} <= {line["url"] for line in answered}
    assert all({"request", "method", "status", "ms", "queries"} <= set(line) for line in answered)
    assert not {"healthz", "readyz", "metrics"} & {line["url"] for line in answered if line["status"] < 400}
    steps = [line for line in found["worker"] if line["message"] == "step taken"]
    assert {"check", "stage", "calculate", "activate"} <= {line["step"] for line in steps}
    assert all(line["delivery"] and line["seconds"] >= 0 for line in steps)


def test_the_wake_up_every_three_seconds_is_no_news(production: Production) -> None:
    lines = [line for name in ("worker", "scheduler") for line in _lines(production, name)]
    news = [line for line in lines if line["level"] == "info"]  # that a pulse fails while a restore runs is an error
    assert not [line for line in news if "pulse" in line["message"] or "due task" in line["message"]]
    told = [line for line in news if line["logger"].startswith("celery")]
    assert len(told) < 40
