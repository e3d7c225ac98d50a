"""What every panel of one answer works with: who asks, which release, which filters; and how a panel finds its lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from areas.queries import EditionAreas
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.beyond import Beyond, offered
from indicators.queries.boards import Cell, Stock
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.places import Reference, reference_for
from indicators.queries.releases import Line
from indicators.queries.selection import lines_of
from monitoring.dashboards.filters import Filters, Ground
from monitoring.departments.readers import Reader
from monitoring.planning.goals.beside import Goals

Document = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Scene:
    """``entries`` holds the indicators that the reader may see, and no others; ``goals`` what the administration aims at."""

    reader: Reader
    audience: Audience
    release: Release
    entries: Mapping[str, Entry]
    filters: Filters
    ground: Ground
    today: date
    goals: Goals = field(default_factory=dict)

    def entry(self, code: str) -> Entry:
        """The indicator; raises ``Unanswerable("unknown_indicator")`` where the reader may not see it or there is none."""
        if code not in self.entries:
            raise Unanswerable("unknown_indicator", indicator=code)
        return self.entries[code]

    def lines(self, entry: Entry) -> tuple[Line, ...]:
        """The lines of an indicator up to the period of the filters.

        Raises:
            Unanswerable: ``nothing_released``, ``unknown_period``.
        """
        lines = lines_of(self.release.pk, entry)
        until = self.filters.until
        found = tuple(line for line in lines if until is None or line.period.ends <= until.ends)
        if not found:
            known = listed(line.period.code for line in reversed(lines))
            raise Unanswerable("unknown_period", period=self.filters.period, known=known)
        return found

    def line(self, entry: Entry, level: str = "") -> Line:
        """The newest line, at ``level`` where the indicator has it, otherwise at its finest; the common layer comes first."""
        lines = self.lines(entry)
        offered = [line for line in lines if line.level == level] or lines
        return max(offered, key=lambda line: (line.is_common, line.period, line.edition_id, line.level_rank))

    def reference(self, areas: EditionAreas, level: str) -> Reference:
        """The reference of the filters for a level; the city for what lies above the wanted one."""
        try:
            return reference_for(areas, level, self.filters.reference or None)
        except Unanswerable:
            return reference_for(areas, level, None)

    def beyond(self, entry: Entry) -> Beyond | None:
        """The place beyond the city of the filters, where it has values of the indicator; else the city stands for it."""
        places = offered(self.release.pk, [entry.code])
        return next((place for place in places if place.key == self.filters.reference), None)


@dataclass(frozen=True, eq=False)
class Plan:
    """What a panel needs to be read, and how it answers from that. All plans of a dashboard are read together."""

    answer: Callable[[Stock], Document]
    lines: Sequence[Line] = field(default_factory=tuple)
    cells: Sequence[Cell] = field(default_factory=tuple)
