"""The pure modules of the map, run in the browser as they are: classes, colours, the address, finding areas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

SOURCES = Path(settings.BASE_DIR) / "static" / "src" / "js"
ORIGIN = "http://modules.test"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can import the sources."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).lstrip("/")
        if path.endswith(".js"):
            route.fulfill(body=(SOURCES / path).read_text(), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><html lang='de'><title>modules</title>", content_type="text/html")

    context = browser.new_context()
    context.route(f"{ORIGIN}/**", serve)
    opened = context.new_page()
    opened.goto(ORIGIN)
    yield opened
    context.close()


def run(page: Page, module: str, expression: str) -> Any:
    return page.evaluate(f"import('{ORIGIN}/{module}').then(m => {expression})")


def test_an_upper_edge_belongs_to_its_class_as_in_the_calculation(page: Page) -> None:
    edges = "[1, 2, 4, 8]"
    found = run(page, "map/scales.js", f"[1, 2, 2.1, 4, 8, null].map(n => m.classOf(n, {edges}))")
    assert found == [0, 0, 1, 1, 2, None]


def test_classes_of_a_difference_are_symmetric_around_the_reference(page: Page) -> None:
    numbers = "[-9, -4, -1, 0, 0.5, 2, 3, 7, 12, null]"
    edges = run(page, "map/scales.js", f"m.symmetricBreaks({numbers}, 0, 1).slice(1, -1)")
    assert edges == [-edge for edge in reversed(edges)]
    around = run(page, "map/scales.js", "m.symmetricBreaks([40, 90, 100, 130, 250], 100, 0).slice(1, -1)")
    assert [round(edge - 100, 6) for edge in around] == [round(100 - edge, 6) for edge in reversed(around)]


def test_a_city_without_differences_still_has_classes(page: Page) -> None:
    edges = run(page, "map/scales.js", "m.symmetricBreaks([0, 0, 0], 0, 1).slice(1, -1)")
    assert len(edges) == 6 and edges == sorted(set(edges))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stay_apart_in_greyscale(page: Page, theme: str) -> None:
    for colours in (run(page, "map/palettes.js", f"m.sequential({n}, '{theme}')") for n in (3, 5, 7)):
        assert_apart(colours)
    assert_apart(run(page, "map/palettes.js", f"m.diverging('{theme}')"))


def assert_apart(colours: list[str]) -> None:
    """Lightness (CIE L*) of any two classes differs by at least 4."""
    lightness = sorted(grey(colour) for colour in colours)
    assert min(high - low for low, high in zip(lightness, lightness[1:], strict=False)) >= 4, lightness


def grey(colour: str) -> float:
    linear = []
    for at in (1, 3, 5):
        channel = int(colour[at : at + 2], 16) / 255
        linear.append(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def test_the_address_says_the_view_and_nothing_more(page: Page) -> None:
    view = "{indicator: 'a', period: '2018/19', level: 'b', reference: '', show: 'value', area: '', at: ''}"
    assert run(page, "map/address.js", f"m.toQuery({view})") == "indicator=a&period=2018/19&level=b"
    assert run(page, "map/address.js", f"m.readAddress('?' + m.toQuery({view})).period") == "2018/19"


@pytest.mark.parametrize("text", ["", "a/b/c", "11/52", "11/99/13", "11/52/999", "-1/52/13", "Infinity/1/1"])
def test_a_position_that_is_no_place_is_none(page: Page, text: str) -> None:
    assert run(page, "map/address.js", f"m.parsePosition('{text}')") is None


def test_areas_are_found_without_accents_and_by_code(page: Page) -> None:
    names = "[['01', 'Schloßstraße'], ['02', 'Alte Schlossstr.'], ['03', 'Köpenick']]"
    areas = f"{names}.map(([code, name]) => ({{code, folded: m.fold(name)}}))"
    found = run(page, "map/search.js", f"m.findAreas({areas}, 'SCHLOSSSTRASSE').map(a => a.code)")
    assert found == ["01", "02"]
    assert run(page, "map/search.js", f"m.findAreas({areas}, 'kope').map(a => a.code)") == ["03"]
    assert run(page, "map/search.js", f"m.findAreas({areas}, '02').map(a => a.code)") == ["02"]


def test_fixed_class_below_every_value_is_named_by_its_upper_edge_alone(page: Page) -> None:
    """Without the page's strings a label shows its key."""
    labels = run(page, "map/legend.js", "[[7.4, 5], [2.5, 5]].map(edges => m.classLabel(edges, 0, 1, false))")
    assert labels == ["class_below", "class_first"]
