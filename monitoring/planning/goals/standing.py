"""How far goals are reached: from goals and values to what is said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.goals import Aims, Beside, Measured, Progress, Standing, progress
from indicators.calculation.trend import unfavourable
from indicators.catalogue.specs import IndicatorSpec
from indicators.periods import Period
from monitoring.api.doors import single_derived
from monitoring.planning.goals.queries import GoalLine

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Now:
    """The latest value of a place, or of all areas of a level: arrays of one length, NaN where there is no number."""

    period: Period
    value: Floats
    low: Floats
    high: Floats


def progress_of(goal: GoalLine, spec: IndicatorSpec, now: Now, start: Floats) -> Progress:
    """One goal in the places of ``now``; ``start`` is the goal's own value, or each area's.

    A goal for every area leads them all the same way, to less disadvantage: where an area lies beyond the target from
    the start, it is to hold it.
    """
    size = now.value.shape
    worse = float(unfavourable(spec.polarity))

    def row(number: float) -> Floats:
        return np.full(size, float(number))

    begins = np.broadcast_to(start, size)
    if goal.is_everywhere:
        begins = np.where((goal.target - begins) * worse > 0, goal.target, begins)
    aims = Aims(
        start=begins,
        start_day=row(goal.start_day.toordinal()),
        target=row(goal.target),
        target_day=row(goal.due.toordinal()),
        worse=row(worse),
    )
    comparable = spec.comparable(goal.start_period, now.period)
    day = row(now.period.ends.toordinal())
    return progress(aims, Measured(now.value, now.low, now.high, day, np.full(size, comparable)))


def documents(
    goals: Sequence[GoalLine], spec: IndicatorSpec, now: Now, starts: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Goals of one place as the interface tells them. ``starts``: values of that place by period, for shared goals."""
    found = []
    for goal in goals:
        start = goal.start_value
        if start is None:
            start = (starts or {}).get(goal.start_period.code, float("nan"))
        found.append(document(goal, now, progress_of(goal, spec, now, np.array([start])), start))
    return found


def document(goal: GoalLine, now: Now, made: Progress, start: float) -> dict[str, Any]:
    """One goal and how far it is reached, without words."""
    return {
        "goal": goal.number,
        "scope": "city" if goal.is_city else "level" if goal.is_everywhere else "area",
        "level": goal.level,
        "area": goal.area,
        "target": goal.target,
        "due": goal.due,
        "start_period": goal.start_period.code,
        "start_day": goal.start_day,
        "start_value": None if np.isnan(start) else float(start),
        "period": now.period.code,
        "value": single_derived(now.value),
        "distance": single_derived(made.distance),
        "degree": single_derived(made.degree),
        "path_value": single_derived(made.path),
        "needed_per_year": single_derived(made.pace),
        "standing": Standing(made.standing[0]).word,
        "beside": Beside(made.beside[0]).word,
        "against_polarity": bool(made.against_polarity[0]),
    }
