"""Early warning: which areas left what was to be expected of them, in their trend or in their level.

**Trend.** Expected is that an area moves with the city, and otherwise scatters as it has before. On the scale of ``odds``,
with the value y of an area, c of the city, and k steps within the last year whose definition did not change:

    S_a = Σ (Δy_a − Δc)                              what the area moved beside the city in those steps
    z_i = (Δy_a − Δc)_i ÷ √noise_i                   its m steps before that year, in the size of chance
    s²_a = Σ (z_i − z̄)² ÷ (m − 1),   s̃²_a            moderated by what all areas show (see there)
    t = S_a ÷ (s̃_a · √(k · noise)),  p = 2 · P(T_{d₀+m−1} > |t|)      noise: the mean over the year's periods

The common variance is the larger one of what all histories show and of what the areas show this time (the interquartile
range of S ÷ √(k · noise), over 1.349, squared): where all areas scatter more than ever (a survey that changed, a
pandemic) that alone lets nobody stand out. Series without even distances (elections) have no history; they are judged
by what the areas show this time. A step across a break of the definition is left out, it compares two definitions; of
an evenly spaced series at least half of the year's steps must remain.

**Level.** Expected is what the areas most like it in the other life domains show (``alike``), within the spread that areas
show around that, τ², and the chance of single cases:

    r_a = y_a − expected_a − median,   τ² so that median |r| ÷ √(τ² + noise) = Φ⁻¹(¾),   z = r_a ÷ √(τ² + noise)

Which of all areas and indicators of a quarter stand out: ``indicators.discoveries`` over all p of one aspect together, so
that at most 5 % of what is listed is expected to be there by chance alone. Level and trend stay two statements. That an
area stands out says nothing about why.

Source: methods, fluctuation and what is unusual; G. K. Smyth (2004); Y. Benjamini and Y. Hochberg (1995).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from indicators.calculation.alike import MAD_TO_SD, shown_by
from indicators.calculation.fluctuation import Z_95
from indicators.calculation.hierarchy import Bools, Floats, Positions
from indicators.calculation.moderated import ALIKE, LEAST_AREAS, Common, common_variance, moderated
from indicators.calculation.odds import Scaled

LEAST_STEPS = 3
"""Steps before the year that is judged; with fewer an area has no history of its own."""
ALIKE_AREAS = 15
"""So many similar areas make an expectation; fewer where a level has fewer than ten times as many."""
_FEWEST_ALIKE = 5
_QUARTILES_TO_SD = 1 / (2 * 0.674489750196082)


@dataclass(frozen=True, eq=False)
class Departure:
    """Where areas stand beside what was expected, on the scale of ``odds``; NaN where it cannot be judged.

    ``half``: half the range in which 95 % were to be expected; ``size``: the distance in standard deviations of chance,
    positive above the expectation; ``p``: the probability of one this large.
    """

    expected: Floats
    half: Floats
    size: Floats
    p: Floats


@dataclass(frozen=True, eq=False)
class Course:
    """A series of all areas up to the period that is judged, in time.

    ``own``: (periods, areas); ``city``: (periods,); ``same``: (periods − 1,), whether the definition is the same from
    one row to the next; ``window``: the last steps that are judged; ``is_even``: the rows lie on even distances.
    """

    own: Scaled
    city: Floats
    same: Bools
    window: int
    is_even: bool = True


@dataclass(frozen=True, eq=False)
class Movement:
    """What a trend is judged by, as in the formulas above; arrays over areas, NaN where there is nothing to judge.

    ``moved`` is S, ``unit`` k · noise; ``square`` and ``freedom`` are the area's own s² and m − 1 (0: no history of its own),
    ``common`` s₀² and d₀, ``variance`` s̃² and ``together`` d₀ + m − 1.
    """

    moved: Floats
    unit: Floats
    square: Floats
    freedom: Floats
    common: Common
    variance: Floats
    together: Floats


def movement(course: Course) -> Movement | None:
    """How areas moved beside the city within the last year, and what they are judged by; nothing where too few can be.

    >>> y = np.cumsum(np.random.default_rng(7).normal(0, 0.1, (12, 60)), axis=0)
    >>> found = movement(Course(Scaled(y, np.ones_like(y)), np.zeros(12), np.ones(11, bool), window=4))
    >>> bool(np.allclose(found.moved, y[-1] - y[-5])), float(found.unit[0])
    (True, 4.0)
    """
    beside = course.own.y - course.city[:, np.newaxis]
    within = course.same[-course.window :]
    recent = _steps(_carried(beside[-course.window - 1 :], within), within)
    noise = (course.own.noise[1:] + course.own.noise[:-1]) / 2
    known = np.isfinite(recent)
    count = known.sum(axis=0)
    now = np.isfinite(beside[-1]) & (count >= max(1, course.window / 2 if course.is_even else 1))
    moved = np.where(now, np.where(known, recent, 0.0).sum(axis=0), np.nan)
    unit = count * _usual(course.own.noise[-course.window - 1 :])
    past = (_steps(beside, course.same) / np.sqrt(noise))[: -course.window]
    square, freedom = _scatter(past)
    common = _common(square, freedom, moved, unit, even=course.is_even)
    if common is None:
        return None
    variance, together = moderated(square, freedom, common)
    return Movement(moved, unit, square, freedom, common, variance, together)


def left_trend(course: Course) -> Departure:
    """The trend of every area beside its expectation; (periods, areas) in, (areas,) out.

    >>> rng = np.random.default_rng(7)
    >>> y = np.cumsum(rng.normal(0, 0.1, (12, 60)), axis=0); y[-1, 0] += 3.0
    >>> found = left_trend(Course(Scaled(y, np.ones_like(y)), np.zeros(12), np.ones(11, bool), window=4))
    >>> bool(found.p[0] < 1e-6), int((found.p < 0.05).sum()) <= 6
    (True, True)
    """
    found = movement(course)
    if found is None:
        nothing = np.full(course.own.y.shape[1], np.nan)
        return Departure(nothing, nothing, nothing, nothing)
    spread = np.sqrt(found.variance * found.unit)
    size = np.divide(found.moved, spread, out=np.full(spread.shape, np.nan), where=spread > 0)
    half = np.where(np.isfinite(size), stdtrit(found.together, 0.975) * spread, np.nan)
    expected = np.where(np.isfinite(size), course.own.y[-1] - found.moved, np.nan)
    return Departure(expected, half, size, 2 * stdtr(found.together, -np.abs(size)))


def left_level(own: Scaled, order: Positions, *, counted: bool) -> Departure:
    """The level of every area beside what the most similar areas show.

    Args:
        own: (areas,) of the period that is judged.
        order: for each area the others, the most similar first (``alike.nearest``).
        counted: whether the noise is known; otherwise it is part of the spread of all areas.

    >>> rng = np.random.default_rng(7)
    >>> x = rng.normal(size=(200, 1)); y = 0.2 * x[:, 0] + rng.normal(0, 0.1, 200); y[0] += 2.0
    >>> from indicators.calculation.alike import nearest
    >>> found = left_level(Scaled(y, np.zeros(200)), nearest(x), counted=False)
    >>> bool(found.p[0] < 1e-6), int((found.p < 0.05).sum()) <= 20
    (True, True)
    """
    count = alike_of(int(np.isfinite(own.y).sum()))
    expected = shown_by(order, own.y, count)
    distance = own.y - expected
    known = np.isfinite(distance)
    if known.sum() < LEAST_AREAS:
        nothing = np.full(distance.shape, np.nan)
        return Departure(nothing, nothing, nothing, nothing)
    middle = float(np.median(distance[known]))
    noise = own.noise if counted else np.zeros(own.y.shape)
    spread = np.sqrt(_between(distance[known] - middle, noise[known]) + noise)
    size = np.divide(distance - middle, spread, out=np.full(distance.shape, np.nan), where=known & (spread > 0))
    return Departure(
        expected + middle, np.where(np.isfinite(size), Z_95 * spread, np.nan), size, 2 * ndtr(-np.abs(size))
    )


def alike_of(areas: int) -> int:
    """How many similar areas make an expectation at a level of so many.

    >>> alike_of(525), alike_of(45)
    (15, 5)
    """
    return max(_FEWEST_ALIKE, min(ALIKE_AREAS, areas // 10))


def _carried(beside: Floats, same: Bools) -> Floats:
    """Each gap filled with the last number before it, as long as the definition holds: the step after a gap spans it."""
    filled = beside.copy()
    for row in range(1, len(filled)):
        if same[row - 1]:
            filled[row] = np.where(np.isfinite(filled[row]), filled[row], filled[row - 1])
    return filled


def _steps(beside: Floats, same: Bools) -> Floats:
    return np.where(same[:, np.newaxis], np.diff(beside, axis=0), np.nan)


def _usual(noise: Floats) -> Floats:
    """The mean of what is known: a value that jumped has another noise than the ones before it."""
    known = np.isfinite(noise)
    return np.asarray(np.where(known, noise, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))


def _scatter(past: Floats) -> tuple[Floats, Floats]:
    """Variance of the steps of each area around their mean, and its degrees of freedom; 0 where there are too few."""
    known = np.isfinite(past)
    count = known.sum(axis=0)
    mean = np.where(known, past, 0.0).sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (past - mean) ** 2, 0.0).sum(axis=0)
    enough = count >= LEAST_STEPS
    square = np.divide(squares, count - 1.0, out=np.full(count.shape, np.nan), where=enough)
    return square, np.where(enough, count - 1.0, 0.0)


def _common(square: Floats, freedom: Floats, moved: Floats, unit: Floats, *, even: bool) -> Common | None:
    """What all areas show: in their histories, and this time."""
    judged = np.isfinite(moved) & (unit > 0)
    if judged.sum() < LEAST_AREAS:
        return None
    quarters = np.percentile(moved[judged] / np.sqrt(unit[judged]), [25, 75])
    this_time = float((quarters[1] - quarters[0]) * _QUARTILES_TO_SD) ** 2
    if not even:
        return Common(this_time, min(float(judged.sum() - 1), ALIKE)) if this_time > 0 else None
    common = common_variance(square, freedom)
    return Common(max(common.square, this_time), common.freedom) if common else None


def _between(distance: Floats, noise: Floats) -> float:
    """The spread τ² of areas around the expectation: half of them lie within 0.674 of √(τ² + noise)."""
    low, high = 0.0, float(np.max(distance**2)) * MAD_TO_SD**2
    for _ in range(80):
        middle = (low + high) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.abs(distance) / np.sqrt(middle + noise)
        if np.median(np.where(np.isnan(ratio), 0.0, ratio)) > 1 / MAD_TO_SD:
            low = middle
        else:
            high = middle
    return high
