"""From the report to the rows of the file, to a reason, and to the preview's map: as a statistician walks."""

from typing import Any

import pytest
from playwright.sync_api import expect

from areas.boundaries import to_topojson
from areas.models import Area, LevelShapes
from indicators.models import WarningReason
from tests.functional.conftest import Visit
from tests.functional.shapes import blocks_of
from tests.functional.test_deliveries import LOOKS, House, _faults, at_desk, beside, house
from tests.indicators.actions.journeys import COUNTS, file_of

__all__ = ["at_desk", "house"]

SPOILED = COUNTS | {"0102": (-7, 400), "0201": ("=1+1", 320)}
WARNED = {code: counts for code, counts in COUNTS.items() if code != "0202"}


def _draw(house: House) -> None:
    """Shapes for the tiny city, so that its maps can be looked at."""
    edition = house.office.edition
    codes = {
        level: list(
            Area.objects.filter(edition=edition, level__code=level, is_residual=False)
            .order_by("position")
            .values_list("code", flat=True)
        )
        for level in ("stadt", "bezirk", "planungsraum")
    }
    for level, polygons in blocks_of(codes).items():
        names = list(Area.objects.filter(edition=edition, code__in=codes[level]).values_list("name", flat=True))
        drawn = to_topojson(codes[level], names[: len(codes[level])], polygons)
        LevelShapes.objects.update_or_create(
            edition=edition,
            level=Area.objects.filter(edition=edition, level__code=level)[0].level,
            defaults={"topojson": drawn.content, "sha256": drawn.sha256},
        )


def _ready(visiting: Visit) -> None:
    visiting.page.wait_for_selector("[data-office-map][data-ready]", state="attached", timeout=20_000)


def test_a_problem_leads_to_its_row_and_the_map_to_its_area(house: House, at_desk: Any) -> None:
    beside(lambda: _draw(house))
    number = beside(lambda: house.office.deliver(file_of(SPOILED)).pk)
    visiting = at_desk("statistik", "en")
    page = visiting.open(f"/deliveries/{number}/report/")
    group = page.locator(".problem-group", has_text="Negative numbers")
    expect(group).to_contain_text("1 time")
    group.get_by_text("Rows in the file").click()
    expect(group.locator("mark")).to_have_text("-7")
    expect(group.locator("tr.is-marked th")).to_have_text("3")
    expect(group.locator("tr.is-marked td").first).to_have_text("0102")
    _ready(visiting)
    page.locator("path[data-code='0102']").focus()
    expect(page.locator("[data-sentence]")).to_contain_text("0102): 1 error")
    expect(page.locator("[data-legend]")).to_contain_text("errors2")
    assert visiting.complaints == []


def test_rows_are_there_without_javascript(house: House, at_desk: Any) -> None:
    number = beside(lambda: house.office.deliver(file_of(SPOILED)).pk)
    page = at_desk("statistik", "en", java_script_enabled=False).open(f"/deliveries/{number}/report/")
    page.locator(".problem-group", has_text="Negative numbers").get_by_text("Rows in the file").click()
    page.get_by_role("link", name="Show the rows of the file").first.click()
    expect(page.locator("mark")).to_be_visible()


def test_a_reason_is_written_beside_its_warnings_and_stays_there(house: House, at_desk: Any) -> None:
    number = beside(lambda: house.office.deliver(file_of(WARNED)).pk)
    page = at_desk("statistik", "en").open(f"/deliveries/{number}/report/")
    page.get_by_label("Reason why this is right").fill("Nobody lives there any more.")
    page.get_by_role("button", name="Save the reasons").click()
    expect(page.get_by_role("status")).to_contain_text("The reasons are saved")
    expect(page.locator(".reason")).to_contain_text("Nobody lives there any more.")
    given = beside(lambda: WarningReason.objects.get(delivery=number))
    assert (given.code, given.count) == ("missing_area", 1)


def test_the_preview_shows_the_change_of_an_area_on_the_map_and_keeps_the_decision_in_view(
    house: House, at_desk: Any
) -> None:
    beside(lambda: _draw(house))
    beside(lambda: house.office.release(period="2023-12-31"))
    number = beside(lambda: house.office.deliver(file_of(COUNTS | {"0101": (90, 300)})).pk)
    visiting = at_desk("pruefung", "en")
    page = visiting.open(f"/deliveries/{number}/preview/")
    bar = page.get_by_role("complementary", name="Decision")
    expect(bar).to_contain_text("1 indicator changes")
    expect(bar.get_by_role("link", name="Approve")).to_be_in_viewport()
    page.locator("main table a").first.click()
    _ready(visiting)
    page.locator("path[data-code='0101']").focus()
    expect(page.locator("[data-sentence]")).to_contain_text("20.0% before, 30.0% after, +10.0 percentage points")
    page.get_by_role("link", name="A year before").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="A year before")).to_have_attribute("aria-current", "true")
    _ready(visiting)
    page.locator("path[data-code='0101']").press("Enter")
    expect(page.locator("tr[aria-current]")).to_contain_text("0101")
    assert visiting.complaints == []


def test_the_whole_map_is_on_paper(house: House, at_desk: Any) -> None:
    beside(lambda: _draw(house))
    number = beside(lambda: house.office.deliver(file_of(COUNTS | {"0101": (91, 300)})).pk)
    page = at_desk("pruefung", "de", width=1920).open(f"/deliveries/{number}/preview/?indicator=armutsquote")
    page.wait_for_selector("[data-office-map][data-ready='true']", timeout=20_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    frame, shape = (page.locator(name).bounding_box() for name in ("[data-map]", ".map .outline"))
    assert frame is not None and shape is not None and frame["width"] < 700
    assert shape["x"] >= frame["x"] and shape["x"] + shape["width"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    house: House, at_desk: Any, language: str, theme: str, width: int
) -> None:
    beside(lambda: _draw(house))
    refused = beside(lambda: house.office.deliver(file_of(SPOILED)).pk)
    warned = beside(lambda: house.office.deliver(file_of(WARNED)).pk)
    visiting = at_desk("statistik", language, theme, width)
    found = {}
    for path in (
        f"/deliveries/{refused}/report/",
        f"/deliveries/{refused}/report/?severity=hint",
        f"/deliveries/{refused}/report/?code=negative_count",
        f"/deliveries/{refused}/report/rows/?problem=0",
        f"/deliveries/{warned}/report/",
        f"/deliveries/{warned}/preview/",
        f"/deliveries/{warned}/preview/?indicator=armutsquote&against=year&level=bezirk",
    ):
        found[path] = _faults(visiting, path)
    visiting.open(f"/deliveries/{refused}/report/")
    _ready(visiting)
    for summary in visiting.page.locator(".rows-toggle summary").all():
        summary.click()
    expect(visiting.page.locator("mark").first).to_be_visible()
    found["opened"] = visiting.violations()
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert visiting.complaints == []
