"""Wide or long, and where the periods stand: what a table's rows and columns are about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.intake.proposing.columns import Column
from indicators.intake.proposing.dating import only_period, periods_in
from indicators.intake.proposing.filing import filed_period
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.placing import Placing
from indicators.intake.proposing.sheets import Sheet

_MOST_WORDS = 200
_REPEATED = 1.5


@dataclass(frozen=True)
class Shape:
    """``words``/``value``: the columns of a long table; ``period``: where it stands, with its column or the marked headers.

    ``marked`` maps the position of a column to its header with ``{period}``.
    """

    words: Column | None = None
    value: Column | None = None
    origin: str = "argument"
    period_column: Column | None = None
    marked: tuple[tuple[int, str], ...] = ()
    periods: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()

    @property
    def is_long(self) -> bool:
        return self.value is not None


def find_shape(columns: Sequence[Column], placing: Placing, sheets: Sequence[Sheet], file_name: str) -> Shape:
    """The layout and the place of the period. ``sheets``: those that hold the same table, the placed one first."""
    dated = [column for column in columns if _is_dated(column)]
    period_column = dated[0] if dated else None
    words, value = _long_columns([column for column in columns if column is not period_column], placing)
    told = [_layout_guess(placing, words, value)]
    if words is not None and value is not None:
        told += [
            guess("long.measure", words.name, 0.9, "word_column", words=len(words.distinct)),
            guess("long.value", value.name, 0.9, "number_column"),
        ]
    if period_column is not None:
        periods = tuple(dict.fromkeys(code for cell in period_column.cells if (code := only_period(cell))))
        told.append(guess("period", "column", 0.9, "period_in_column", column=period_column.name, periods=len(periods)))
        return Shape(words, value, "column", period_column, (), periods, tuple(told))
    marked, periods = _marked_headers(columns)
    if marked and words is None:
        told.append(guess("period", "header", 0.9, "period_in_header", periods=len(periods)))
        return Shape(None, None, "header", None, marked, periods, tuple(told))
    named = [only_period_of_name(sheet.name) for sheet in sheets]
    if len(sheets) > 1 and all(named):
        periods = tuple(dict.fromkeys(code for code in named if code))
        told.append(guess("period", "sheet", 0.9, "period_in_sheet", periods=len(periods)))
        return Shape(words, value, "sheet", None, (), periods, tuple(told))
    stated = _stated_period(placing, file_name)
    return Shape(words, value, "argument", None, (), (stated.value,) if stated.value else (), (*told, stated))


def only_period_of_name(name: str | None) -> str | None:
    """The one period that a sheet's name says."""
    found = periods_in(name or "")
    return found[0].code if len(found) == 1 else None


def _is_dated(column: Column) -> bool:
    filled = {cell for cell in column.distinct if cell}
    return (
        bool(filled)
        and len(filled) <= _MOST_WORDS
        and all(only_period(cell) for cell in filled)
        and _says_period(column)
    )


_SAYS_PERIOD = re.compile(
    r"stichtag|jahr|monat|quartal|zeit|datum|date|period|year|month|quarter|stand|berichts|time", re.IGNORECASE
)


def _says_period(column: Column) -> bool:
    """Bare years are numbers too: then the name has to say that it is a period."""
    bare = all(cell.isdigit() for cell in column.distinct if cell)
    return not bare or _SAYS_PERIOD.search(column.name) is not None


def _long_columns(columns: Sequence[Column], placing: Placing) -> tuple[Column | None, Column | None]:
    """The column of words and the column of numbers of a long table; nothing where the table is a wide one."""
    if placing.repeats < _REPEATED:
        return None, None
    values = [column for column in columns if column.holds_numbers]
    texts = [
        column
        for column in columns
        if not column.holds_numbers and 1 < len(column.distinct) <= _MOST_WORDS and not _names(column, placing)
    ]
    if not values or not texts:
        return None, None
    return max(texts, key=lambda column: len(column.distinct)), max(values, key=lambda column: len(column.distinct))


def _names(column: Column, placing: Placing) -> bool:
    """Whether a column of texts only names the areas."""
    names = set(placing.level.names.values())
    return 2 * len(column.distinct & names) > len(column.distinct)


def _layout_guess(placing: Placing, words: Column | None, value: Column | None) -> Guess:
    if words is None or value is None:
        sure = 0.97 if placing.repeats < _REPEATED else 0.4
        return guess("layout", "wide", sure, "areas_once", areas=placing.areas)
    times = round(placing.repeats)
    return guess("layout", "long", 0.92, "areas_repeat", areas=placing.areas, times=times, words=len(words.distinct))


def _marked_headers(columns: Sequence[Column]) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...]]:
    """Headers that differ in their period alone, with the mark in its place; at least two periods."""
    found: list[tuple[int, str, str]] = []
    for column in columns:
        dated = periods_in(column.name)
        if len(dated) == 1 and column.holds_numbers:
            start, end = dated[0].span
            found.append((column.position, f"{column.name[:start]}{{period}}{column.name[end:]}", dated[0].code))
    periods = tuple(dict.fromkeys(code for _, _, code in found))
    marks = {mark for _, mark, _ in found}
    if len(periods) < 2 or len(found) < len(marks) * 2:
        return (), ()
    return tuple((position, mark) for position, mark, _ in found), periods


def _stated_period(placing: Placing, file_name: str) -> Guess:
    """The period of the whole file: from a title row, the sheet's name or the file's name; the longest writing wins."""
    for row in range(placing.first):
        for cell in dict.fromkeys(placing.sheet.rows[row]):
            found = periods_in(cell)
            if len(found) == 1 and not cell.isdigit():
                return guess(
                    "stated_period",
                    found[0].code,
                    0.85,
                    "period_in_title",
                    text=found[0].text,
                    row=placing.sheet.lines[row],
                )
    named = periods_in(placing.sheet.name or "")
    if len(named) == 1:
        return guess("stated_period", named[0].code, 0.85, "period_in_sheet_name", text=named[0].text)
    filed = filed_period(file_name)
    if filed is not None:
        return guess("stated_period", filed.code, 0.7, "period_in_file_name", text=filed.text)
    return guess("stated_period", "", 0.0, "period_nowhere")
