"""What stands above and below the rows of areas: titles, the rows that name the columns, notes at the end."""

import re
from dataclasses import dataclass

from indicators.intake.proposing.sheets import Sheet

_NUMBER = re.compile(r"[+-]?[0-9][0-9.,' \u00a0\u202f]*%?")
_COUNT = re.compile(r"[0-9]{1,4}")
_MOST_HEADER_ROWS = 4
JOINT = " / "


@dataclass(frozen=True)
class Heading:
    """Positions of rows: titles before ``first``, the header from ``first`` on in ``rows`` rows; -1: there is none."""

    first: int
    rows: int
    names: tuple[str, ...]

    @property
    def exists(self) -> bool:
        return self.first >= 0


def find_heading(sheet: Sheet, data: int, code_column: int) -> Heading:
    """The header above the row ``data``: the nearest row with names, and those above it that it continues.

    A row above belongs to it where it names several columns and the one below leaves cells blank or says things twice, or
    where it says things twice itself, as merged cells do. Several rows are joined by `` / ``, equal ones said once.

    >>> sheet = Sheet(None, (("Tabelle 1", "", ""), ("Gebiet", "Bevölkerung", "Bevölkerung"), ("", "unter 6", "6-14"),
    ...               ("01", "5", "7")), (1, 2, 3, 4))
    >>> find_heading(sheet, 3, 0).names
    ('Gebiet', 'Bevölkerung / unter 6', 'Bevölkerung / 6-14')
    """
    last = data - 1
    while last >= 0 and _numbers_columns(sheet.rows[last]):
        last -= 1
    if last < 0 or not _names_columns(sheet.rows[last]):
        return Heading(-1, 0, tuple(f"#{at + 1}" for at in range(sheet.width)))
    first = last
    while first > 0 and last - first + 1 < _MOST_HEADER_ROWS and _continues(sheet, first, last, code_column):
        first -= 1
    return Heading(first, last - first + 1, joined(sheet.rows[first : last + 1]))


def joined(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The names of columns whose header has several rows."""
    return tuple(JOINT.join(dict.fromkeys(part for part in parts if part)) for parts in zip(*rows, strict=True))


def _names_columns(row: tuple[str, ...]) -> bool:
    """A row with at least two different texts, not all of them numbers."""
    texts = {cell for cell in row if cell}
    return len(texts) >= 2 and any(not _NUMBER.fullmatch(text) for text in texts)


def _numbers_columns(row: tuple[str, ...]) -> bool:
    """A row that only counts its columns, as official tables have it between header and areas."""
    texts = [cell for cell in row if cell]
    if len(texts) < 2 or not _COUNT.fullmatch(texts[0]):
        return False
    return texts == [str(int(texts[0]) + at) for at in range(len(texts))]


def _continues(sheet: Sheet, first: int, last: int, code_column: int) -> bool:
    """Whether the row above ``first`` names columns that the rows below leave unfinished."""
    above = sheet.rows[first - 1]
    if not _names_columns(above):
        return False
    names = joined(sheet.rows[first : last + 1])
    filled = [text for text in above if text]
    unfinished = not all(names) or len(set(names)) < len(names)
    is_merged = len(set(filled)) < len(filled) or (above[code_column] and above[code_column] == names[code_column])
    return bool(unfinished and filled) or bool(is_merged)


def footer_patterns(sheet: Sheet, last: int) -> tuple[tuple[str, int], ...]:
    """Patterns of the first cell of the rows that end the table below the row ``last``, with the row's position.

    Only the first of them ends the table; what comes after it is not read.

    >>> sheet = Sheet(None, (("01", "5"), ("Quelle: Amt für Statistik", "")), (1, 2))
    >>> footer_patterns(sheet, 0)
    (('Quelle*', 1),)
    """
    for row in range(last + 1, len(sheet.rows)):
        text = next((cell for cell in sheet.rows[row] if cell), "")
        if text:
            return ((_pattern(text), row),)
    return ()


def _pattern(text: str) -> str:
    word = re.match(r"[^\W\d_]{3,}", text)
    start = word.group() if word else text[:6]
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in start) + "*"
