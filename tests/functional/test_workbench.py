"""The index workbench in the browser: composed from a starting point, seen to change, kept, handed in, decided, in force."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from indicators.actions.storing import store
from indicators.catalogue.documents import spec_of
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndexSpec, Polarity
from indicators.models import Index
from monitoring.analysis.models import IndexSubmission
from monitoring.deliveries.catalogue import submissions as office
from tests.factories import World, make_person
from tests.factories.catalogue import indicator_spec, make_indicator
from tests.functional.conftest import Visiting
from tests.monitoring.analysis.workbench.conftest import EARLIER_POVERTY, EARLIER_TURNOUT, NAMED, POVERTY, TURNOUT

COMPOSE = "/analysis/indices/compose/"
CHOSEN = "[data-workbench]"


@pytest.fixture(scope="module")
def lage(world: World) -> IndexSpec:
    """An index in force over two indicators of the tiny city."""
    lower = Polarity.LOWER_IS_MORE_DISADVANTAGE
    for code, polarity, periods in (
        ("armut", Polarity.HIGHER_IS_MORE_DISADVANTAGE, (EARLIER_POVERTY, POVERTY)),
        ("beteiligung", lower, (EARLIER_TURNOUT, TURNOUT)),
    ):
        row = make_indicator(indicator_spec(code, breaks=(), polarity=polarity))
        for period, counts in zip(("2019-12-31", "2020-12-31"), periods, strict=True):
            world.releases.add(row, period, counts)
    world.releases.release("Mit Bestandteilen")
    spec = spec_of(Part.INDEX, NAMED)
    assert isinstance(spec, IndexSpec)
    store(by=None, spec=spec)
    return spec


def opened(visit: Visiting, path: str, user: str = "planung", **options: object) -> tuple[object, Page]:
    window = visit(user, **options)
    page = window.open(path)
    page.wait_for_selector(f"{CHOSEN}[data-shown]", timeout=30_000)
    return window, page


def approve(submission: int) -> None:
    """The second person, at the office."""
    office.approve(by=make_person("zweite", "approver"), submission=submission, reason="Nachgerechnet")
    connection.close()


def fills(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-map] path.area", "paths => paths.map(path => path.getAttribute('fill'))")


def changed(page: Page, act: Callable[[], object]) -> None:
    """Do something and wait until what came of it is on the page."""
    root = page.locator(CHOSEN)
    number = int(root.get_attribute("data-computed") or 0)
    act()
    until(page, lambda: int(root.get_attribute("data-computed") or 0) > number)


def until(page: Page, test: Callable[[], bool]) -> None:
    for _ in range(100):
        if test():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that")


def test_from_a_starting_point_to_an_index_in_force(visit: Visiting, lage: IndexSpec) -> None:
    window, page = opened(visit, f"{COMPOSE}?from=lage")
    shapes = [url for url in window.requests if "topojson" in url]
    changed(page, lambda: page.locator('[data-key="weights[2]"]').fill("0"))
    assert page.locator('[data-findings="weights[2]"]').is_visible()
    changed(page, lambda: page.locator('[data-key="weights[2]"]').fill("3"))
    before = fills(page)
    changed(page, lambda: page.locator('[data-key="breaks[2]"]').fill("2"))
    after = fills(page)
    assert before != after, "the highest area passes from one class to the next"
    assert [url for url in window.requests if "topojson" in url] == shapes, "shapes were fetched again"

    changed(page, lambda: page.get_by_role("button", name="Rückgängig").click())
    assert fills(page) == before
    changed(page, lambda: page.keyboard.press("Control+Shift+z"))
    assert fills(page) == after

    page.locator('[data-keep="save"]').click()
    page.locator("#wb-save-name").fill("Probe")
    page.locator("#wb-save .kern-btn--primary").click()
    until(page, lambda: "/drafts/" in page.url)
    page.locator('[data-keep="submit"]').click()
    page.locator("#wb-submit-reason").fill("Für den Sozialbericht")
    page.locator("#wb-submit .kern-btn--primary").click()
    page.wait_for_url("**/submissions/*/")
    assert "Für den Sozialbericht" in page.inner_text("main")
    assert not window.violations()

    with ThreadPoolExecutor(1) as elsewhere:  # the server's thread sees what another transaction has committed
        elsewhere.submit(approve, IndexSubmission.objects.get().pk).result()
    assert Index.objects.get(code="lage").spec == replace(lage, weights=(1.0, -3.0), breaks=(-1.0, 2.0))
    page.reload()
    assert "Nachgerechnet" in page.inner_text("main")
    _, again = opened(visit, f"{COMPOSE}?from=lage")
    assert again.locator('[data-key="breaks[2]"]').input_value() == "2"
    assert not window.complaints


def test_whole_workbench_by_keyboard(visit: Visiting, lage: IndexSpec) -> None:
    window = visit("planung")
    page = window.open(COMPOSE)
    page.locator("#wb-search").focus()
    for words in ("armut", "beteiligung"):
        page.keyboard.type(words)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.wait_for_selector(f"{CHOSEN}[data-shown]", timeout=30_000)
    assert page.locator('[data-do="turn"]').nth(1).get_attribute("aria-pressed") == "true", "turned by its polarity"
    page.locator("#wb-tab-areas").focus()
    for name in ("robustness", "correlations", "history"):
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f"#wb-panel-{name} tbody tr")
        assert not window.violations(), name
    page.keyboard.press("Control+z")
    until(page, lambda: page.locator("[data-component-rows] > li").count() == 1)
    until(page, lambda: page.locator("[data-veil]").is_visible())


def test_values_or_changes_over_years_by_keyboard(visit: Visiting, lage: IndexSpec) -> None:
    _, page = opened(visit, f"{COMPOSE}?from=lage")
    values, changes = page.locator('[data-what][value="values"]'), page.locator('[data-what][value="changes"]')
    years = page.locator('[data-key="change_years"]')
    assert values.is_checked() and years.is_disabled()
    values.focus()
    changed(page, lambda: page.keyboard.press("ArrowDown"))
    assert changes.is_checked() and years.input_value() == "2"
    page.keyboard.press("Tab")
    expect(years).to_be_focused()
    page.keyboard.press("Control+a")
    changed(page, lambda: page.keyboard.type("1"))
    until(page, lambda: "%22change_years%22%3A1" in page.url)
    page.keyboard.press("Control+z")
    until(page, lambda: years.input_value() == "2")
    expect(years).to_be_focused()
    page.keyboard.press("Control+z")
    expect(values).to_be_checked()
    expect(values).to_be_focused()
    expect(years).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    expect(changes).to_be_checked()
    years.fill("")
    changes.focus()
    assert years.input_value() == "2", "a number that was left empty says again what is computed"
    undo = page.get_by_role("button", name="Rückgängig")
    undo.focus()
    until(page, lambda: (page.keyboard.press("Enter"), undo.is_disabled())[1])
    expect(page.get_by_role("button", name="Wiederholen")).to_be_focused()


def test_the_heading_is_in_the_readers_language(visit: Visiting, lage: IndexSpec) -> None:
    _, page = opened(visit, f"{COMPOSE}?from=lage", language="en")
    heading = page.locator("[data-title]")
    expect(heading).to_have_text(lage.title.en)
    page.locator("[data-texts] summary").click()
    page.locator('[data-key="title.en"]').fill("")
    expect(heading).to_have_text(lage.title.de)
    expect(heading).to_have_attribute("lang", "de")


def test_link_is_the_index_and_leaving_with_changes_asks(visit: Visiting, lage: IndexSpec) -> None:
    _, page = opened(visit, f"{COMPOSE}?from=lage")
    page.locator('[data-key="weights[1]"]').click()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    until(page, lambda: "%5B2%2C" in page.url)
    _, other = opened(visit, "/" + page.url.split("/", 3)[3], user="leitung")
    assert other.locator('[data-key="weights[1]"]').input_value() == "2"
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_nothing_sticks_out_and_axe_is_silent(visit: Visiting, lage: IndexSpec, width: int, theme: str) -> None:
    window, page = opened(visit, f"{COMPOSE}?from=lage", width=width, theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-areas] .link").first.click()
    page.locator("[data-texts] summary").click()
    assert not window.violations()
    window.open("/analysis/indices/")
    assert not window.violations()
    assert not window.complaints
