"""Where a problem stands in a file, and what stands around it: the file's own rows and columns, as delivered."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.finding import find_tables
from indicators.intake.problems import ProblemLog, clip
from indicators.intake.reading import dialect_of, open_file
from indicators.intake.tables import RawSheet, Table
from indicators.parsing.kinds import Kind

AROUND_ROWS = 2
AROUND_COLUMNS = 5
_FIRST_COLUMNS = 2  # the area's code and name stand there as a rule


@dataclass(frozen=True, eq=False)
class FileCells:
    """A file's sheets with every cell, and the tables that its profile finds in them."""

    kind: Kind | None
    sheets: tuple[RawSheet, ...]
    tables: tuple[Table, ...]

    @property
    def cells(self) -> int:
        """How many cells all sheets have together."""
        return sum(len(raw.rows) * len(raw.columns) for raw in self.sheets)

    def sheet(self, name: str | None) -> RawSheet | None:
        """A sheet by its name; without a name the one that the first table stands in, or the only one."""
        if name is None and self.tables:
            name = self.tables[0].sheet
        return next((raw for raw in self.sheets if name is None or raw.name == name), None)


@dataclass(frozen=True)
class Spot:
    """A cell by its 1-based row and column in a sheet; the sheet's name is None where the format has none."""

    sheet: str | None
    row: int
    column: int


@dataclass(frozen=True)
class ExcerptRow:
    """One row; ``cells`` follow the excerpt's columns. ``is_marked``: it is the row that was asked for."""

    number: int
    cells: tuple[str, ...]
    is_marked: bool


@dataclass(frozen=True)
class Excerpt:
    """A window of a sheet: ``columns`` are 1-based; ``marked`` is the column that was asked for, if any.

    ``gaps``: positions in ``columns`` before which columns are left out. ``head``: header rows above the window.
    """

    sheet: str | None
    columns: tuple[int, ...]
    gaps: frozenset[int]
    marked: int | None
    head: tuple[ExcerptRow, ...]
    rows: tuple[ExcerptRow, ...]


def file_cells(content: bytes, profile: ProfileSpec) -> FileCells:
    """Every cell of a file; what is wrong with it has been told before. Without readable sheets what can be glimpsed."""
    unlogged = ProblemLog()
    opened = open_file(content, unlogged, dialect_of(profile))
    sheets = opened.sheets or opened.glimpses
    return FileCells(opened.kind, sheets, find_tables(sheets, profile, unlogged) if opened.sheets else ())


def spot_of(
    file: FileCells, sheet: str | None, row: int | None, column: str | None, params: Mapping[str, object]
) -> Spot | None:
    """The cell that a problem is about; nothing where it concerns the file as a whole.

    A problem of a row without a column marks the row's first cell, one of a column without a row the column's name.
    """
    raw = file.sheet(sheet)
    if raw is None or not raw.columns or (row is None and column is None):
        return None
    table = next((one for one in file.tables if one.sheet == raw.name), None)
    number = _column_number(table, column, params)
    if row is None and number is None:
        return None
    line = row if row is not None else (table.header_line if table else int(raw.rows[0]))
    return Spot(raw.name, line, number or raw.column_numbers[0])


def _column_number(table: Table | None, column: str | None, params: Mapping[str, object]) -> int | None:
    if table is None:
        return None
    stated = params.get("second", params.get("position"))
    if column is None and isinstance(stated, int | float) and 1 <= stated <= len(table.column_numbers):
        return table.column_numbers[int(stated) - 1]
    if column is None:
        return None
    names = [clip(name) for name in table.header]
    return table.column_numbers[names.index(column)] if column in names else None


def excerpt(file: FileCells, spot: Spot, *, has_column: bool = True) -> Excerpt | None:
    """The rows around a cell, the columns around it with the first ones, and the header; nothing without such a sheet."""
    raw = file.sheet(spot.sheet)
    if raw is None or not len(raw.rows):
        return None
    at = int(np.searchsorted(raw.rows, spot.row))
    shown = range(max(0, at - AROUND_ROWS), min(len(raw.rows), at + AROUND_ROWS + 1))
    chosen = _columns(raw, spot.column if has_column else None)
    table = next((one for one in file.tables if one.sheet == raw.name), None)
    first = int(np.searchsorted(raw.rows, table.header_line)) if table else 0
    begin = int(np.searchsorted(raw.rows, table.lines[0])) if table is not None and len(table.lines) else first + 1
    head = [index for index in range(first, max(begin, first + 1)) if index < shown.start]
    numbers = tuple(raw.column_numbers[position] for position in chosen)
    return Excerpt(
        sheet=raw.name,
        columns=numbers,
        gaps=frozenset(i for i in range(1, len(chosen)) if chosen[i] != chosen[i - 1] + 1),
        marked=spot.column if has_column else None,
        head=tuple(_row(raw, index, chosen, spot.row) for index in head[:3]),
        rows=tuple(_row(raw, index, chosen, spot.row) for index in shown),
    )


def _columns(raw: RawSheet, marked: int | None) -> list[int]:
    """Positions of the columns that are shown."""
    width = len(raw.columns)
    middle = raw.column_numbers.index(marked) if marked in raw.column_numbers else 0
    around = range(max(0, middle - AROUND_COLUMNS), min(width, middle + AROUND_COLUMNS + 1))
    return sorted({*range(min(_FIRST_COLUMNS, width)), *around})


def _row(raw: RawSheet, index: int, chosen: list[int], marked: int) -> ExcerptRow:
    number = int(raw.rows[index])
    return ExcerptRow(number, tuple(clip(raw.columns[at].one(index)) for at in chosen), number == marked)


def codes_by_line(file: FileCells, profile: ProfileSpec) -> dict[tuple[str | None, int], str]:
    """The area code that each row of the tables names, by sheet and row, as written."""
    found: dict[tuple[str | None, int], str] = {}
    for table in file.tables:
        wanted = [position for position, name in enumerate(table.header) if name == profile.area.column]
        if wanted:
            codes = table.columns[wanted[0]].trimmed().all()
            found |= {(table.sheet, int(line)): code for line, code in zip(table.lines, codes, strict=True)}
    return found
