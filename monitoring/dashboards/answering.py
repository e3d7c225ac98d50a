"""What a dashboard says to a reader: all panels in one answer, each as far as that reader's own rights go.

The panels say first what they need; blocks and cells of all of them are read together; then each answers. A panel that
fails says so and leaves the others alone.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.models import Release
from indicators.queries import boards
from indicators.queries.beyond import offered
from indicators.queries.boards import Stock
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.notes import noted
from indicators.queries.releases import manifest
from monitoring.api.doors import audience_of
from monitoring.dashboards.filters import Filters, ground_of, possible
from monitoring.dashboards.kinds import Kind
from monitoring.dashboards.kinds.base import Settings
from monitoring.dashboards.layout import closed_up
from monitoring.dashboards.models import Dashboard, Panel
from monitoring.dashboards.queries import panels_for
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.dashboards.wording import STATES, panel_state
from monitoring.departments.readers import Reader
from monitoring.planning.goals.beside import Goals

log = logging.getLogger(__name__)

_OPEN_LATER = "nothing_released"


@dataclass(frozen=True, eq=False)
class Answered:
    """``scene`` is nothing where no release is open to the reader; ``hints`` name filters that were left out."""

    scene: Scene | None
    filters: Filters
    hints: list[str]
    panels: list[Document]


@dataclass(eq=False)
class _Slot:
    """One panel on its way to its answer."""

    panel: Panel
    kind: Kind
    settings: Settings | None
    plan: Plan | None = None
    data: Document | None = None
    state: str = "ok"

    def attempt(self, step: Callable[[], None]) -> None:
        """Run a step of this panel; what goes wrong stays with it."""
        try:
            step()
        except Unanswerable as unanswerable:
            code = "no_permission" if unanswerable.code == "unknown_indicator" else unanswerable.code
            self.state = code if code in STATES else _OPEN_LATER
        except Exception:
            log.exception("panel %s of dashboard %s failed", self.panel.number, self.panel.dashboard_id)
            self.state = "failed"


def answer(
    dashboard: Dashboard,
    reader: Reader,
    filters: Filters,
    release: Release | None,
    entries: Mapping[str, Entry],
    goals: Goals,
    today: date,
) -> Answered:
    """The panels of a dashboard for a reader; ``entries`` are the indicators that are open to them, ``goals`` likewise."""
    slots = [_Slot(*found) for found in panels_for(reader, dashboard)]
    ground = ground_of(manifest(release.pk)) if release else None
    if release is None or ground is None:
        for slot in slots:
            slot.state = _OPEN_LATER
        return Answered(None, filters, [], _documents(slots))
    filters, hints = possible(filters, ground, [place.key for place in offered(release.pk, entries)])
    entries = {code: noted(entry, release.pk) for code, entry in entries.items()}
    scene = Scene(reader, audience_of(reader), release, entries, filters, ground, today, goals)
    for slot in slots:
        slot.attempt(lambda slot=slot: _planned(slot, scene))  # type: ignore[misc]
    plans = [slot.plan for slot in slots if slot.plan]
    stock = boards.read(
        (line for plan in plans for line in plan.lines), (cell for plan in plans for cell in plan.cells)
    )
    for slot in slots:
        if slot.plan:
            slot.attempt(lambda slot=slot: _answered(slot, stock))  # type: ignore[misc]
    return Answered(scene, filters, hints, _documents(slots))


def _planned(slot: _Slot, scene: Scene) -> None:
    if slot.settings is None:
        slot.state = "failed"
    else:
        slot.plan = slot.kind.plan(slot.settings, scene)


def _answered(slot: _Slot, stock: Stock) -> None:
    assert slot.plan is not None
    slot.data = slot.plan.answer(stock)


def _documents(slots: list[_Slot]) -> list[Document]:
    places = closed_up(slot.panel.place for slot in slots)
    found: list[dict[str, Any]] = []
    for slot, place in zip(slots, places, strict=True):
        document: Document = {
            "number": slot.panel.number,
            "kind": slot.kind.code,
            "name": str(slot.kind.name),
            "x": place.x,
            "y": place.y,
            "w": place.w,
            "h": place.h,
            "state": slot.state,
            "message": "" if slot.state == "ok" else panel_state(slot.state),
        }
        found.append(document | ({slot.kind.code: slot.data} if slot.data is not None else {}))
    return sorted(found, key=lambda panel: (panel["y"], panel["x"]))
