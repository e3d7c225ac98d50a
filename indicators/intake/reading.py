"""From the bytes of a CSV file to a table of texts. Other formats will make the same ``Table``."""

from dataclasses import dataclass

import pyarrow as pa
from pyarrow import csv as pa_csv

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.encoding import BadByte, decode, kind_of_binary
from indicators.intake.layout import (
    Layout,
    find_delimiter,
    find_layout,
    first_line,
    regular_records,
    select,
    sniff_delimiter,
)
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Ints, Texts

BYTE_LIMIT = 128 * 2**20
CELL_LIMIT = 16_000_000
COLUMN_LIMIT = 5_000
_BLOCK = 4 * 2**20


@dataclass(frozen=True)
class Table:
    """A file's cells as texts: ``columns[i]`` under ``header[i]``; ``lines[r]`` is the line in the file of row ``r``."""

    header: tuple[str, ...]
    columns: tuple[Texts, ...]
    lines: Ints
    header_line: int = 1


@dataclass(frozen=True)
class Reading:
    """``table`` is what a file says by its profile, None where it cannot be read so.

    ``glimpse`` is what else can be seen of a file in bad form; it is only looked through for persons.
    """

    table: Table | None = None
    glimpse: Table | None = None

    @property
    def seen(self) -> tuple[Table, ...]:
        """Everything that could be read."""
        return tuple(table for table in (self.table, self.glimpse) if table is not None)


def read_csv(content: bytes, profile: ProfileSpec, log: ProblemLog, *, byte_limit: int = BYTE_LIMIT) -> Reading:
    """Every regular record of a delimited text; what is wrong with the file's form goes into ``log``.

    A file of another encoding or delimiter than the profile declares is an error and is read all the same, so that its
    other problems are found, and persons in it.
    """
    if len(content) > byte_limit:
        log.add(make_problem("too_large", megabytes=_megabytes(len(content)), limit=_megabytes(byte_limit)))
        return Reading()
    kind = kind_of_binary(content)
    if kind is not None:
        log.add(make_problem("binary_file", kind=kind))
        return Reading()
    decoded = decode(content, profile.encoding)
    if decoded.problem:
        log.add(decoded.problem)
    line = first_line(decoded.content)
    if not line:
        log.add(make_problem("empty_file"))
        return Reading()
    known = frozenset((profile.area.column, *(column for column, _ in profile.columns), *profile.ignored_columns))
    delimiter = find_delimiter(line, profile.delimiter, known)
    if decoded.bad:
        _log_encoding(decoded.bad, line.split(delimiter), delimiter, log)
    if delimiter != profile.delimiter:
        row = decoded.content.partition(line.encode())[0].count(b"\n") + 1
        log.add(make_problem("wrong_delimiter", row=row, found=delimiter, declared=profile.delimiter))
    cells = decoded.content.count(delimiter.encode()) + decoded.content.count(b"\n")
    if cells > CELL_LIMIT:
        log.add(make_problem("too_many_cells", cells=cells, limit=CELL_LIMIT))
        return Reading()
    layout = find_layout(decoded.content, delimiter, log)
    table = None if layout is None else _read(decoded.content, layout, delimiter, log)
    if (
        table is not None
        and layout is not None
        and layout.expected > 1
        and 2 * len(table.lines) >= len(layout.lines) - 1
    ):
        return Reading(table)
    return Reading(table, _glimpse(decoded.content))


def _glimpse(content: bytes) -> Table | None:
    """The table that most lines form by themselves, without regard to profile and quotes."""
    delimiter, unlogged = sniff_delimiter(content), ProblemLog()
    layout = find_layout(content, delimiter, unlogged, quotes=False)
    return None if layout is None else _read(content, layout.from_the_usual(), delimiter, unlogged)


def _read(content: bytes, layout: Layout, delimiter: str, log: ProblemLog) -> Table | None:
    if layout.expected > COLUMN_LIMIT:
        log.add(make_problem("too_many_columns", columns=layout.expected, limit=COLUMN_LIMIT))
        return None
    regular = regular_records(layout, log)
    try:
        parsed = pa_csv.read_csv(
            pa.BufferReader(select(content, layout, regular)),
            pa_csv.ReadOptions(
                column_names=[str(number) for number in range(layout.expected)],
                block_size=max(_BLOCK, layout.longest + 2),
            ),
            pa_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if layout.quoted else False,
                newlines_in_values=layout.breaks_in_quotes,
                ignore_empty_lines=False,
            ),
            pa_csv.ConvertOptions(
                column_types={str(number): pa.string() for number in range(layout.expected)},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        parsed = None
    if parsed is None or parsed.num_rows != int(regular.sum()):
        log.add(make_problem("unreadable_file"))
        return None
    columns = [Texts(column.combine_chunks()) for column in parsed.columns]
    header = tuple(column.one(0).strip() for column in columns)
    if parsed.num_rows == 1:
        log.add(make_problem("no_rows"))
    rows = tuple(column.without_first() for column in columns)
    return Table(header, rows, layout.lines[regular][1:], int(layout.lines[0]))


def _log_encoding(bad: BadByte, header: list[str], delimiter: str, log: ProblemLog) -> None:
    field = bad.before.count(delimiter)
    column = header[field].strip().strip('"') if bad.line > 1 and field < len(header) else None
    log.add(
        make_problem(
            "wrong_encoding",
            row=bad.line,
            column=column,
            found=bad.found,
            declared=bad.declared,
            position=bad.position,
        )
    )


def _megabytes(size: int) -> float:
    return round(size / 2**20, 1)
