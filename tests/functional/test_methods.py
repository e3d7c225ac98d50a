"""From a number to how it was computed and back, with mouse and keyboard; the pages of the methods for everybody."""

import pytest

from tests.factories import World
from tests.factories.indices import make_pair
from tests.functional.conftest import Visiting
from tests.functional.test_accessibility import LOOKS

PAGES = (
    "/methods/",
    "/methods/rates/",
    "/methods/fluctuation/",
    "/methods/allocation/",
    "/indices/",
    "/how/?indicator=armutsquote&area=0101&period=2020-12-31",
    "/how/?indicator=armutsquote&area=0102&period=2019-12-31",
    "/how/?indicator=armutsquote&area=0101&period=2020-12-31&variant=smoothed",
    "/how/?indicator=index:stand&area=0101",
    "/how/?indicator=index:stand&area=0102",
    "/methods/types/",
    "/methods/similar/",
    "/methods/unusual/",
    "/methods/watch/",
    "/methods/goals/",
    "/methods/clusters/",
    "/methods/longer/",
)


@pytest.fixture(scope="module")
def published(world: World) -> World:
    """The world with an index of two indicators."""
    make_pair()
    return world


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing(published: World, visit: Visiting, language: str, theme: str, width: int) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for path in PAGES:
        visiting.open(path)
        found[path] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []


def test_nothing_sticks_out_on_a_phone(published: World, visit: Visiting) -> None:
    visiting = visit("planung", width=360)
    wide = {}
    for path in PAGES:
        visiting.open(path)
        wide[path] = visiting.page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 360} == {}


def test_a_number_of_the_map_is_laid_open_and_closed_again(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="de")
    page = visiting.open_map("?indicator=armutsquote&area=0101")
    link = page.locator(".panel a[data-how]")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert "20,0" in dialog.inner_text() and dialog.locator("math").count() > 0
    assert page.evaluate("document.activeElement.id") == "how-heading"
    assert visiting.violations() == [] and visiting.complaints == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.hasAttribute('data-how')")


def test_every_number_of_the_table_leads_to_its_own_explanation(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="de")
    page = visiting.open_map("?indicator=armutsquote&table=1&period=2019-12-31")
    page.wait_for_selector("table a[data-how]")
    addresses = page.eval_on_selector_all("table a[data-how]", "links => links.map(link => link.href)")
    areas = [address.split("area=")[1].split("&")[0] for address in addresses]
    assert "0101" in areas and "0102" not in areas  # suppressed: there is nothing to explain
    page.goto(addresses[areas.index("0101")])
    assert "16,7" in page.locator("main").inner_text()


def test_from_an_index_to_a_component_and_back_without_leaving_the_page(published: World, visit: Visiting) -> None:
    visiting = visit("planung", language="de")
    page = visiting.open("/analysis/matrix/")
    link = page.locator("#matrix-table ~ .table-frame a[data-how]").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    of_index = dialog.locator("#how-heading").inner_text()
    assert dialog.locator("[data-how-back]").is_hidden()
    component = dialog.locator("table a[data-how]").first
    component.focus()
    page.keyboard.press("Enter")
    dialog.locator("#how-origins").wait_for()
    assert page.locator("dialog").count() == 1
    assert dialog.locator("#how-heading").inner_text() != of_index
    assert page.evaluate("document.activeElement.id") == "how-heading"
    assert visiting.violations() == []
    dialog.locator("[data-how-back] button").click()
    assert dialog.locator("#how-heading").inner_text() == of_index
    assert page.evaluate("document.activeElement.closest('table') !== null")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.hasAttribute('data-how')") and visiting.complaints == []


def test_a_smoothed_value_of_the_map_leads_to_its_smoothing(world: World, visit: Visiting) -> None:
    page = visit("planung", language="de").open_map("?indicator=armutsquote&variant=smoothed&table=1")
    page.wait_for_selector("table a[data-how]")
    address = page.locator("table a[data-how]").first.get_attribute("href")
    assert "variant=smoothed" in address
