"""Which dashboards would show other numbers once a candidate is live, which of their panels, and who looks at them."""

from dataclasses import dataclass

from indicators.catalogue.specs import Text
from monitoring.dashboards.kinds import KINDS
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.sharing import name_of, seen_by
from monitoring.dashboards.using import indicators_of
from monitoring.dashboards.wording import title_of
from monitoring.deliveries.profiles import said
from monitoring.departments.readers import Reader


@dataclass(frozen=True)
class TouchedPanel:
    kind: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class TouchedBoard:
    """A dashboard that comes with the portal or is shared; ``seen_by`` says in words who looks at it."""

    title: str
    seen_by: tuple[str, ...]
    panels: tuple[TouchedPanel, ...]


@dataclass(frozen=True)
class TouchedBoards:
    """``personal`` counts dashboards that nobody but their owner and the heads above sees: by department, without titles.

    ``pinned``: dashboards that show these indicators from a fixed release, and so do not change.
    """

    boards: tuple[TouchedBoard, ...]
    personal: tuple[tuple[str, int], ...]
    pinned: int

    @property
    def number(self) -> int:
        """How many dashboards change."""
        return len(self.boards) + sum(number for _department, number in self.personal)


def touched_boards(titles: dict[str, Text], by: Reader) -> TouchedBoards:
    """Dashboards with panels about the indicators of ``titles`` (code → title).

    The title of a dashboard that its owner has not shared is the owner's business.
    """
    boards: list[TouchedBoard] = []
    personal: dict[str, int] = {}
    pinned = 0
    found = Dashboard.objects.filter(deleted_at=None).select_related("owner", "department__parent__parent")
    for board in found.prefetch_related("shared_with", "panels"):
        panels = tuple(
            TouchedPanel(str(KINDS[panel.kind].name), tuple(said(titles[code]) for code in codes))
            for panel in sorted(board.panels.all(), key=lambda panel: (panel.y, panel.x))
            if (codes := [code for code in indicators_of(panel) if code in titles])
        )
        if not panels:
            continue
        if board.release:
            pinned += 1
        elif board.is_default or board.shared_codes:
            boards.append(TouchedBoard(title_of(board), tuple(seen_by(board, by)), panels))
        else:
            assert board.department is not None
            personal[name_of(board.department)] = personal.get(name_of(board.department), 0) + 1
    return TouchedBoards(tuple(boards), tuple(sorted(personal.items())), pinned)
