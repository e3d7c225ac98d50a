"""What one area lost and another gained: people who were counted elsewhere before.

With δ = x − e (delivered less expected; an area without a number before expects 0, one without a number now has 0), two
areas exchanged their people where, in the leading column and in at least two thirds of the columns of counts that moved
there (|δ| of 20 and more in either; two columns at least), the gain and the loss agree: within a tenth where the areas lie
in one district or one of them appears or vanishes, within a fiftieth elsewhere, for among many areas some pairs agree by
chance. Only areas count whose δ in the leading column is 50 and more and beyond four scatters, or that appear or vanish.

It is told once for all columns: an area that had no row until now and stood in its neighbour's, a house number that was
moved, a boundary that was drawn anew in the register alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import number, tell, written
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats, Ints

LEAST, LEAST_IN_COLUMN = 50.0, 20.0
FAR = 4.0
NEAR, FAR_APART = 0.1, 0.02
MOST_AREAS = 60


@dataclass(frozen=True)
class Transfer:
    """Positions of the two areas, δ of the leading column in both, and in how many columns gain and loss agree."""

    gainer: int
    loser: int
    gain: float
    loss: float
    columns: int


def surplus(track: Track) -> Floats:
    """δ of each area: delivered less expected, where none was expected or none was delivered against 0."""
    assert track.step is not None and track.previous is not None
    now = np.where(np.isnan(track.now) & ~track.suppressed, 0.0, track.now)
    expected = np.where(np.isnan(track.previous), 0.0, track.step.expected)
    return np.asarray(np.where(np.isnan(track.now) & np.isnan(track.previous), 0.0, now - expected))


def candidates(track: Track) -> Ints:
    """Areas whose leading column moved so far that somebody came or went, and no note explains it; the largest first."""
    assert track.step is not None and track.previous is not None
    off = np.nan_to_num(surplus(track))
    fresh = np.isnan(track.now) != np.isnan(track.previous)
    with np.errstate(invalid="ignore"):
        far = (np.abs(off) >= LEAST) & (fresh | (np.abs(track.step.z) >= FAR))
    found = np.flatnonzero(far & ~track.suppressed & ~track.noted)
    return np.asarray(found[np.argsort(-np.abs(off[found]), kind="stable")][:MOST_AREAS], np.int64)


def find_transfers(leading: Track, counts: Sequence[Track], groups: Ints) -> tuple[Transfer, ...]:
    """Pairs of areas that exchanged people, the largest first; no area stands in two. ``groups``: district of each area."""
    areas = candidates(leading)
    if len(areas) < 2:
        return ()
    off = np.array([np.nan_to_num(surplus(track))[areas] for track in counts])
    lead = np.nan_to_num(surplus(leading))[areas]
    assert leading.previous is not None
    fresh = np.isnan(leading.now[areas]) | np.isnan(leading.previous[areas])
    district = groups[areas] if len(groups) else np.arange(len(areas))
    found: list[Transfer] = []
    taken: set[int] = set()
    for at, area in enumerate(areas.tolist()):
        if area in taken:
            continue
        near = fresh | fresh[at] | (district == district[at])
        partners = [
            (abs(lead[at] + lead[other]), other)
            for other in range(at + 1, len(areas))
            if areas[other] not in taken and _agrees(lead[at], lead[other], NEAR if near[other] else FAR_APART)
        ]
        for _, other in sorted(partners):
            within = NEAR if near[other] else FAR_APART
            moved = np.maximum(np.abs(off[:, at]), np.abs(off[:, other])) >= LEAST_IN_COLUMN
            agreeing = moved & np.array([_agrees(a, b, within) for a, b in zip(off[:, at], off[:, other], strict=True)])
            if agreeing.sum() >= 2 and agreeing.sum() * 3 >= 2 * moved.sum():
                first, second = (at, other) if lead[at] > 0 else (other, at)
                gainer, loser = int(areas[first]), int(areas[second])
                found.append(Transfer(gainer, loser, lead[first], -lead[second], int(agreeing.sum())))
                taken |= {gainer, loser}
                break
    return tuple(found)


def _agrees(one: float, other: float, within: float) -> bool:
    return one * other < 0 and abs(one + other) <= within * max(abs(one), abs(other))


def check_transfers(city: City, left: Bools, log: ProblemLog) -> Bools:
    """Log exchanges between two areas among the cells ``left``; returns their cells, (tracks compared, areas)."""
    taken = np.zeros((len(city.compared), len(city.codes)), bool)
    rows = [row for row, track in enumerate(city.compared) if track.scale is Scale.COUNT and left[row].any()]
    counts, leading = [city.compared[row] for row in rows], city.leading
    if leading is None or leading not in counts or len(counts) < 2:
        return taken
    assert leading.previous is not None
    for found in find_transfers(leading, counts, city.history.groups):
        fresh, gone = np.isnan(leading.previous[found.gainer]), np.isnan(leading.now[found.loser])
        tell(
            leading,
            make_problem(
                "moved_between_areas",
                row=leading.line(found.gainer),
                column=leading.column,
                value=written(leading, leading.now[found.gainer]),
                hint="appears" if fresh else "vanishes" if gone else "",
                area=city.codes[found.gainer],
                other=city.codes[found.loser],
                gain=number(leading, found.gain),
                loss=number(leading, found.loss),
                columns=found.columns,
                period=leading.previous_period.code,
            ),
            log,
        )
        taken[np.ix_(rows, [found.gainer, found.loser])] = True
    return taken
