"""What every format becomes: raw sheets of texts, and the table that a profile finds in one of them.

A reader (CSV, workbook, geodata, Parquet) makes one ``RawSheet`` per sheet or layer and decides nothing about its
content. ``find_table`` takes the profile and makes a ``Table`` of it: where the header stands, where the table ends.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints, Texts


@dataclass(frozen=True)
class Merged:
    """Cells that a workbook shows as one, with 1-based rows and columns, ends included; each holds the first one's text."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class RawSheet:
    """Every cell of one sheet as text, title rows, header and footnotes included; a blank cell is an empty text.

    ``columns[i]`` stands in the sheet's 1-based column ``column_numbers[i]`` and has one cell for each of ``rows``, which
    are 1-based too. Rows and columns without any content are left out, so a gap in ``rows`` is a blank row. The lines of
    a CSV count as its rows. Geodata and Parquet have their columns' names in row 1 and their first record in row 2.

    Texts of what a file holds as numbers, dates and truth values follow one rule: whole numbers without a decimal point,
    others with one and as few digits as give the same number; ``2020-02-01``, ``2020-02-01 13:30:00``, ``13:30:00``;
    ``true``, ``false``; ``#REF!`` and its like as they are; a formula that was never computed as ``=SUM(A1:A3)``. A
    profile's decimal sign does not matter there: ``Texts.typed`` has the number itself.

    ``fields`` says how many cells each record of a CSV really has (None: the format knows no other than the full width):
    short ones are filled up with blanks, and the cells of those that are too long for any table are not kept.
    """

    name: str | None  # None where the format has no sheets
    columns: tuple[Texts, ...]
    column_numbers: tuple[int, ...]
    rows: Ints
    fields: Ints | None = None
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False

    def row(self, index: int) -> tuple[str, ...]:
        """The cells of the row at ``index`` (its place in ``rows``, not its number), trimmed."""
        return tuple(column.one(index).strip() for column in self.columns)

    def head(self, number: int) -> list[tuple[str, ...]]:
        """The cells of the first rows, trimmed: what a header is looked for in."""
        count = min(number, len(self.rows))
        cells = [[text.strip() for text in column.slice(0, count).all()] for column in self.columns]
        return list(zip(*cells, strict=True)) if cells else []


@dataclass(frozen=True)
class Table:
    """The part of a sheet below its header: ``columns[i]`` under ``header[i]``, row ``r`` stands in line ``lines[r]``.

    ``lines`` are 1-based rows of the sheet or lines of the file, ``column_numbers`` the 1-based columns of the sheet.
    """

    header: tuple[str, ...]
    columns: tuple[Texts, ...]
    lines: Ints
    header_line: int = 1
    sheet: str | None = None
    column_numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.column_numbers:
            object.__setattr__(self, "column_numbers", tuple(range(1, len(self.header) + 1)))


def table_below(
    raw: RawSheet, header: int, *, rows: int = 1, end: int | None = None, log: ProblemLog | None = None
) -> Table:
    """Everything below the header at index ``header`` and above index ``end``, where a footer begins.

    Of several header rows each column joins its texts by `` / ``, and takes a text once that a merged cell repeats below.
    Records of a CSV with another number of cells than the header are left out and go into ``log``.
    """
    below = header + rows
    last = len(raw.rows) if end is None else end
    width = len(raw.columns)
    wanted: Bools | None = None
    if raw.fields is not None:
        width = min(width, int(raw.fields[header]))
        wanted = _regular(raw, raw.fields[header], below, last, log)
    heads = [raw.row(index)[:width] for index in range(header, below)]
    names = tuple(" / ".join(dict.fromkeys(text for text in texts if text)) for texts in zip(*heads, strict=True))
    columns = [column.slice(below, last) for column in raw.columns[:width]]
    lines = raw.rows[below:last]
    if wanted is not None and not wanted.all():
        columns, lines = [column.where(wanted) for column in columns], lines[wanted]
    return Table(names, tuple(columns), lines, int(raw.rows[header]), raw.name, raw.column_numbers[:width])


def _regular(raw: RawSheet, expected: int, below: int, last: int, log: ProblemLog | None) -> Bools:
    """Which records have as many cells as the header; the others are logged as ragged, a short last one as truncated."""
    assert raw.fields is not None
    fields = raw.fields[below:last]
    regular: Bools = fields == expected
    if log is None:
        return regular
    ragged = np.flatnonzero(~regular)
    cut = bool(ragged.size) and below + int(ragged[-1]) == len(raw.rows) - 1 and bool(fields[-1] < expected)
    told = ragged[: ragged.size - int(cut)]
    shown = told[: log.room("ragged_row")]
    for index in shown:
        row = int(raw.rows[below + index])
        log.add(make_problem("ragged_row", row=row, fields=int(fields[index]), expected=int(expected)))
    log.more("ragged_row", int(told.size - shown.size))
    if cut:
        problem = make_problem(
            "truncated_file", row=int(raw.rows[-1]), hint="fields", fields=int(fields[-1]), expected=int(expected)
        )
        log.add(problem)
    return regular


def usual_table(raw: RawSheet) -> Table:
    """The table that most rows form by themselves, whatever a profile says: from the first row as wide as most are."""
    if not len(raw.rows):
        return Table((), (), raw.rows, 1, raw.name, ())
    filled = raw.fields
    if filled is None:
        filled = np.zeros(len(raw.rows), dtype=np.int64)
        for column in raw.columns:
            filled += ~column.blank()
    widths, numbers = np.unique(filled, return_counts=True)
    return table_below(raw, int(np.argmax(filled == widths[np.argmax(numbers)])))
