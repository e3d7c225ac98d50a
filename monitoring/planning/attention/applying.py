"""A rule applied to a release: which areas meet it, by which criteria, and which met it a year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.trend import Course
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.groups import StatusDynamics, pairs_of, status_and_dynamics
from indicators.queries.indices import IndexEntry
from indicators.queries.releases import manifest
from indicators.queries.together import RESIDENTS
from indicators.queries.values import Values, values
from indicators.states import ValueState
from monitoring.planning.attention.judging import UNKNOWN, YES, Verdicts, beside, clearly, combined, in_groups
from monitoring.planning.attention.rule import Combining, Criterion, Rule


@dataclass(frozen=True)
class Sight:
    """What a reader may see of a release."""

    release: Release
    entries: Mapping[str, Entry]
    indices: Mapping[str, IndexEntry]
    audience: Audience

    def sees(self, rule: Rule) -> bool:
        """Whether every part of a rule is open to the reader."""
        own = not rule.index or any(dynamics.code == rule.index for _, dynamics in pairs_of(self.indices.values()))
        return own and all(one.indicator in self.entries for one in rule.criteria)


@dataclass(frozen=True, eq=False)
class Applied:
    """``verdict`` per area; ``parts`` are the criteria in the rule's order, the groups first.

    ``residents`` NaN where none are released. ``few``: what would meet the rule, and has fewer residents than it asks for.
    """

    rule: Rule
    areas: EditionAreas
    places: LevelAreas
    verdict: Verdicts
    parts: tuple[Verdicts, ...]
    groups: StatusDynamics | None
    found: tuple[Values, ...]
    residents: Floats
    few: int

    @property
    def listed(self) -> tuple[int, ...]:
        """Positions of the areas that meet the rule, in the order of the edition."""
        return tuple(np.flatnonzero(self.verdict == YES).tolist())

    @property
    def unknown(self) -> int:
        """Areas of which it is not known; the residual unit is none of them."""
        return int((self.verdict == UNKNOWN).sum())

    @property
    def codes(self) -> frozenset[str]:
        """The areas that meet the rule."""
        return frozenset(self.places.codes[at] for at in self.listed)


def applied(rule: Rule, sight: Sight, *, before: Applied | None = None) -> Applied:
    """A rule over the latest values; with ``before`` over those a year earlier than these, in the same areas.

    Raises:
        Unanswerable: what the rule names is not there at its level; ``unknown_period`` where there was nothing then.
    """
    edition = before.areas.edition if before else None
    groups = _groups(rule, sight, edition, before.groups if before else None)
    edition = groups.dynamics.areas.edition if groups else edition
    found: list[Values] = []
    for at, one in enumerate(rule.criteria):
        own = _values(one, rule, sight, edition, before.found[at] if before else None)
        edition = own.areas.edition
        found.append(own)
    if groups:
        areas, places, period = groups.dynamics.areas, groups.dynamics.places, groups.dynamics.period
    else:
        areas, places, period = found[0].areas, found[0].places, found[0].block.period
    parts = [_of_groups(rule, groups)] if groups else []
    parts += [_of_criterion(one, own) for one, own in zip(rule.criteria, found, strict=True)]
    verdict = combined(parts, rule.combining)
    residents = _residents(sight, areas.edition, rule.level, period, len(places.codes))
    few = 0
    if rule.minimum_residents:
        lacking = (verdict == YES) & ~(residents >= rule.minimum_residents)
        few = int(lacking.sum())
        verdict = np.where(lacking, -YES, verdict).astype(np.int8)
    if places.residual is not None:
        verdict[places.residual] = -YES
    return Applied(rule, areas, places, verdict, tuple(parts), groups, tuple(found), residents, few)


def a_year_before(now: Applied, sight: Sight) -> Applied | None:
    """The same rule a year earlier; nothing where there were no values of these areas."""
    try:
        return applied(now.rule, sight, before=now)
    except Unanswerable:
        return None


def _groups(rule: Rule, sight: Sight, edition: str | None, now: StatusDynamics | None) -> StatusDynamics | None:
    if not rule.index:
        return None
    status, dynamics = next(pair for pair in pairs_of(sight.indices.values()) if pair[1].code == rule.index)
    period = _year_before(now.dynamics.period, now.periods) if now else None
    return status_and_dynamics(
        sight.release, status, dynamics, sight.audience, level=rule.level, period=period, edition=edition
    )


def _values(one: Criterion, rule: Rule, sight: Sight, edition: str | None, now: Values | None) -> Values:
    offered = (line.period for line in manifest(sight.release.pk).get(one.indicator, ()))
    period = _year_before(now.block.period, offered) if now else None
    return values(
        sight.release,
        sight.entries[one.indicator],
        sight.audience,
        level=rule.level,
        period=period,
        edition=edition,
        judged=bool(one.course),
    )


def _year_before(period: Period, offered: Iterable[Period]) -> str:
    """The period of the same kind that ended a year earlier.

    Raises:
        Unanswerable: ``unknown_period``, where there is none.
    """
    wanted = (period.kind, period.ends.year - 1, period.ends.month)
    found = next((one for one in offered if (one.kind, one.ends.year, one.ends.month) == wanted), None)
    if found is None:
        raise Unanswerable("unknown_period", period=str(wanted[1]), known=period.code)
    return found.code


def _of_groups(rule: Rule, found: StatusDynamics) -> Verdicts:
    return in_groups(found.groups.group, [at for at, label in enumerate(found.labels) if label in rule.groups])


def _of_criterion(one: Criterion, found: Values) -> Verdicts:
    parts = [beside(found.against.difference, one.side, one.by)]
    if one.clear:
        parts.append(clearly(found.block.low, found.block.high, found.reference_value, one.side))
    if one.course:
        course = found.trend.course
        known = course != Course.UNKNOWN
        parts.append(
            np.where(known, np.where(course == Course[one.course.upper()], YES, -YES), UNKNOWN).astype(np.int8)
        )
    return combined(parts, Combining.ALL)


def _residents(sight: Sight, edition: str, level: str, period: Period, size: int) -> Floats:
    """Residents of the areas at the latest day up to the period; NaN where the reader gets none."""
    if RESIDENTS not in sight.entries:
        return np.full(size, np.nan)
    lines = [
        line
        for line in manifest(sight.release.pk).get(RESIDENTS, ())
        if (line.edition, line.level) == (edition, level) and line.period.ends <= period.ends
    ]
    if not lines:
        return np.full(size, np.nan)
    block = shown(next(iter(released_blocks(lines[-1:]).values())), sight.entries[RESIDENTS].spec, sight.audience)
    return np.where(block.status == ValueState.OK, block.value, np.nan)
