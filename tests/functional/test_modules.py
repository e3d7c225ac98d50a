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
    for count in range(3, 7):
        around = run(page, "map/palettes.js", f"m.diverging('{theme}', {count})")
        assert len(around) == count
        assert_apart(around)


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


#: Two editions of the common layer, one of another system; the whole stands in both systems.
CONTEXT = """{
  systems: [
    {code: 'orte', is_common: true, levels: [{code: 'ort', order: 1}, {code: 'stadt', order: 0}]},
    {code: 'schulen', is_common: false, levels: [{code: 'stadt', order: 0}, {code: 'schule', order: 1}]},
  ],
  editions: [{code: 'orte-1', system: 'orte'}, {code: 'orte-2', system: 'orte'}, {code: 'schulen-1', system: 'schulen'}],
}"""
INDICATOR = """{
  periods: ['2023', '2024', '2025'],
  editions: [
    {edition: 'orte-1', levels: ['stadt', 'ort'], periods: ['2023', '2024']},
    {edition: 'orte-2', levels: ['stadt', 'ort'], periods: ['2024', '2025']},
    {edition: 'schulen-1', levels: ['stadt', 'schule'], periods: ['2023', '2025']},
  ],
}"""


def test_a_level_is_chosen_with_its_system_and_each_level_once(page: Page) -> None:
    groups = f"m.levelGroups({CONTEXT}, {INDICATOR})"
    found = run(page, "map/context.js", f"{groups}.map(g => [g.system.code, g.levels.map(l => l.code)])")
    assert found == [["orte", ["stadt", "ort"]], ["schulen", ["schule"]]]


def test_periods_are_those_of_the_chosen_level(page: Page) -> None:
    assert run(page, "map/context.js", f"m.periodsAt({INDICATOR}, 'schule')") == ["2023", "2025"]
    assert run(page, "map/context.js", f"m.periodsAt({INDICATOR}, 'ort')") == ["2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("level", "period", "edition"),
    [
        ("ort", "2023", "orte-1"),
        ("ort", "2024", "orte-2"),
        ("stadt", "2025", "orte-2"),
        ("schule", "2025", "schulen-1"),
    ],
)
def test_the_edition_follows_from_level_and_period(page: Page, level: str, period: str, edition: str) -> None:
    view = f"{{level: '{level}', period: '{period}'}}"
    assert run(page, "map/context.js", f"m.editionFor({CONTEXT}, {INDICATOR}, {view})") == edition


MAKE_BOX = """(left, top, right, bottom) => ({
  getBoundingClientRect: () => ({ left, top, right, bottom, width: right - left }),
  classList: { toggle(_, on) { this.on = on; } },
})"""


def test_names_that_would_cover_each_other_wait(page: Page) -> None:
    boxes = "[[10, 10, 60, 20], [50, 12, 100, 22], [10, 40, 60, 50], [380, 10, 420, 20], [500, 10, 550, 20]]"
    found = page.evaluate(
        f"""import('{ORIGIN}/map/labels.js').then(m => {{
            const make = {MAKE_BOX};
            const spans = {boxes}.map(box => make(...box));
            m.declutter(spans, make(0, 0, 400, 300));
            return spans.map(span => span.classList.on);
        }})"""
    )
    assert found == [False, True, False, True, False], "covered, cut by the frame, and far outside it"


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("{de: 'Lage', en: 'Situation'}", "en", {"text": "Situation", "other": ""}),
        ("{de: 'Lage', en: ' '}", "en", {"text": "Lage", "other": "de"}),
        ("{de: '', en: 'Situation'}", "de", {"text": "Situation", "other": "en"}),
        ("{de: '', en: ''}", "de", {"text": "", "other": ""}),
    ],
)
def test_an_index_is_named_in_the_readers_language_or_says_in_which(
    page: Page, title: str, language: str, found: dict[str, str]
) -> None:
    assert run(page, "workbench/definition.js", f"m.titleIn({title}, '{language}')") == found
