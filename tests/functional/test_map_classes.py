"""Classes as a reader chooses them on the map, and spatial patterns as a way of showing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import World
from tests.functional.conftest import Visiting

FILLS = "paths => paths.map(path => path.getAttribute('fill'))"


def choose(page: Page, method: str, count: str) -> None:
    page.locator("[data-classing] summary").click()
    page.select_option("#class-method", method)
    expect(page).to_have_url(re.compile(f"classes={method}"))
    page.select_option("#class-count", count)
    expect(page).to_have_url(re.compile(f"classes={method}:{count}"))


def test_a_method_and_a_number_of_classes_are_chosen_and_stand_in_the_address(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote")
    choose(page, "equal", "3")
    expect(page.locator("[data-legend]")).to_contain_text("over 14.2 to 20.0")  # 2.5 to 20 in three steps
    assert "Equal intervals. From the values of this period alone (31 December 2020)." in visiting.shown("legend")
    colours = page.locator("path.area").evaluate_all(FILLS)  # 20, 2.5, 9.4 and 10
    assert len(set(colours)) == 3 and colours[2] == colours[3]
    page.go_back()
    expect(page).to_have_url(re.compile("classes=equal:5"))
    assert visiting.complaints == []


def test_a_link_brings_its_classes(world: World, visit: Visiting) -> None:
    visiting = visit("leitung", language="en")
    page = visiting.open_map("?indicator=armutsquote&classes=natural:3&scope=all")
    expect(page.locator("#class-method")).to_have_value("natural")
    expect(page.locator("#class-count")).to_have_value("3")
    expect(page.locator("[data-classing] [name=shared]")).to_be_checked()
    assert "The same classes in 2 periods, from 31 December 2019 to 31 December 2020." in visiting.shown("legend")


def test_shared_classes_are_the_same_in_every_period(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&classes=equal:3")

    def classes() -> list[str]:
        lines = page.locator(".legend__classes li span:nth-of-type(1)").all_inner_texts()
        return [line for line in lines if " to " in line]

    page.locator("[data-classing] summary").click()
    page.get_by_label("Same classes in all periods").check()
    expect(page).to_have_url(re.compile("scope=all"))
    expect(page.locator("[data-legend]")).to_contain_text("The same classes in 2 periods")
    now = classes()
    page.select_option("#period", "2019-12-31")
    expect(page.locator(".legend__when")).to_have_text("31 December 2019")
    assert len(now) == 3 and classes() == now


def test_classes_that_do_not_fit_are_given_up_and_it_is_said(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&classes=fixed")
    expect(page.locator("path.area")).to_have_count(4)
    assert "The catalogue names no class breaks for armutsquote." in visiting.shown("hints")
    assert "classes=" not in page.url
    page = visiting.open_map("?indicator=armutsquote&classes=bunt:99")
    assert "bunt:99" in visiting.shown("hints")
    options = page.locator("#class-method option").evaluate_all("found => found.map(own => own.value)")
    assert options == ["quantiles", "natural", "equal", "deviations"]


def test_deviations_are_painted_around_the_reference(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote&classes=deviations:4")
    high, low = (page.locator("path.area").nth(at).get_attribute("fill") for at in (0, 1))
    page.get_by_label("Wert", exact=True).check()
    assert high != low and high and low and high.startswith("#") and low.startswith("#")


def test_classes_are_offered_where_values_are_shown(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote&show=difference")
    expect(page.locator("[data-classing]")).to_be_hidden()


def test_spatial_patterns_stand_on_the_map_in_the_legend_in_the_sentence_and_in_the_table(
    world: World, visit: Visiting
) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&table=1")
    page.get_by_label("Patterns").check()
    expect(page).to_have_url(re.compile("show=clusters"))
    expect(page.locator("path.area").first).to_have_attribute("fill", re.compile(r"url\(#cluster-"))
    for words in ("high values beside high values", "low values beside low values", "no conspicuous pattern"):
        expect(page.locator("[data-legend]")).to_contain_text(words)
    legend = visiting.shown("legend")
    assert "Moran" in legend and "mean of the areas" in legend
    page.locator("path.area").first.hover()
    assert "Hafenviertel Nord: 20.0%, no conspicuous pattern (" in visiting.shown("sentence").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    expect(page.locator("[data-table] thead")).to_contain_text("Spatial pattern")
    assert "no conspicuous pattern" in page.locator('tr[data-row="0101"]').inner_text()
    page.locator("path.area").first.click()
    expect(page.locator("[data-panel-body]")).to_contain_text("Spatial pattern")
    assert visiting.complaints == []


def test_an_area_without_a_number_keeps_its_mark_among_the_patterns(world: World, visit: Visiting) -> None:
    visiting = visit("planung", language="en")
    page = visiting.open_map("?indicator=armutsquote&period=2019-12-31&show=clusters")
    assert page.locator("path.area").evaluate_all(FILLS)[1] == "url(#state-suppressed)"
    assert "Fewer than three areas have a value here" in visiting.shown("legend")


@pytest.mark.parametrize(("language", "theme", "width"), [("de", "light", 1280), ("en", "dark", 390)])
def test_axe_finds_nothing_in_classes_and_patterns(
    world: World, visit: Visiting, language: str, theme: str, width: int
) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for query in ("show=clusters&area=0101&table=1", "classes=natural:4&scope=all"):
        page = visiting.open_map(f"?indicator=armutsquote&{query}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('.legend, .classing details').forEach(own => own.open = true)")
        found[query] = visiting.violations()
    assert {query: problems for query, problems in found.items() if problems} == {}
    assert visiting.complaints == []
