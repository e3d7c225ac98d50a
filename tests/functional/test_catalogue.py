"""The catalogue in a browser: filters that answer at once and without a script, a change from proposal to portal."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import clear_url_caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from indicators.models import Indicator
from tests.factories import World, make_person
from tests.functional.conftest import Visit, Visiting

LOOKS = (("de", "light", 1280), ("en", "dark", 1280), ("de", "dark", 390), ("en", "light", 390), ("de", "light", 1920))
LISTS = (
    "/indicators/",
    "/indicators/?q=armutsqoute&domain=income",
    "/indicators/?q=xyzxyz&domain=income",
    "/sources/",
    "/sources/register/",
    "/measures/",
    "/measures/?unit=person",
)
EDIT = "/catalogue/indicator/entry/offene-quote/edit/"


@pytest.fixture(scope="module")
def desk(world: World) -> dict[str, str]:
    """Sessions of the two people of the statistics office."""
    sessions = {}
    for name, role in (("statistik", "statistician"), ("pruefung", "approver")):
        client = Client()
        client.force_login(
            make_person(name, role, department="statistikstelle"), backend="django.contrib.auth.backends.ModelBackend"
        )
        sessions[name] = client.cookies[project.SESSION_COOKIE_NAME].value
    return sessions


@pytest.fixture
def at_desk(browser: Browser, server: str, desk: dict[str, str], settings: Any) -> Iterator[Any]:
    """``at_desk("pruefung")`` opens a window at the office's address."""
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True
    clear_url_caches()
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
        context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": desk[person], "url": server}])
        visiting = Visit(context.new_page(), server)
        visiting.page.on("pageerror", lambda error: visiting.complaints.append(str(error)))
        visiting.page.on(
            "console", lambda line: visiting.complaints.append(line.text) if "Security Policy" in line.text else None
        )
        return visiting

    yield start
    for context in opened:
        context.close()
    clear_url_caches()


def faults(visiting: Visit, path: str) -> list[str]:
    page = visiting.open(path)
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return visiting.violations() + ([f"{wider} px too wide"] if wider > 0 else [])


def titles(page: Page) -> list[str]:
    return page.locator(".entry h3").all_inner_texts()


def test_a_choice_answers_at_once_and_the_address_keeps_it(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open("/indicators/")
    assert len(titles(page)) == 3
    page.locator(".facet summary", has_text="Wer ihn sieht").click()
    page.get_by_role("checkbox", name="Alle").check()
    expect(page.locator("#found-number")).to_contain_text("1 von 3")
    assert titles(page) == ["Titel offene-quote"] and page.url.endswith("/indicators/?visibility=public")
    expect(page.get_by_role("checkbox", name="Alle")).to_be_visible()  # the open filter stays open
    page.reload()
    assert titles(page) == ["Titel offene-quote"]
    page.get_by_role("link", name="Alles zeigen").click()
    assert len(titles(page)) == 3 and visiting.complaints == []


def test_typing_narrows_the_list_and_the_field_keeps_the_focus(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/indicators/")
    page.get_by_label("Suchwörter").press_sequentially("rats")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.get_by_label("Suchwörter")).to_be_focused()
    page.keyboard.type(" qoute")
    expect(page.locator("#found-number")).to_contain_text("Ähnliches")
    page.go_back()
    expect(page.locator(".entry")).to_have_count(1)


def test_the_list_works_without_javascript(world: World, visit: Visiting) -> None:
    page = visit("planung", java_script_enabled=False).open("/indicators/")
    page.get_by_label("Suchwörter").fill("quote")
    page.locator(".facet summary", has_text="Ebene").click()
    page.get_by_role("checkbox", name="Bezirk").check()
    page.locator(".facet[open]").get_by_role("button", name="Anwenden").click()
    assert "q=quote" in page.url and "level=bezirk" in page.url
    assert len(titles(page)) == 3


def test_filters_are_used_without_a_mouse(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/indicators/")
    page.locator(".facet summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".facet").first).not_to_have_attribute("open", "")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_in_the_lists(world: World, visit: Visiting, language: str, theme: str, width: int) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {path: faults(visiting, path) for path in LISTS}
    visiting.open("/indicators/").locator(".facet summary").first.click()
    found["an open filter"] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []


def test_a_change_goes_from_the_proposal_through_a_second_person_to_the_portal(
    world: World, visit: Visiting, at_desk: Any, settings: Any
) -> None:
    statistician = at_desk("statistik")
    page = statistician.open("/catalogue/")
    page.get_by_role("link", name="Titel offene-quote", exact=True).click()
    page.get_by_role("link", name="Änderung vorschlagen").click()
    page.locator("[name='title.de']").fill("Quote der offenen Stellen")
    page.locator("[name=scale]").fill("1000")
    page.get_by_role("button", name="Folgen ansehen").click()
    expect(page.get_by_role("alert")).to_contain_text("eine veröffentlichte Zahl ändert sich nie stillschweigend")
    page.get_by_role("alert").get_by_role("link", name="Faktor").click()
    page.locator("[name=scale]").fill("100")
    page.get_by_role("button", name="Folgen ansehen").click()
    expect(page.locator("ins")).to_have_text("Quote der offenen Stellen")
    expect(page.locator("main")).to_contain_text("2 Zeiträume")
    page.get_by_label("Warum diese Änderung").fill("Genauer")
    page.get_by_role("button", name="Vorschlag einreichen").click()
    expect(page.get_by_role("status")).to_contain_text("Eine zweite Person entscheidet darüber")
    expect(page.get_by_role("link", name="Freigeben")).to_have_count(0)
    number = page.url.split("#")[0].rstrip("/").split("/")[-1]
    assert Indicator.objects.get(code="offene-quote").spec.title.de == "Titel offene-quote"

    approver = at_desk("pruefung")
    page = approver.open("/catalogue/")
    page.get_by_role("link", name=f"Vorschlag {number}").click()
    expect(page.locator("main")).to_contain_text("Keine dieser Zahlen ändert sich")
    page.get_by_role("link", name="Freigeben").click()
    page.get_by_label("Warum sie richtig ist").fill("stimmt")
    page.get_by_role("button", name="Freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Die Änderung gilt")
    page.get_by_role("link", name="Zum Eintrag und seiner Geschichte").click()
    expect(page.locator("main")).to_contain_text("statistik, freigegeben von pruefung")
    assert statistician.complaints == approver.complaints == []

    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.portal", False
    clear_url_caches()
    page = visit("planung").open("/indicators/?q=Stellen")
    assert titles(page) == ["Quote der offenen Stellen"]


def test_a_proposal_is_made_without_javascript(world: World, at_desk: Any) -> None:
    page = at_desk("statistik", java_script_enabled=False).open("/catalogue/indicator/entry/rats-quote/edit/")
    page.locator("[name='breaks[2].period']").fill("2021")
    page.locator("[name='breaks[2].de']").fill("Neues Register")
    page.get_by_role("button", name="Folgen ansehen").click()
    page.get_by_role("button", name="Zurück zur Bearbeitung").click()
    assert page.locator("[name='breaks[2].de']").input_value() == "Neues Register"
    page.get_by_role("button", name="Folgen ansehen").click()
    page.get_by_label("Warum diese Änderung").fill("Umstellung")
    page.get_by_role("button", name="Vorschlag einreichen").click()
    expect(page.locator("main")).to_contain_text("Neues Register")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_in_the_workshop(world: World, at_desk: Any, language: str, theme: str, width: int) -> None:
    visiting = at_desk("statistik", language, theme, width)
    paths = [
        "/catalogue/",
        "/catalogue/?q=xyzxyz",
        "/catalogue/proposals/",
        "/catalogue/indicator/entry/armutsquote/",
        "/catalogue/indicator/entry/armutsquote/edit/",
        "/catalogue/indicator/entry/armutsquote/edit/?as=file",
        "/catalogue/profile/new/",
    ]
    found = {path: faults(visiting, path) for path in paths}
    page = visiting.open("/catalogue/indicator/entry/armutsquote/edit/")
    page.locator("[name=decimals]").fill("viel")
    page.locator(".entry-form button.kern-btn--primary").click()
    found["errors"] = visiting.violations()
    page.locator("[name=decimals]").fill("2")
    page.locator(".entry-form button.kern-btn--primary").click()
    found["consequences"] = visiting.violations()
    page.locator("[name=reason]").fill("x")
    page.locator("button[value=propose]").click()
    found["proposal"] = visiting.violations()
    number = page.url.split("#")[0].rstrip("/").split("/")[-1]
    page = visiting.open(f"/catalogue/proposals/{number}/withdraw/")
    found["decision"] = visiting.violations()
    page.locator("[name=reason]").fill("x")
    page.locator("main form button.kern-btn--primary").click()
    found["withdrawn"] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []
