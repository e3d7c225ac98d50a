"""Recognising a file with one row per person, which no portal of aggregated data may keep.

Looks at the words of the header, at what the cells look like (dates of birth, mail addresses, insurance numbers), and at
the shape of the file: areas that come again and again with nothing but attributes of one person in their rows. It runs
before any other problem is told, and never hands on a value of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.person_words import (
    ATTRIBUTE,
    REFERENCE_DATE,
    RUNNING_NUMBER,
    person_word,
    speaks_of_many,
    tokens_of,
)
from indicators.intake.problems import PersonLevelFile
from indicators.intake.rows import Places
from indicators.intake.tables import Table

_SAMPLE_CELLS = 40_000
_SAMPLE_ROWS = 500
_MOST = 0.8
_ENOUGH_ROWS = 10

_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(
    r"(?:0?[1-9]|[12][0-9]|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:(?:18|19|20)[0-9]{2}|[0-9]{2})"
    r"|(?:18|19|20)[0-9]{2}[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12][0-9]|3[01])(?:[T ]00:00(?::00)?)?"
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_IDENTIFIER = re.compile(
    r"[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}|[A-Z]{2}[0-9]{2}(?: ?[0-9]{4}){4} ?[0-9]{2}|[0-9]{5}BG[0-9]{7}"
)
_HOUSE = re.compile(r"[^\W\d][\w .-]*(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer) ?[0-9]+ ?[a-zA-Z]?")
_SIGN = re.compile(r"[^\w]{0,5}|[xX]")


def refuse_persons(table: Table, profile: ProfileSpec, places: Places) -> None:
    """Raise ``PersonLevelFile`` where a table seems to hold persons; return nothing where it does not.

    A column's word alone is enough when its cells are no numbers; numbers under such a word count only as identifiers, and
    not under a word that counts (``anzahl_telefonnummern``).
    """
    columns = _sample(table)
    repeated = _areas_repeat(table, profile, places)
    by_word = _by_words(columns)
    if by_word:
        reason, suspects = by_word
        raise PersonLevelFile(reason, tuple(table.header[column.position] for column in suspects))
    one_row_an_area = profile.area.column in table.header and not repeated
    by_content = _by_contents(columns, profile, one_row_an_area) or (repeated and _by_shape(columns, profile))
    if by_content:
        reason, suspects = by_content
        raise PersonLevelFile(reason, tuple(_safe_name(table, column, profile) for column in suspects))


@dataclass(frozen=True)
class _Column:
    """A sample of one column's cells, blanks and signs left out."""

    position: int
    tokens: tuple[str, ...]
    cells: Sequence[str]

    @cached_property
    def numeric(self) -> bool:
        return bool(self.cells) and self.share(_NUMBER) >= _MOST

    def share(self, pattern: re.Pattern[str]) -> float:
        """How many of the cells are of this form, 0 to 1."""
        if not self.cells:
            return 0.0
        return sum(pattern.fullmatch(cell) is not None for cell in self.cells) / len(self.cells)

    @cached_property
    def distinct(self) -> int:
        return len(set(self.cells))


_Suspicion = tuple[str, list[_Column]]


def _sample(table: Table) -> list[_Column]:
    rows = len(table.lines)
    number = min(rows, _SAMPLE_ROWS, max(20, _SAMPLE_CELLS // max(1, len(table.header))))
    chosen = np.unique(np.linspace(0, rows - 1, number).astype(np.int64)) if rows else np.empty(0, np.int64)
    columns = []
    for position, (name, texts) in enumerate(zip(table.header, table.columns, strict=True)):
        cells = [cell[:200].strip() for cell in texts.at(chosen)]
        columns.append(_Column(position, tokens_of(name), [cell for cell in cells if not _SIGN.fullmatch(cell)]))
    return columns


def _by_words(columns: list[_Column]) -> _Suspicion | None:
    found: dict[str, list[_Column]] = {}
    for column in columns:
        reason = person_word(column.tokens)
        if reason is None or not column.cells:
            continue
        many = speaks_of_many(column.tokens)
        dates = column.share(_DATE) >= _MOST
        counted = column.numeric and not dates and (many or reason not in ("person_identifiers", "person_contacts"))
        house_numbers = reason == "person_addresses" and not many and "haus" in "".join(column.tokens)
        if not counted or house_numbers:
            found.setdefault(reason, []).append(column)
    return next(iter(found.items())) if found else None


def _by_contents(columns: list[_Column], profile: ProfileSpec, one_row_an_area: bool) -> _Suspicion | None:
    """Dates of birth, mail addresses, numbers of insurances and accounts, street addresses, by the form of the cells."""
    telling = [tokens_of(name) for name in profile.telling_columns]
    dates = [
        column
        for column in columns
        if not REFERENCE_DATE.intersection(column.tokens)
        and column.share(_DATE) >= _MOST
        and (column.distinct >= 20 or (column.distinct >= 2 and 4 * column.distinct > len(column.cells)))
        and column.tokens not in telling  # whose eight digits may look like a date, or which names periods
    ]
    if dates:
        return "person_birth_dates", dates
    for reason, pattern in (
        ("person_contacts", _MAIL),
        ("person_identifiers", _IDENTIFIER),
        ("person_addresses", _HOUSE),
    ):
        suspects = [column for column in columns if column.share(pattern) >= 0.5 and column.distinct >= 2]
        if suspects and not (pattern is _HOUSE and one_row_an_area):  # an area may be called “Karl-Marx-Allee 2”
            return reason, suspects
    return None


def _by_shape(columns: list[_Column], profile: ProfileSpec) -> _Suspicion | None:
    """Where areas repeat: texts that differ from row to row are names, and nothing but flags and attributes is a person."""
    known = [tokens_of(name) for name in profile.telling_columns]
    others = [column for column in columns if column.tokens not in known and column.cells]
    telling = [
        column
        for column in others
        if not column.numeric and column.distinct > 0.5 * len(column.cells) and len(column.cells) >= _ENOUGH_ROWS
    ]
    if telling:
        return "person_names", telling
    if others and all(_individual(column) for column in others):
        return "person_rows", others
    return None


def _individual(column: _Column) -> bool:
    """Whether a column can describe one person: a flag, a category, an age or the like, a running number."""
    if not column.numeric or not ATTRIBUTE.isdisjoint(column.tokens):
        return True
    values = set(column.cells)
    if values <= {"0", "1", "0.0", "1.0", "0,0", "1,0"}:
        return True
    running = not RUNNING_NUMBER.isdisjoint(column.tokens) and column.distinct == len(column.cells)
    return running and len(column.cells) >= _ENOUGH_ROWS


def _areas_repeat(table: Table, profile: ProfileSpec, places: Places) -> bool:
    """Whether known areas come at least twice on average, in ten rows or more; without places, any codes.

    Where rows name a measure or a period, too, an area comes once for each of these.
    """
    if profile.area.column not in table.header:
        return False
    texts = table.columns[table.header.index(profile.area.column)].trimmed()
    every = places.all or tuple({text for text in texts.all() if text})
    codes = texts.positions_in((*every, *(code.lstrip("0") for code in every)))
    known = codes % max(1, len(every))
    for name in profile.telling_columns[1:]:
        if name in table.header:
            positions, words = table.columns[table.header.index(name)].encoded()
            known = known * len(words) + positions
    known = known[codes >= 0]
    return known.size >= _ENOUGH_ROWS and known.size >= 2 * np.unique(known).size


def _safe_name(table: Table, column: _Column, profile: ProfileSpec) -> str:
    """The header's text where the profile knows it, otherwise the number: a file without a header begins with a person."""
    name = table.header[column.position]
    known = {profile.area.column, *(known for known, _ in profile.columns), *profile.ignored_columns}
    words = known | REFERENCE_DATE | ATTRIBUTE
    return name if name in words or name.casefold() in words else f"#{column.position + 1}"
