"""A browser signs in as each person, opens each page, and takes its picture."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdfium2 import PdfDocument

from monitoring.screenshots.shots import SHOTS, Shot

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars"]


@dataclass(frozen=True)
class Studio:
    """A running trial instance and the browser that looks at it."""

    portal: str
    office: str
    password: str
    browser: Browser

    @contextmanager
    def page(self, shot: Shot) -> Iterator[Page]:
        """A window for a picture, signed in as its person."""
        context = self._context(shot)
        try:
            page = context.new_page()
            self._sign_in(page, shot)
            page.emulate_media(media=shot.medium)
            yield page
        finally:
            context.close()

    def address(self, shot: Shot) -> str:
        return (self.office if shot.office else self.portal).rstrip("/")

    def _context(self, shot: Shot) -> BrowserContext:
        return self.browser.new_context(
            viewport={"width": shot.width, "height": shot.height},
            device_scale_factor=shot.scale,
            color_scheme=shot.theme,
            locale="de-DE" if shot.language == "de" else "en-GB",
            reduced_motion="reduce",
        )

    def _sign_in(self, page: Page, shot: Shot) -> None:
        page.goto(f"{self.address(shot)}/sign-in/")
        page.fill("input[name=username]", shot.person)
        page.fill("input[name=password]", self.password)
        page.click("main form.form button")
        page.wait_for_load_state()
        if page.locator("input[name=password]").count():
            raise RuntimeError(f"{shot.person} cannot sign in at {self.address(shot)}")


@contextmanager
def studio(portal: str, office: str, password: str, program: str) -> Iterator[Studio]:
    """Start the browser at ``program``; it is closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            yield Studio(portal, office, password, browser)
        finally:
            browser.close()


def take(found: Studio, folder: Path, places: Mapping[str, str]) -> Iterator[Path]:
    """Take every picture into ``folder``, one PNG each; ``places`` fills the names in the shots' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        with found.page(shot) as page:
            answer = page.goto(found.address(shot) + shot.path.format(**places))
            if answer is None or not answer.ok:
                raise RuntimeError(f"{shot.name}: {shot.path} answers {answer.status if answer else 'nothing'}")
            shot.prepare(page)
            path = folder / f"{shot.name}.png"
            if shot.medium == "print":
                _printed(page.pdf(format="A4", print_background=True, prefer_css_page_size=True), path)
            else:
                page.screenshot(path=path)
        yield path


def _printed(document: bytes, path: Path) -> None:
    """The first page of a PDF as it lies on the desk."""
    with PdfDocument(document) as pages:
        pages[0].render(scale=1.5).to_pil().save(path)
