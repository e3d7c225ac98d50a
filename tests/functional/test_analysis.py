"""Two indicators side by side, and how unevenly groups live, as a reader uses the pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from indicators.catalogue.specs import Text
from tests.factories import World
from tests.factories.catalogue import indicator_spec, make_indicator
from tests.factories.results import Counts
from tests.functional.conftest import Visiting

CHILDREN: Counts = {
    "stadt": [(120, 1000)],
    "bezirk": [(70, 500), (48, 480), (2, 20)],
    "planungsraum": [(10, 200), (20, 200), (30, 300), (58, 280), (2, 20)],
}
ELDERLY: Counts = {
    "stadt": [(300, 1000)],
    "bezirk": [(150, 500), (144, 480), (6, 20)],
    "planungsraum": [(80, 200), (70, 200), (84, 300), (60, 280), (6, 20)],
}
RELATIONS = "/analysis/relations/?x=kinder&y=alte&level=planungsraum"


@pytest.fixture(scope="module")
def groups(world: World) -> World:
    """The tiny city with two groups that live in opposite parts of it."""
    for code, title, counts in (("kinder", "Kinder", CHILDREN), ("alte", "Alte", ELDERLY)):
        row = make_indicator(indicator_spec(code, title=Text(de=title, en=title), breaks=()))
        world.releases.add(row, "2020-12-31", counts)
    world.releases.release("Mit Gruppen")
    return world


def marked(page: Page) -> list[str]:
    """Names of the marked rows of the table."""
    return page.locator("tr.is-marked th").all_inner_texts()


def painted(page: Page) -> int:
    return page.locator('path.area[fill="var(--relation-marked)"]').count()


def test_what_is_dragged_over_is_marked_in_scatter_map_and_table(groups: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open(RELATIONS)
    expect(page.locator("path.area")).to_have_count(4)
    expect(page.locator("circle.scatter__point")).to_have_count(4)
    box = page.locator("[data-scatter]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] * 0.4, steps=5)
    page.mouse.up()
    some = marked(page)
    assert 0 < len(some) < 4
    assert page.locator("circle.scatter__point--marked").count() == painted(page) == len(some)
    assert visiting.violations() == []
    page.get_by_role("button", name="Markierung aufheben").click()
    assert marked(page) == [] and painted(page) == 0
    expect(page.locator("[data-scatter]")).to_be_focused()
    assert visiting.complaints == []


def test_areas_are_walked_and_marked_with_the_keys(groups: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open(RELATIONS)
    expect(page.locator("path.area")).to_have_count(4)
    page.locator("[data-scatter]").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-line]")).to_contain_text("Kinder 20,7")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    assert len(marked(page)) == painted(page) == 2
    page.keyboard.press("Escape")
    assert marked(page) == []
    assert visiting.complaints == []


def test_another_group_is_chosen_and_told(groups: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open("/analysis/segregation/?indicator=kinder")
    expect(page.locator("main")).to_contain_text("betrug der Segregationsindex 0,23")
    page.select_option("#segregation-indicator", "alte")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page).to_have_url(re.compile("indicator=alte"))
    expect(page.locator(".segregation-title")).to_have_text("Alte")
    expect(page.locator("main")).to_contain_text("betrug der Segregationsindex 0,15")
    page.locator(".segregation-table summary").last.click()
    assert visiting.violations() == [] and visiting.complaints == []
    page = visiting.open("/analysis/segregation/?indicator=nichts")
    expect(page.locator("main")).to_contain_text("nichts")
    expect(page.locator("#segregation-indicator")).to_be_visible()
