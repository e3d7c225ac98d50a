"""Status × dynamics, areas that need attention, types of areas: as they are walked, by keyboard as well; axe is silent."""

import re

import pytest
from playwright.sync_api import expect

from monitoring.departments.models import Person
from monitoring.planning.attention.rule import Criterion, Side
from monitoring.planning.models import AttentionRule
from tests.factories import World
from tests.factories.catalogue import indicator_spec, make_indicator
from tests.factories.indices import make_pair
from tests.factories.typologies import POOR, YOUNG, make_typology
from tests.functional.conftest import Visiting
from tests.monitoring.planning.test_attention import set_by

MATRIX = "/analysis/matrix/"


@pytest.fixture(scope="module")
def full(world: World) -> World:
    """The tiny city with a pair of indices and two types of areas."""
    for code, counts in (("armut", POOR), ("jugend", YOUNG)):
        row = make_indicator(indicator_spec(code, breaks=()))
        for period in ("2019-12-31", "2020-12-31"):
            world.releases.add(row, period, counts)
    world.releases.release("Mit Typen")
    make_typology()
    make_pair()
    return world


@pytest.fixture(scope="module")
def rule(full: World) -> AttentionRule:
    """Set by the planner."""
    planner = Person.objects.get(username="planung")
    return set_by(planner, "Armut", criteria=(Criterion("armutsquote", Side.ABOVE, 2.0),))


def test_groups_are_marked_in_matrix_map_and_table_and_a_path_is_opened_by_keyboard(
    full: World, visit: Visiting
) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open(MATRIX)
    page.wait_for_selector("[data-matrix][data-ready=true]")
    cell = next(one for one in page.locator("[data-cell]").all() if one.locator(".matrix__number").inner_text() != "0")
    cell.focus()
    page.keyboard.press("Enter")
    assert cell.get_attribute("aria-pressed") == "true"
    marked = page.locator("tr.is-marked").count()
    assert marked == int(cell.locator(".matrix__number").inner_text())
    assert page.locator("path.area.is-aside").count() == 4 - marked
    page.get_by_role("button", name="Mark nothing").press("Enter")
    assert page.locator("tr.is-marked").count() == 0
    expect(cell).to_be_focused()
    page.locator('path.area[tabindex="0"]').focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-line]")).to_contain_text("Hafenviertel Nord")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("area=0101#path"))
    expect(page.locator("#path")).to_contain_text("The path of Hafenviertel Nord")
    page.select_option("#matrix-period", "2019-12-31")
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.locator(".release-line")).to_contain_text("31 December 2019")
    assert visiting.complaints == []


def test_rule_is_set_seen_replaced_and_withdrawn_by_keyboard(full: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open("/planning/attention/")
    page.get_by_role("link", name="Set a rule").press("Enter")
    page.get_by_label("Title").fill("Poverty")
    page.select_option("[name=level]", "planungsraum")
    page.get_by_label("Why this rule").fill("Agreed")
    page.get_by_role("button", name="Set the rule").press("Enter")
    expect(page.locator("main")).to_contain_text("a rule needs at least one criterion")
    page.select_option("[name=indicator_1]", "armutsquote")
    page.fill("[name=by_1]", "2")
    page.get_by_role("button", name="Set the rule").press("Enter")
    page.wait_for_selector("[data-attention][data-ready=true]")
    assert "Not for publication" in page.locator("main").inner_text()
    expect(page.locator("#rule-list")).to_be_visible()
    listed = page.locator('path.area[fill="var(--attention-listed)"], path.area[fill="var(--attention-new)"]').count()
    assert listed == page.locator("main tbody tr").count() > 0
    page.get_by_role("link", name="Put another rule in its place").press("Enter")
    page.fill("[name=by_1]", "3")
    page.get_by_label("Why this rule").fill("Stricter")
    page.get_by_role("button", name="Set the rule").press("Enter")
    expect(page.get_by_role("link", name="the rule before")).to_be_visible()
    page.get_by_text("Withdraw the rule").press("Enter")
    page.locator("details[open]").get_by_label("Why").fill("Over")
    page.get_by_role("button", name="Withdraw", exact=True).press("Enter")
    expect(page.locator("main")).to_contain_text("This rule was withdrawn")
    assert visiting.complaints == []


def test_types_are_read_from_map_cards_and_table(full: World, visit: Visiting) -> None:
    visiting = visit("leitung", language="en")
    page = visiting.open("/analysis/types/")
    expect(page.locator("path.area")).to_have_count(4)
    page.locator("path.area").first.hover()
    expect(page.locator("[data-line]")).to_contain_text("Hafenviertel Nord")
    painted = page.locator("path.area").evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    assert painted[0] == painted[1] != painted[2] == painted[3]
    page.locator("main").get_by_role("link", name="Hafenviertel Nord").first.press("Enter")
    expect(page).to_have_url(re.compile("/areas/kiez-2020-01-01/0101/"))
    assert visiting.complaints == []


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("de", "light", 1280), ("en", "dark", 390), ("de", "dark", 1920)]
)
def test_axe_is_silent_and_nothing_sticks_out(
    full: World, rule: AttentionRule, visit: Visiting, language: str, theme: str, width: int
) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for path in (
        f"{MATRIX}?area=0101",
        f"{MATRIX}?period=1999",
        "/analysis/types/",
        "/planning/attention/",
        "/planning/attention/new/?preset=berlin",
        f"/planning/attention/{rule.pk}/",
        f"/planning/attention/{rule.pk}/supersede/",
        "/indices/",
        "/indices/stand/",
    ):
        page = visiting.open(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        found[path] = visiting.violations()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []


def test_patterns_are_drawn_as_lines_on_paper_and_come_back_on_screen(full: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open("/analysis/types/")
    page.wait_for_selector("path.area[fill^='url(']")
    fills = "[...document.querySelectorAll('path.area')].map(path => path.getAttribute('fill'))"
    drawn = "document.querySelectorAll('.leaflet-container clipPath + g').length"
    before = page.evaluate(fills)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(page.evaluate(fills)) == {"none"}
    assert page.evaluate(drawn) == len(set(before)) > 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(fills) == before and page.evaluate(drawn) == 0
    assert visiting.complaints == []
