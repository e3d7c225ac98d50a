"""Start, areas, sheets, releases: what they say with values, without, and to whom."""

from playwright.sync_api import expect

from areas.models import Area
from monitoring.departments.models import Person
from tests.factories import World
from tests.functional.conftest import Visiting


def test_a_visitor_is_asked_to_sign_in_while_nothing_is_audited(world: World, visit: Visiting) -> None:
    page = visit().open("/")
    expect(page.locator("main")).to_contain_text("nur für die Verwaltung")
    expect(page.locator("main").get_by_role("link", name="Anmelden")).to_be_visible()


def test_a_planner_finds_what_is_live(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/")
    expect(page.locator("main")).to_contain_text("Veröffentlichung 2026/1")
    page.get_by_role("combobox").fill("heide")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("link", name="Heide Ost")).to_be_visible()


def test_an_area_sheet_says_level_and_trend_and_holds_the_numbers_of_the_api(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/areas/kiez-2020-01-01/0101/")
    text = page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "bei 20,0 %, 10,1 Prozentpunkte mehr als in der Stadt insgesamt (9,9 %)" in text
    assert "um 3,3 Prozentpunkte gestiegen" in text
    assert "+10,1 Prozentpunkte" in text
    expect(page.get_by_role("navigation", name="Wo dieses Gebiet liegt")).to_contain_text("Hafen")


def test_a_sheet_compares_with_an_area_above_when_asked(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/areas/kiez-2020-01-01/0101/")
    page.get_by_text("Verglichen mit:").get_by_role("link", name="Hafen").click()
    text = page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "10,0 Prozentpunkte mehr als im Gebiet Hafen (10,0 %)" in text


def test_an_indicator_sheet_is_there_in_both_languages(world: World, visit: Visiting) -> None:
    german = visit("planung").open("/indicators/armutsquote/")
    expect(german.get_by_role("heading", name="Titel armutsquote")).to_be_visible()
    expect(german.locator("main")).to_contain_text("Lesehilfe")
    english = visit("leitung", language="en").open("/indicators/armutsquote/")
    expect(english.get_by_role("heading", name="Title armutsquote")).to_be_visible()
    expect(english.locator("main")).to_contain_text("Reading aid")


def test_what_a_visitor_may_not_see_is_not_there(world: World, visit: Visiting) -> None:
    visiting = visit()
    response = visiting.page.goto(visiting.address + "/indicators/armutsquote/")
    assert response is not None and response.status == 404
    expect(visiting.page.locator("main")).to_contain_text("Unter dieser Adresse gibt es nichts")


def test_the_language_switch_keeps_the_view(world: World, visit: Visiting) -> None:
    page = visit("planung").open_map("?indicator=armutsquote&show=index")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("[data-map-page][data-ready]")
    assert "show=index" in page.url
    expect(page.get_by_label("Indicator", exact=True)).to_be_visible()


def test_the_theme_is_kept_by_a_cookie_and_known_to_the_first_byte(world: World, visit: Visiting) -> None:
    visiting = visit("planung")
    page = visiting.open("/")
    page.locator("summary[aria-label='Darstellung']").click()
    page.get_by_role("button", name="Dunkel").click()
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"
    body = page.context.request.get(visiting.address + "/indicators/").text()
    assert 'data-kern-theme="dark"' in body


def test_the_theme_works_without_javascript(world: World, visit: Visiting) -> None:
    page = visit("planung", java_script_enabled=False).open("/")
    page.locator("summary[aria-label='Darstellung']").click()
    page.get_by_role("button", name="Dunkel").click()
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"


def test_long_names_break_and_push_nothing_out(world: World, visit: Visiting) -> None:
    name = (
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenversorgungsanstaltsviertel an der Bahnhofsvorplatzerweiterung"
    )
    Area.objects.filter(code__in=["01", "0101"]).update(name=name)
    person = Person.objects.filter(username="planung")
    person.update(first_name="Maximiliane-Friederike", last_name="von Hohenlohe-Schillingsfürst-Waldenburg")
    visiting = visit("planung", width=360)
    wide = {}
    paths = (
        "/",
        "/areas/",
        "/areas/kiez-2020-01-01/0101/",
        "/search/?q=donau",
        "/map/?indicator=armutsquote&area=0101",
    )
    for path in paths:
        visiting.open(path)
        visiting.page.wait_for_load_state("networkidle")
        wide[path] = visiting.page.evaluate("document.documentElement.scrollWidth")
    Area.objects.filter(code="01").update(name="Hafen")
    Area.objects.filter(code="0101").update(name="Hafenviertel Nord")
    person.update(first_name="", last_name="")
    assert {path: width for path, width in wide.items() if width > 360} == {}
