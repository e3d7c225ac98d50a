"""Which dashboards show an indicator, as far as a reader may look at them."""

from indicators.catalogue.problems import CatalogueError
from monitoring.dashboards.kinds import KINDS
from monitoring.dashboards.models import Dashboard, Panel
from monitoring.dashboards.queries import dashboards_for
from monitoring.departments.readers import Reader


def dashboards_showing(indicator: str, reader: Reader) -> list[Dashboard]:
    """The reader's dashboards with a panel about the indicator, in their order."""
    found = dashboards_for(reader)
    return [board for board in found if any(indicator in indicators_of(panel) for panel in board.panels.all())]


def indicators_of(panel: Panel) -> tuple[str, ...]:
    """What a panel shows; nothing for a kind or settings that cannot be read any more."""
    kind = KINDS.get(panel.kind)
    if kind is None:
        return ()
    try:
        settings = kind.read(panel.settings)
    except CatalogueError:
        return ()
    shown = kind.indicators(settings)
    residents = getattr(settings, "residents", "")
    return tuple(dict.fromkeys((*shown, residents))) if residents else shown
