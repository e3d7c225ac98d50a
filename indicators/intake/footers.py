"""Where a table ends and what stands below it: sources, notes, signs and their meanings."""

import re

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.wildcards import wildcard
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import RawSheet
from indicators.intake.texts import Bools

_LAST = 300
"""How many rows before the end a note is looked for in that no profile names."""
_FIRST_COLUMNS = 3
_NOTE = re.compile(
    r"(?:quellen?|source|anmerkung(?:en)?|hinweise?|fu(?:ß|ss)noten?|notes?|erläuterung(?:en)?|zeichenerklärung|legende"
    r"|(?:daten)?stand|erstellt|herausgeber|auftragsnummer|copyright)\b.*"
    r"|(?:©|\(c\)).*|(?:\*{1,3}|[0-9]{1,2}|[a-z])\)\s?\S.*|[¹²³*]\s?\S.*",
    re.IGNORECASE | re.DOTALL,
)


def table_end(raw: RawSheet, below: int, profile: ProfileSpec, log: ProblemLog) -> int:
    """The index of the first row behind the table; how many rows stand there is told.

    A row ends it whose first text the profile names as a footer. So does a note as they usually look, if it and all rows
    behind it have no more than one text: rows of a table have more.
    """
    stated = _stated(raw, below, profile)
    end = _notes(raw, below, stated)
    if end < len(raw.rows):
        text = next((cell for cell in raw.row(end) if cell), "")
        log.add(make_problem("rows_below", row=int(raw.rows[end]), value=text, rows=len(raw.rows) - end))
    return end


def _stated(raw: RawSheet, below: int, profile: ProfileSpec) -> int:
    """The first row whose first text matches a footer of the profile."""
    if not profile.footer:
        return len(raw.rows)
    pattern = rf"(?i)\A[ \t]*(?:{'|'.join(wildcard(footer).pattern for footer in profile.footer)})[ \t]*\z"
    blank: Bools = np.ones(len(raw.rows) - below, dtype=np.bool_)
    first = len(raw.rows)
    for column in raw.columns[:_FIRST_COLUMNS]:
        cells = column.slice(below)
        ends = np.flatnonzero(blank & cells.matches(pattern))
        first = min(first, below + int(ends[0])) if ends.size else first
        blank &= cells.blank()
        if not blank.any():
            break
    return first


def _notes(raw: RawSheet, below: int, end: int) -> int:
    """The first of the rows before ``end`` from which on there are notes only."""
    start = max(below, end - _LAST)
    cells = [column.slice(start, end).all() for column in raw.columns]
    rows = [[text.strip() for text in texts if text.strip()] for texts in zip(*cells, strict=True)]
    first = len(rows)
    while first and (len(rows[first - 1]) <= 1 or _NOTE.fullmatch(rows[first - 1][0])):
        first -= 1
    noted = next((at for at in range(first, len(rows)) if rows[at] and _NOTE.fullmatch(rows[at][0])), len(rows))
    return start + noted
