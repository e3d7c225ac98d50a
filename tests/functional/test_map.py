"""The map: the address is the view, values and marks are those of the API, every state is told."""

import re

from playwright.sync_api import expect

from tests.factories import COUNTS, World
from tests.functional.conftest import Visiting

RATES = [100 * numerator / denominator for numerator, denominator in COUNTS["planungsraum"][:4]]  # type: ignore[misc]


def german(number: float, decimals: int = 1) -> str:
    return f"{number:.{decimals}f}".replace(".", ",")


def test_the_first_view_shows_the_latest_values_against_the_city(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote")
    expect(page.locator("path.area")).to_have_count(4)
    assert "period=2020-12-31" in page.url and "level=planungsraum" in page.url
    assert "Musterstadt 9,9 %" in visiting.shown("legend")
    assert "Veröffentlichung 2026/1" in visiting.shown("release")
    assert "nicht geprüft: nur für die Verwaltung" in visiting.shown("release")
    assert visiting.complaints == []


def test_every_area_says_the_value_of_the_api_in_one_sentence(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote")
    for position, rate in enumerate(RATES):
        page.locator("path.area").nth(position).hover()
        assert f"{german(rate)} %" in visiting.shown("sentence")
        difference = rate - 100 * 110 / 1110
        more = "mehr" if difference > 0 else "weniger"
        assert f"{german(abs(difference))} Prozentpunkte {more}" in visiting.shown("sentence")


def test_what_is_chosen_stands_in_the_address_and_the_back_button_undoes_it(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    page.get_by_label("Abstand").check()
    expect(page).to_have_url(re.compile("show=difference"))
    page.select_option("#level", "bezirk")
    expect(page.locator("path.area")).to_have_count(2)
    page.go_back()
    expect(page.locator("path.area")).to_have_count(4)
    expect(page.get_by_label("Abstand")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("Wert", exact=True)).to_be_checked()


def test_a_link_is_the_view(world: World, visit: Visiting) -> None:
    first = visit("planung").open_map("?indicator=armutsquote")
    first.get_by_label("Index").check()
    first.locator("path.area").nth(2).click()
    expect(first.locator("[data-panel] h2")).to_have_text("Heide Ost")
    second = visit("leitung").open_map("?" + first.url.split("?")[1])
    assert second.get_by_label("Index").is_checked()
    expect(second.locator("[data-panel] h2")).to_have_text("Heide Ost")
    assert second.locator("path.area").evaluate_all(FILLS) == first.locator("path.area").evaluate_all(FILLS)


FILLS = "paths => paths.map(path => path.getAttribute('fill'))"


def test_restyling_fetches_no_shapes_and_no_values_again(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote")
    page.wait_for_load_state("networkidle")
    before = len(visiting.requests)
    for way in ("Abstand", "Index", "Wert"):
        page.get_by_label(way, exact=True).check()
    page.select_option("#period", "2019-12-31")
    page.wait_for_timeout(300)
    asked = visiting.requests[before:]
    assert [url for url in asked if "topojson" in url or ("/values/" in url and "2020-12-31" in url)] == []


def test_every_state_has_its_pattern_on_the_map_in_the_legend_and_in_the_table(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote&period=2019-12-31&table=1")
    fills = page.locator("path.area").evaluate_all(FILLS)
    assert fills[1] == "url(#state-suppressed)" and fills[3] == "url(#state-missing)"
    assert "geheim gehalten" in visiting.shown("legend") and "nicht vorhanden" in visiting.shown("legend")
    rows = page.locator("[data-table] tbody tr")
    for code, state in (("0102", "suppressed"), ("0202", "missing")):
        assert f"state-{state}" in rows.filter(has_text=code).inner_html()
    page.locator("path.area").nth(1).hover()
    assert visiting.shown("sentence") == "Hafenviertel Süd: kein Wert, geheim gehalten"


def test_the_table_holds_the_same_rows_in_the_order_of_the_codes(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    page.get_by_role("button", name="Tabelle").click()
    codes = page.locator("[data-table] tbody tr td:first-child").all_inner_texts()
    assert codes == ["0", "0101", "0102", "0201", "0202", "99999999"]
    assert f"{german(RATES[0])} %" in page.locator('tr[data-row="0101"]').inner_text().replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert page.locator("[data-table] caption").inner_text().startswith("Titel armutsquote, 31.12.2020")


def test_a_wrong_address_gets_sentences_and_still_a_map(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=nichts&period=1999&level=block&reference=77&show=schoen&area=abc&at=9/99/999")
    expect(page.locator("path.area")).to_have_count(4)
    hints = visiting.shown("hints")
    for words in ("nichts", "1999", "Darstellung", "77", "abc", "Position"):
        assert words in hints
    assert "nichts" not in page.url


def test_a_failing_portal_is_told_with_a_way_on(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    visiting.page.route("**/api/v1/values/**", lambda route: route.abort())
    page = visiting.open_map("?indicator=armutsquote")
    expect(page.get_by_role("alert")).to_contain_text("Das Portal antwortet nicht")
    page.unroute("**/api/v1/values/**")
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator("path.area")).to_have_count(4)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_visitor_is_told_that_nothing_is_public_yet(world: World, visit: Visiting) -> None:
    page = visit().open_map()
    expect(page.get_by_role("alert")).to_contain_text("Öffentlich ist noch nichts")
    expect(page.get_by_role("alert").get_by_role("link", name="Anmelden")).to_be_visible()


def test_a_reference_above_compares_each_area_with_it(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open_map("?indicator=armutsquote&reference=parent")
    page.locator("path.area").first.hover()
    assert "10,0 Prozentpunkte mehr als im übergeordneten Gebiet (10,0 %)" in visiting.shown("sentence")


def test_searching_opens_an_area(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote")
    page.get_by_role("combobox", name="Gebiet auf der Karte").fill("heide w")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] h2")).to_have_text("Heide West")
    expect(page).to_have_url(re.compile("area=0202"))
