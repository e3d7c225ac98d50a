"""The calendar in words of the active language: lines, the grid of quarters, what is late, what is due this week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.calendar import Slot, SlotState
from indicators.office.calendar import Line, calendar
from monitoring.deliveries.profiles import said
from monitoring.departments.access import Right, may
from monitoring.departments.names import department_names
from monitoring.departments.readers import Somebody, reader_of
from monitoring.wording import period_label


@dataclass(frozen=True)
class Look:
    """A state as it is shown: its name, the kind of its badge, and the sign beside it that needs no colour."""

    name: Promise
    kind: str
    sign: str


LOOKS: dict[SlotState, Look] = {
    SlotState.NOT_YET: Look(_("not due yet"), "neutral", "○"),
    SlotState.DUE: Look(_("due"), "warning", "●"),
    SlotState.LATE: Look(_("late"), "danger", "▲"),
    SlotState.IN_WORK: Look(_("in work"), "info", "◐"),
    SlotState.RELEASED: Look(_("released"), "success", "✓"),
    SlotState.WAIVED: Look(_("does not come"), "neutral", "–"),
    SlotState.SKIPPED: Look(_("left out"), "neutral", "✕"),
}


@dataclass(frozen=True)
class Cell:
    """One expected period of a source."""

    source: str
    title: str
    department: str
    slot: Slot
    label: str
    look: Look
    reason: str = ""
    profile: str = ""

    @property
    def delivery(self) -> int | None:
        """The delivery that is in work, or the last one."""
        return self.slot.deliveries[0] if self.slot.deliveries else None

    @property
    def grid_state(self) -> str:
        """For the look of the grid."""
        return self.slot.state.value


@dataclass(frozen=True)
class Row:
    """A source in the grid: for each quarter the periods that end in it."""

    source: str
    title: str
    department: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Quarter:
    """A column of the grid."""

    year: int
    number: int

    def holds(self, day: date) -> bool:
        """Whether a period that ends on ``day`` stands here."""
        return (day.year, (day.month + 2) // 3) == (self.year, self.number)


def lines_for(person: Somebody, today: date, source: str = "") -> list[Line]:
    """What the person sees of the calendar: everything at the office, one's own departments' lines for a supplier."""
    sees_all = may(person, Right.SEE_ALL_DELIVERIES)
    return calendar(today, departments=None if sees_all else reader_of(person).supplies, source=source)


def cells(lines: Iterable[Line]) -> list[Cell]:
    """Every expected period of every line."""
    names = department_names()
    return [cell for line in lines for cell in cells_of(line, names)]


def cells_of(line: Line, names: dict[str, str]) -> list[Cell]:
    """Every expected period of one line."""
    title, department = said(line.spec.title), names.get(line.spec.owner, line.spec.owner)
    return [
        Cell(
            line.source.code,
            title,
            department,
            slot,
            period_label(slot.period.code),
            LOOKS[slot.state],
            line.waivers[slot.period.code].reason if slot.state is SlotState.WAIVED else "",
            line.profiles[0] if len(line.profiles) == 1 else "",
        )
        for slot in line.slots
    ]


def open_first(found: Iterable[Cell]) -> list[Cell]:
    """What is to be delivered now: late ones first, the longest-waiting on top."""
    return sorted((cell for cell in found if cell.slot.is_open), key=lambda cell: (cell.slot.due, cell.title))


def due_soon(found: Iterable[Cell], today: date, days: int = 7) -> list[Cell]:
    """What falls due from today on within some days, by its day."""
    until = today + timedelta(days=days)
    waiting = (SlotState.NOT_YET, SlotState.DUE)
    soon = (cell for cell in found if cell.slot.state in waiting and today <= cell.slot.due <= until)
    return sorted(soon, key=lambda cell: (cell.slot.due, cell.title))


def quarters(year: int) -> tuple[Quarter, ...]:
    """The columns of a year."""
    return tuple(Quarter(year, number) for number in (1, 2, 3, 4))


def grid(lines: Sequence[Line], columns: Sequence[Quarter]) -> list[Row]:
    """A row for every source, by department and title."""
    names = department_names()
    rows = []
    for line in lines:
        found = cells_of(line, names)
        by_quarter = tuple(tuple(cell for cell in found if column.holds(cell.slot.period.ends)) for column in columns)
        department = names.get(line.spec.owner, line.spec.owner)
        rows.append(Row(line.source.code, said(line.spec.title), department, by_quarter))
    return sorted(rows, key=lambda row: (row.department, row.title))


def years(lines: Iterable[Line], today: date) -> list[int]:
    """The years that have any period, the present one always."""
    return sorted({slot.period.ends.year for line in lines for slot in line.slots} | {today.year}, reverse=True)
