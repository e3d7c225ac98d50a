"""The map without a mouse: areas in reading order, the sentence announced, the panel opened and left."""

from playwright.sync_api import Page, expect

from tests.factories import World
from tests.functional.conftest import Visiting


def focused(page: Page) -> str:
    """Code of the focused area, or what else has the focus."""
    return str(page.evaluate("document.activeElement.dataset.code ?? document.activeElement.id"))


def tab_to_areas(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('path.area')"):
            return
    raise AssertionError("Tab never reached an area")


def test_tab_reaches_one_area_and_arrows_walk_in_the_order_of_the_codes(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    tab_to_areas(page)
    assert focused(page) == "0101"
    walked = []
    for key in ("ArrowRight", "ArrowDown", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["0102", "0201", "0202", "0201", "0101"]
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('path.area')")


def test_between_the_page_and_its_areas_there_is_no_empty_stop(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.tagName.toLowerCase()")
        assert stop != "svg", "a drawing that listens for the focus takes it"
        if stop == "path":
            return
    raise AssertionError("Tab never reached an area")


def test_the_focused_area_is_announced_in_one_sentence(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote")
    tab_to_areas(page)
    page.keyboard.press("ArrowRight")
    live = page.locator("[data-live]")
    assert live.get_attribute("aria-live") == "polite"
    assert "Hafenviertel Süd: 2,5 %" in visiting.shown("live")


def test_enter_opens_the_area_and_escape_leads_back_to_it(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    tab_to_areas(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] h2")).to_have_text("Hafenviertel Süd")
    expect(page.locator("[data-panel] h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    assert focused(page) == "0102"


def test_level_and_trend_are_two_statements(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote&area=0101")
    level = page.locator("[data-panel-body] section").nth(0).inner_text()
    trend = page.locator("[data-panel-body] section").nth(1).inner_text()
    assert "20,0" in level and "gestiegen" not in level
    assert "gestiegen" in trend and "20,0" not in trend


def test_the_skip_link_leads_past_the_header(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/map/") and visit("leitung").open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
