"""Status × dynamics as released: the two indices over the same areas, their groups, and one area over the years."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.calculation.groups_of_classes import NO_GROUP, Groups, group_labels, groups_of_classes
from indicators.calculation.indices import NO_CLASS
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.index_lines import IndexLine, index_lines, selected
from indicators.queries.indices import IndexEntry, IndexValues, index_history, index_values
from indicators.states import LeftOut


@dataclass(frozen=True, eq=False)
class StatusDynamics:
    """Both indices at one level, period and edition. ``labels``: short names of the groups, in the order of their codes.

    ``periods``: the periods in which both are released at this level; ``levels``: where both are released at this period.
    """

    status: IndexValues
    dynamics: IndexValues
    groups: Groups
    labels: tuple[str, ...]
    periods: tuple[Period, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One period of an area: the two classes (``NO_CLASS`` where there is none), why, and the group."""

    period: Period
    status: int
    dynamics: int
    status_left_out: LeftOut
    dynamics_left_out: LeftOut
    group: int


def pairs_of(entries: Iterable[IndexEntry]) -> list[tuple[IndexEntry, IndexEntry]]:
    """(status, dynamics) of every dynamics index whose status index is there, too, by the code of the former."""
    known = {entry.code: entry for entry in entries}
    return [
        (known[entry.spec.dynamics_of], entry)
        for entry in known.values()
        if known.get(entry.spec.dynamics_of) is not None
    ]


def status_and_dynamics(
    release: Release,
    status: IndexEntry,
    dynamics: IndexEntry,
    audience: Audience,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
) -> StatusDynamics:
    """The groups of a pair; by default the latest period that both have, and the finest level.

    Raises:
        Unanswerable: as ``selected``; ``index_not_released`` where the two share no period.
    """
    shared = _shared(release.pk, status, dynamics)
    if not shared:
        missing = dynamics if index_lines(release.pk, status.code) else status
        raise Unanswerable("index_not_released", index=missing.code)
    latest = shared[-1].period.code
    line = selected(release.pk, dynamics.code, level=level, period=period or latest, edition=edition)
    if line.entry not in {one.entry for one in shared}:
        known = listed(one.period.code for one in reversed(shared))
        raise Unanswerable("unknown_period", period=line.period.code, known=known)
    place = {"level": line.level, "period": line.period.code, "edition": line.edition}
    one = index_values(release, status, audience, **place)
    other = index_values(release, dynamics, audience, **place)
    sizes = len(one.entry.spec.classes), len(other.entry.spec.classes)
    return StatusDynamics(
        one,
        other,
        groups_of_classes(one.class_of, other.class_of, sizes),
        group_labels(*sizes),
        tuple(dict.fromkeys(own.period for own in shared if own.level == line.level)),
        tuple(dict.fromkeys(own.level for own in _by_rank(shared) if own.period == line.period)),
    )


def path_of(release: Release, found: StatusDynamics, audience: Audience, area: str) -> tuple[Step, ...]:
    """One area over the years: every period of the same time of the year up to the shown one.

    Raises:
        Unanswerable: ``unknown_area`` where the level has none of this code.
    """
    at = found.dynamics.period
    level = found.dynamics.places.level
    one = index_history(release, found.status.entry, audience, area=area, level=level)
    other = index_history(release, found.dynamics.entry, audience, area=area, level=level)
    where = {period: position for position, period in enumerate(one.periods)}
    columns = len(found.dynamics.entry.spec.classes)
    steps = []
    for position, period in enumerate(other.periods):
        beside = where.get(period)
        if beside is None or (period.kind, period.ends.month) != (at.kind, at.ends.month) or period > at:
            continue
        s, d = int(one.class_of[beside]), int(other.class_of[position])
        group = s * columns + d if NO_CLASS not in (s, d) else NO_GROUP
        reasons = LeftOut(int(one.left_out[beside])), LeftOut(int(other.left_out[position]))
        steps.append(Step(period, s, d, *reasons, group))
    return tuple(steps)


def _shared(release_id: int, status: IndexEntry, dynamics: IndexEntry) -> list[IndexLine]:
    """The lines of the dynamics index beside which the status index has one."""
    places = {(line.period, line.edition, line.level) for line in index_lines(release_id, status.code)}
    return [
        line for line in index_lines(release_id, dynamics.code) if (line.period, line.edition, line.level) in places
    ]


def _by_rank(lines: Iterable[IndexLine]) -> list[IndexLine]:
    return sorted(lines, key=lambda line: line.level_rank)
