"""Which delimiter and which quotation mark a text is written with, found from its first lines."""

import re
from collections import Counter

AUTO = "auto"
DELIMITERS = (";", "\t", "|", ",")  # the first wins ties: commas also stand in numbers and names
QUOTES = ('"', "'")
_SNIFFED = 65_536
_LINES = 200
_STATED = re.compile(rb"[ \t\n]*\"?sep=([,;|\t])\"?[,;|\t ]*(?:\n|\Z)", re.IGNORECASE)


def stated_delimiter(content: bytes) -> str | None:
    """The delimiter that spreadsheet programs are told in a first line ``sep=;``.

    >>> stated_delimiter(b"sep=;\\nid;einwohner\\n")
    ';'
    """
    stated = _STATED.match(content)
    return stated[1].decode() if stated else None


def first_lines(content: bytes) -> list[str]:
    """The first lines that are not blank, without a line that states the delimiter."""
    start = stated.end() if (stated := _STATED.match(content)) else 0
    sample = content[start : start + _SNIFFED]
    lines = [line.decode("utf-8", "replace") for line in sample.split(b"\n") if line.strip()][:_LINES]
    if lines or len(content) <= start + _SNIFFED:
        return lines
    rest = content[start:].lstrip()[:_SNIFFED].partition(b"\n")[0]
    return [rest.decode("utf-8", "replace")] if rest else []


def find_delimiter(lines: list[str], declared: str, known_columns: frozenset[str]) -> str:
    """The delimiter a text is really written with: the declared one, unless another finds more of the known columns in one
    of the lines, or the declared one does not occur at all.

    >>> find_delimiter(["id;einwohner"], ",", frozenset({"id", "einwohner"}))
    ';'
    >>> find_delimiter(["Stand: 1,5", "id;wert", "1;1,5", "2;2,5"], "auto", frozenset())
    ';'
    """

    def hits(delimiter: str) -> int:
        found = (len({_bare(cell) for cell in line.split(delimiter)} & known_columns) for line in lines[:50])
        return max(found, default=0)

    candidates = DELIMITERS if declared == AUTO else (declared, *(found for found in DELIMITERS if found != declared))
    best = max(candidates, key=hits)  # the declared one is first, and wins ties
    if hits(best) > (hits(declared) if declared != AUTO else 1):
        return best
    if declared != AUTO and (hits(declared) or any(declared in line for line in lines)):
        return declared
    return _steadiest(lines)


def sniff_delimiter(content: bytes) -> str:
    """The delimiter that stands equally often in most of the first lines, whatever a profile declares."""
    return _steadiest(first_lines(content))


def find_quote(lines: list[str], delimiter: str, declared: str) -> str:
    """The mark around cells; an apostrophe only where it surrounds cells and no quotation mark does."""
    if declared != AUTO:
        return declared
    cells = [cell.strip() for line in lines for cell in line.split(delimiter)]
    if any('"' in cell for cell in cells):
        return '"'
    begun, ended = (sum(len(cell) > 1 and cell[end] == "'" for cell in cells) for end in (0, -1))
    return "'" if begun and ended and min(begun, ended) * 2 > max(begun, ended) else '"'


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].strip() if len(cell) > 1 and cell[0] == cell[-1] and cell[0] in QUOTES else cell.strip('"')


def _steadiest(lines: list[str]) -> str:
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]

    def steadiness(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in bare)
        counts.pop(0, None)
        return max(counts.values(), default=0)

    best = max(DELIMITERS, key=steadiness)
    return best if steadiness(best) else ","
