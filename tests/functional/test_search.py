"""The search in the header and on the start page, by keyboard, with suggestions that fail, and without JavaScript."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories import World
from tests.functional.conftest import Visiting

FIELD = "#finder"


def suggestions(page: Page) -> list[str]:
    return page.locator(f"{FIELD}-list [role=option] > span:first-child").all_inner_texts()


def write(page: Page, text: str) -> None:
    page.locator(FIELD).press_sequentially(text, delay=15)


def test_typing_suggests_arrows_choose_and_enter_opens(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/imprint/")
    write(page, "heide")
    expect(page.locator(f"{FIELD}-list")).to_be_visible()
    assert suggestions(page)[:3] == ["Heide", "Heide Ost", "Heide West"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{FIELD}-list [aria-selected=true]")
    assert page.locator(FIELD).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/kiez-2020-01-01/0201/")
    assert page.locator("h1").inner_text() == "Heide Ost"


def test_escape_closes_and_enter_alone_leads_to_the_page_of_results(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/imprint/")
    write(page, "hafen")
    expect(page.locator(f"{FIELD}-list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"{FIELD}-list")).to_be_hidden()
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=hafen")
    assert page.locator("main .found a").first.inner_text() == "Hafen"


def test_a_near_miss_is_announced_as_what_was_probably_meant(world: World, visit: Visiting) -> None:
    page = visit(language="en").open("/imprint/")
    write(page, "hafenvirtel")
    expect(page.locator(".finder__status")).to_contain_text("Did you mean: Hafenviertel")
    assert suggestions(page)[0].startswith("Hafenviertel")


def test_nothing_found_and_no_answer_are_said_in_sight(world: World, visit: Visiting) -> None:
    page = visit(language="en").open("/imprint/")
    write(page, "xyzzy")
    expect(page.locator(".finder__status")).to_have_text("Nothing found. Enter searches once more.")

    def fail(route: Route) -> None:
        route.fulfill(status=500, content_type="application/problem+json", body="{}")

    page.route("**/api/v1/search/**", fail)
    page.locator(FIELD).fill("")
    write(page, "heide")
    expect(page.locator(".finder__status")).to_contain_text("The search does not answer")
    assert page.locator(".finder__status").is_visible()


def test_only_the_last_text_is_asked_for(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open("/imprint/")
    page.locator(FIELD).press_sequentially("hafenviertel", delay=5)
    expect(page.locator(f"{FIELD}-list")).to_be_visible()
    asked = [address for address in visiting.requests if "/api/v1/search/" in address]
    assert len(asked) <= 2 and asked[-1].endswith("q=hafenviertel")


def test_a_click_on_a_suggestion_opens_it(world: World, visit: Visiting) -> None:
    page = visit("planung", width=390).open("/imprint/")
    write(page, "armut")
    page.locator(f"{FIELD}-list [role=option]").first.click()
    page.wait_for_url("**/indicators/armutsquote/")


def test_the_start_page_has_the_field_once_and_big(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/")
    assert page.locator("form[data-finder]").count() == 1
    assert page.locator(".finder--big").is_visible()


def test_it_works_without_javascript(world: World, visit: Visiting) -> None:
    page = visit("planung", java_script_enabled=False).open("/imprint/")
    page.locator(FIELD).fill("haide ost")
    page.locator(".finder__go").click()
    assert page.locator("main .found a").first.inner_text() == "Heide Ost"


@pytest.mark.parametrize(("language", "theme", "width"), (("de", "light", 1280), ("en", "dark", 390)))
def test_axe_finds_nothing_while_suggestions_are_open(
    world: World, visit: Visiting, language: str, theme: str, width: int
) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    page = visiting.open("/imprint/")
    for text in ("heide", "haide", "xyzzy"):
        page.locator(FIELD).fill("")
        write(page, text)
        expect(page.locator(".finder__status")).not_to_be_empty()
        page.keyboard.press("ArrowDown")
        assert visiting.violations() == [], text
    assert visiting.complaints == []


@pytest.mark.parametrize("language", ("de", "en"))
@pytest.mark.parametrize("width", (360, 390, 768, 1024, 1280, 1920))
def test_the_header_fits_and_its_parts_do_not_cover_each_other(
    world: World, visit: Visiting, language: str, width: int
) -> None:
    page = visit("leitung", language=language, width=width).open("/imprint/")
    boxes = page.evaluate(
        """[...document.querySelectorAll('.site-name, .site-nav a, .site-header > .finder, .site-tools > *')]
           .map((e) => e.getBoundingClientRect()).filter((b) => b.width)
           .map((b) => [b.left, b.top, b.right, b.bottom].map(Math.round))"""
    )
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= width, boxes[i]
        for other in boxes[i + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (boxes[i], other)
    if width >= 1280:
        assert page.locator(".site-header").bounding_box()["height"] < 60  # type: ignore[index]


def test_on_a_phone_every_page_stands_in_the_menu(world: World, visit: Visiting) -> None:
    page = visit("planung", width=390).open("/imprint/")
    assert not page.locator(".site-nav").is_visible()
    page.get_by_text("Menü", exact=True).or_(page.get_by_text("Menu", exact=True)).click()
    names = page.locator(".site-menu nav a").all_inner_texts()
    assert len(names) >= 4
    page.locator(".site-menu nav a").first.click()
    page.wait_for_url("**/map/**")
