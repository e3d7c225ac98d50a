"""An index on the map like an indicator: named classes, what it is made of, an address to share; goals beside a series."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from indicators.periods import parse_period
from monitoring.departments.models import Department, Person
from monitoring.planning.goals.actions import Aim, set_goal
from monitoring.planning.models import Goal
from tests.factories import World
from tests.factories.indices import make_pair
from tests.functional.conftest import Visiting

STAND = "?indicator=index:stand"


@pytest.fixture(scope="module")
def pair(world: World) -> World:
    """The tiny city with a status index and its dynamics index."""
    make_pair()
    return world


@pytest.fixture(scope="module")
def goal(pair: World) -> Goal:
    """One for an area, in a release that is live."""
    planner = Person.objects.get(username="planung")
    aim = Aim(
        indicator="armutsquote",
        level="planungsraum",
        area="0101",
        target=8.0,
        due=date(2028, 12, 31),
        start_period=parse_period("2019-12-31"),
        start_value=15.0,
        start_release=pair.live,
        reason="Agreed",
    )
    return set_goal(by=planner, aim=aim, department=Department.objects.get(memberships__person=planner))


def fills(page: Page) -> list[str]:
    found: list[str] = page.locator("path.area").evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    return found


def test_index_is_chosen_like_an_indicator_and_shows_named_classes(pair: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&reference=01")
    page.select_option("#indicator", "index:stand")
    expect(page).to_have_url(re.compile("indicator=index:stand"))
    assert "reference=" not in page.url and "compares the areas with each other" in visiting.shown("hints")
    legend = visiting.shown("legend")
    assert (
        "very low (> 1)" in legend and "high (< −0.5)" in legend and "Each period is standardised by itself." in legend
    )
    painted = fills(page)
    assert painted[1] == "url(#state-not_applicable)"  # left out by the definition
    assert all(fill.startswith("#") for at, fill in enumerate(painted) if at != 1) and len(set(painted)) > 2
    for name in ("difference", "index", "clusters", "trend"):
        assert page.locator(f"[name=show][value={name}]").is_disabled()
    assert page.locator("#reference").is_disabled() and page.locator("#variant").is_disabled()
    expect(page.locator("[data-classing]")).to_be_hidden()
    expect(page.locator("[data-source]")).to_contain_text("Components:")
    expect(page.locator("[data-aid]")).to_contain_text("Reading aid")
    page.select_option("#indicator", "armutsquote")
    expect(page.locator("#reference")).to_be_enabled()
    assert visiting.complaints == []


def test_area_of_an_index_tells_class_parts_and_history_by_keyboard(pair: World, visit: Visiting) -> None:
    visiting = visit("leitung", language="en")
    page = visiting.open_map(STAND)
    page.locator('path.area[tabindex="0"]').focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-live]")).to_contain_text("Hafenviertel Nord: class “")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-live]")).to_contain_text("no index. Left out by the index: Haftanstalt")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    panel = page.locator("[data-panel-body]")
    expect(panel).to_contain_text("What the index is made of")
    expect(panel).to_contain_text("The index value lies")
    expect(panel.locator("table.parts tbody tr")).to_have_count(2)
    expect(panel.locator(".series svg")).to_be_visible()
    panel.locator(".series-table summary").press("Enter")
    expect(panel.locator(".series-table tbody tr")).to_have_count(2)
    assert "Trend" not in panel.inner_text()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert visiting.complaints == []


def test_shared_address_brings_period_area_and_table(pair: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map(f"{STAND}&period=2019-12-31&area=0201&table=1")
    assert page.input_value("#period") == "2019-12-31"
    expect(page.locator("[data-panel] h2")).to_have_text("Heide Ost")
    table = page.locator("[data-table]")
    expect(table.locator("caption")).to_contain_text("Status index, 31 December 2019")
    assert table.locator("thead th").count() == 2 + 2 + 2
    assert "Haftanstalt" in page.locator('tr[data-row="0102"]').inner_text()
    page.reload()
    page.wait_for_selector("[data-map-page][data-ready]")
    assert "indicator=index:stand&period=2019-12-31" in page.url and "area=0201" in page.url
    assert visiting.complaints == []


def test_index_that_is_not_open_is_neither_offered_nor_shown(pair: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=index:nichts")
    assert "There is no indicator “index:nichts” for you" in visiting.shown("hints")
    offered = page.locator("#indicator option").evaluate_all("all => all.map(one => one.value)")
    assert {"index:stand", "index:verlauf"} <= set(offered)
    page = visit(language="en").open_map(STAND)
    assert not any(
        "index:" in one for one in page.locator("#indicator option").evaluate_all("all => all.map(one => one.value)")
    )


def test_goal_stands_beside_the_series_and_another_one_can_be_set(goal: Goal, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&area=0101")
    panel = page.locator("[data-panel-body]")
    expect(panel.locator("line.series__target")).to_have_count(1)
    panel.get_by_role("link", name="To the goal").click()
    expect(page).to_have_url(re.compile(f"/planning/goals/{goal.pk}/"))
    page.go_back()
    page.get_by_role("link", name="Set a goal").click()
    assert (page.input_value("[name=indicator]"), page.input_value("[name=area]")) == ("armutsquote", "0101")
    for path, field, code in (
        ("/indicators/armutsquote/", "indicator", "armutsquote"),
        ("/areas/kiez-2020-01-01/0101/", "area", "0101"),
    ):
        page = visiting.open(path)
        page.get_by_role("link", name="Set a goal").press("Enter")
        assert page.input_value(f"[name={field}]") == code
    page = visit("admin", language="en").open("/indicators/armutsquote/")
    assert page.get_by_role("link", name="Set a goal").count() == 0


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("de", "light", 1280), ("en", "dark", 390), ("de", "dark", 1920)]
)
def test_axe_finds_nothing_on_the_map_of_an_index(
    pair: World, visit: Visiting, language: str, theme: str, width: int
) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for query in (STAND, f"{STAND}&area=0101&table=1", "?indicator=index:verlauf&area=0102"):
        page = visiting.open_map(query)
        page.wait_for_load_state("networkidle")
        found[query] = visiting.violations()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
    assert {query: problems for query, problems in found.items() if problems} == {}
    assert visiting.complaints == []
