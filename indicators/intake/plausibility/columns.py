"""Columns that hold what another column held: swapped, shifted by one, or the same one twice.

With T(x) the measure's scale (``scatter``) and x₀ the period before, a column i is held against every column j:

    M_ij = median over the areas of |T(x_i) − T(x₀_j)|

It speaks for j where M_ij is at most 0.4 of M_ii, and the column does not go on from its own past: half of its areas lie
more than three scatters off. Columns of counts are held against counts, shares against shares.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.intake.plausibility.findings import listed, tell
from indicators.intake.plausibility.scatter import Scale, transformed
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem

CLOSER = 0.4
OFF = 3.0
LEAST_AREAS = 10
_SAMPLE = 2_000


def looks_like(track: Track, others: Sequence[Track]) -> Track | None:
    """The other column whose earlier values the column holds now, None where it goes on from its own."""
    if track.step is None or track.scale is None or track.previous is None:
        return None
    z = track.step.z[track.tested & np.isfinite(track.step.z)]
    if len(z) < LEAST_AREAS or np.median(np.abs(z)) <= OFF:
        return None
    chosen = np.flatnonzero(np.isfinite(track.now))[:: max(1, len(track.now) // _SAMPLE)]
    own = _distance(track, track, chosen)
    near = [(_distance(track, other, chosen), other) for other in others if other is not track]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] <= CLOSER * own else None


def _distance(track: Track, other: Track, chosen: NDArray[np.intp]) -> float:
    assert track.scale is not None and other.previous is not None
    off = np.abs(transformed(track.now[chosen], track.scale) - transformed(other.previous[chosen], track.scale))
    off = off[np.isfinite(off)]
    return float(np.median(off)) if len(off) >= LEAST_AREAS else float("inf")


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
