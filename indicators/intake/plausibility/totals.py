"""Totals of the city: against the earlier change of the city, and against what is in force for the same period.

- ``city_jump``: the sum G over the areas that have a number in both periods changes otherwise than it used to:
  |ln G − median of the earlier ln G| exceeds 4·s and a twentieth, with s² = (1.4826 · median absolute deviation of the
  earlier ones, at least 0.5 %)² + 2·D ÷ Σx (counts). Exceptional steps are no measure; with fewer than three others the
  median is taken as 0 and its deviation as 3 %. Not where G is within a twentieth
  of what it was in the same period last year.
- ``total_changed``: a period that is in force is delivered again with another sum.
- ``contradicts``: another file of the period says another number of the same measure; ``total_contradicts`` where that is so
  in more than twenty areas.
"""

import numpy as np

from indicators.intake.plausibility.findings import number, tell, written
from indicators.intake.plausibility.jumps import FLOOD_AREAS
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Floats, Ints

FAR, RELEVANT = 4.0, 0.05
LEAST_STEPS, LEAST_SCATTER, SCATTER_UNKNOWN = 3, 0.005, 0.03
_NORMAL = 1.4826


def growth(before: Floats, now: Floats) -> float:
    """ln of the ratio of the sums over the areas known in both; NaN where one of them is not positive."""
    both = np.isfinite(before) & np.isfinite(now)
    old, new = float(before[both].sum()), float(now[both].sum())
    return float(np.log(new / old)) if old > 0 and new > 0 else float("nan")


def city_range(track: Track) -> tuple[float, float, float] | None:
    """The sum before, and the lowest and the highest that its earlier changes let expect."""
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
    total = float(track.previous[both].sum())
    by_chance = 2.0 * track.measure.design_effect / max(total, 1.0) if track.scale is Scale.COUNT else 0.0
    wide = max(FAR * np.sqrt(spread**2 + by_chance), RELEVANT)
    return total, float(total * np.exp(middle - wide)), float(total * np.exp(middle + wide))


def city_jumps(track: Track) -> bool:
    """Whether the city's sum lies outside that range, and differs from last year's by a twentieth and more as well."""
    found = city_range(track)
    if found is None or track.previous is None:
        return False
    both = np.isfinite(track.previous) & np.isfinite(track.now)
    total = float(track.now[both].sum())
    if found[0] < 100 or found[1] <= total <= found[2]:
        return False
    return track.year is None or abs(growth(track.before.values[track.year], track.now)) > RELEVANT


def check_totals(city: City, explained: set[str], log: ProblemLog) -> None:
    """Log sums of the city that jump (columns not yet explained), changed, or contradict another file."""
    for track in city.compared:
        quiet = track.exceptional or track.unusual[-1] or track.column in explained
        if not quiet and city_jumps(track):
            found = city_range(track)
            assert found is not None and track.previous is not None
            both = np.isfinite(track.previous) & np.isfinite(track.now)
            tell(
                track,
                make_problem(
                    "city_jump",
                    column=track.column,
                    total=number(track, float(track.now[both].sum())),
                    before=number(track, found[0]),
                    low=number(track, found[1]),
                    high=number(track, found[2]),
                    period=track.previous_period.code,
                ),
                log,
            )
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
