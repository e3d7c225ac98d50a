"""What waits for a source: indicators, indices, and the dashboards that show them with who looks at those."""

from dataclasses import dataclass

from indicators.catalogue.specs import Text
from indicators.models import Index, Indicator
from indicators.office.calendar import waiting_for
from monitoring.deliveries.profiles import said
from monitoring.deliveries.touched_boards import TouchedBoards, touched_boards
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody, reader_of


@dataclass(frozen=True)
class Waiting:
    """Titles by code; the dashboards only for the office, which may know of all of them."""

    indicators: tuple[tuple[str, str], ...]
    indices: tuple[tuple[str, str], ...]
    boards: TouchedBoards | None


def waiting(person: Somebody, source: str) -> Waiting:
    """What shows no newer value before the source has delivered."""
    found = waiting_for([source])[source]
    specs: dict[str, Text] = {
        one.code: one.spec.title
        for one in Indicator.objects.filter(code__in=found.indicators)
        if may(person, Right.SEE_INDICATOR, one.spec)
    }
    indices = Index.objects.filter(code__in=found.indices)
    sees_all = may(person, Right.SEE_ALL_DELIVERIES)
    return Waiting(
        tuple((code, said(title)) for code, title in specs.items()),
        tuple((one.code, said(one.spec.title)) for one in indices) if sees_all else (),
        touched_boards(specs, reader_of(person)) if sees_all and specs else None,
    )
