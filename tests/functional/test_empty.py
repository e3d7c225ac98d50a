"""A portal before its first delivery."""

from playwright.sync_api import expect

from tests.functional.conftest import Visiting


def test_an_empty_portal_says_how_to_deliver(visit: Visiting) -> None:
    page = visit().open("/")
    expect(page.get_by_role("heading", name="So gelingt die erste Lieferung")).to_be_visible()
    for command in ("import_areas", "load_catalogue", "deliver"):
        expect(page.locator("main")).to_contain_text(f"./portal manage {command}")


def test_every_page_of_an_empty_portal_says_what_to_do_next(visit: Visiting) -> None:
    visiting = visit("planung")
    for path in ("/areas/", "/indicators/", "/releases/"):
        page = visiting.open(path)
        expect(page.locator(".empty")).to_be_visible()
        assert visiting.violations() == []
    page = visiting.open_map()
    expect(page.get_by_role("alert").get_by_role("link", name="Zur Startseite")).to_be_visible()
    assert visiting.violations() == []
