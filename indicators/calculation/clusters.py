"""Spatial patterns: whether areas resemble their neighbours, in the whole and area by area (Moran's I). Pure.

Over the n areas with a number, z their deviations from the mean of these areas, w_ij = 1 ÷ (number of i's neighbours):

    lag_i = Σ_j w_ij · z_j                            mean of the neighbours, as a deviation
    I     = n ÷ S₀ · Σ z_i · lag_i ÷ Σ z_i²           the whole; S₀ = Σ w_ij = areas with neighbours; expected −1 ÷ (n − 1)
    I_i   = (n − 1) · z_i · lag_i ÷ Σ z_i²            one area
    p_i   = 2 · (min(#{lag* ≥ lag_i}, #{lag* ≤ lag_i}) + 1) ÷ (P + 1), at most 1

The reference distribution lag* comes from P conditional permutations: the area keeps its value, its neighbours are drawn from
all other areas without putting back. For the whole all values are permuted. The draws are those of one fixed seed, and serve
all areas of a map; they choose among the sorted values, so that neither the numbering of areas nor the number of processes
changes a bit. An area's pattern stands where its hypothesis falls at a false discovery rate of 5 % over the areas of the map:

    high–high: z_i > 0, lag_i > 0     low–low: z_i < 0, lag_i < 0     high–low, low–high: it stands out from its neighbours

An area without a number takes no part and is nobody's neighbour. An island counts for the mean, and has no statistic of its
own. High and low speak of the mean of areas and of nothing else: neither of the city's rate nor of good and bad.

Source: P. A. P. Moran (1950), Biometrika 37, 17–23; L. Anselin (1995), Local indicators of spatial association, Geographical
Analysis 27, 93–115; M. Caldas de Castro and B. Singer (2006), Geographical Analysis 38, 180–208 (false discovery rate);
esda (PySAL), ``Moran``, ``Moran_Local``.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from indicators.calculation.hierarchy import Floats
from indicators.calculation.neighbours import Ints, Neighbours
from indicators.calculation.permutations import draws, shuffles, two_sided
from indicators.discoveries import discoveries

PERMUTATIONS = 9_999
SEED = 20_251_231
#: Part of false statements among the patterns of a map, as expected.
FALSE_DISCOVERY_RATE = 0.05
#: With two areas each can only be drawn as the other's neighbour.
FEWEST_AREAS = 3

#: Sums that differ by less than this part of the largest deviation differ by rounding alone: they tie.
_TIE = 1e-11


class Pattern(IntEnum):
    """What is said about one area."""

    NOT_SIGNIFICANT = 0
    HIGH_HIGH = 1
    LOW_LOW = 2
    HIGH_LOW = 3
    LOW_HIGH = 4
    NO_NEIGHBOURS = 5
    NO_VALUE = 6
    NOT_APPLICABLE = 7

    @property
    def word(self) -> str:
        """The code of the sentence."""
        return self.name.lower()


@dataclass(frozen=True)
class Overall:
    """The whole: NaN where ``reason`` (``too_few_areas``, ``all_tied``, ``no_neighbours``) says that it does not apply.

    ``areas`` have a number, ``islands`` of them no neighbour with one; ``mean`` is that of the areas.
    """

    statistic: float
    expected: float
    p: float
    mean: float
    areas: int
    islands: int
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Arrays over all areas: ``pattern`` codes; ``local`` I_i, ``lag`` the mean of the neighbours' values in the unit of the
    value, ``p``, all NaN where there is no statistic; ``neighbours`` with a number."""

    overall: Overall
    pattern: NDArray[np.uint8]
    local: Floats
    lag: Floats
    p: Floats
    neighbours: Ints


def clusters(values: Floats, neighbours: Neighbours, *, permutations: int = PERMUTATIONS, seed: int = SEED) -> Clusters:
    """The patterns of a map.

    Args:
        values: one an area, in the order of ``neighbours``, in any unit; NaN: no number.
        neighbours: of the same areas; the residual unit has none and brings NaN.

    Where fewer than three areas have a number, where all numbers are equal, or where nobody has a neighbour, nothing is
    computed: ``overall.reason`` says which, and every area with a number is *not applicable*.

    >>> ring = Neighbours(np.arange(0, 13, 2), np.array([1, 5, 0, 2, 1, 3, 2, 4, 3, 5, 0, 4]))
    >>> found = clusters(np.array([9.0, 8.0, 7.0, 1.0, 2.0, 3.0]), ring)
    >>> round(found.overall.statistic, 4), found.lag.tolist()
    (0.3448, [5.5, 8.0, 4.5, 4.5, 2.0, 5.5])
    """
    present = np.flatnonzero(~np.isnan(values))
    # Every step runs over the areas in the order of their values: then no numbering matters.
    order = present[np.argsort(values[present], kind="stable")]
    links, known = neighbours.in_order(order), values[order]
    found = _Arrays(len(values), order, links.counts)
    reason = _reason(known, links)
    if reason:
        return found.without(known, links, reason)
    deviation = known - known.mean()
    squares = float(deviation @ deviation)
    lag = _lag(links, deviation)
    p = _local_p(deviation, lag, links.counts, permutations, seed)
    overall = _overall(deviation, lag, links, permutations, seed)
    patterns = _patterns(deviation, lag, p)
    local = (len(known) - 1) * deviation * lag / squares
    return Clusters(
        overall=Overall(*overall, mean=float(known.mean()), areas=len(known), islands=int((links.counts == 0).sum())),
        pattern=found.spread(patterns, Pattern.NO_VALUE, np.uint8),
        local=found.spread(local, np.nan),
        lag=found.spread(lag + known.mean(), np.nan),
        p=found.spread(p, np.nan),
        neighbours=found.counts,
    )


def moran(values: Floats, neighbours: Neighbours) -> float:
    """Moran's I of the whole alone, without asking how likely it is by chance; NaN where ``clusters`` gives a reason.

    >>> ring = Neighbours(np.arange(0, 13, 2), np.array([1, 5, 0, 2, 1, 3, 2, 4, 3, 5, 0, 4]))
    >>> round(moran(np.array([9.0, 8.0, 7.0, 1.0, 2.0, 3.0]), ring), 4)
    0.3448
    """
    present = np.flatnonzero(~np.isnan(values))
    order = present[np.argsort(values[present], kind="stable")]
    links, known = neighbours.in_order(order), values[order]
    if _reason(known, links):
        return np.nan
    deviation = known - known.mean()
    return _statistic(deviation, _lag(links, deviation), links.counts)


@dataclass(frozen=True, eq=False)
class _Arrays:
    """From the areas with a number, in the order of their values, to all areas."""

    size: int
    order: Ints
    own_counts: Ints

    def spread(self, array: NDArray, rest: float, dtype: type = np.float64) -> NDArray:  # type: ignore[type-arg]
        whole: NDArray = np.full(self.size, rest, dtype)  # type: ignore[type-arg]
        whole[self.order] = array
        return whole

    @property
    def counts(self) -> Ints:
        return self.spread(self.own_counts, 0, np.intp)

    def without(self, known: Floats, links: Neighbours, reason: str) -> Clusters:
        nothing = np.full(self.size, np.nan)
        mean = float(known.mean()) if known.size else np.nan
        islands = int((links.counts == 0).sum())
        pattern = self.spread(np.full(known.size, Pattern.NOT_APPLICABLE), Pattern.NO_VALUE, np.uint8)
        overall = Overall(np.nan, np.nan, np.nan, mean, known.size, islands, reason)
        return Clusters(overall, pattern, nothing, nothing, nothing, self.counts)


def _reason(known: Floats, links: Neighbours) -> str:
    """Why nothing can be computed; ``known`` ascends."""
    if known.size < FEWEST_AREAS:
        return "too_few_areas"
    if known[0] == known[-1]:
        return "all_tied"
    return "" if links.areas.size else "no_neighbours"


def _lag(links: Neighbours, deviation: Floats) -> Floats:
    """Mean deviation of the neighbours; NaN for an island."""
    sums = np.array([deviation[links.of(area)].sum() for area in range(len(links))])
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / links.counts, np.float64)


def _local_p(deviation: Floats, lag: Floats, counts: Ints, permutations: int, seed: int) -> Floats:
    """Pseudo p of every area by conditional permutation; NaN for an island."""
    drawn = draws(np.random.default_rng(seed), len(deviation) - 1, int(counts.max()), permutations)
    tie = _TIE * float(np.abs(deviation).max())
    p = np.full(len(deviation), np.nan)
    for area in np.flatnonzero(counts):
        count = counts[area]
        sums = np.delete(deviation, area)[drawn[:count]].sum(axis=0)
        p[area] = two_sided(sums, float(lag[area] * count), tie * count)
    return p


def _overall(
    deviation: Floats, lag: Floats, links: Neighbours, permutations: int, seed: int
) -> tuple[float, float, float]:
    """I, what is expected of it, and its pseudo p."""
    size = len(deviation)
    weight = 1 / np.repeat(links.counts, links.counts)
    weights = csr_array((weight, links.areas, links.starts), shape=(size, size))
    several = shuffles(np.random.default_rng(seed), deviation, permutations)
    products = np.concatenate([(shuffled * np.asarray(weights @ shuffled)).sum(axis=0) for shuffled in several])
    squares, observed = float(deviation @ deviation), float(np.nansum(deviation * lag))
    return _statistic(deviation, lag, links.counts), -1 / (size - 1), two_sided(products, observed, _TIE * squares)


def _statistic(deviation: Floats, lag: Floats, counts: Ints) -> float:
    observed, squares = float(np.nansum(deviation * lag)), float(deviation @ deviation)
    return len(deviation) / int(np.count_nonzero(counts)) * observed / squares


def _patterns(deviation: Floats, lag: Floats, p: Floats) -> NDArray[np.uint8]:
    falls = discoveries(p, rate=FALSE_DISCOVERY_RATE)
    high, low = falls & (deviation > 0), falls & (deviation < 0)
    said = [
        (np.isnan(lag), Pattern.NO_NEIGHBOURS),
        (high & (lag > 0), Pattern.HIGH_HIGH),
        (low & (lag < 0), Pattern.LOW_LOW),
        (high & (lag < 0), Pattern.HIGH_LOW),
        (low & (lag > 0), Pattern.LOW_HIGH),
    ]
    return np.select([where for where, _ in said], [word for _, word in said], Pattern.NOT_SIGNIFICANT).astype(np.uint8)
