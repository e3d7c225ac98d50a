"""A browser that walks through the portal as a user would, over the tiny city with shapes that can be drawn.

Playwright keeps an event loop in this thread, which Django takes for asynchronous code: it is told that it is not.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from areas.boundaries import to_topojson
from areas.models import Area, LevelShapes
from tests.factories import World, make_person, make_world
from tests.functional.shapes import blocks_of

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("PORTAL_CHROMIUM", "/usr/bin/chromium")
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
ROLES = {"planung": ("planner",), "leitung": ("head",), "admin": ("administrator",)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"no browser at {CHROMIUM}: ./portal test installs one")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


@dataclass
class Visit:
    """One person's browser window; ``complaints`` are errors of scripts and breaches of the content security policy."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def open_map(self, query: str = "") -> Page:
        """The map, once it stands."""
        self.open(f"/map/{query}")
        self.page.wait_for_selector("[data-map-page][data-ready]", timeout=20_000)
        return self.page

    def shown(self, name: str) -> str:
        """The text of a part of the map page, as a reader sees it."""
        return self.page.locator(f"[data-{name}]").inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def violations(self) -> list[str]:
        """What axe finds on the page as it is now."""
        self.page.evaluate(AXE.read_text())
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]


Visiting = Callable[..., Visit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of this folder use the test database, which pytest-django makes for those only that say so."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="package")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The portal's address. Its thread reads what is committed; so the data of these tests are, and are emptied away."""
    with django_db_blocker.unblock():
        assert str(connection.settings_dict["NAME"]).startswith("test_")
        running = LiveServer("localhost")
        yield running.url
        running.stop()


@pytest.fixture(scope="module")
def people(server: str) -> Iterator[dict[str, str]]:
    """Name → session of everybody in ``ROLES``; afterwards the database is empty again."""
    sessions = {}
    for name, roles in ROLES.items():
        client = Client()
        client.force_login(make_person(name, *roles), backend="django.contrib.auth.backends.ModelBackend")
        sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    yield sessions
    empty()


@pytest.fixture(scope="module")
def world(people: dict[str, str]) -> World:
    """The tiny city of the factories, its areas as adjoining squares: made once a module."""
    made = make_world()
    draw(made)
    return made


def empty() -> None:
    """Takes every row away, sealed room included; what the migrations wrote stays."""
    kept = ("django_migrations", "django_content_type", "auth_permission", "spatial_ref_sys")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname IN ('public', 'sealed') AND tablename <> ALL(%s)",
            [list(kept)],
        )
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def draw(made: World) -> None:
    """Real shapes for the map: every level of the city."""
    shapes = blocks_of({level: _codes(made, level) for level in ("stadt", "bezirk", "planungsraum")})
    for level, polygons in shapes.items():
        areas = list(Area.objects.filter(edition=made.edition, level__code=level, is_residual=False))
        drawn = to_topojson([area.code for area in areas], [area.name for area in areas], polygons)
        LevelShapes.objects.filter(edition=made.edition, level__code=level).update(
            topojson=drawn.content, sha256=drawn.sha256
        )


def _codes(made: World, level: str) -> list[str]:
    return list(
        Area.objects.filter(edition=made.edition, level__code=level, is_residual=False).values_list("code", flat=True)
    )


@pytest.fixture
def visit(browser: Browser, server: str, people: dict[str, str]) -> Iterator[Visiting]:
    """``visit("planung", language="de", theme="light", width=1280)`` opens a window; without a name nobody is signed in."""
    opened: list[BrowserContext] = []

    def start(
        user: str = "",
        *,
        language: str = "de",
        theme: str = "light",
        width: int = 1280,
        height: int = 800,
        **options: Any,
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,  # type: ignore[arg-type]
            locale="de-DE" if language == "de" else "en-GB",
            extra_http_headers={"Accept-Language": language},
            reduced_motion="reduce",
            **options,
        )
        opened.append(context)
        if user:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": people[user], "url": server}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        visiting = Visit(page, server)
        page.on("pageerror", lambda error: visiting.complaints.append(str(error)))
        page.on(
            "console", lambda line: visiting.complaints.append(line.text) if "Security Policy" in line.text else None
        )
        page.on("request", lambda request: visiting.requests.append(request.url))
        return visiting

    yield start
    for context in opened:
        context.close()
