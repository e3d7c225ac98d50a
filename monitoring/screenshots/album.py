"""The whole album: find the places to show, then take every picture."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

from monitoring.screenshots.report import report_path
from monitoring.screenshots.shots import SHOTS
from monitoring.screenshots.taking import Studio, studio, take


def album(*, folder: Path, portal: str, office: str, password: str, browser: str) -> Iterator[Path]:
    """Take every picture into ``folder``; yields each path once it is written.

    Raises:
        RuntimeError: a page does not answer, somebody cannot sign in.
    """
    with studio(portal, office, password, browser) as found:
        yield from take(found, folder, _places(found))


def _places(found: Studio) -> dict[str, str]:
    dashboard = next(shot for shot in SHOTS if shot.name == "dashboard")
    with found.page(dashboard) as page:
        places = {"dashboard": _default_dashboard(page, found.portal), "area": _area(page, found.portal)}
    report = next(shot for shot in SHOTS if shot.name == "report")
    with found.page(replace(report, width=1280)) as page:
        places["report"] = report_path(page, found.office, settings.VAR_DIR / "demo")
    return places


def _default_dashboard(page: Page, portal: str) -> str:
    """The first dashboard in the list is the default of one's own role."""
    page.goto(f"{portal}/dashboards/")
    link = page.locator("main a[href^='/dashboards/']").first
    return str(link.get_attribute("href"))


def _area(page: Page, portal: str) -> str:
    """An area of the finest level with every kind of value: the one that the search finds first."""
    answer = page.request.get(f"{portal}/api/v1/values/?indicator=sgb2-quote&level=planungsraum").json()
    rank = sorted(
        (value, code)
        for value, code, state, people in zip(
            answer["value"], answer["codes"], answer["status"], answer["denominator"], strict=True
        )
        if state == "ok" and people > 600
    )
    return f"/areas/{answer['edition']}/{rank[int(0.8 * len(rank))][1]}/"
