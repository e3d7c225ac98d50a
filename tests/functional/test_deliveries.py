"""The office's people at their browsers: upload, watch, read the report, approve; on every width, in both languages."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from django.conf import settings as project
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from indicators.actions import steps
from indicators.models import Delivery
from tests.factories import make_person
from tests.functional.conftest import Visit, empty
from tests.indicators.actions.journeys import COUNTS, Office, file_of, make_office

ONE_DELIVERY = re.compile(r"/deliveries/\d+/$")
Result = TypeVar("Result")
LOOKS = (("de", "light", 1280), ("en", "dark", 1280), ("de", "dark", 390), ("en", "light", 390), ("de", "light", 1920))


@dataclass(frozen=True)
class House:
    """The tiny city's office with sessions of its people, by name."""

    office: Office
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def house(server: str) -> Iterator[House]:
    empty()
    office = make_office()
    people = {
        "statistik": office.supplier,
        "pruefung": office.approver,
        "zulieferung": make_person("zulieferung", "supplier", department="statistikstelle"),
    }
    sessions = {}
    for name, person in people.items():
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        sessions[name] = client.cookies[project.SESSION_COOKIE_NAME].value
    yield House(office, sessions)
    empty()


@pytest.fixture
def at_desk(browser: Browser, server: str, house: House, settings: Any) -> Iterator[Any]:
    """``at_desk("pruefung", language="de", …)`` opens a window at the office's address."""
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True
    opened: list[BrowserContext] = []

    def start(person: str, language: str = "de", theme: str = "light", width: int = 1280, **options: Any) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=theme,  # type: ignore[arg-type]
            locale="de-DE" if language == "de" else "en-GB",
            extra_http_headers={"Accept-Language": language},
            **options,
        )
        opened.append(context)
        context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": house.sessions[person], "url": server}])
        visiting = Visit(context.new_page(), server)
        visiting.page.on("pageerror", lambda error: visiting.complaints.append(str(error)))
        visiting.page.on(
            "console", lambda line: visiting.complaints.append(line.text) if line.type == "error" else None
        )
        visiting.page.on("request", lambda request: visiting.requests.append(request.url))
        return visiting

    yield start
    for context in opened:
        context.close()


def beside(work: Callable[[], Result]) -> Result:
    """What another process does: over a connection of its own, committed at once."""

    def run() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def _run(page: Page) -> None:
    """The worker takes the delivery of this page as far as it goes."""
    number = _number(page)
    beside(lambda: steps.run(delivery=number))


def _fill_in(page: Page, content: bytes, period: str = "2024-12-31") -> None:
    page.get_by_label("Importprofil").select_option("kiez")
    page.get_by_label("Zeitraum").fill(period)
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "einwohner.csv", "mimeType": "text/csv", "buffer": content}
    )


def _number(page: Page) -> int:
    return int(page.url.rstrip("/").split("/")[-1])


def test_a_statistician_uploads_a_file_and_a_second_person_puts_it_live(house: House, at_desk: Any) -> None:
    statistician = at_desk("statistik")
    page = statistician.open("/")
    page.get_by_role("link", name="Datei liefern").first.click()
    page.get_by_label("Importprofil").select_option("kiez")
    expect(page.locator("#profile")).to_contain_text("einwohner")  # without a reload
    _fill_in(page, file_of())
    page.get_by_role("button", name="Hochladen und prüfen").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Datei prüfen")
    number = _number(page)
    beside(lambda: steps.run(delivery=number))
    expect(page.locator("[aria-current=step]")).to_contain_text("Entscheidung einer zweiten Person")  # by itself
    expect(page.get_by_role("link", name="Freigeben")).to_have_count(0)

    approver = at_desk("pruefung")
    page = approver.open(f"/deliveries/{number}/")
    page.get_by_role("link", name="Vorschau ansehen").click()
    expect(page.locator("main")).to_contain_text("Titel armutsquote")
    page.get_by_role("link", name="Freigeben").click()
    page.get_by_label("Anlass der Veröffentlichung").fill("4. Quartal 2024")
    page.get_by_role("button", name="Freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Die Ergebnisse sind freigegeben")
    beside(lambda: steps.run(delivery=number))
    expect(page.locator(".kern-alert--success").last).to_contain_text("veröffentlicht")
    assert statistician.complaints == approver.complaints == []


def test_a_bad_file_is_told_line_by_line(house: House, at_desk: Any) -> None:
    visiting = at_desk("zulieferung")
    page = visiting.open("/deliveries/new/")
    _fill_in(page, file_of(COUNTS | {"0102": (-7, 400)}))
    page.get_by_role("button", name="Hochladen und prüfen").click()
    page.wait_for_url(ONE_DELIVERY)
    _run(page)
    expect(page.locator("main")).to_contain_text("Zeile 3, Spalte „faelle“")
    expect(page.locator("main")).to_contain_text("Beheben, was der Bericht nennt")
    page.get_by_role("link", name="Der ganze Bericht").click()
    expect(page.get_by_role("article").first).to_contain_text("„-7“ ist negativ")


def test_a_wrong_period_is_told_at_its_field(house: House, at_desk: Any) -> None:
    page = at_desk("statistik").open("/deliveries/new/")
    _fill_in(page, file_of(), period="2024-13")
    page.get_by_role("button", name="Hochladen und prüfen").click()
    expect(page.get_by_label("Zeitraum")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_period_error")).to_contain_text("2024-13")


def test_a_double_click_on_upload_makes_one_delivery(house: House, at_desk: Any) -> None:
    before = Delivery.objects.count()
    page = at_desk("statistik").open("/deliveries/new/")
    _fill_in(page, file_of())
    page.get_by_role("button", name="Hochladen und prüfen").dblclick()
    page.wait_for_url(ONE_DELIVERY)
    assert Delivery.objects.count() == before + 1


def test_everything_works_without_javascript(house: House, at_desk: Any) -> None:
    page = at_desk("statistik", java_script_enabled=False).open("/deliveries/new/")
    _fill_in(page, file_of())
    page.get_by_role("button", name="Hochladen und prüfen").click()
    _run(page)
    page.get_by_role("link", name="Neu laden").click()
    page.get_by_role("link", name="Zurückziehen").click()
    page.get_by_label("Warum sie zurückgezogen wird").fill("nur ein Versuch")
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.locator("main")).to_contain_text("Die Lieferung ist zurückgezogen")


def test_a_decision_is_made_without_a_mouse(house: House, at_desk: Any) -> None:
    number = beside(lambda: house.office.deliver(file_of(COUNTS | {"0101": (61, 300)})).pk)
    page = at_desk("pruefung").open(f"/deliveries/{number}/")
    page.get_by_role("link", name="Zurückweisen").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Warum sie zurückgewiesen werden").focus()
    page.keyboard.type("Sprung in 0101")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zurückweisen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Die Ergebnisse sind zurückgewiesen")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    house: House, at_desk: Any, language: str, theme: str, width: int
) -> None:
    waiting = beside(lambda: house.office.receive().pk)
    refused = beside(lambda: house.office.deliver(file_of(COUNTS | {"0102": (-7, "k.A.")})).pk)
    candidate = beside(lambda: house.office.deliver(file_of(COUNTS | {"0101": (62, 300)})).pk)
    visiting = at_desk("pruefung", language, theme, width)
    statistician = at_desk("statistik", language, theme, width)
    paths = [
        "/deliveries/",
        "/deliveries/?state=superseded",
        "/releases/",
        f"/deliveries/{waiting}/",
        f"/deliveries/{refused}/",
        f"/deliveries/{refused}/report/",
        f"/deliveries/{candidate}/",
        f"/deliveries/{candidate}/report/",
        f"/deliveries/{candidate}/preview/",
        f"/deliveries/{candidate}/preview/?indicator=armutsquote",
        f"/deliveries/{candidate}/approve/",
        "/deliveries/987654/",
    ]
    found = {path: _faults(visiting, path) for path in paths}
    found |= {path: _faults(statistician, path) for path in ("/deliveries/new/", "/deliveries/new/?profile=kiez")}
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert [request for request in visiting.requests if not request.startswith((visiting.address, "data:"))] == []


def _faults(visiting: Visit, path: str) -> list[str]:
    page = visiting.open(path)
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return visiting.violations() + ([f"{wider} px too wide"] if wider > 0 else [])
