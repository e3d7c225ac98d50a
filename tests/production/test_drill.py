"""What an operator relies on after ``docker compose up``: nothing but TLS, two addresses, everybody at their own rights."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
import requests

from tests.kills.watching import until
from tests.production.conftest import Production
from tests.production.stack import HOSTS

pytestmark = pytest.mark.xdist_group("production")


def _get(production: Production, name: str, path: str, **options: Any) -> requests.Response:
    session = requests.Session()
    session.trust_env = False
    address = production.url(name) + path
    return session.get(address, verify=str(production.certificate), timeout=30, allow_redirects=False, **options)


def _inside(production: Production, name: str, path: str, host: str = "") -> requests.Response:
    """The process itself, as an operator reaches it."""
    headers = {"Host": host or HOSTS[name]}
    return requests.get(f"http://127.0.0.1:{production.stack.ports[name]}{path}", headers=headers, timeout=30)


@pytest.mark.parametrize("name", HOSTS)
def test_cookies_travel_by_tls_only_and_browsers_are_told_to_stay_with_it(production: Production, name: str) -> None:
    answer = _get(production, name, "/sign-in/")
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.raw.headers.getlist("Set-Cookie")
    assert cookies and all("Secure" in cookie for cookie in cookies)


def test_a_session_is_of_its_own_address_and_travels_by_tls_only(production: Production) -> None:
    jar = production.supplier._session.cookies
    found = {cookie.name: cookie for cookie in jar}
    assert {"office_session", "office_csrf"} <= set(found)
    assert all(cookie.secure for cookie in found.values())
    assert found["office_session"].has_nonstandard_attr("HttpOnly")


def test_each_address_answers_to_its_own_name_only(production: Production) -> None:
    assert _inside(production, "web", "/sign-in/", HOSTS["office"]).status_code == 400
    assert _inside(production, "office", "/sign-in/", HOSTS["web"]).status_code == 400


def test_the_portal_has_no_page_of_the_office_and_the_office_none_without_signing_in(production: Production) -> None:
    assert _get(production, "web", "/deliveries/").status_code == 404
    refused = _get(production, "office", "/deliveries/")
    assert (refused.status_code, refused.headers["Location"].split("?")[0]) == (302, "/sign-in/")


def test_what_went_live_is_read_at_the_portal_s_address(production: Production) -> None:
    assert _get(production, "web", "/api/v1/releases/").status_code == 200
    assert production.watch.value("SELECT count(*) FROM live_release") == 1


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
@pytest.mark.parametrize("name", HOSTS)
def test_operators_pages_answer_inside_and_not_outside(production: Production, name: str, path: str) -> None:
    assert _inside(production, name, path).status_code == 200
    assert _get(production, name, path).status_code == 404


def test_everything_is_ready_and_every_health_check_says_so(production: Production) -> None:
    for name in HOSTS:
        until(f"{name} is well", lambda name=name: _inside(production, name, "/readyz").json()["degraded"] == [])  # type: ignore[misc]
    for name in ("web", "office", "worker", "scheduler"):
        assert production.stack.probe(name) == 0, name


def test_no_process_can_do_more_than_its_role(production: Production) -> None:
    web = production.stack.environment("web")
    assert [key for key, value in web.items() if value.startswith(("postgresql:", "redis:"))] == ["DATABASE_URL"]
    connection = psycopg2.connect(web["DATABASE_URL"])
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("SELECT FROM sealed.delivery")
    connection.close()


def test_there_are_no_people_of_a_trial_and_no_shortcut_to_approval(production: Production) -> None:
    assert "no trial instance" in production.stack.job("migrate", "python", "manage.py", "create_demo_users", expect=1)
    assert production.watch.rows("SELECT username FROM person ORDER BY 1") == [("ferdinand",), ("wilhelmine",)]


def test_starting_again_changes_nothing(production: Production) -> None:
    before = production.watch.rows("SELECT * FROM django_migrations ORDER BY id")
    production.stack.job("roles")
    production.stack.job("migrate")
    assert production.watch.rows("SELECT * FROM django_migrations ORDER BY id") == before


def test_requests_are_counted_over_all_processes_of_a_face(production: Production) -> None:
    def counted() -> float:
        text = _inside(production, "web", "/metrics").text
        found = re.findall(r'^portal_requests_total\{[^}]*url="imprint"[^}]*\} (\S+)$', text, re.MULTILINE)
        return sum(map(float, found))

    before = counted()
    with ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(lambda _: _inside(production, "web", "/imprint/").status_code, range(24)))
    assert answers == [200] * 24
    folder = production.stack.folder / "var" / "run" / "counters" / "portal"
    assert len(list(folder.glob("counter_*.db"))) > 1
    assert counted() == before + 24
