"""Several definitions in one file: some areas, or some columns, count what others no longer count.

Areas: the changes ln(x ÷ e) of a column fall into two heaps. Of all ways to divide the sorted changes in two the one with
the largest variance between the heaps is taken (Otsu). They are two where the smaller holds ten areas and a twentieth of
them, their medians lie a tenth and more apart, that distance is at least six times the robust spread in the heaps
(median absolute deviation from the heap's own median × 1.4826, the wider of both), the middle third between the medians
holds at most a tenth of the smaller heap, and the cut lies in it.

Columns: where a column means another measure from some period on (the profile's ``columns_from``), its values are held
against the last ones under the other meaning. They still have it where they lie closer to them than half of the distance
to their own past; and where the present meaning has no past yet, where half of the areas lie within 1.5 scatters of them.

Source: N. Otsu (1979), A threshold selection method from gray-level histograms, IEEE Trans. Syst. Man Cybern. 9, 62–66.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import listed, tell
from indicators.intake.plausibility.history import Series, months_between
from indicators.intake.plausibility.scatter import PRIOR_STEPS, Scale, Steps, change, transformed
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats

LEAST_AREAS, LEAST_SHARE = 10, 0.05
APART, SPREADS = float(np.log(1.1)), 6.0
CONTINUES = 1.5
_NORMAL = 1.4826


@dataclass(frozen=True, eq=False)
class Heaps:
    """The areas of the smaller heap, and by what factor they differ from the others."""

    smaller: Bools
    factor: float


def two_heaps(changes: Floats) -> Heaps | None:
    """Whether logarithms of changes fall into two heaps; NaN is left out."""
    known = np.flatnonzero(np.isfinite(changes))
    least = max(LEAST_AREAS, int(np.ceil(LEAST_SHARE * len(known))))
    if len(known) < 2 * least:
        return None
    order = known[np.argsort(changes[known], kind="stable")]
    sorted_ = changes[order]
    left = np.arange(1, len(order))
    sums = np.cumsum(sorted_)
    between = (sums[:-1] / left - (sums[-1] - sums[:-1]) / (len(order) - left)) ** 2 * left * (len(order) - left)
    cut = least + int(np.argmax(between[least - 1 : len(order) - least]))
    low, high = sorted_[:cut], sorted_[cut:]
    middles = float(np.median(low)), float(np.median(high))
    apart = middles[1] - middles[0]
    spread = max(_NORMAL * float(np.median(np.abs(heap - m))) for heap, m in zip((low, high), middles, strict=True))
    third = apart / 3.0
    valley = ((sorted_ > middles[0] + third) & (sorted_ < middles[1] - third)).sum()
    inside = low[-1] < middles[1] - third and high[0] > middles[0] + third
    if apart < APART or apart < SPREADS * spread or valley > 0.1 * min(len(low), len(high)) or not inside:
        return None
    smaller = np.zeros(changes.shape, bool)
    fewer_below = len(low) <= len(high)
    smaller[order[:cut] if fewer_below else order[cut:]] = True
    return Heaps(smaller, float(np.exp(-apart if fewer_below else apart)))


def heaps_of(track: Track) -> Heaps | None:
    """Whether some areas of a column changed by another factor than the rest."""
    if track.step is None or track.scale is Scale.SHARE:
        return None
    tested = track.tested & (track.step.expected >= 30) if track.scale is Scale.COUNT else track.tested
    off = np.abs(track.step.z[tested])
    if (off > 3.0).sum() < max(LEAST_AREAS, LEAST_SHARE * len(off)):
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        changes = np.where(tested & (track.now > 0), np.log(track.now / track.step.expected), np.nan)
    return two_heaps(changes)


def keeps_other_meaning(track: Track, other: Series) -> bool:
    """Whether a column still holds what it meant in ``other``, the series under its other meaning."""
    chosen = [position for position, period in enumerate(other.periods) if period.ends < track.period.ends]
    if not chosen or track.scale is None:
        return False
    last, period = other.values[chosen[-1], : len(track.now)], other.periods[chosen[-1]]
    away = _median(transformed(track.now, track.scale) - transformed(last, track.scale))
    if track.previous is not None:
        own = _median(transformed(track.now, track.scale) - transformed(track.previous, track.scale))
        return away < 0.5 * own and period.ends == track.previous_period.ends
    if track.scale is not Scale.COUNT:
        return away == 0.0
    none = Steps(np.empty(0), np.empty(0))
    months = months_between(period, track.period)
    found = change(last, track.now, track.people, none, months, track.measure, track.scale)
    return _median(found.z) <= CONTINUES and abs(np.log(found.city)) < 0.03


def _median(off: Floats) -> float:
    known = np.abs(off[np.isfinite(off)])
    return float(np.median(known)) if len(known) >= PRIOR_STEPS else float("inf")


def check_definitions(city: City, explained: set[str], log: ProblemLog) -> tuple[set[str], Bools]:
    """Log mixed definitions; returns columns of another meaning, and the cells of smaller heaps (tracks compared, areas)."""
    columns = set()
    for track in city.tracks:
        for measure in city.history.other_meanings.get(track.measure.code, ()):
            other = city.history.series.get(measure)
            if other is not None and keeps_other_meaning(track, other):
                tell(
                    track,
                    make_problem("other_definition", column=track.column, measure=track.measure.code, other=measure),
                    log,
                )
                columns.add(track.column)
    taken = np.zeros((len(city.compared), len(city.codes)), bool)
    for row, track in enumerate(city.compared):
        heaps = None if track.column in explained | columns else heaps_of(track)
        if heaps is None:
            continue
        areas = np.flatnonzero(heaps.smaller)
        taken[row, areas] = True
        tell(
            track,
            make_problem(
                "mixed_definitions",
                row=track.line(int(areas[0])),
                column=track.column,
                areas=len(areas),
                others=int((track.tested & ~heaps.smaller).sum()),
                percent=round(100.0 * (heaps.factor - 1.0)),
                period=track.previous_period.code,
                examples=listed([city.codes[area] for area in areas]),
            ),
            log,
        )
    return columns, taken
