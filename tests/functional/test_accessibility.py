"""axe finds nothing, in any state, language, theme or width; no script and no style stands in the pages."""

import pytest

from tests.factories import World
from tests.functional.conftest import Visiting

PAGES = (
    "/",
    "/areas/",
    "/search/",
    "/search/?q=heide",
    "/search/?q=haide",
    "/search/?q=nirgends",
    "/areas/kiez-2020-01-01/0101/",
    "/indicators/",
    "/indicators/armutsquote/",
    "/analysis/",
    "/analysis/types/",
    "/analysis/segregation/",
    "/analysis/segregation/?indicator=nichts",
    "/analysis/matrix/",
    "/analysis/relations/",
    "/analysis/relations/?x=nichts",
    "/planning/",
    "/planning/attention/",
    "/planning/attention/new/",
    "/releases/",
    "/releases/2026/1/",
    "/imprint/",
    "/accessibility/",
    "/nirgends/",
)
MAPS = (
    "?indicator=armutsquote",
    "?indicator=armutsquote&show=difference&area=0101&table=1",
    "?indicator=armutsquote&period=2019-12-31&level=bezirk&show=index",
    "?indicator=nichts&period=1999",
)
#: Pairwise over language, theme and width.
LOOKS = (("de", "light", 1280), ("en", "dark", 1280), ("de", "dark", 390), ("en", "light", 390))


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_on_the_pages(world: World, visit: Visiting, language: str, theme: str, width: int) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for path in PAGES:
        visiting.open(path)
        found[path] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visiting.complaints == []


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_on_the_map(world: World, visit: Visiting, language: str, theme: str, width: int) -> None:
    visiting = visit("planung", language=language, theme=theme, width=width)
    found = {}
    for query in MAPS:
        visiting.open_map(query)
        visiting.page.wait_for_load_state("networkidle")
        found[query] = visiting.violations()
    assert {query: problems for query, problems in found.items() if problems} == {}
    assert visiting.complaints == []


def test_axe_finds_nothing_for_visitors(world: World, visit: Visiting) -> None:
    visiting = visit()
    found = {}
    for path in ("/", "/sign-in/?next=/map/", "/indicators/", "/releases/", "/map/"):
        visiting.open(path)
        visiting.page.wait_for_load_state("networkidle")
        found[path] = visiting.violations()
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_nothing_sticks_out_at_the_narrowest_width(world: World, visit: Visiting) -> None:
    visiting = visit("planung", width=360)
    wide = {}
    for path in (*PAGES, "/map/?indicator=armutsquote&area=0101"):
        visiting.open(path)
        visiting.page.wait_for_load_state("networkidle")
        wide[path] = visiting.page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 360} == {}
