"""Which column of which sheet holds the codes of areas, of which level they are, and what its other rows are."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.intake.proposing.known import Known, KnownLevel
from indicators.intake.proposing.sheets import Sheet

_TOTAL_WORDS = ("sum", "summe", "insgesamt", "gesamt", "total", "stadt insgesamt", "gesamtstadt", "zusammen")
_RESIDUAL_WORDS = (
    "nicht zuordenbar",
    "räumlich nicht zuordenbar",
    "keine angabe",
    "ohne angabe",
    "k. a.",
    "k.a.",
    "ohne zuordnung",
    "unbekannt",
    "nicht zugeordnet",
    "not allocated",
    "unknown",
)
_LEAST_AREAS = 2
_LEAST_SHARE = 0.4


@dataclass(frozen=True)
class Placing:
    """The rows of a sheet that are about areas: ``first`` … ``last`` are positions of rows, both included.

    ``codes`` holds the code meant by each of these rows, nothing for a row of no area of the level; ``hits`` counts those
    that have one, ``stripped`` those among them that lost leading zeros.
    """

    sheet: Sheet
    column: int
    level: KnownLevel
    first: int
    last: int
    codes: tuple[str | None, ...]
    hits: int
    stripped: int

    @property
    def areas(self) -> int:
        """How many areas have a row."""
        return len({code for code in self.codes if code})

    @property
    def repeats(self) -> float:
        """How many rows an area has on average."""
        return self.hits / max(1, self.areas)


@dataclass(frozen=True)
class OtherRows:
    """Texts of the code column that are no code of the level: as the profile names them."""

    residual: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()  # levels
    ignored: tuple[tuple[str, int], ...] = ()  # text and row's position


def find_placing(sheet: Sheet, known: Known) -> Placing | None:
    """The column and level with the most areas; of two as good ones the level that is covered better, then the first column.

    None where no column of the sheet holds codes of two areas in at least two of five of its rows.
    """
    best: tuple[tuple[float, ...], Placing] | None = None
    for column in range(sheet.width):
        cells = [_code(cell) for cell in sheet.column(column)]
        distinct = set(cells)
        for level in known.levels:
            if len(distinct & level.names.keys()) + len(distinct & level.stripped.keys()) < _LEAST_AREAS:
                continue
            found = _placed(sheet, column, cells, level)
            if found is None:
                continue
            rank = (found.areas, found.hits - found.stripped, found.areas / len(level.names), -column)
            if best is None or rank > best[0]:
                best = rank, found
    return best[1] if best else None


def _code(cell: str) -> str:
    return cell.removesuffix(".0")


def _placed(sheet: Sheet, column: int, cells: Sequence[str], level: KnownLevel) -> Placing | None:
    exact = sum(cell in level.names for cell in cells)
    bare = sum(cell in level.stripped and cell not in level.names for cell in cells)
    codes = [cell if cell in level.names else level.stripped.get(cell) if bare else None for cell in cells]
    rows = [row for row, code in enumerate(codes) if code]
    if len({codes[row] for row in rows}) < _LEAST_AREAS:
        return None
    first, last = rows[0], rows[-1]
    above = _upper_codes(level)
    told = sum(cell in above or cell in (level.residual, level.total) for cell in cells[first : last + 1])
    if len(rows) + told < _LEAST_SHARE * (last + 1 - first):
        return None
    first, last = _widened(cells, first, last, level)
    return Placing(sheet, column, level, first, last, tuple(codes[first : last + 1]), exact + bare, bare)


def _upper_codes(level: KnownLevel) -> frozenset[str]:
    return frozenset().union(*(codes for _, codes in level.upper))


def _widened(cells: Sequence[str], first: int, last: int, level: KnownLevel) -> tuple[int, int]:
    """The rows before and after that belong to the table too: totals, residual units, areas of upper levels."""
    above = _upper_codes(level)

    def belongs(cell: str) -> bool:
        return cell in above or cell in (level.residual, level.total) or _word(cell) in _TOTAL_WORDS + _RESIDUAL_WORDS

    while first > 0 and belongs(cells[first - 1]):
        first -= 1
    while last + 1 < len(cells) and belongs(cells[last + 1]):
        last += 1
    return first, last


def _word(text: str) -> str:
    return text.casefold().strip(" .:")


def other_rows(placing: Placing, sums_to: frozenset[int] = frozenset()) -> OtherRows:
    """What the rows are that name no area of the level. ``sums_to``: rows whose numbers are the sum of all others."""
    cells = placing.sheet.column(placing.column, placing.first, placing.last + 1)
    level = placing.level
    residual, total, upper, ignored = [], [], [], []
    for at, (cell, code) in enumerate(zip(cells, placing.codes, strict=True)):
        row = placing.first + at
        if code or not cell:
            continue
        of = next((name for name, codes in level.upper if _code(cell) in codes), None)
        if cell == level.residual or _word(cell) in _RESIDUAL_WORDS:
            residual.append(cell)
        elif cell == level.total or _word(cell) in _TOTAL_WORDS or row in sums_to:
            total.append(cell)
        elif of is not None:
            upper.append(of)
        else:
            ignored.append((cell, row))
    ordered = tuple(name for name, _ in level.upper if name in upper)
    return OtherRows(tuple(dict.fromkeys(residual)), tuple(dict.fromkeys(total)), ordered, tuple(ignored))
