"""Early warning: which areas left what was to be expected in a quarter, told from released, protected values.

A quarter's list looks at every indicator's latest value up to the quarter's end that is no older than ``OLDEST`` months:
yearly values and elections stay in it until the next ones come. Trends and levels are each told together, over all areas
and indicators, by the rule of Benjamini and Hochberg.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indicators.calculation.alike import feature, nearest
from indicators.calculation.even_steps import even_steps, laid
from indicators.calculation.hierarchy import Bools, Floats, Positions
from indicators.calculation.odds import Scaled, unscaled
from indicators.calculation.trend import unfavourable
from indicators.calculation.watching import Course, Departure, alike_of, left_level, left_trend
from indicators.catalogue.specs import IndicatorKind
from indicators.discoveries import discoveries
from indicators.periods import Period, months_before
from indicators.queries.courses import Ground, History

METHOD = "2026-11"
"""Named in every list: another method makes another list."""
OLDEST = 18
TREND, LEVEL = "trend", "level"


Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class Series:
    """The area's values with their ranges, and the city's, up to the one that is judged."""

    periods: tuple[str, ...]
    values: Numbers
    lows: Numbers
    highs: Numbers
    city: Numbers


@dataclass(frozen=True)
class Watched:
    """One area that stands out in one indicator and aspect; numbers in the unit of the indicator."""

    indicator: str
    aspect: str
    edition: str
    level: str
    area: str
    period: str
    value: float
    expected: float
    low: float
    high: float
    earlier_period: str
    earlier_value: float | None
    city_value: float | None
    size: float
    p: float
    leaning: int
    alike: tuple[str, ...]
    series: Series

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same entry in another quarter."""
        return self.edition, self.area, self.indicator, self.aspect


@dataclass(frozen=True)
class Watch:
    """The list of a quarter, and how many values were looked at."""

    quarter: str
    entries: tuple[Watched, ...]
    judged_trends: int
    judged_levels: int


@dataclass(frozen=True, eq=False)
class _Judged:
    """One indicator's departures in one aspect; ``start``: the row that the trend starts from, or the row itself."""

    history: History
    row: int
    start: int
    found: Departure
    order: Positions | None


def watched(histories: Sequence[History], beside: Mapping[Ground, Sequence[History]], quarter: Period) -> Watch:
    """The list of a quarter. ``beside``: further indicators of the levels, as far as ``histories`` has none there."""
    recent = [one for one in histories if _is_recent(one, quarter)]
    trends = [judged for one in recent if (judged := _trend(one, quarter)) is not None]
    levels = list(_levels(recent, {**_by_ground(histories), **beside}, quarter))
    found = [*_told(trends, TREND), *_told(levels, LEVEL)]
    found.sort(key=lambda one: one.key)
    return Watch(quarter.code, tuple(found), _size(trends), _size(levels))


def _is_recent(history: History, quarter: Period) -> bool:
    size = history.until(quarter)
    return size > 0 and history.periods[size - 1].ends > months_before(quarter.ends, OLDEST)


def _by_ground(histories: Iterable[History]) -> dict[Ground, list[History]]:
    found: dict[Ground, list[History]] = {}
    for one in histories:
        found.setdefault(one.ground, []).append(one)
    return found


def _trend(history: History, quarter: Period) -> _Judged | None:
    found = course_of(history, quarter)
    if found is None:
        return None
    return _Judged(history, found.row, found.start, left_trend(found.course), None)


@dataclass(frozen=True, eq=False)
class Stretch:
    """The course of a history up to ``row``; ``start``: the row from which its last year begins."""

    course: Course
    row: int
    start: int


def course_of(history: History, quarter: Period) -> Stretch | None:
    """Nothing for a first value, and where periods overlap: neighbouring pooled years share most of their data."""
    size = history.until(quarter)
    periods = history.periods[:size]
    if size < 2 or any(later.starts <= earlier.ends for earlier, later in pairwise(periods)):
        return None
    own, city = Scaled(history.own.y[:size], history.own.noise[:size]), history.city[:size]
    steps = even_steps(periods)
    if steps is None:
        return Stretch(Course(own, city, _same(history, periods), 1, is_even=False), size - 1, size - 2)
    if steps.rows[-1] * steps.months < 12:
        return None
    window = 12 // steps.months
    standing: list[Period] = []
    for row in range(steps.rows[-1] + 1):
        standing.append(periods[steps.rows.index(row)] if row in steps.rows else standing[-1])
    rows = Scaled(laid(steps, own.y), laid(steps, own.noise))
    course = Course(rows, laid(steps, city[:, np.newaxis])[:, 0], _same(history, standing), window)
    earliest = next(at for at, row in enumerate(steps.rows) if row >= steps.rows[-1] - window)
    return Stretch(course, size - 1, earliest)


def _same(history: History, periods: Sequence[Period]) -> Bools:
    return np.array([history.entry.spec.comparable(earlier, later) for earlier, later in pairwise(periods)], bool)


def _levels(recent: Sequence[History], known: Mapping[Ground, Sequence[History]], quarter: Period) -> Iterable[_Judged]:
    """Compared in the other life domains, so that an indicator does not explain itself by its relatives."""
    features: dict[Ground, dict[str, tuple[str, Floats]]] = {}
    for ground, histories in known.items():
        rows = [(one, one.until(quarter)) for one in histories if one.entry.spec.kind is not IndicatorKind.COUNT]
        found = ((one, feature(one.own.y[size - 1])) for one, size in rows if size)
        features[ground] = {one.entry.code: (one.entry.spec.domain, own) for one, own in found if own is not None}
    orders: dict[tuple[Ground, str], Positions | None] = {}
    for history in recent:
        spec, row = history.entry.spec, history.until(quarter) - 1
        if spec.kind is IndicatorKind.COUNT:
            continue
        place = (history.ground, spec.domain)
        if place not in orders:
            own = features.get(history.ground, {})
            columns = [column for _, (domain, column) in sorted(own.items()) if domain != spec.domain]
            orders[place] = nearest(np.array(columns).T) if columns else None
        order = orders[place]
        if order is not None:
            own_row = Scaled(history.own.y[row], history.own.noise[row])
            yield _Judged(history, row, row, left_level(own_row, order, counted=history.form.is_counted), order)


def _size(judged: Iterable[_Judged]) -> int:
    return sum(int(np.isfinite(one.found.p).sum()) for one in judged)


def _told(judged: Sequence[_Judged], aspect: str) -> Iterable[Watched]:
    if not judged:
        return
    outside = discoveries(np.concatenate([one.found.p for one in judged]))
    first = 0
    for one in judged:
        size = len(one.found.p)
        for at in np.flatnonzero(outside[first : first + size]).tolist():
            yield _entry(one, at, aspect)
        first += size


def _entry(one: _Judged, at: int, aspect: str) -> Watched:
    history, found, spec = one.history, one.found, one.history.entry.spec
    ends = np.array([found.expected[at], found.expected[at] - found.half[at], found.expected[at] + found.half[at]])
    expected, low, high = (float(number) for number in unscaled(history.form, spec, ends))
    codes = history.codes
    known = [] if one.order is None else [near for near in one.order[at] if np.isfinite(history.own.y[one.row][near])]
    earlier = None if one.start == one.row else float(history.value[one.start, at])
    return Watched(
        indicator=spec.code,
        aspect=aspect,
        edition=history.ground[0],
        level=history.ground[1],
        area=codes[at],
        period=history.periods[one.row].code,
        value=float(history.value[one.row, at]),
        expected=expected,
        low=low,
        high=high,
        earlier_period="" if one.start == one.row else history.periods[one.start].code,
        earlier_value=None if earlier is None or np.isnan(earlier) else earlier,
        city_value=None if np.isnan(history.city_value[one.row]) else float(history.city_value[one.row]),
        size=float(found.size[at]),
        p=float(found.p[at]),
        leaning=int(np.sign(found.size[at])) * unfavourable(spec.polarity),
        alike=tuple(codes[near] for near in known[: alike_of(int(np.isfinite(history.own.y[one.row]).sum()))]),
        series=_series(history, at, one.row + 1),
    )


def _series(history: History, at: int, size: int) -> Series:
    columns = (history.value[:size, at], history.low[:size, at], history.high[:size, at], history.city_value[:size])
    return Series(tuple(period.code for period in history.periods[:size]), *(_known(column) for column in columns))


def _known(column: Floats) -> Numbers:
    return tuple(None if np.isnan(number) else float(number) for number in column)
