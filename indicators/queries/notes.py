"""What is to be said beside the numbers: the catalogue's breaks and spans, and what was recorded with releases, as one list.

The catalogue says how an indicator is defined, and so which breaks and spans belong to its definition. Releases record what
happened to the data: a register that was corrected, a delivery that counts otherwise from a period on. A reader need not
know who said it. ``noted`` is the one place where both meet: it gives the indicator with the breaks and spans of both, and
whatever draws, compares or exports takes them from there, so that a recorded break is honoured wherever one of the
catalogue is. A recorded note holds from its release on; older releases stay as they were published.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.catalogue.specs import Break, Exceptional, Text
from indicators.models import NoteKind, ReleasedNote
from indicators.models.releases import number_of
from indicators.periods import Period, parse_period
from indicators.queries.catalogue import Entry


@dataclass(frozen=True)
class Note:
    """One recorded note. ``first`` and ``last`` are codes of periods or empty; ``release`` the number that it came with."""

    kind: str
    text: Text
    first: str
    last: str
    indicators: frozenset[str]
    measures: frozenset[str]
    areas: frozenset[str]
    release: str

    def concerns(self, entry: Entry) -> bool:
        """Whether it is about the indicator: by its code, by a measure that it reads, or about everything."""
        if not self.indicators and not self.measures:
            return True
        return entry.code in self.indicators or not self.measures.isdisjoint(entry.spec.measures)

    def touches(self, period: Period) -> bool:
        """Whether it is about a period; one without a span is about every one."""
        if not self.first:
            return True
        last = parse_period(self.last).ends if self.last else None
        return parse_period(self.first).starts <= period.ends and (last is None or period.starts <= last)


_RECORDED = """
    WITH RECURSIVE line AS (
        SELECT id, previous_id, year, serial, revision FROM release WHERE id = %s
        UNION ALL
        SELECT r.id, r.previous_id, r.year, r.serial, r.revision FROM release r JOIN line ON r.id = line.previous_id
    )
    SELECT note.*, line.year, line.serial, line.revision
    FROM released_note note JOIN line ON line.id = note.release_id ORDER BY note.id
"""


@lru_cache(maxsize=16)
def recorded(release_id: int) -> tuple[Note, ...]:
    """The notes of a release and of all that it follows from, the oldest first. Neither changes: kept for good."""
    rows = ReleasedNote.objects.raw(_RECORDED, [release_id])
    return tuple(
        Note(
            row.kind,
            Text(row.text_de, row.text_en),
            row.first,
            row.last,
            frozenset(row.indicators),
            frozenset(row.measures),
            frozenset(row.areas),
            number_of(row.year, row.serial, row.revision),
        )
        for row in rows
    )


def noted(entry: Entry, release_id: int) -> Entry:
    """The indicator with the breaks, spans and notes that hold in a release; itself where nothing was recorded."""
    notes = tuple(note for note in recorded(release_id) if note.concerns(entry))
    if not notes:
        return entry
    spec = entry.spec
    # A break or span of some areas alone is told beside them; it parts no series of the others.
    general = [note for note in notes if not note.areas]
    breaks = {own.period: own for own in spec.breaks}
    for note in general:
        if note.kind == NoteKind.BREAK:
            known = breaks.get(note.first)
            breaks[note.first] = Break(note.first, _both(known.text, note.text) if known else note.text)
    spans = [Exceptional(note.first, note.last, note.text) for note in general if note.kind == NoteKind.EXCEPTIONAL]
    spec = replace(
        spec,
        breaks=tuple(sorted(breaks.values(), key=lambda own: parse_period(own.period))),
        exceptional=tuple(sorted((*spec.exceptional, *spans), key=lambda own: parse_period(own.first))),
    )
    return replace(entry, spec=spec, notes=notes)


def all_noted(entries: Iterable[Entry], release_id: int) -> list[Entry]:
    """Every indicator as ``noted``."""
    return [noted(entry, release_id) for entry in entries]


def beside(entry: Entry, *, period: Period | None = None, area: str | None = None) -> list[Note]:
    """The plain notes and corrections for a value or a series: those of other areas and periods left out.

    Breaks and spans of all areas stand in the indicator's own lists, and are not repeated here.
    """
    found = []
    for note in entry.notes:
        in_lists = note.kind in (NoteKind.BREAK, NoteKind.EXCEPTIONAL) and not note.areas
        elsewhere = area is not None and bool(note.areas) and area not in note.areas
        if not in_lists and not elsewhere and (period is None or note.touches(period)):
            found.append(note)
    return found


def _both(first: Text, second: Text) -> Text:
    return Text(f"{first.de} {second.de}", f"{first.en} {second.en}")
