"""What one release changes against another: periods that are new, values that were revised, marks that alone changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from indicators.models import Release, ReleasedBlock

# Arrays are compared where they lie: only the numbers of the lines come out.
_SAME_CELLS = """
SELECT new.id
FROM unnest(%s::bigint[], %s::bigint[]) AS pair (new, old)
JOIN released_block AS new ON new.id = pair.new
JOIN released_block AS old ON old.id = pair.old
WHERE (new.status, new.value, new.numerator, new.denominator, new.low, new.high)
   IS NOT DISTINCT FROM (old.status, old.value, old.numerator, old.denominator, old.low, old.high)
"""


@dataclass
class Difference:
    """Periods of one indicator. ``marked``: the same values, which were provisional and are final, or drawn later."""

    new: set[str] = field(default_factory=set)
    revised: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees another number anywhere."""
        return bool(self.new or self.revised or self.gone)


@dataclass(frozen=True)
class _Line:
    entry: int
    indicator: str
    period: str
    sha256: str


_Place = tuple[int, int, int, int]


def differences(release: Release, older: int | None = None) -> dict[str, Difference]:
    """Indicator → what differs, only where something does; in the first release everything is new. Three queries at most.

    Hashes are compared first, and cells only where they differ. ``older``: any other release instead of the one before.
    """
    now, before = _lines(release.pk), _lines(release.previous_id if older is None else older)
    found: dict[str, Difference] = {}
    touched = {place: (line, before[place]) for place, line in now.items() if place in before}
    rewritten = [(new, old) for new, old in touched.values() if new.sha256 != old.sha256]
    same = _same_cells(rewritten)
    for place, line in now.items():
        if place not in before:
            found.setdefault(line.indicator, Difference()).new.add(line.period)
    for new, _ in rewritten:
        difference = found.setdefault(new.indicator, Difference())
        (difference.marked if new.entry in same else difference.revised).add(new.period)
    for place, line in before.items():
        if place not in now:
            found.setdefault(line.indicator, Difference()).gone.add(line.period)
    return found


def _lines(release: int | None) -> dict[_Place, _Line]:
    if release is None:
        return {}
    own = ("id", "indicator__code", "period__code", "content_sha256")
    place = ("indicator_id", "period_id", "edition_id", "level_id")
    rows = ReleasedBlock.objects.filter(release_id=release).values_list(*place, *own)
    return {(row[0], row[1], row[2], row[3]): _Line(*row[4:]) for row in rows}


def _same_cells(pairs: Iterable[tuple[_Line, _Line]]) -> set[int]:
    numbers = [(new.entry, old.entry) for new, old in pairs]
    if not numbers:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_SAME_CELLS, [[new for new, _ in numbers], [old for _, old in numbers]])
        return {entry for (entry,) in cursor.fetchall()}
