"""A browser that opens pages with nothing kept, counts what comes over the line, and switches the map."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("PORTAL_CHROMIUM", "/usr/bin/chromium")
PROBE = Path(__file__).with_name("probe.js")
KINDS = {"Script": "JavaScript", "Stylesheet": "CSS", "Font": "fonts", "Document": "page"}


@dataclass
class Traffic:
    """What the browser fetched: address, kind, seconds since 1970 when it was asked for, bytes over the line, headers too."""

    requests: dict[str, dict[str, Any]] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        url, kind = event["request"]["url"], KINDS.get(event.get("type", ""), "other data")
        if url.startswith("data:"):
            return
        if ".topojson" in url:
            kind = "shapes"
        elif "/values" in url:
            kind = "values"
        self.requests[event["requestId"]] = {"url": url, "kind": kind, "asked": event["wallTime"], "bytes": 0}

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.requests:
            self.requests[event["requestId"]]["bytes"] = event["encodedDataLength"]

    def bytes_until(self, moment: float) -> dict[str, int]:
        """Kind → bytes of all that had been asked for at a moment."""
        found: dict[str, int] = {}
        for request in self.requests.values():
            if request["asked"] <= moment:
                found[request["kind"]] = found.get(request["kind"], 0) + int(request["bytes"])
        return found

    def sizes(self, kind: str) -> list[int]:
        return [int(request["bytes"]) for request in self.requests.values() if request["kind"] == kind]


@dataclass
class Visit:
    """A page with its map painted: seconds since the navigation began, and the moment as seconds since 1970."""

    page: Page
    traffic: Traffic
    seconds: float
    moment: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, ended afterwards."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, address: str, path: str, cookie: dict[str, str]) -> Iterator[Visit]:
    """Opens a page with a cold cache and waits until its map is painted and the network is quiet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="de-DE")
    try:
        context.add_cookies([{**cookie, "url": address}])  # type: ignore[list-item]
        context.add_init_script(path=PROBE)
        page = context.new_page()
        traffic = Traffic()
        traffic.watch(page)
        page.goto(address + path)
        page.wait_for_selector("[data-ready]", state="attached", timeout=60_000)
        drawn = page.evaluate("probe.drawn")
        if drawn["ready"] != "true":
            raise RuntimeError(f"{path}: the map says {drawn['ready']}")
        page.wait_for_load_state("networkidle")
        yield Visit(page, traffic, drawn["painted"] / 1000, drawn["moment"] / 1000)
    finally:
        context.close()


@dataclass(frozen=True)
class Switch:
    """One switch of the map, in milliseconds; the longer of the two clocks counts."""

    what: str
    two_frames: float
    event_timing: float

    @property
    def milliseconds(self) -> float:
        return max(self.two_frames, self.event_timing)


def _switch(page: Page, what: str, key: str) -> Switch:
    """A real click on a way of showing, or a real arrow key on a list."""
    if what != "way":
        page.focus(f"#{what}")
    page.evaluate("() => { window.sample = probe.next(); }")
    if what == "way":
        page.click(f'label:has(input[name="show"][value="{key}"])')
    else:
        page.keyboard.press(key)
    found = page.evaluate("() => window.sample")
    if not found["changed"]:
        raise RuntimeError(f"{what} {key}: the map did not change")
    return Switch(what, found["twoFrames"], found["eventTiming"])


def walk(page: Page, indicators: int, periods: int) -> list[Switch]:
    """Every way of showing of some periods of some indicators, one switch after the other, and back to the beginning."""
    found = []
    for number in range(indicators):
        if number:
            found.append(_switch(page, "indicator", "ArrowDown"))
        for period in range(periods):
            if period:
                found.append(_switch(page, "period", "ArrowDown"))
            found += [_switch(page, "way", way) for way in ("difference", "index", "value")]
        found += [_switch(page, "period", "ArrowUp") for _ in range(periods - 1)]
    found += [_switch(page, "indicator", "ArrowUp") for _ in range(indicators - 1)]
    return found
