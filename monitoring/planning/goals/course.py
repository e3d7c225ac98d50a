"""The way of one place to its goal: its series beside the straight line, as a picture and as a table."""

from dataclasses import dataclass

import numpy as np

from indicators.models import Release
from indicators.periods import first_from, parse_period
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.places import areas_at
from indicators.queries.releases import manifest
from indicators.queries.series import series
from indicators.states import ValueState
from monitoring.planning.goals.chart import PathChart, path_chart
from monitoring.planning.models import Goal


@dataclass(frozen=True)
class Step:
    """One period: the value or its state, and where an even pace would be."""

    period: str
    status: str
    value: float | None
    path: float | None


@dataclass(frozen=True)
class Way:
    """``chart`` is nothing where there is no value."""

    chart: PathChart | None
    steps: tuple[Step, ...]


def course_of(goal: Goal, entry: Entry, release: Release, audience: Audience) -> Way | None:
    """The way of a goal in one place; nothing for one that holds in every area of a level, or without any series."""
    if goal.level and not goal.area:
        return None
    area = goal.area or _whole(entry, release)
    try:
        found = series(release, entry, audience, area=area)
    except Unanswerable:
        return None
    periods = [line.period for line in found.lines]
    spec = found.entry.spec
    breaks = [at for one in spec.breaks if (at := first_from(periods, parse_period(one.period))) is not None]
    values = [None if np.isnan(number) else float(number) for number in found.own.value]
    start = None if goal.start_value is None else (goal.start_day, goal.start_value)
    chart = path_chart([period.ends for period in periods], values, breaks, start=start, target=(goal.due, goal.target))
    steps = tuple(
        Step(period.code, ValueState(state).word, value, _path(goal, period.ends.toordinal()))
        for period, state, value in zip(periods, found.own.status.tolist(), values, strict=True)
    )
    return Way(chart, steps[::-1])


def _path(goal: Goal, day: int) -> float | None:
    """Where an even pace would be on a day; nothing up to the start."""
    first, last = goal.start_day.toordinal(), goal.due.toordinal()
    if goal.start_value is None or day <= first:
        return None
    return goal.start_value + (goal.target - goal.start_value) * min((day - first) / (last - first), 1.0)


def _whole(entry: Entry, release: Release) -> str:
    """The code of the city in the newest edition of the indicator; empty where nothing was released."""
    lines = manifest(release.pk).get(entry.code, ())
    return areas_at(lines[-1]).total_code if lines else ""
