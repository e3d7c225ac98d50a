"""An earlier period's file again: equal bytes, or equal numbers.

Two quarters of a register never agree in 95 % of the areas that count twenty and more (ten such areas at least), unless
the measure hardly ever changes: a column whose own earlier steps are as equal (nine tenths) says nothing.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import listed, tell
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem

EQUAL = 0.95
STILL = 0.9
LEAST_AREAS, LEAST_NUMBER = 10, 20


@dataclass(frozen=True)
class Repeated:
    """The period whose numbers a column repeats, in how many of the areas that could tell."""

    period: str
    equal: int
    compared: int


def repeated(track: Track) -> Repeated | None:
    """Whether the column says what an earlier period said; the latest such period."""
    with np.errstate(invalid="ignore"):
        telling = track.now >= LEAST_NUMBER if track.scale is Scale.COUNT else track.now != 0
        telling &= np.isfinite(track.now)
        values = track.before.values
        known = telling & np.isfinite(values)
        compared = known.sum(axis=1)
        equal = ((values == track.now) & known).sum(axis=1)
        steps = (np.isfinite(values[1:]) & np.isfinite(values[:-1]) & telling).sum(axis=1)
        still = ((values[1:] == values[:-1]) & telling).sum(axis=1) > STILL * np.maximum(steps, 1)
    if still.any():
        return None
    found = np.flatnonzero((compared >= LEAST_AREAS) & (equal >= EQUAL * compared))
    if not len(found):
        return None
    latest = int(found[-1])
    return Repeated(track.before.periods[latest].code, int(equal[latest]), int(compared[latest]))


def check_repeated(city: City, log: ProblemLog) -> set[str]:
    """Log what is repeated; returns the columns that need no further comparison."""
    if city.history.same_bytes:
        log.add(make_problem("same_bytes", periods=listed(list(city.history.same_bytes))))
    found = [(track, again) for track in city.compared if (again := repeated(track)) is not None]
    periods = {again.period for _, again in found}
    if city.history.same_bytes:  # the cause is told
        return {track.column for track, _ in found}
    if len(periods) == 1 and len(found) == len(city.compared):
        compared = sum(again.compared for _, again in found)
        equal = sum(again.equal for _, again in found)
        log.add(make_problem("earlier_period_again", period=periods.pop(), equal=equal, compared=compared))
    else:
        for track, again in found:
            told = make_problem(
                "column_again",
                column=track.column,
                period=again.period,
                equal=again.equal,
                compared=again.compared,
            )
            tell(track, told, log)
    return {track.column for track, _ in found}
