"""What is known beside a file: earlier periods of its measures, what is in force for its own, parts and wholes. Pure.

All arrays follow ``Places.all``: areas in position order, the residual unit, upper areas, the total.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from indicators.intake.texts import Bools, Floats, Ints
from indicators.periods import Period, months_before, pair


@dataclass(frozen=True, eq=False)
class Told:
    """What a file says of one period: ``values`` (measures, places; NaN where there is no number), ``states``, ``given``.

    ``lines`` has the same shape: the line of a cell in its sheet, 0 where there is none. ``columns`` and ``sheets`` name for
    each measure where it stood.
    """

    period: Period
    measures: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats
    states: NDArray[np.uint8]
    given: Bools
    lines: NDArray[np.integer]
    sheets: tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class Series:
    """The numbers of one measure in force: (periods, places), periods ascending, NaN where there is no number."""

    periods: tuple[Period, ...]
    values: Floats

    def at(self, positions: list[int]) -> "Series":
        """The periods at these positions alone."""
        return Series(tuple(self.periods[position] for position in positions), self.values[positions])


@dataclass(frozen=True)
class Whole:
    """The sum of ``parts`` counts some of those whom the sum of ``measures`` counts; the pairing of their dates."""

    parts: tuple[str, ...]
    measures: tuple[str, ...]
    rule: str = "same"
    within_months: int = 0


@dataclass(frozen=True, eq=False)
class NotedAreas:
    """Areas whose numbers are noted as corrected from ``first`` on (``begins``), or as exceptional until ``last``."""

    measures: frozenset[str]
    first: Period
    last: Period
    areas: Ints
    begins: bool

    def concerns(self, measure: str, earlier: Period, now: Period) -> bool:
        """Whether the note explains a difference between the two periods."""
        if measure not in self.measures:
            return False
        if self.begins:
            return earlier.ends < self.first.ends <= now.ends
        return any(p.ends >= self.first.starts and p.starts <= self.last.ends for p in (earlier, now))


@dataclass(frozen=True, eq=False)
class History:
    """What is in force, as far as the checks of a file need it.

    Args:
        series: measure → what is in force, the delivered periods and later ones included.
        parents: per place the position of the delivered place above it, -1 where there is none.
        groups: per ordinary area the number of its district; empty: unknown.
        residents: the measure that counts all residents, for the size of an area; empty: unknown.
        wholes: which measures are parts of which.
        breaks: measure → periods from which on its values mean something else.
        exceptional: measure → first and last period of spans whose values are true and not usual.
        noted_areas: areas whose numbers are noted as corrected or exceptional.
        other_profiles: (measure, period) whose values in force came by another profile.
        other_meanings: measure → the measures that its column delivers in other periods.
        same_bytes: the periods for which the very same file was delivered before.
    """

    series: Mapping[str, Series] = field(default_factory=dict)
    parents: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    groups: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    residents: str = ""
    wholes: tuple[Whole, ...] = ()
    breaks: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    exceptional: Mapping[str, tuple[tuple[Period, Period], ...]] = field(default_factory=dict)
    noted_areas: tuple[NotedAreas, ...] = ()
    other_profiles: frozenset[tuple[str, Period]] = frozenset()
    other_meanings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_bytes: tuple[str, ...] = ()

    def earlier(self, measure: str, period: Period) -> Series:
        """Periods of the same kind before ``period`` that no break separates from it, at most ten."""
        found = self.series.get(measure)
        if found is None:
            return Series((), np.empty((0, 0)))
        changed = max((b.ends for b in self.breaks.get(measure, ()) if b.ends <= period.ends), default=None)
        chosen = [
            position
            for position, other in enumerate(found.periods)
            if other.ends < period.ends and other.kind == period.kind and (changed is None or other.ends >= changed)
        ]
        return found.at(chosen[-10:])

    def in_force(self, measure: str, period: Period) -> Floats | None:
        """The values that count for this very period now, None where there are none."""
        found = self.series.get(measure)
        if found is None or period not in found.periods:
            return None
        values: Floats = found.values[found.periods.index(period)]
        return values

    def nearest(self, measure: str, period: Period, rule: str, within_months: int) -> tuple[Period, Floats] | None:
        """The values that go with ``period`` by a pairing rule, and their own period."""
        found = self.series.get(measure)
        taken = None if found is None else pair(period, found.periods, rule, within_months)
        if found is None or taken is None:
            return None
        return taken, found.values[found.periods.index(taken)]

    def is_exceptional(self, measure: str, *periods: Period) -> bool:
        """Whether one of the periods lies in a span that is noted as exceptional."""
        spans = self.exceptional.get(measure, ())
        return any(p.ends >= first.starts and p.starts <= last.ends for p in periods for first, last in spans)

    def with_told(self, told: Told) -> "History":
        """What would be in force if ``told`` were: for the later periods of the same file."""
        series = dict(self.series)
        for row, measure in enumerate(told.measures):
            if not told.given[row].any():
                continue
            old = series.get(measure, Series((), np.empty((0, told.values.shape[1]))))
            kept = [position for position, period in enumerate(old.periods) if period != told.period]
            periods = [*(old.periods[position] for position in kept), told.period]
            values = np.concatenate([old.values[kept], told.values[row : row + 1]])
            order = sorted(range(len(periods)), key=periods.__getitem__)
            series[measure] = Series(tuple(periods[position] for position in order), values[order])
        return replace(self, series=series)


def year_before(period: Period, offered: tuple[Period, ...]) -> int | None:
    """The position of the period that ends twelve months before ``period`` does, None where it is not there."""
    ends = months_before(period.ends, 12)
    return next((position for position, other in enumerate(offered) if other.ends == ends), None)


def months_between(earlier: Period, later: Period) -> int:
    """Calendar months from the end of one period to that of another, at least 1."""
    months = 12 * (later.ends.year - earlier.ends.year) + later.ends.month - earlier.ends.month
    return max(months, 1)
