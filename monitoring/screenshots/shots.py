"""Which pictures are taken: where, as whom, in which window, and what is done before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

Prepare = Callable[[Page], None]


def nothing(page: Page) -> None:
    """The page as it opens."""


def charts_drawn(page: Page) -> None:
    """A page with charts or maps in it, once nothing is loaded any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # the last frame of a drawing, names of areas included


def map_drawn(page: Page) -> None:
    """The map, once its areas are painted."""
    page.wait_for_selector("[data-map-page][data-ready]", timeout=30_000)
    charts_drawn(page)


@dataclass(frozen=True)
class Shot:
    """One picture. ``path`` on the portal's or (``office``) the statistics office's address; sizes in CSS pixels."""

    name: str
    path: str
    person: str = "planung"
    office: bool = False
    width: int = 1280
    height: int = 800
    theme: Literal["light", "dark"] = "light"
    language: Literal["de", "en"] = "de"
    medium: Literal["screen", "print"] = "screen"
    scale: float = 1
    prepare: Prepare = nothing


#: Where the report of a refused delivery lies is known once there is one.
REPORT = "{report}"

SHOTS = (
    Shot("start", "/", "leitung"),
    Shot("map", "/map/?indicator=sgb2-quote&level=planungsraum", prepare=map_drawn),
    Shot(
        "difference",
        "/map/?indicator=kinder-in-bedarfsgemeinschaften&level=bezirksregion&show=difference",
        prepare=map_drawn,
    ),
    Shot("dashboard", "{dashboard}", "leitung", height=1180, prepare=charts_drawn),
    Shot("area-sheet", "{area}", height=1000, prepare=charts_drawn),
    Shot("catalogue", "/indicators/", height=1000, prepare=charts_drawn),
    Shot("report", REPORT, "statistik", office=True, height=1000),
    Shot("phone", "/map/?indicator=sgb2-quote", width=390, height=844, scale=2, prepare=map_drawn),
    Shot("dark", "{dashboard}", "leitung", height=1180, theme="dark", prepare=charts_drawn),
    Shot("print", "{area}", width=794, height=1123, medium="print", prepare=charts_drawn),
)
