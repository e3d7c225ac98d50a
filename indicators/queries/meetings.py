"""Where indicators meet: editions, levels and periods at which all of some indicators were released.

Two periods meet by their ends: the same code where there is one, otherwise the shortest that ends on that day, so that a
quarter, the day of its end and a year that ends with it can stand beside each other in an index.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from indicators.periods import Period, months_before
from indicators.queries.continuity import edition_before
from indicators.queries.releases import Line, manifest_of

_Stand = tuple[str, str, date]  # edition, level, end of the period


@dataclass(frozen=True)
class Meeting:
    """One edition, level and period; ``lines``: one of each indicator, in the order in which they were named."""

    edition: str
    edition_id: int
    is_common: bool
    level: str
    level_rank: int
    period: Period
    lines: tuple[Line, ...]


@lru_cache(maxsize=256)
def meetings(release_id: int, manifest_sha256: str, indicators: tuple[str, ...]) -> tuple[Meeting, ...]:
    """Every meeting of some indicators in a release below the whole city, in time; none where one was never released.

    Kept for the life of the process: a release is immutable, and its manifest's hash tells it from another one.
    """
    by_stand = [_by_stand(manifest_of(release_id, code)) for code in indicators]
    if not by_stand:
        return ()
    shared = set(by_stand[0]).intersection(*by_stand[1:])
    found = [_meeting([one[stand] for one in by_stand]) for stand in shared]
    return tuple(
        sorted(
            (one for one in found if one.level_rank > 0),
            key=lambda one: (one.period, one.edition_id, one.level_rank),
        )
    )


def _by_stand(lines: Iterable[Line]) -> dict[_Stand, list[Line]]:
    found: dict[_Stand, list[Line]] = {}
    for line in lines:
        found.setdefault((line.edition, line.level, line.period.ends), []).append(line)
    return found


def _meeting(offered: Sequence[Sequence[Line]]) -> Meeting:
    """``offered``: per indicator the lines of one stand."""
    codes = set.intersection(*({line.period.code for line in lines} for lines in offered))
    period = _shortest(line.period for lines in offered for line in lines if not codes or line.period.code in codes)
    lines = tuple(_fitting(lines, period) for lines in offered)
    first = lines[0]
    return Meeting(first.edition, first.edition_id, first.is_common, first.level, first.level_rank, period, lines)


def _shortest(periods: Iterable[Period]) -> Period:
    return min(periods, key=lambda period: ((period.ends - period.starts).days, period.code))


def _fitting(lines: Sequence[Line], period: Period) -> Line:
    same = next((line for line in lines if line.period.code == period.code), None)
    return same or min(lines, key=lambda line: ((line.period.ends - line.period.starts).days, line.period.code))


def chosen(
    found: Collection[Meeting], *, level: str | None = None, period: str | None = None, edition: str | None = None
) -> Meeting | None:
    """The meeting that is meant: of the wanted edition, level and period those that there are, in this order; otherwise
    the common layer, the finest level, the latest period, the newest edition.
    """
    for wanted, name in ((edition, "edition"), (level, "level")):
        found = [one for one in found if getattr(one, name) == wanted] or found
    found = [one for one in found if one.period.code == period] or found
    if not found:
        return None
    is_common = any(one.is_common for one in found)
    found = [one for one in found if one.is_common == is_common]
    rank = max(one.level_rank for one in found)
    return max((one for one in found if one.level_rank == rank), key=lambda one: (one.period, one.edition_id))


def years_before(line: Line, years: int, release_id: int) -> Line | None:
    """The line of the same kind of period ``years`` earlier, at the same level of its edition or, before a reform, of the
    edition before; nothing where there is none.
    """
    wanted = (line.period.kind, months_before(line.period.ends, 12 * years), line.level)
    lines = manifest_of(release_id, line.indicator)
    of_then = [one for one in lines if (one.period.kind, one.period.ends, one.level) == wanted]
    former = edition_before(line.edition, release_id)
    for edition in (line.edition, former.edition if former else None):
        found = next((one for one in of_then if one.edition == edition), None)
        if found is not None:
            return found
    return None
