"""Each column of a file beside its own history: what every check of this package looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.specs import MeasureSpec
from indicators.intake.plausibility.history import History, Series, Told, months_between, year_before
from indicators.intake.plausibility.scatter import Change, Scale, Steps, change, scale_of, steps_of
from indicators.intake.texts import Bools, Floats
from indicators.periods import Period
from indicators.states import ValueState

SMALLEST = 300
"""Areas with fewer residents are not tested for jumps: the monitoring of Berlin leaves them out for the same reason."""


@dataclass(frozen=True, eq=False)
class Track:
    """One measure of a file, over the ordinary areas: what is told now and what was in force before.

    ``exceptional`` and ``unusual`` tell whether the period, and each earlier one, is noted as exceptional; ``noted`` which
    areas are noted as corrected since the previous period, or as exceptional in one of the two.

    ``now``, ``people`` (residents, 0 where unknown) and ``lines`` (in its sheet, 0 for none) are (areas,); ``before`` holds
    comparable earlier periods only.
    """

    measure: MeasureSpec
    column: str
    row: int
    scale: Scale | None
    period: Period
    now: Floats
    suppressed: Bools
    lines: NDArray[np.integer]
    sheet: str | None
    before: Series
    people: Floats
    unusual: tuple[bool, ...]
    exceptional: bool
    noted: Bools

    def line(self, area: int) -> int | None:
        """The line of an area in the file."""
        return int(self.lines[area]) or None

    @property
    def previous(self) -> Floats | None:
        """The values of the period before, None where there is none."""
        return self.before.values[-1] if self.before.periods else None

    @property
    def previous_period(self) -> Period:
        return self.before.periods[-1]

    @cached_property
    def year(self) -> int | None:
        """The position in ``before`` of the same period last year, where it is another one than the previous."""
        found = year_before(self.period, self.before.periods)
        return None if found is None or found == len(self.before.periods) - 1 else found

    @cached_property
    def steps(self) -> Steps:
        """The scatter of the earlier steps; steps of exceptional periods are no measure of what is usual."""
        assert self.scale is not None
        periods = self.before.periods
        months = [months_between(a, b) for a, b in zip(periods, periods[1:], strict=False)]
        usual = [not (a or b) for a, b in zip(self.unusual, self.unusual[1:], strict=False)]
        return steps_of(self.before.values, self.people, months, usual, self.scale)

    @cached_property
    def step(self) -> Change | None:
        """The change against the previous period."""
        return self.against(len(self.before.periods) - 1)

    @cached_property
    def yearly(self) -> Change | None:
        """The change against the same period last year."""
        return None if self.year is None else self.against(self.year)

    def against(self, position: int, now: Floats | None = None, period: Period | None = None) -> Change | None:
        """The change of ``now`` against the earlier period at that position; None where nothing can be compared."""
        if self.scale is None or not 0 <= position < len(self.before.periods):
            return None
        earlier = self.before.periods[position]
        months = months_between(earlier, period or self.period)
        values = self.now if now is None else now
        return change(self.before.values[position], values, self.people, self.steps, months, self.measure, self.scale)

    @cached_property
    def tested(self) -> Bools:
        """The areas that are large enough to be tested; where residents are unknown, those with 30 and more now or before."""
        largest = self.now if self.previous is None else np.fmax(self.now, self.previous)
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(self.people > 0, self.people >= SMALLEST, largest >= 30), bool)


@dataclass(frozen=True, eq=False)
class City:
    """A file of one period beside its history. ``codes`` are the ordinary areas."""

    told: Told
    history: History
    codes: tuple[str, ...]
    tracks: tuple[Track, ...]

    @cached_property
    def compared(self) -> tuple[Track, ...]:
        """The tracks that have an earlier period to compare with."""
        return tuple(track for track in self.tracks if track.scale is not None and track.previous is not None)

    @cached_property
    def leading(self) -> Track | None:
        """The column of counts that has the largest sum: residents in a register."""
        counts = [track for track in self.compared if track.scale is Scale.COUNT]
        return max(counts, key=lambda track: float(np.nansum(track.before.values[-1])), default=None)


def city_of(told: Told, history: History, measures: Mapping[str, MeasureSpec], codes: Sequence[str]) -> City:
    """Set every delivered measure beside its history."""
    people = _people(told, history, len(codes))
    tracks = []
    for row, measure in enumerate(told.measures):
        if not told.given[row].any():
            continue
        before = history.earlier(measure, told.period)
        tracks.append(
            Track(
                measure=measures[measure],
                column=told.columns[row],
                row=row,
                scale=scale_of(measures[measure]),
                period=told.period,
                now=told.values[row, : len(codes)],
                suppressed=told.states[row, : len(codes)] == ValueState.SUPPRESSED,
                lines=told.lines[row, : len(codes)],
                sheet=told.sheets[row],
                before=Series(before.periods, before.values[:, : len(codes)]),
                people=people,
                unusual=tuple(history.is_exceptional(measure, period) for period in before.periods),
                exceptional=history.is_exceptional(measure, told.period),
                noted=_noted(history, measure, told.period, before, len(codes)),
            )
        )
    return City(told, history, tuple(codes), tuple(tracks))


def _people(told: Told, history: History, areas: int) -> Floats:
    """Residents of each area: the larger of what the file says and what was in force before; 0 where neither is known."""
    known = np.zeros(areas)
    if history.residents in told.measures:
        known = np.fmax(known, told.values[told.measures.index(history.residents), :areas])
    nearest = history.nearest(history.residents, told.period, "nearest_earlier", 24)
    if nearest is not None:
        known = np.fmax(known, nearest[1][:areas])
    earlier = history.earlier(history.residents, told.period)
    if earlier.periods:
        known = np.fmax(known, earlier.values[-1, :areas])
    return np.nan_to_num(known)


def _noted(history: History, measure: str, period: Period, before: Series, areas: int) -> Bools:
    noted = np.zeros(areas, bool)
    for note in history.noted_areas:
        if before.periods and note.concerns(measure, before.periods[-1], period):
            noted[note.areas] = True
    return noted
