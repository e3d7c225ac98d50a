"""Numbers that vanish: to zero, to nothing, or behind the supplier's star.

A count of e is zero by chance with probability exp(−e ÷ 2D), D the measure's design effect and twice the variance of a
single count since two are compared; below one in a thousand (e > 13.8·D) it is no chance. A cell that held a number and
is missing now is told whatever its size, one finding a column; of averages, which some areas lack every time, only where
more are missing than in any earlier step. The supplier's star hides small numbers: it is told where at least 50 were
counted before. A column of nothing but zeros or gaps is told without its history.

Source: Poisson's law for the probability of none.
"""

import numpy as np

from indicators.intake.plausibility.findings import listed, number, tell
from indicators.intake.plausibility.jumps import FLOOD_AREAS, FLOOD_SHARE
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools

BY_CHANCE = 0.001
STARRED = 50


def sudden_zeros(track: Track) -> Bools:
    """Where a count is zero that would not be by chance."""
    if track.scale is not Scale.COUNT or track.step is None:
        return np.zeros(track.now.shape, bool)
    least = -2.0 * max(track.measure.design_effect, 1.0) * np.log(BY_CHANCE)
    with np.errstate(invalid="ignore"):
        return np.asarray((track.now == 0) & (track.step.expected > least), bool)


def sudden_gaps(track: Track) -> Bools:
    """Where a number stood before and the cell of a delivered row is empty now."""
    assert track.previous is not None
    return np.asarray(
        (track.lines > 0) & np.isnan(track.now) & ~track.suppressed & (np.nan_to_num(track.previous) > 0), bool
    )


def _usual_gaps(track: Track) -> int:
    """How many areas lost their average in the worst of the earlier steps; 0 for other measures."""
    if track.scale is not Scale.SHARE or len(track.before.values) < 2:
        return 0
    known = np.isfinite(track.before.values)
    return int((known[:-1] & ~known[1:]).sum(axis=1).max())


def sudden_stars(track: Track) -> Bools:
    """Where the supplier hid a number that cannot be small."""
    assert track.previous is not None
    return np.asarray(track.suppressed & (np.nan_to_num(track.previous) >= STARRED), bool)


def check_zeros(city: City, left: Bools, log: ProblemLog) -> Bools:
    """Log what vanished among the cells ``left``; returns the sudden zeros, (tracks compared, areas)."""
    taken = np.zeros((len(city.compared), len(city.codes)), bool)
    for row, track in enumerate(city.compared):
        assert track.previous is not None
        if not np.nansum(track.now):  # a whole column of nothing is told without its history
            continue
        zeros = sudden_zeros(track) & left[row]
        taken[row] = zeros
        if zeros.sum() > max(FLOOD_AREAS, FLOOD_SHARE * np.isfinite(track.previous).sum()):
            _log_column(city, track, "zeros_throughout", zeros, log)
        else:
            for area in np.flatnonzero(zeros).tolist():
                tell(
                    track,
                    make_problem(
                        "sudden_zero",
                        row=track.line(area),
                        column=track.column,
                        value="0",
                        area=city.codes[area],
                        before=number(track, track.previous[area]),
                        period=track.previous_period.code,
                    ),
                    log,
                )
        for code, where in (
            ("sudden_missing", sudden_gaps(track)),
            ("sudden_suppressed", sudden_stars(track)),
        ):
            if (where & left[row]).sum() > (_usual_gaps(track) if code == "sudden_missing" else 0):
                _log_column(city, track, code, where & left[row], log)
    return taken


def _log_column(city: City, track: Track, code: str, where: Bools, log: ProblemLog) -> None:
    assert track.previous is not None
    areas = np.flatnonzero(where)
    order = areas[np.argsort(-track.previous[areas], kind="stable")]
    tell(
        track,
        make_problem(
            code,
            row=track.line(order[0]),
            column=track.column,
            areas=len(areas),
            before=number(track, float(track.previous[areas].sum())),
            period=track.previous_period.code,
            examples=listed([city.codes[area] for area in order]),
        ),
        log,
    )
