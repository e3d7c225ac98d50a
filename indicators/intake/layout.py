"""Where the records of a delimited text begin and end, found by vectors over its bytes.

Every record knows its line in the file, also behind quoted cells with line breaks, and ragged records are found before
any parser sees them.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints

_NEWLINE, _QUOTE = ord("\n"), ord('"')
_CANDIDATES = (",", ";", "\t", "|")
_SNIFFED = 65_536
_WHITE_LINES = 10_000  # more lines of one field are not looked at for white space


@dataclass(frozen=True)
class Layout:
    """The records of a text that have content: byte spans, fields and line numbers; the header is the first of them."""

    starts: Ints
    ends: Ints  # without the line end
    fields: Ints
    lines: Ints  # in the file, from 1
    quoted: bool
    breaks_in_quotes: bool

    @property
    def expected(self) -> int:
        """The number of fields, which the header says."""
        return int(self.fields[0])

    def from_the_usual(self) -> "Layout":
        """The records from the first one on that has as many fields as most: behind titles and notes above the table."""
        values, numbers = np.unique(self.fields, return_counts=True)
        first = int(np.argmax(self.fields == values[np.argmax(numbers)]))
        return replace(
            self,
            starts=self.starts[first:],
            ends=self.ends[first:],
            fields=self.fields[first:],
            lines=self.lines[first:],
        )

    @property
    def longest(self) -> int:
        return int((self.ends - self.starts).max())


def first_line(content: bytes) -> str:
    """The first line that is not blank, without its line end."""
    for line in content.split(b"\n", 64):
        if line.strip():
            return line.partition(b"\n")[0].decode("utf-8")
    return ""


def find_delimiter(header_line: str, declared: str, known_columns: frozenset[str]) -> str:
    """The delimiter a header is really written with: the declared one unless another finds more of the known columns, or
    the declared one does not occur at all.

    >>> find_delimiter("id;einwohner", ",", frozenset({"id", "einwohner"}))
    ';'
    """

    def hits(delimiter: str) -> int:
        return len({cell.strip().strip('"') for cell in header_line.split(delimiter)} & known_columns)

    candidates = (declared, *(delimiter for delimiter in _CANDIDATES if delimiter != declared))
    best = max(candidates, key=hits)  # the declared one is first, and wins ties
    if hits(best) > hits(declared):
        return best
    if declared in header_line or hits(declared):
        return declared
    return max(candidates, key=header_line.count)


def sniff_delimiter(content: bytes) -> str:
    """The delimiter that stands equally often in most of the first lines, whatever a profile declares."""
    lines = [line for line in content[:_SNIFFED].decode("utf-8", "replace").splitlines() if line.strip()]

    def steadiness(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        return max(counts.values(), default=0)

    return max(_CANDIDATES, key=steadiness)


def find_layout(content: bytes, delimiter: str, log: ProblemLog, *, quotes: bool = True) -> Layout | None:
    """The records of ``content`` (UTF-8, ``\\n``), without blank lines and lines of nothing but delimiters.

    Where nothing is left, or the quotes are broken, that is logged and the answer None; ``quotes=False`` ignores quotes.
    """
    data = np.frombuffer(content, dtype=np.uint8)
    breaks = np.flatnonzero(data == _NEWLINE)
    delimiters = np.flatnonzero(data == ord(delimiter))
    marks = np.flatnonzero(data == _QUOTE) if quotes and b'"' in content else np.empty(0, np.int64)
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


def regular_records(layout: Layout, log: ProblemLog) -> Bools:
    """Which records have as many fields as the header; the others are logged as ragged, a short last one as truncated."""
    regular: Bools = layout.fields == layout.expected
    ragged = np.flatnonzero(~regular)
    last = len(regular) - 1
    for index in ragged[: log.room("ragged_row") + 1]:
        fields, row = int(layout.fields[index]), int(layout.lines[index])
        if index == last and fields < layout.expected:
            break
        log.add(make_problem("ragged_row", row=row, fields=fields, expected=layout.expected))
    cut = bool(ragged.size) and ragged[-1] == last and int(layout.fields[last]) < layout.expected
    if cut:
        row, fields = int(layout.lines[last]), int(layout.fields[last])
        problem = make_problem("truncated_file", row=row, hint="fields", fields=fields, expected=layout.expected)
        log.add(problem)
    log.more("ragged_row", int(ragged.size) - int(cut) - log.counts.get("ragged_row", 0))
    return regular


def select(content: bytes, layout: Layout, wanted: Bools) -> bytes:
    """The bytes of the wanted records, one after the other."""
    if wanted.all() and np.array_equal(layout.starts[1:], layout.ends[:-1] + 1):
        return content[layout.starts[0] : layout.ends[-1]]
    return b"".join(content[layout.starts[i] : layout.ends[i]] + b"\n" for i in np.flatnonzero(wanted))


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
