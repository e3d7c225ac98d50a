"""From the header of a table to the columns that its profile knows."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indicators.catalogue.profile_spec import PERIOD_MARK, ProfileSpec
from indicators.intake.period_texts import read_period
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import Table

_TO_COMPARE = 500


@dataclass(frozen=True)
class Column:
    """A delivered column: its name in the file, its place in the table, and what it says in place of {period}."""

    name: str
    position: int
    period: str = ""


@dataclass(frozen=True)
class Columns:
    """Places in a table of the columns that say what a row is about (None: missing), and of those that carry numbers.

    ``delivered``: the profile's name of a column → where it stands; more than once where the header names periods.
    """

    area: int | None
    measure: int | None
    period: int | None
    delivered: Mapping[str, tuple[Column, ...]]
    unknown: tuple[str, ...] = ()


def plain(name: str) -> str:
    """A name without line breaks and runs of spaces, as header cells have them.

    >>> plain("Einwohner \\n insgesamt")
    'Einwohner insgesamt'
    """
    return " ".join(name.split())


@lru_cache(maxsize=4096)
def _form(name: str) -> re.Pattern[str] | None:
    if PERIOD_MARK not in name:
        return None
    before, _, after = plain(name).partition(PERIOD_MARK)
    return re.compile(re.escape(before) + "(.+?)" + re.escape(after))


def names_in(header: Sequence[str], wanted: Iterable[str]) -> dict[str, tuple[Column, ...]]:
    """Which of the wanted names a header has, and where; of a repeated one the first place."""
    first: dict[str, int] = {}
    for position, name in enumerate(header):
        if name:
            first.setdefault(plain(name), position)
    found: dict[str, tuple[Column, ...]] = {}
    for name in wanted:
        form = _form(name)
        if form is None:
            at = first.get(plain(name))
            columns: tuple[Column, ...] = () if at is None else (Column(plain(name), at),)
        else:
            matches = ((other, at, form.fullmatch(other)) for other, at in first.items())
            columns = tuple(Column(other, at, match[1].strip()) for other, at, match in matches if match)
        if columns:
            found[name] = columns
    return found


def numbers_in(header: Sequence[str], profile: ProfileSpec) -> dict[str, tuple[Column, ...]]:
    """The columns that carry numbers: where their names hold periods, those that really name one."""
    found = names_in(header, profile.table_columns)
    if profile.period != "header":
        return found
    telling = {column.position for columns in names_in(header, profile.telling_columns).values() for column in columns}
    pattern = profile.period_from.pattern
    kept = {
        name: tuple(c for c in columns if c.position not in telling and read_period(c.period, pattern) is not None)
        for name, columns in found.items()
    }
    return {name: columns for name, columns in kept.items() if columns}


def match_columns(table: Table, profile: ProfileSpec, log: ProblemLog) -> Columns:
    """Where the profile's columns stand; repeated, unnamed and unknown ones are logged, missing ones by ``log_missing``.

    An optional column that is entirely blank counts as not delivered.
    """
    places: dict[str, int] = {}
    for position, name in enumerate(table.header):
        if not name:
            number = table.column_numbers[position]
            log.add(make_problem("unnamed_column", row=table.header_line, position=number))
        elif name in places:
            first, second = table.column_numbers[places[name]], table.column_numbers[position]
            log.add(make_problem("duplicate_column", row=table.header_line, column=name, first=first, second=second))
        else:
            places[name] = position
    telling = names_in(table.header, profile.telling_columns)
    delivered = numbers_in(table.header, profile)
    known = {column.position for columns in (*telling.values(), *delivered.values()) for column in columns}
    ignored = {plain(name) for name in profile.ignored_columns}
    unknown = [name for name, position in places.items() if position not in known and name not in ignored]
    for name in unknown:
        log.add(make_problem("unknown_column", row=table.header_line, column=name))
    if profile.long is None and len(table.lines):
        for name in profile.optional_columns:
            kept = tuple(column for column in delivered.pop(name, ()) if not _is_blank(table, column))
            if kept:
                delivered[name] = kept
    measure = profile.long.measure if profile.long else ""
    return Columns(
        _place(telling, profile.area.column),
        _place(telling, measure),
        _place(telling, profile.period_from.column),
        delivered,
        tuple(unknown),
    )


def _place(found: Mapping[str, tuple[Column, ...]], name: str) -> int | None:
    columns = found.get(name) if name else None
    return columns[0].position if columns else None


def _is_blank(table: Table, column: Column) -> bool:
    return bool(table.columns[column.position].blank().all())


def log_missing(tables: Sequence[Table], found: Sequence[Columns], profile: ProfileSpec, log: ProblemLog) -> None:
    """What none of the tables has, and in each table the columns without which its rows say nothing."""
    delivered = {name for columns in found for name in columns.delivered}
    for name in profile.table_columns:
        if name not in delivered and tables:
            if name in profile.optional_columns and profile.long is None:
                log.add(make_problem("column_not_delivered", column=name))
            else:
                _log_missing(name, found[0].unknown, tables[0], log)
    for table, columns in zip(tables, found, strict=True):
        with log.within(table.sheet):
            for name in profile.telling_columns:
                if not names_in(table.header, (name,)):
                    _log_missing(name, columns.unknown, table, log)


def _log_missing(name: str, unknown: Sequence[str], table: Table, log: ProblemLog) -> None:
    """A missing column, with the most similar unknown one, which may be what was meant."""
    folded = {other.casefold(): other for other in reversed(unknown[:_TO_COMPARE])}
    similar = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.8)
    row = table.header_line
    if similar:
        log.add(make_problem("missing_column", row=row, column=name, value=folded[similar[0]], hint="similar"))
    else:
        log.add(make_problem("missing_column", row=row, column=name))
