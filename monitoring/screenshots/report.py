"""A file with the mistakes that spreadsheets bring, delivered so that there is a report of problems to show."""

from pathlib import Path

from playwright.sync_api import Page

FILE_NAME = "arbeitslose-2026-Q2-entwurf.csv"
PROFILE, PERIOD = "demo-arbeitslose", "2026-Q2"


def report_path(page: Page, office: str, folder: Path) -> str:
    """The address of that report; the file is uploaded where no earlier one was refused."""
    page.goto(f"{office}/deliveries/")
    link = page.get_by_role("link", name=FILE_NAME).first
    if link.count():
        link.click()
    else:
        _upload(page, office, folder)
    page.wait_for_url("**/deliveries/*/")
    page.wait_for_selector("a[href$='/report/']", timeout=60_000)
    return page.url.removeprefix(office) + "report/"


def _upload(page: Page, office: str, folder: Path) -> None:
    page.goto(f"{office}/deliveries/new/")
    page.select_option("select[name=profile]", PROFILE)
    page.fill("input[name=period]", PERIOD)
    page.set_input_files("input[name=file]", {"name": FILE_NAME, "mimeType": "text/csv", "buffer": spoilt(folder)})
    page.click("main form.form button.kern-btn--primary")


def spoilt(folder: Path) -> bytes:
    """The demo's own file of that period with a mistake of each usual kind in it."""
    found = next(folder.rglob(f"{PROFILE}-{PERIOD}.csv"))
    header, *rows = found.read_text(encoding="utf-8").splitlines()
    cells = [row.split(";") for row in rows]
    cells[3][0] = "9" + cells[3][0][1:]  # an area that there is not
    cells[7] = list(cells[6])  # the line above once more
    cells[11][1] = "-" + cells[11][1].lstrip("*-")  # a number below zero
    cells[15][1], cells[15][2] = "12", "48"  # a part above its whole
    cells[19][1] = "k. A."  # a sign without a meaning
    cells[23][0] = cells[23][0].lstrip("0")  # a spreadsheet ate the leading zero
    cells[27][2] = "17,5"  # half a person
    return "\n".join([header, *(";".join(row) for row in cells), ""]).encode()
