"""Totals of the city: against the earlier change of the city, and against what is in force for the same period.

- ``city_jump``: the sum G over the areas that have a number in both periods changes otherwise than it used to:
  |ln G − median of the earlier ln G| exceeds 4·s and a twentieth, with s² = (1.4826 · median absolute deviation of the
  earlier ones, at least 0.5 %)² + 2·D ÷ Σx (counts). Exceptional steps are no measure; with fewer than three others the
  median is taken as 0 and its deviation as 3 %. Not where G is within a twentieth of what it was in the same period last
  year, nor for sums below 100 or where nothing is left.
- ``total_changed``: a period that is in force is delivered again with another sum.
- ``contradicts``: another file of the period says another number of the same measure; ``total_contradicts`` where that is so
  in more than twenty areas.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import number, tell, written
from indicators.intake.plausibility.jumps import FLOOD_AREAS
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Floats, Ints

FAR, RELEVANT = 4.0, 0.05
LEAST_SUM = 100
LEAST_STEPS, LEAST_SCATTER, SCATTER_UNKNOWN = 3, 0.005, 0.03
_NORMAL = 1.4826


def growth(before: Floats, now: Floats) -> float:
    """ln of the ratio of the sums over the areas known in both; NaN where one of them is not positive."""
    both = np.isfinite(before) & np.isfinite(now)
    old, new = float(before[both].sum()), float(now[both].sum())
    return float(np.log(new / old)) if old > 0 and new > 0 else float("nan")


@dataclass(frozen=True)
class CitySum:
    """The sum over the areas known in both periods, before and now, and the range that earlier changes let expect."""

    before: float
    now: float
    low: float
    high: float


def city_sum(track: Track) -> CitySum | None:
    """The column's sum with its expected range; None where sums mean nothing or there is nothing to compare with."""
    if track.previous is None or track.scale in (None, Scale.SHARE):
        return None
    values = track.before.values
    earlier = np.array([growth(a, b) for a, b in zip(values, values[1:], strict=False)])
    usual = [not (a or b) for a, b in zip(track.unusual, track.unusual[1:], strict=False)]
    earlier = earlier[np.isfinite(earlier) & np.array(usual, bool)]
    known = len(earlier) >= LEAST_STEPS
    middle = float(np.median(earlier)) if known else 0.0
    spread = max(_NORMAL * float(np.median(np.abs(earlier - middle))), LEAST_SCATTER) if known else SCATTER_UNKNOWN
    both = np.isfinite(track.previous) & np.isfinite(track.now)
    before, now = float(track.previous[both].sum()), float(track.now[both].sum())
    by_chance = 2.0 * track.measure.design_effect / max(before, 1.0) if track.scale is Scale.COUNT else 0.0
    wide = max(FAR * np.sqrt(spread**2 + by_chance), RELEVANT)
    return CitySum(before, now, float(before * np.exp(middle - wide)), float(before * np.exp(middle + wide)))


def city_jumps(track: Track) -> CitySum | None:
    """The column's sum where it lies outside its range, and not within a twentieth of last year's."""
    found = city_sum(track)
    if found is None or found.now <= 0 or found.before < LEAST_SUM or found.low <= found.now <= found.high:
        return None
    like_last_year = track.year is not None and abs(growth(track.before.values[track.year], track.now)) <= RELEVANT
    return None if like_last_year else found


def check_totals(city: City, explained: set[str], log: ProblemLog) -> None:
    """Log sums of the city that jump (columns not yet explained), changed, or contradict another file."""
    for track in city.compared:
        quiet = track.exceptional or track.unusual[-1] or track.column in explained
        found = None if quiet else city_jumps(track)
        if found is not None:
            told = make_problem(
                "city_jump",
                column=track.column,
                total=number(track, found.now),
                before=number(track, found.before),
                low=number(track, found.low),
                high=number(track, found.high),
                period=track.previous_period.code,
            )
            tell(track, told, log)
    for track in city.tracks:
        _check_in_force(city, track, log)


def _check_in_force(city: City, track: Track, log: ProblemLog) -> None:
    old = city.history.in_force(track.measure.code, track.period)
    if old is None or track.scale in (None, Scale.SHARE):
        return
    before = old[: len(track.now)]
    both = np.isfinite(before) & np.isfinite(track.now)
    if not both.any():
        return
    differs = int((before[both] != track.now[both]).sum())
    sums = float(before[both].sum()), float(track.now[both].sum())
    old_sum, new_sum = number(track, sums[0]), number(track, sums[1])
    if (track.measure.code, track.period) in city.history.other_profiles:
        _contradictions(city, track, before, np.flatnonzero(both & (before != track.now)), log)
        return
    rounding = 0.5 * 10.0**-track.measure.decimals * len(before) if track.measure.decimals else 0.5
    if abs(sums[0] - sums[1]) > rounding:
        tell(
            track,
            make_problem(
                "total_changed",
                column=track.column,
                cells=differs,
                period=track.period.code,
                before=old_sum,
                now=new_sum,
            ),
            log,
        )


def _contradictions(city: City, track: Track, before: Floats, areas: Ints, log: ProblemLog) -> None:
    """Where another file of the period says otherwise: cell by cell, one finding for many."""
    if len(areas) <= FLOOD_AREAS:
        for area in areas.tolist():
            told = make_problem(
                "contradicts",
                row=track.line(area),
                column=track.column,
                value=written(track, track.now[area]),
                area=city.codes[area],
                other=number(track, before[area]),
            )
            tell(track, told, log)
        return
    both = np.isfinite(before) & np.isfinite(track.now)
    told = make_problem(
        "total_contradicts",
        row=track.line(areas[0]),
        column=track.column,
        area=city.codes[areas[0]],
        cells=len(areas),
        before=number(track, float(before[both].sum())),
        now=number(track, float(track.now[both].sum())),
    )
    tell(track, told, log)
