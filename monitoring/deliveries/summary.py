"""What a candidate brings about, in the one line that stands beside the decision."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from indicators.office.index_changes import IndexChange
from monitoring.deliveries.changes import Rows
from monitoring.deliveries.touched_boards import TouchedBoards
from monitoring.numbers import format_number


def summary(rows: Rows, indices: Sequence[IndexChange], boards: TouchedBoards) -> list[str]:
    """Numbers of indicators that change, areas that change class, newly suppressed values and dashboards that show it."""
    changed = len({indicator.code for indicator, _period in rows.changed})
    moved = len({(change.spec.code, move.code) for change in indices for move in change.moves})
    hidden = sum(period.row.finest.newly_suppressed for _indicator, period in rows.changed)
    told = [
        ngettext("%(number)s indicator changes", "%(number)s indicators change", changed) % _count(changed),
    ]
    if indices:
        told.append(ngettext("%(number)s area changes class", "%(number)s changes of class", moved) % _count(moved))
    told.append(
        ngettext("%(number)s value newly suppressed", "%(number)s values newly suppressed", hidden) % _count(hidden)
    )
    told.append(
        ngettext("%(number)s dashboard shows it", "%(number)s dashboards show it", boards.number)
        % _count(boards.number)
    )
    return told


def _count(number: int) -> dict[str, str]:
    return {"number": format_number(number)}
