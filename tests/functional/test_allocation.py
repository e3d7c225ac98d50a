"""A planner shares positions by need: begins, changes a variant, makes a second one, decides, and takes the paper home."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import World, make_indicator
from tests.functional.conftest import Visit, Visiting
from tests.monitoring.planning.allocation.conftest import RESIDENTS, residents_spec


@pytest.fixture(scope="module")
def counted(world: World) -> World:
    """The tiny city with residents to share among."""
    world.releases.add(make_indicator(residents_spec()), "2020-12-31", RESIDENTS, scale=1)
    world.releases.release("Einwohner")
    return world


def begun(visiting: Visit, title: str) -> None:
    """A new allocation of 20 positions, on the page of its first variant."""
    page = visiting.open("/planning/allocations/new/")
    page.fill("[name=title]", title)
    page.fill("[name=total]", "20")
    page.locator("main form button").first.click()
    page.wait_for_selector("[data-allocation-map][data-ready=true]")
    assert page.locator("[name=need]").input_value() == "armutsquote"


def saved_as(page: Page, draft: int) -> None:
    """The page knows that it stands on this draft."""
    expect(page.locator("[data-variant-form] [data-seen]")).to_have_value(str(draft))


def test_allocation_from_the_first_variant_to_the_paper(counted: World, visit: Visiting) -> None:
    visiting = visit("planung", accept_downloads=True)
    begun(visiting, "Zwanzig Stellen")
    page = visiting.page
    page.fill("[name=lowest]", "0")
    expect(page.locator("#area-0101 td.strong")).to_have_text("11")
    page.fill("[name=floor]", "6")
    expect(page.locator("[data-field=floor] [data-error]")).to_be_visible()
    assert page.locator("[name=floor]").get_attribute("aria-invalid") == "true"
    page.fill("[name=floor]", "2")
    expect(page.locator("[data-field=floor] [data-error]")).to_be_hidden()
    expect(page.locator("#area-0202 td.strong")).to_have_text("2")
    page.get_by_role("button", name="Verdoppeln").or_(page.get_by_role("button", name="Duplicate")).click()
    expect(page).to_have_url(re.compile(r"/variants/2/$"))
    page.wait_for_selector("[data-allocation-map][data-ready=true]")
    page.select_option("[name=weighting]", "stepped")
    expect(page.locator("[data-stepped]")).to_be_visible()
    saved_as(page, 6)
    page.locator(".variants a").first.click()
    expect(page.locator(".variant-card")).to_have_count(2)
    page.locator("a.kern-btn--primary").click()
    page.select_option("[name=variant]", "2")
    page.fill("[name=decided_by]", "Jugendhilfeausschuss")
    page.fill("[name=decided_on]", "2026-03-03")
    page.fill("[name=reason]", "Nach Bedarf.")
    page.locator("main form button").click()
    page.wait_for_url("**/decisions/1/")
    with page.expect_download() as download:
        page.locator("a[href$='/paper/']").click()
    assert download.value.suggested_filename.endswith("decision-1.pdf")
    assert visiting.complaints == []


def test_changes_are_taken_back_by_keyboard(counted: World, visit: Visiting) -> None:
    visiting = visit("planung")
    begun(visiting, "Mit Tasten")
    page = visiting.page
    page.fill("[name=total]", "30")
    saved_as(page, 2)
    page.locator("[name=need]").focus()
    page.keyboard.press("Control+z")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=total]")).to_have_value("20")
    page.locator("[name=need]").focus()
    page.keyboard.press("Control+y")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=total]")).to_have_value("30")


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("de", "light", 1280), ("en", "dark", 1280), ("de", "dark", 390), ("en", "light", 360)],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    counted: World, visit: Visiting, language: str, theme: str, width: int
) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    begun(visiting, f"Barrierefrei {language} {theme}")
    page = visiting.page
    here = page.url.removeprefix(visiting.address)
    one = here.removesuffix("variants/1/")
    found, wide = {}, {}
    for path in (
        "/planning/allocations/",
        "/planning/allocations/new/",
        here,
        one,
        *(one + tail for tail in ("manage/", "last-year/", "decide/")),
    ):
        visiting.open(path)
        page.wait_for_load_state("networkidle")
        found[path] = visiting.violations()
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert {path: size for path, size in wide.items() if size > width} == {}
    assert visiting.complaints == []
