"""From delimited text in any usual encoding and dialect to a raw sheet."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import csv as pa_csv

from indicators.intake.dialect import AUTO, find_delimiter, find_quote, first_lines, sniff_delimiter, stated_delimiter
from indicators.intake.encoding import BadByte, decode
from indicators.intake.layout import Layout, find_layout, select
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import RawSheet
from indicators.intake.texts import Ints, Texts
from indicators.parsing import limits

_BLOCK = 4 * 2**20


@dataclass(frozen=True)
class Dialect:
    """How a delimited text is written, as a profile declares it or as a file shows it; ``auto`` is found from the file.

    ``known`` are names of columns that the header is expected to have; they make out the delimiter where several might do.
    """

    delimiter: str = AUTO
    encoding: str = AUTO
    quote: str = AUTO
    known: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Delimited:
    """A text's sheet and the dialect it was really read by. ``sheet`` is None where quotes or size make it unreadable;

    ``glimpse`` is then what can be seen without regard to quotes.
    """

    sheet: RawSheet | None
    dialect: Dialect
    glimpse: RawSheet | None = None


def read_delimited(content: bytes, declared: Dialect, log: ProblemLog) -> Delimited:
    """Every record of a delimited text; what is wrong with the file's form goes into ``log``.

    A file of another encoding or delimiter than declared is an error and is read all the same, so that its other problems
    are found, and persons in it.
    """
    decoded = decode(content, declared.encoding)
    if decoded.problem:
        log.add(decoded.problem)
    text, stated = decoded.content, stated_delimiter(decoded.content)
    lines = first_lines(text)
    if not lines:
        log.add(make_problem("empty_file"))
        return Delimited(None, declared)
    delimiter = stated or find_delimiter(lines, declared.delimiter, declared.known)
    quote = find_quote(lines, delimiter, declared.quote)
    found = Dialect(delimiter, decoded.encoding, quote)
    if decoded.bad:
        _log_encoding(decoded.bad, lines[0].split(delimiter), delimiter, log)
    if declared.delimiter not in (AUTO, delimiter):
        row = text.partition(lines[0].encode())[0].count(b"\n") + 1
        log.add(make_problem("wrong_delimiter", row=row, found=delimiter, declared=declared.delimiter))
    cells = max(text.count(delimiter.encode()) + text.count(b"\n"), text.count(quote.encode()) // 2 if quote else 0)
    if cells > limits.CELLS:
        log.add(make_problem("too_many_cells", cells=cells, limit=limits.CELLS))
        return Delimited(None, found)
    layout = find_layout(text, delimiter, log, quote=quote)
    sheet = None if layout is None else _read(text, layout, found, log, int(stated is not None))
    return Delimited(sheet, found, _glimpse(text) if sheet is None else None)


def _glimpse(text: bytes) -> RawSheet | None:
    """What most lines form by themselves, without regard to profile and quotes."""
    delimiter, unlogged = sniff_delimiter(text), ProblemLog()
    layout = find_layout(text, delimiter, unlogged, quote="")
    return None if layout is None else _read(text, layout, Dialect(delimiter, "", ""), unlogged, 0)


def _read(text: bytes, layout: Layout, dialect: Dialect, log: ProblemLog, first: int) -> RawSheet | None:
    """The records from ``first`` on, each as wide as the widest that a table can have; longer ones are left blank."""
    layout = layout.after(first)
    if not len(layout.starts):
        log.add(make_problem("empty_file"))
        return None
    width = _width(layout.fields)
    if width > limits.COLUMNS:
        log.add(make_problem("too_many_columns", columns=width, limit=limits.COLUMNS))
        return None
    names = [str(number) for number in range(width)]
    try:
        parsed = pa_csv.read_csv(
            pa.BufferReader(select(text, layout, width, dialect.delimiter.encode())),
            pa_csv.ReadOptions(column_names=names, block_size=max(_BLOCK, layout.longest + width + 2)),
            pa_csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote if layout.quoted else False,
                newlines_in_values=layout.breaks_in_quotes,
                ignore_empty_lines=False,
            ),
            pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        parsed = None
    if parsed is None or parsed.num_rows != len(layout.starts):
        log.add(make_problem("unreadable_file"))
        return None
    columns = tuple(Texts(column.combine_chunks()) for column in parsed.columns)
    return RawSheet(None, columns, tuple(range(1, width + 1)), layout.lines, layout.fields)


def _width(fields: Ints) -> int:
    """The widest record's number of cells, unless filling up the others to it would be far more than the file holds.

    Then the width that most of the file's cells have, where one long record alone is no table.
    """
    widest = int(fields.max())
    if widest <= limits.COLUMNS and widest * len(fields) <= max(4 * int(fields.sum()), 100_000):
        return widest
    widths, numbers = np.unique(fields, return_counts=True)
    return int(widths[np.argmax((numbers - (len(widths) > 1 and numbers.max() > 1)) * widths)])


def _log_encoding(bad: BadByte, header: list[str], delimiter: str, log: ProblemLog) -> None:
    position = bad.before.count(delimiter)
    column = header[position].strip().strip('"') if bad.line > 1 and position < len(header) else None
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
