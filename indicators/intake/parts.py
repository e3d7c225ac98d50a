"""The parts of a table: rows that speak of one period, with the cells of each of the profile's columns.

A wide table with one period is one part. One with periods in a column, or a long one, is as many as it has periods and
measures; its rows are put in their order once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indicators.catalogue.profile_spec import PeriodFrom, ProfileSpec
from indicators.intake.header import Column, Columns, plain
from indicators.intake.period_texts import as_announced, read_period
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.rows import LEFT_OUT
from indicators.intake.tables import Table
from indicators.intake.texts import Ints, Texts
from indicators.periods import Period

_NONE = -1


@dataclass(frozen=True, eq=False)
class Part:
    """Rows of one sheet that speak of one period (None: nobody said which).

    ``places`` has the position of each row in ``Places.all``, negative where it has none; ``cells`` the texts by the
    profile's name of a column, ``names`` their headers in the file, ``codes`` the area's text, None where
    that column is missing.
    """

    period: Period | None
    sheet: str | None
    places: Ints
    lines: Ints
    codes: Texts | None
    cells: Mapping[str, Texts]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What decides how a period is read: where it stands, which one was announced, and which kinds the profile takes."""

    source: PeriodFrom
    announced: Period | None
    kinds: tuple[str, ...]

    def read(self, text: str) -> Period | None:
        """The period of a text, None where it says none."""
        found = read_period(text, self.source.pattern)
        return None if found is None else as_announced(found, self.announced, self.kinds)


def parts_of(
    table: Table, columns: Columns, found: Ints, profile: ProfileSpec, announced: Period | None, log: ProblemLog
) -> Iterator[Part]:
    """The parts of a table; ``found`` has the place of each row. What names no period or no measure is told."""
    asked = Asked(profile.period_from, announced, profile.period_kinds)
    by_period = _columns_by_period(table, columns, profile, asked, log)
    if not by_period:
        return
    kept = found != LEFT_OUT
    periods, period_of = _row_periods(table, columns, profile, asked, kept, log)
    words, word_of = _row_measures(table, columns, profile, kept, log)
    if not periods or not words:
        return
    used = kept & (period_of >= 0) & (word_of >= 0)
    keys = period_of * len(words) + word_of
    order = _order(keys, used)
    needed = sorted({column.position for _, chosen in by_period for _, column in chosen})
    moved = {position: _moved(table.columns[position], order) for position in needed}
    codes = None if columns.area is None else _moved(table.columns[columns.area], order)
    places, lines, keys = (array if order is None else array[order] for array in (found, table.lines, keys))
    edges = [*np.flatnonzero(np.diff(keys, prepend=-1)).tolist(), len(keys)]
    for start, stop in pairwise(edges):
        row_period, word = periods[keys[start] // len(words)], words[keys[start] % len(words)]
        for header_period, chosen in by_period:
            yield Part(
                row_period or header_period,
                table.sheet,
                places[start:stop],
                lines[start:stop],
                None if codes is None else codes.slice(start, stop),
                {word or name: moved[column.position].slice(start, stop) for name, column in chosen},
                {word or name: column.name for name, column in chosen},
            )


def _columns_by_period(
    table: Table, columns: Columns, profile: ProfileSpec, asked: Asked, log: ProblemLog
) -> list[tuple[Period | None, list[tuple[str, Column]]]]:
    """The delivered columns with the period of the whole table or of their own headers; None: rows say it.

    A column that names the same period as another of its name stands in a group of its own: no cell gets lost.
    """
    if profile.period == "header":
        found: dict[tuple[Period, int], list[tuple[str, Column]]] = {}
        for name, delivered in columns.delivered.items():
            seen: dict[Period, int] = {}
            for column in delivered:
                period = asked.read(column.period)
                if period is not None:  # as ``header.numbers_in`` made sure
                    seen[period] = seen.get(period, 0) + 1
                    found.setdefault((period, seen[period]), []).append((name, column))
        return [(period, chosen) for (period, _), chosen in found.items()]
    every = [(name, delivered[0]) for name, delivered in columns.delivered.items()]
    if profile.period == "sheet":
        period = asked.read(table.sheet or "")
        if period is None:
            _log_unreadable(None, None, table.sheet or "", len(table.lines), log)
            return []
        return [(period, every)] if every else []
    return [(None if profile.period == "column" else asked.announced, every)] if every else []


def _row_periods(
    table: Table, columns: Columns, profile: ProfileSpec, asked: Asked, kept: np.ndarray, log: ProblemLog
) -> tuple[Sequence[Period | None], Ints]:
    """The periods that rows name, and which one each names, -1 for none; where no column names any, one for all."""
    if profile.period != "column":
        return [None], np.zeros(len(table.lines), dtype=np.int64)
    if columns.period is None:
        return [], np.empty(0, dtype=np.int64)
    word_of, words = table.columns[columns.period].encoded()
    read = [asked.read(word) for word in words]
    for number, row, rows in _rows_of([at for at, period in enumerate(read) if period is None], word_of, kept):
        _log_unreadable(int(table.lines[row]), profile.period_from.column, words[number], rows, log)
    periods = sorted({period for period in read if period is not None})
    number_of = [_NONE if period is None else periods.index(period) for period in read]
    return list(periods), np.array(number_of or [_NONE], dtype=np.int64)[word_of]


def _row_measures(
    table: Table, columns: Columns, profile: ProfileSpec, kept: np.ndarray, log: ProblemLog
) -> tuple[Sequence[str], Ints]:
    """The profile's words of a long table, and which one each row has, -1 for none; of a wide one nothing for all."""
    rows = len(table.lines)
    if profile.long is None:
        return [""], np.zeros(rows, dtype=np.int64)
    known = {plain(column): column for column, _ in profile.columns}
    if not profile.long.measure:
        word = known.get(plain(table.sheet or ""))
        if word is None:
            log.add(make_problem("unknown_measure", value=table.sheet or "", rows=rows))
        return ([word], np.zeros(rows, dtype=np.int64)) if word else ([], np.empty(0, dtype=np.int64))
    if columns.measure is None:
        return [], np.empty(0, dtype=np.int64)
    word_of, words = table.columns[columns.measure].encoded()
    numbers = {name: number for number, name in enumerate(known)}
    number_of = [numbers.get(plain(word), _NONE) for word in words]
    for strange, row, rows in _rows_of(
        [at for at, known_at in enumerate(number_of) if known_at == _NONE], word_of, kept
    ):
        line, column, word = int(table.lines[row]), profile.long.measure, words[strange]
        log.add(make_problem("unknown_measure", row=line, column=column, value=word, rows=rows))
    return list(known.values()), np.array(number_of or [_NONE], dtype=np.int64)[word_of]


def _rows_of(numbers: Sequence[int], word_of: Ints, kept: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Of each of these words that a row has: its number, its first row, and how many rows there are."""
    if not numbers:
        return
    rows = np.flatnonzero(kept)
    counts = np.bincount(word_of[rows], minlength=max(numbers) + 1)
    first = np.zeros(len(counts), dtype=np.int64)
    first[word_of[rows[::-1]]] = rows[::-1]
    for number in numbers:
        if counts[number]:
            yield number, int(first[number]), int(counts[number])


def _log_unreadable(line: int | None, column: str | None, text: str, rows: int, log: ProblemLog) -> None:
    log.add(make_problem("unreadable_period", row=line, column=column, value=text, rows=rows))


def _order(keys: Ints, used: np.ndarray) -> Ints | None:
    """The used rows in the order of their keys, within one key as they come; None where they stand so already."""
    if used.all():
        if (np.diff(keys) >= 0).all():
            return None
        return np.argsort(keys, kind="stable")
    rows = np.flatnonzero(used)
    return rows[np.argsort(keys[rows], kind="stable")]


def _moved(texts: Texts, order: Ints | None) -> Texts:
    return texts if order is None else texts.taken(order)
