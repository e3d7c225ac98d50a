"""Rows that slipped: from some row on each area has the number of its neighbour in the file.

Rows stand in the order of the file. For a slip by k rows, row i holds what row i + k lets expect; a cell speaks for the
slip (+1) where it fits there (|z| ≤ 3) and not in its own row, against it (−1) where it fits in its own row or in
neither, and says nothing where it fits in both. The stretch of rows with the largest sum (Kadane) has slipped where that
sum is eight and more.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import listed, tell
from indicators.intake.plausibility.scatter import transformed
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints

SLIPS = (1, -1, 2, -2)
FITS = 3.0
LEAST = 8


@dataclass(frozen=True)
class Stretch:
    """Rows ``first`` to ``last`` (positions in the order of the file) hold what stands ``slip`` rows further on."""

    first: int
    last: int
    slip: int
    weight: int


def longest(scores: Ints) -> tuple[int, int, int]:
    """First and last position and sum of the stretch with the largest sum.

    >>> longest(np.array([-1, 1, 1, -1, 1, -1]))
    (1, 2, 2)
    """
    sums = np.concatenate(([0], np.cumsum(scores)))
    lowest = np.minimum.accumulate(sums)
    gains = sums[1:] - lowest[:-1]
    last = int(np.argmax(gains))
    first = int(np.argmin(sums[: last + 1]))
    return first, last, int(gains[last])


def slipped(track: Track, order: Ints) -> Stretch | None:
    """The stretch of rows that slipped in one column; ``order`` are the areas in the order of the file."""
    if track.step is None or track.scale is None or len(order) < LEAST:
        return None
    own = np.abs(track.step.z[order])
    with np.errstate(invalid="ignore"):
        if (own > FITS).sum() < LEAST:
            return None
    now, middle = transformed(track.now, track.scale)[order], transformed(track.step.expected, track.scale)[order]
    spread = track.step.spread[order]
    best = None
    for slip in SLIPS:
        there = np.arange(len(order)) + slip
        inside = (there >= 0) & (there < len(order))
        source = np.where(inside, there, 0)
        with np.errstate(invalid="ignore"):
            fits = inside & (np.abs(now - middle[source]) <= FITS * spread[source])
            at_home = own <= FITS
        scores = np.where(fits & ~at_home, 1, np.where(fits & at_home, 0, -1))
        first, last, weight = longest(scores)
        if weight >= LEAST and (best is None or weight > best.weight):
            best = Stretch(first, last, slip, weight)
    return best


def check_rows(city: City, explained: set[str], log: ProblemLog) -> Bools:
    """Log stretches of slipped rows in columns not yet explained; returns their cells, (tracks compared, areas)."""
    taken = np.zeros((len(city.compared), len(city.codes)), bool)
    groups: dict[int, list[tuple[Track, Stretch, Ints]]] = {}
    for row, track in enumerate(city.compared):
        order = np.flatnonzero(track.lines > 0)
        order = order[np.argsort(track.lines[order], kind="stable")]
        found = None if track.column in explained else slipped(track, order)
        if found is not None:
            stretch = order[found.first : found.last + 1]
            groups.setdefault(found.slip, []).append((track, found, stretch))
            taken[row, stretch] = True
    for slip, members in groups.items():
        track = members[0][0]
        first = min(int(track.lines[areas[0]]) for track, _, areas in members)
        last = max(int(track.lines[areas[-1]]) for track, _, areas in members)
        tell(
            track,
            make_problem(
                "rows_shifted",
                row=first,
                column=track.column,
                first=first,
                last=last,
                by=abs(slip),
                hint="up" if slip > 0 else "down",
                columns=listed([member.column for member, _, _ in members]),
            ),
            log,
        )
    return taken
