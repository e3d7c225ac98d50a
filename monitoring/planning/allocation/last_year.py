"""Last year's amounts from a file or a field: one line an area, its code and its amount. The whole of it or nothing."""

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from monitoring.allocation_messages import LINES
from monitoring.planning.allocation.plan import LARGEST

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 20_000

_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_GERMAN = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+")
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+\.\d+")


@dataclass(frozen=True)
class LineProblem:
    """What is wrong in a line; ``line`` is 0 for what concerns the whole."""

    line: int
    code: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """In the active language."""
        return str(LINES[self.code]) % self.params


class Unreadable(Exception):
    """Problems of a file or field, in the order of its lines."""

    def __init__(self, *problems: LineProblem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class NoNumber(ValueError):
    """``code`` is one of ``LINES``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def number_of(text: str) -> Decimal:
    """A number as German or English people write it.

    ``1.234`` and ``1,234`` can be either: they are refused rather than guessed.

    >>> number_of("1.234,5"), number_of("2,5"), number_of("1200")
    (Decimal('1234.5'), Decimal('2.5'), Decimal('1200'))

    Raises:
        NoNumber: ``no_number``, ``ambiguous_number``, ``negative``, ``too_big``.
    """
    bare = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "").replace("€", "").strip()
    if _GROUPED.fullmatch(bare) and not bare.startswith("0"):
        raise NoNumber("ambiguous_number")
    if _GERMAN.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _PLAIN.fullmatch(bare):
        bare = bare.replace(",", ".")
    else:
        raise NoNumber("no_number")
    number = Decimal(bare)
    if number < 0:
        raise NoNumber("negative")
    if number > LARGEST:
        raise NoNumber("too_big")
    return number


def decoded(content: bytes) -> str:
    """The text of a file; raises ``Unreadable``."""
    if len(content) > MOST_BYTES:
        raise Unreadable(LineProblem(0, "too_large", {"most": str(MOST_BYTES // 1024 // 1024)}))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(LineProblem(0, "not_text")) from None


def read_amounts(text: str, areas: Collection[str]) -> dict[str, Decimal]:
    """Amounts by code of the area. A first line without a number is a header; further columns are left alone.

    Raises:
        Unreadable: every problem with its line.
    """
    rows = _rows(text)
    known = frozenset(areas)
    found: dict[str, Decimal] = {}
    lines: dict[str, int] = {}
    problems: list[LineProblem] = []
    for place, (line, cells) in enumerate(rows):
        code, amount = cells[0].strip(), cells[1].strip() if len(cells) > 1 else ""
        if place == 0 and code not in known and not any(sign.isdigit() for sign in amount):
            continue  # the header
        problem = _problem(code, amount, known, lines)
        if problem is not None:
            problems.append(LineProblem(line, *problem))
        elif amount:
            found[code] = number_of(amount)
        lines.setdefault(code, line)
    if not lines:
        problems.append(LineProblem(0, "no_lines"))
    if problems:
        raise Unreadable(*problems)
    return found


def _problem(code: str, amount: str, known: frozenset[str], lines: dict[str, int]) -> tuple[str, dict[str, str]] | None:
    if code not in known:
        return "unknown_area", {"value": code[:80]}
    if code in lines:
        return "repeated_area", {"value": code, "first": str(lines[code])}
    if not amount:
        return "columns_missing", {}
    try:
        number_of(amount)
    except NoNumber as problem:
        return problem.code, {"value": amount[:80]}
    return None


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((sign for sign in ";\t," if sign in first), None)
    if not first:
        raise Unreadable(LineProblem(0, "no_lines"))
    if delimiter is None:
        raise Unreadable(LineProblem(0, "no_columns"))
    reader = csv.reader(text.replace("\0", "").splitlines(), delimiter=delimiter)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise Unreadable(LineProblem(reader.line_num, "no_columns")) from None
    if len(rows) > MOST_LINES:
        raise Unreadable(LineProblem(0, "too_many_lines", {"most": str(MOST_LINES)}))
    return rows
