"""The one door from the bytes of a file, whatever its format, to tables of texts. The kind is told by the content."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.delimited import Dialect, read_delimited
from indicators.intake.finding import find_tables
from indicators.intake.merging import log_merged_numbers
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import Merged, RawSheet, Table, usual_table
from indicators.intake.texts import Texts
from indicators.parsing import limits
from indicators.parsing.kinds import ARCHIVE, FORMAT_OF, Kind, kind_of
from indicators.parsing.parsed import Sheet
from indicators.parsing.running import parse_apart

BYTE_LIMIT = limits.BYTES


@dataclass(frozen=True)
class Opened:
    """A file's raw sheets in their order, its kind (None: not one that is read) and the dialect a CSV was read by.

    ``glimpses`` is what else can be seen of a file in bad form; it is only looked through for persons.
    """

    kind: Kind | None = None
    sheets: tuple[RawSheet, ...] = ()
    glimpses: tuple[RawSheet, ...] = ()
    dialect: Dialect | None = None


@dataclass(frozen=True)
class Reading:
    """``tables`` is what a file says by its profile, one a sheet; empty where it cannot be read so.

    ``glimpses`` is everything else that can be seen of it; it is only looked through for persons.
    """

    tables: tuple[Table, ...] = ()
    glimpses: tuple[Table, ...] = ()

    @property
    def seen(self) -> tuple[Table, ...]:
        """Everything that could be read."""
        return (*self.tables, *self.glimpses)


def open_file(
    content: bytes, log: ProblemLog, dialect: Dialect | None = None, *, byte_limit: int = BYTE_LIMIT
) -> Opened:
    """Every sheet of a file as raw texts, without any profile; what is wrong with the file's form goes into ``log``.

    ``dialect`` is what a CSV is declared to be written in; without it everything is found from the file.
    """
    if len(content) > byte_limit:
        found, limit = limits.megabytes(len(content)), limits.megabytes(byte_limit)
        log.add(make_problem("too_large", megabytes=found, limit=limit))
        return Opened()
    kind = kind_of(content)
    if kind is Kind.DELIMITED:
        read = read_delimited(content, dialect or Dialect(), log)
        sheets = () if read.sheet is None else (read.sheet,)
        return Opened(kind, sheets, () if read.glimpse is None else (read.glimpse,), read.dialect)
    if not isinstance(kind, Kind) and kind != ARCHIVE:
        log.add(make_problem("binary_file", kind=kind))
        return Opened()
    return _apart(content, log)


def _apart(content: bytes, log: ProblemLog) -> Opened:
    """What a child process reads of a workbook, geodata or Parquet."""
    parsed = parse_apart(content)
    for finding in parsed.findings:
        with log.within(finding.sheet):
            place: dict[str, Any] = {"row": finding.row, "column": finding.column, "hint": finding.hint}
            log.add(make_problem(finding.code, **place, **finding.params))
    if parsed.kind is None:
        return Opened()
    told = [(sheet, _raw(sheet)) for sheet in parsed.sheets]
    glimpses = tuple(raw for sheet, raw in told if sheet.is_beside)
    return Opened(Kind(parsed.kind), tuple(raw for sheet, raw in told if not sheet.is_beside), glimpses)


def _raw(sheet: Sheet) -> RawSheet:
    columns = tuple(Texts(column.texts, column.typed) for column in sheet.columns)
    merged = tuple(Merged(*cells) for cells in sheet.merged)
    return RawSheet(
        sheet.name, columns, tuple(sheet.column_numbers), sheet.rows, merged=merged, is_hidden=sheet.is_hidden
    )


def read_file(content: bytes, profile: ProfileSpec, log: ProblemLog, *, byte_limit: int = BYTE_LIMIT) -> Reading:
    """The tables that a profile finds in a file; what is wrong with the file's form goes into ``log``."""
    opened = open_file(content, log, dialect_of(profile), byte_limit=byte_limit)
    tables = find_tables(opened.sheets, profile, log) if opened.sheets else ()
    if opened.kind is not None and FORMAT_OF[opened.kind] != profile.format:
        log.add(make_problem("other_format", found=opened.kind.value, declared=profile.format))
    if opened.kind is not None and not any(len(raw.rows) for raw in (*opened.sheets, *opened.glimpses)):
        if not log.refused:
            log.add(make_problem("empty_file"))
        return Reading()
    for raw in opened.sheets:
        for table in tables:
            if raw.merged and table.sheet == raw.name:
                with log.within(raw.name):
                    log_merged_numbers(table, raw, profile, log)
    rest = [without(raw, tables) for raw in opened.sheets]
    glimpses = [usual_table(raw) for raw in (*rest, *opened.glimpses) if len(raw.rows)]
    return Reading(tables, tuple(glimpses))


def without(raw: RawSheet, tables: Sequence[Table]) -> RawSheet:
    """The rows of a sheet that are in none of the tables: title rows, footnotes, what is ragged, or all of them."""
    own = [table for table in tables if table.sheet == raw.name]
    read = [table.lines for table in own] + [np.array([table.header_line]) for table in own]
    kept = ~np.isin(raw.rows, np.concatenate(read)) if read else np.ones(len(raw.rows), dtype=np.bool_)
    if kept.all():
        return raw
    columns = tuple(column.where(kept) for column in raw.columns) if kept.any() else ()
    fields = None if raw.fields is None else raw.fields[kept]
    return replace(raw, columns=columns, rows=raw.rows[kept], fields=fields)


def dialect_of(profile: ProfileSpec) -> Dialect:
    """How a profile says its files are written."""
    known = frozenset((*profile.telling_columns, *profile.table_columns, *profile.ignored_columns))
    return Dialect(profile.delimiter, profile.encoding, profile.quote, known)
