"""Where the records of a delimited text begin and end, found by vectors over its bytes.

Every record knows its line in the file, also behind quoted cells with line breaks, and ragged records are found before
any parser sees them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints

_NEWLINE = ord("\n")
_WHITE_LINES = 10_000  # more lines of one field are not looked at for white space


@dataclass(frozen=True)
class Layout:
    """The records of a text that have content: byte spans, numbers of cells and line numbers."""

    starts: Ints
    ends: Ints  # without the line end
    fields: Ints
    lines: Ints  # in the file, from 1
    quoted: bool
    breaks_in_quotes: bool

    def after(self, number: int) -> "Layout":
        """The records without the first ``number`` ones."""
        cut = (self.starts[number:], self.ends[number:], self.fields[number:], self.lines[number:])
        return Layout(*cut, self.quoted, self.breaks_in_quotes) if number else self

    @property
    def longest(self) -> int:
        return int((self.ends - self.starts).max())


def find_layout(content: bytes, delimiter: str, log: ProblemLog, *, quote: str) -> Layout | None:
    """The records of ``content`` (UTF-8, ``\\n``), without blank lines and lines of nothing but delimiters.

    Where nothing is left, or the quotes are broken, that is logged and the answer None; without a ``quote`` none counts.
    """
    data = np.frombuffer(content, dtype=np.uint8)
    breaks = np.flatnonzero(data == _NEWLINE)
    delimiters = np.flatnonzero(data == ord(delimiter))
    marks = np.flatnonzero(data == ord(quote)) if quote and quote.encode() in content else np.empty(0, np.int64)
    row_breaks = breaks
    if marks.size:
        if not _quotes_are_sound(data, marks, ord(delimiter), breaks, log):
            return None
        row_breaks = breaks[_outside(breaks, marks)]
        delimiters = delimiters[_outside(delimiters, marks)]
    starts = np.concatenate(([0], row_breaks + 1))
    ends = np.concatenate((row_breaks, [len(data)]))
    fields = np.searchsorted(delimiters, ends) - np.searchsorted(delimiters, starts) + 1
    filled = (ends - starts) > (fields - 1)
    for index in np.flatnonzero(filled & (fields == 1))[:_WHITE_LINES]:
        filled[index] = bool(content[starts[index] : ends[index]].strip())
    if not filled.any():
        log.add(make_problem("empty_file"))
        return None
    starts, ends, fields = starts[filled], ends[filled], fields[filled]
    lines = np.searchsorted(breaks, starts) + 1
    return Layout(starts, ends, fields, lines, bool(marks.size), row_breaks.size < breaks.size)


def select(content: bytes, layout: Layout, width: int, delimiter: bytes) -> bytes:
    """The records one after the other, each with ``width`` cells: short ones filled up, longer ones without any content."""
    starts, ends, fields = layout.starts, layout.ends, layout.fields
    joined = starts[1:] == ends[:-1] + 1
    if joined.all() and (fields == width).all():
        return content[starts[0] : ends[-1]]
    regular = fields == width
    begins = np.flatnonzero(np.concatenate(([True], ~(joined & regular[1:] & regular[:-1]))))
    pieces = []
    for first, last in zip(begins, np.append(begins[1:], len(starts)) - 1, strict=True):
        missing = width - int(fields[first])
        pieces.append(content[starts[first] : ends[last]] if missing >= 0 else b"")
        pieces.append(delimiter * (missing if missing >= 0 else width - 1) + b"\n")
    return b"".join(pieces)


def _outside(positions: Ints, marks: Ints) -> Bools:
    outside: Bools = np.searchsorted(marks, positions) % 2 == 0
    return outside


def _quotes_are_sound(data: NDArray[np.uint8], marks: Ints, delimiter: int, breaks: Ints, log: ProblemLog) -> bool:
    """Whether every quote opens or closes a cell, doubled ones inside apart; the first that does not is logged."""
    opening, closing = marks[0::2], marks[1::2]
    doubled = closing[: len(opening) - 1] + 1 == opening[1:]
    before = np.where(opening > 0, data[opening - 1], _NEWLINE)
    opens_badly = (before != delimiter) & (before != _NEWLINE)
    opens_badly[1:] &= ~doubled
    after = np.where(closing + 1 < len(data), data[np.minimum(closing + 1, len(data) - 1)], _NEWLINE)
    closes_badly = (after != delimiter) & (after != _NEWLINE)
    closes_badly[: len(doubled)] &= ~doubled
    suspects = np.concatenate((opening[opens_badly], opening[: len(closing)][closes_badly]))
    unfinished = len(opening) > len(closing)
    if not suspects.size and not unfinished:
        return True
    place = int(suspects.min()) if suspects.size else int(opening[-1])
    code = "unterminated_quote" if unfinished else "misplaced_quote"
    log.add(make_problem(code, row=int(np.searchsorted(breaks, place)) + 1))
    return False
