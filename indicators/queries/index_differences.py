"""What one release changes of indices against another."""

from django.db import connection

from indicators.models import Release, ReleasedIndex
from indicators.queries.differences import Difference

_Place = tuple[int, int, int, int]
_SAME_CELLS = """
SELECT new.id
FROM unnest(%s::bigint[], %s::bigint[]) AS pair (new, old)
JOIN released_index AS new ON new.id = pair.new
JOIN released_index AS old ON old.id = pair.old
WHERE (new.status, new.value, new.class_of, new.left_out, new.definition -> 'classes')
   IS NOT DISTINCT FROM (old.status, old.value, old.class_of, old.left_out, old.definition -> 'classes')
"""


def index_differences(release: Release, older: int | None = None) -> dict[str, Difference]:
    """Index → what differs against the release before, or ``older``: only where something does. Three queries at most."""
    now, before = _lines(release.pk), _lines(release.previous_id if older is None else older)
    found: dict[str, Difference] = {}
    pairs = {
        place: (line, before[place]) for place, line in now.items() if place in before and line[3] != before[place][3]
    }
    same = _same_cells([(new[0], old[0]) for new, old in pairs.values()])
    for _entry, code, period, _ in (line for place, line in now.items() if place not in before):
        found.setdefault(code, Difference()).new.add(period)
    for (entry, code, period, _), _old in pairs.values():
        difference = found.setdefault(code, Difference())
        (difference.marked if entry in same else difference.revised).add(period)
    for _entry, code, period, _ in (line for place, line in before.items() if place not in now):
        found.setdefault(code, Difference()).gone.add(period)
    return found


def _lines(release: int | None) -> dict[_Place, tuple[int, str, str, str]]:
    """Place → line, index, period and content hash."""
    if release is None:
        return {}
    place = ("index_id", "period_id", "edition_id", "level_id")
    rows = ReleasedIndex.objects.filter(release_id=release).values_list(
        *place, "id", "index__code", "period__code", "content_sha256"
    )
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5], row[6], row[7]) for row in rows}


def _same_cells(pairs: list[tuple[int, int]]) -> set[int]:
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_SAME_CELLS, [[new for new, _ in pairs], [old for _, old in pairs]])
        return {entry for (entry,) in cursor.fetchall()}
