"""Dashboards in the browser: numbers as the interface gives them, filters in place, keyboard, print, axe, few requests."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route
from pypdfium2 import PdfDocument

from indicators.queries.releases import live_release
from monitoring.dashboards.models import Dashboard, Panel
from monitoring.planning.models import WatchList
from tests.factories import World
from tests.factories.indices import make_pair
from tests.functional.conftest import Visit, Visiting
from tests.monitoring.planning.test_watch import make_entry

PANELS: tuple[tuple[str, tuple[int, int, int, int], dict[str, Any]], ...] = (
    ("glance", (0, 0, 12, 1), {"residents": "offene-quote"}),
    ("key_figure", (0, 1, 4, 3), {"indicator": "armutsquote"}),
    ("key_figure", (4, 1, 4, 3), {"indicator": "offene-quote"}),
    ("key_figure", (8, 1, 4, 3), {"indicator": "jugendquote"}),
    ("map", (0, 4, 6, 7), {"indicator": "armutsquote"}),
    ("series", (6, 4, 6, 7), {"indicator": "armutsquote"}),
    ("moved", (0, 11, 8, 5), {"indicators": ["armutsquote"], "residents": "offene-quote"}),
    ("deliveries", (8, 11, 4, 5), {}),
    ("text", (0, 16, 12, 2), {"heading": {"de": "Kopf", "en": "Head"}, "body": {"de": "Ein Absatz.", "en": "Text."}}),
    ("groups", (0, 18, 6, 6), {}),
    ("watch", (6, 18, 6, 6), {}),
)
LOOKS = (("de", "light", 1280), ("en", "dark", 1280), ("de", "dark", 390), ("en", "light", 1920))


@pytest.fixture(scope="module")
def board(world: World) -> str:
    """A default dashboard with a panel of every kind."""
    make_pair()
    watch = WatchList.objects.create(
        release=live_release(), quarter="2020-Q4", method="test", judged_trends=40, judged_levels=30
    )
    make_entry(watch)
    made = Dashboard.objects.create(code="alles", title_de="Alles", title_en="Everything", default_for=["everybody"])
    for number, (kind, (x, y, w, h), told) in enumerate(PANELS):
        Panel.objects.create(dashboard=made, number=number, kind=kind, x=x, y=y, w=w, h=h, settings=told)
    return "/dashboards/alles/"


def open_board(visiting: Visit, path: str) -> Page:
    page = visiting.open(path)
    page.wait_for_selector("[data-board][data-ready=true]", timeout=20_000)
    return page


def data_requests(visiting: Visit) -> list[str]:
    return [url for url in visiting.requests if "/static/" not in url and not url.startswith("data:")]


def answer(visiting: Visit, **filters: str) -> dict[str, Any]:
    asked = "&".join(f"{name}={value}" for name, value in filters.items())
    found = visiting.page.request.get(f"{visiting.address}/api/v1/dashboards/alles/data/?{asked}")
    return json.loads(found.text())


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing(board: str, visit: Visiting, language: str, theme: str, width: int) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for path in (board, f"{board}?area=0101", f"{board}?area=9&level=x", f"{board}?release=2026/9", "/dashboards/"):
        visiting.open(path)
        visiting.page.wait_for_load_state("networkidle")
        for summary in visiting.page.locator("details.board-panel__table > summary").all():
            summary.click()
        found[path] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []


def test_axe_finds_nothing_for_visitors_and_where_it_is_shared(board: str, visit: Visiting) -> None:
    visitor = visit()
    visitor.open(board)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.violations() == []
    owner = visit("planung")
    page = open_board(owner, board)
    page.get_by_text("Kopie anlegen", exact=True).or_(page.get_by_text("Make a copy", exact=True)).first.click()
    assert owner.violations() == []
    page.locator("details[open] form button").click()
    page.wait_for_selector("[data-board][data-ready=true]")
    page.goto(page.url + "manage/")
    assert owner.violations() == []
    assert owner.complaints == []


def test_page_takes_at_most_three_requests_for_data(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    open_board(visiting, board)
    visiting.page.wait_for_load_state("networkidle")
    assert len(data_requests(visiting)) <= 3, data_requests(visiting)


def test_numbers_on_the_page_are_those_of_the_interface(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    page = open_board(visiting, board)
    figure = next(panel["key_figure"] for panel in answer(visiting)["panels"] if "key_figure" in panel)
    shown = page.locator(".board-panel--key_figure .figure__value").first.inner_text()
    assert f"{figure['value']:.1f}".replace(".", ",") in shown
    page.locator("[data-map-table] > summary").click()
    page.wait_for_selector("[data-map-table] tbody td.num")
    cells = page.locator("[data-map-table] tbody tr:not(.reference) td.num:nth-child(3)").all_inner_texts()
    values = next(panel["map"] for panel in answer(visiting)["panels"] if "map" in panel)["value"]
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells] == [
        f"{value:.1f} %".replace(".", ",") for value in values
    ]


def test_filter_changes_the_panels_in_place_and_back_undoes_it(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    page = open_board(visiting, board)
    page.evaluate("window.stayed = true")
    before = page.locator(".figure__value").first.inner_text()
    page.focus("#filter-area")
    page.select_option("#filter-area", "01")
    page.wait_for_function("() => document.querySelector('[data-scope]').textContent.includes('Hafen')")
    assert page.evaluate("window.stayed") and page.url.endswith("?area=01")
    assert page.locator(".figure__value").first.inner_text() != before
    assert page.evaluate("document.activeElement.id") == "filter-area"
    assert "Hafen" in page.locator("[data-board-live]").inner_text()
    page.go_back()
    page.wait_for_function("() => !document.querySelector('[data-scope]').textContent.includes('Hafen')")
    assert page.locator(".figure__value").first.inner_text() == before


def test_area_is_chosen_on_the_map_by_keyboard_and_left_again(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    page = open_board(visiting, board)
    page.locator("[data-map] path[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert "Hafenviertel Süd" in page.locator("[data-sentence]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search === '?area=0102'")
    page.wait_for_selector("[data-board][data-ready=true]")
    page.wait_for_selector("[data-map] .mark--chosen-outer", state="attached")
    page.locator("a[data-in-place]").first.click()
    page.wait_for_function("() => location.search === ''")


def test_pointing_at_a_chart_tells_every_line_in_its_fixed_order(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    page = open_board(visiting, board)
    place = page.locator("[data-chart]").bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_selector(".tip:not([hidden])")
    assert page.locator(".tip th").all_inner_texts() == ["Musterstadt", "Hafen", "Heide"]
    page.mouse.move(place["x"], place["y"] - 100)
    page.wait_for_selector(".tip", state="hidden")
    assert visiting.complaints == []


def test_failing_update_keeps_what_was_there_and_offers_to_try_again(board: str, visit: Visiting) -> None:
    visiting = visit("planung")
    page = open_board(visiting, board)
    before = page.locator(".figure__value").first.inner_text()
    page.route("**/dashboards/alles/?*", lambda route: route.abort())
    page.select_option("#filter-area", "02")
    page.wait_for_selector("[data-board-failed] [role=alert]")
    assert page.locator(".figure__value").first.inner_text() == before
    assert visiting.violations() == []
    page.unroute("**/dashboards/alles/?*")
    page.locator("[data-board-failed] button").click()
    page.wait_for_function("() => document.querySelector('[data-scope]').textContent.includes('Heide')")
    assert page.locator("[data-board-failed]").count() == 0


def test_without_javascript_the_numbers_and_the_form_are_there(board: str, visit: Visiting) -> None:
    visiting = visit("planung", java_script_enabled=False)
    page = visiting.open(f"{board}?area=01")
    assert "Hafen" in page.locator("[data-scope]").inner_text()
    page.select_option("#filter-area", "02")
    page.locator("[data-filters] button").click()
    assert "Heide" in page.locator("[data-scope]").inner_text()
    page.locator(".board-panel--series summary").click()
    assert page.locator(".board-panel--series tbody tr").count() == 2


def test_two_rows_fit_on_a_laptop_and_nothing_sticks_out_on_a_phone(board: str, visit: Visiting) -> None:
    laptop = open_board(visit("planung", width=1280, height=800), board)
    bottom = laptop.locator(".board-panel--map").bounding_box()
    assert bottom is not None and bottom["y"] + bottom["height"] <= 800
    phone = open_board(visit("planung", width=360), board)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    tops = [box["y"] for box in (one.bounding_box() for one in phone.locator(".board-panel").all()) if box]
    assert tops == sorted(tops)


def test_paper_is_landscape_and_no_panel_is_wider_than_it(board: str, visit: Visiting) -> None:
    page = open_board(visit("planung"), board)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})
    widths = page.evaluate(
        "[...document.querySelectorAll('.board-panel')].map(one => one.getBoundingClientRect().right)"
    )
    assert max(widths) <= 1047
    paper = PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [round(side) for side in paper[0].get_size()] == [842, 595]  # A4 in points
    assert len(paper) <= 3  # panels lie side by side on real paper too, which is narrower than a laptop


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Callable[[str, str], Any]]:
    """``modules("dashboards/series-labels.js", "m.apart(…)")``: a source as it is, in an empty page."""
    sources, origin = Path(settings.BASE_DIR) / "static" / "src" / "js", "http://modules.test"

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(origin).lstrip("/")
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        route.fulfill(
            body=(sources / path).read_text() if path else "<!doctype html><title>m</title>", content_type=kind
        )

    context = browser.new_context()
    context.route(f"{origin}/**", serve)
    page = context.new_page()
    page.goto(origin)
    yield lambda module, expression: page.evaluate(f"import('{origin}/{module}').then(m => {expression})")
    context.close()


@pytest.mark.parametrize("wanted", [[10, 11, 12], [50, 10, 50], [5, 95, 96], [100, 100, 100], []])
def test_names_at_the_ends_of_lines_never_cover_each_other(
    modules: Callable[[str, str], Any], wanted: list[int]
) -> None:
    found = modules("dashboards/series-labels.js", f"m.apart({wanted}, 15, 0, 100)")
    ordered = sorted(found)
    assert all(after - before >= 15 for before, after in zip(ordered, ordered[1:], strict=False))
    ranks = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    assert [found[i] for i in ranks] == ordered
    assert all(0 <= at <= 100 for at in found)
