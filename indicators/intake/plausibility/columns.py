"""Columns that hold what another column held: swapped, shifted by one, or the same one twice.

With T(x) and s the measure's scale and scatter (``scatter``), x₀ the period before and t the trend of the city (the median
of its earlier changes; none where there is no history), a column i is held against every column j:

    M_ij = median over the areas of |T(x_i) − T(t_j·x₀_j)| ÷ s_j

It speaks for j where it does not go on from its own past, M_ii > 3, and does go on from that of j, M_ij ≤ 1.5. Columns of
counts are held against counts, shares against shares.
"""

from collections.abc import Sequence

import numpy as np

from indicators.intake.plausibility.findings import listed, tell
from indicators.intake.plausibility.scatter import Scale, expected_after, transformed
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem

GOES_ON, OFF = 1.5, 3.0
LEAST_AREAS = 10


def looks_like(track: Track, others: Sequence[Track]) -> Track | None:
    """The other column from which the column goes on, None where it goes on from its own."""
    if off_from(track, track) <= OFF:
        return None
    near = [(off_from(track, other), other) for other in others if other is not track]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] <= GOES_ON else None


def off_from(track: Track, other: Track) -> float:
    """How many scatters half of the areas lie from what ``other`` would have now; 0 where that cannot be told of its own
    past, infinite where it cannot of another's.
    """
    unknown = 0.0 if other is track else float("inf")
    if other.step is None or other.scale is None or other.previous is None:
        return unknown
    none = 0.0 if other.scale is Scale.SHARE else 1.0
    trend = float(np.median(other.steps.changes)) if other.steps.changes else none
    usual = transformed(expected_after(other.previous, trend, other.scale), other.scale)
    off = (transformed(track.now, other.scale) - usual) / other.step.spread
    off = off[track.tested & np.isfinite(off)]
    return float(np.median(np.abs(off))) if len(off) >= LEAST_AREAS else unknown


def check_columns(city: City, log: ProblemLog) -> set[str]:
    """Log columns that hold others' values: a pair as swapped, three and more as shifted; returns them."""
    found: dict[str, str] = {}
    for scale in Scale:
        group = [track for track in city.compared if track.scale is scale]
        found |= {t.column: other.column for t in group if (other := looks_like(t, group)) is not None}
    pairs = {column for column, other in found.items() if found.get(other) == column}
    of = {track.column: track for track in city.compared}
    for column in found:
        if column in pairs and column < found[column]:
            tell(of[column], make_problem("columns_swapped", column=column, other_column=found[column]), log)
    rest = [column for column in found if column not in pairs]
    if len(rest) > 1:
        moved = listed([f"{column} ← {found[column]}" for column in rest])
        tell(of[rest[0]], make_problem("columns_shifted", column=rest[0], columns=len(rest), moved=moved), log)
    elif rest:
        tell(of[rest[0]], make_problem("column_of_another", column=rest[0], other_column=found[rest[0]]), log)
    return set(found)
