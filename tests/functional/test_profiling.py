"""A messy workbook is described, approved by a second person and delivered: in the browser, on all widths."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from indicators.actions import steps
from indicators.journey import State
from indicators.models import Delivery, ProfileDraft
from tests.functional.conftest import Visit
from tests.functional.test_deliveries import LOOKS, House, _faults, at_desk, beside, house  # noqa: F401
from tests.monitoring.deliveries.profiling.test_wizard import MESSY, workbook

pytestmark = pytest.mark.usefixtures("house")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def brought(page: Page, name: str = "bestand-2024-12-31.xlsx", content: bytes | None = None) -> int:
    """The file is chosen and a profile proposed; returns the number of its page."""
    file = {"name": name, "mimeType": XLSX, "buffer": content or workbook()}
    page.get_by_label("Datei", exact=True).set_input_files([file])
    page.get_by_role("button", name="Profil vorschlagen lassen").click()
    page.wait_for_url("**/profiling/*/")
    return int(page.url.rstrip("/").split("/")[-1])


def test_a_messy_workbook_becomes_a_profile_and_a_candidate(house: House, at_desk: Any) -> None:  # noqa: F811
    statistician = at_desk("statistik")
    page = statistician.open("/profiles/")
    page.get_by_role("link", name="Datei ohne Profil").click()
    brought(page)
    expect(page.locator("#reading")).to_contain_text("4 von 4 Gebieten. Merkmale: 1")
    page.wait_for_load_state("networkidle")
    cases = page.get_by_label("Merkmal von „Bevölkerung / Fälle“")
    expect(cases).to_have_value("")
    cases.fill("leistungsberechtigte")
    cases.press("Tab")
    expect(page.locator("#reading")).to_contain_text("Merkmale: 2", timeout=20_000)  # without a reload
    expect(page.locator("#reading")).to_contain_text("lässt sich die Datei lesen")
    page.get_by_label("Warum dieses Profil").fill("Neue Tabelle des Amts")
    page.get_by_role("button", name="Profil einreichen").click()
    expect(page.get_by_role("status")).to_contain_text("Das Profil ist eingereicht")
    assert statistician.violations() == []
    page.get_by_role("link", name="Vorschlag").click()
    proposal = page.url

    approver = at_desk("pruefung")
    page = approver.open(proposal.removeprefix(approver.address))
    page.get_by_role("link", name="Freigeben").click()
    page.get_by_role("textbox").fill("passt")
    page.get_by_role("button", name="Freigeben").click()

    page = statistician.open("/profiling/")
    page.get_by_role("link", name="bestand-2024-12-31.xlsx").first.click()
    expect(page.get_by_label("Zeitraum")).to_have_value("2024-12-31")
    assert statistician.violations() == []
    page.get_by_role("button", name="Diese Datei liefern").click()
    page.wait_for_url("**/deliveries/*/")
    number = int(page.url.rstrip("/").split("/")[-1])
    beside(lambda: steps.run(delivery=number))
    found = beside(lambda: Delivery.objects.get(pk=number))
    assert found.state == State.CANDIDATE
    expect(page.locator("main")).to_contain_text("warten auf eine zweite Person")
    page = statistician.open(f"/deliveries/{number}/")
    page.get_by_role("link", name="Gelesen mit der Fassung vom").click()
    expect(page.locator("main")).to_contain_text("Neue Tabelle des Amts")
    assert statistician.violations() == []
    assert statistician.complaints == approver.complaints == []


def test_it_works_without_javascript(house: House, at_desk: Any) -> None:  # noqa: F811
    page = at_desk("statistik", java_script_enabled=False).open("/profiling/")
    number = brought(page, "bestand.csv", MESSY.encode("cp1252"))
    page.get_by_label("Merkmal von „Fälle insg.“").fill("leistungsberechtigte")
    page.get_by_role("button", name="Merken und prüfen").click()
    expect(page.locator("#reading")).to_contain_text("Merkmale: 2")
    draft = beside(lambda: ProfileDraft.objects.get(pk=number))
    assert draft.document["columns"]["Fälle insg."] == "leistungsberechtigte"


def test_a_chosen_file_fills_in_profile_and_period(house: House, at_desk: Any) -> None:  # noqa: F811
    visiting = at_desk("statistik")
    page = visiting.open("/deliveries/new/")
    content = b"id,einwohner,faelle\n0101,300,60\n0102,400,10\n0201,320,30\n0202,80,8\n"
    page.get_by_label("Datei", exact=True).set_input_files(
        [{"name": "einwohner-2024-12-31.csv", "mimeType": "text/csv", "buffer": content}]
    )
    page.locator("[data-suggested-profile=kiez]").click()
    expect(page.get_by_label("Importprofil")).to_have_value("kiez")
    expect(page.get_by_label("Zeitraum")).to_have_value("2024-12-31")
    expect(page.locator("#profile")).to_contain_text("einwohner")
    assert visiting.complaints == []


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    house: House,  # noqa: F811
    at_desk: Any,  # noqa: F811
    language: str,
    theme: str,
    width: int,
) -> None:
    visiting = at_desk("statistik", language, theme, width)
    german = at_desk("statistik").open("/profiling/")
    csv_file = brought(german, "bestand.csv", MESSY.encode("cp1252"))
    paths = [
        "/profiling/",
        f"/profiling/{csv_file}/",
        "/profiles/",
        "/profiles/kiez/",
        "/profiles/kiez/template/?period=2024-13",
        "/catalogue/profile/entry/kiez/",
        "/deliveries/new/",
    ]
    found = {path: _faults(visiting, path) for path in paths}
    shoot(visiting, paths, f"{language}-{theme}-{width}")
    assert {path: faults for path, faults in found.items() if faults} == {}


def shoot(visiting: Visit, paths: list[str], name: str) -> None:
    folder = os.environ.get("PROFILING_SHOTS")
    if folder:
        for path in paths:
            page = visiting.open(path)
            page.screenshot(
                path=str(Path(folder) / f"{name}{path.replace('/', '_').replace('?', '_')}.png"), full_page=True
            )
