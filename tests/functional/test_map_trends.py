"""How areas moved, and values over longer times, as a reader finds them on the map."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import World
from tests.factories.quarters import add_quarters
from tests.functional.conftest import Visiting


@pytest.fixture(scope="module")
def quarters(world: World) -> World:
    """The city of these tests with twenty quarters of one indicator."""
    add_quarters(world)
    return world


def test_the_trend_is_shown_in_words_and_its_legend_says_how_it_is_judged(quarters: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=quote&area=0101")
    page.get_by_label("Trend", exact=True).check(force=True)
    expect(page).to_have_url(re.compile("show=trend"))
    expect(page.locator("[data-legend]")).to_contain_text("risen, counter to the development in the city as a whole")
    assert "less favourable than in the city as a whole" in visiting.shown("legend")
    assert "in two comparisons in a row" in visiting.shown("legend")
    panel = page.locator("[data-panel-body]")
    expect(panel).to_contain_text("The development runs counter to that in the city as a whole")
    page.locator("[data-table-toggle]").click()
    expect(page.locator('tr[data-row="0201"]')).to_contain_text("less favourable than in the city as a whole")
    assert visiting.violations() == [] and visiting.complaints == []


def test_a_variant_is_chosen_named_and_kept_in_the_address(quarters: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=quote")
    page.select_option("#variant", "rolling4")
    expect(page).to_have_url(re.compile("variant=rolling4"))
    expect(page.locator(".legend__when")).to_have_text("rolling four-quarter mean, Q4 2025")
    expect(page.locator("[data-variant-aid]")).to_contain_text("Q1 2025 to Q4 2025")
    page.select_option("#variant", "smoothed")
    expect(page.locator("[data-variant-aid]")).to_contain_text("These are estimates and not what was counted.")
    page.go_back()
    expect(page.locator("#variant")).to_have_value("rolling4")
    assert visiting.violations() == [] and visiting.complaints == []


def test_a_variant_that_does_not_fit_is_given_up_and_it_is_said(quarters: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&variant=rolling4")
    expect(page.locator("path.area")).to_have_count(4)
    assert "There is no variant rolling4 of this indicator" in visiting.shown("hints")
    assert "variant=" not in page.url
    page = visiting.open_map("?indicator=quote&variant=smoothed&show=trend")
    assert "Trends are judged on the values as counted" in visiting.shown("hints")
    expect(page.locator("#variant")).to_have_value("")
