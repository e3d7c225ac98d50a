"""How unevenly a group lives over the areas of a level: dissimilarity, isolation, Gini, and what chance alone would give.

With n_a members of the group among d_a people in area a, m_a = d_a − n_a others, N, M and T their sums, P = N ÷ T:

    D     = ½ Σ |n_a ÷ N − m_a ÷ M|                      part of the group that would have to move for an even spread
    D₀    = ½ Σ √(2·δ·d_a·P·(1−P)·(1 − d_a÷T) ÷ π) ÷ (T·P·(1−P))       expected of D if chance alone spread the group
    xPx   = Σ (n_a ÷ N) · (n_a ÷ d_a)                    part of the group among the people in a member's area, on average
    η²    = (xPx − P) ÷ (1 − P)                          the same without what the group's size alone brings: 0 even, 1 apart
    G     = Σ_a Σ_b d_a·d_b·|p_a − p_b| ÷ (2·T²·P·(1−P))  with p_a = n_a ÷ d_a; 0 even, 1 apart

δ is the design effect of the measure: persons come in households. Small areas differ by chance, so that D is never 0 and
grows with every finer level: D is read beside D₀, and levels are not compared with each other but each with itself over time.
An area without a published count takes no part; how much of the population takes part is told (``coverage``), and where
that is too little nothing is computed.

Source: O. D. and B. Duncan (1955), A methodological analysis of segregation indexes, ASR 20; D. S. Massey and N. A. Denton
(1988), The dimensions of residential segregation, Social Forces 67; W. Bell (1954) for η²; C. Winship (1977), A
revaluation of indexes of residential segregation, Social Forces 55, for D₀.
"""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats

LEAST_AREAS = 3
"""With fewer areas an uneven spread says nothing about the city."""
LEAST_COVERAGE = 0.9
"""Where fewer people live in areas with a published count, what is left out could change the picture."""


@dataclass(frozen=True, eq=False)
class Segregation:
    """One number a period; NaN where it is not computed. ``share`` is P, ``areas`` those that take part.

    All but ``areas`` lie between 0 and 1 (η² may be a little below 0).
    """

    dissimilarity: Floats
    by_chance: Floats
    isolation: Floats
    eta: Floats
    gini: Floats
    share: Floats
    coverage: Floats
    areas: Floats


def segregation(
    group: Floats,
    people: Floats,
    whole: Floats,
    *,
    design_effect: float = 1.0,
    minimum_coverage: float = LEAST_COVERAGE,
) -> Segregation:
    """How unevenly a group lives, period by period.

    Args:
        group: (periods, areas), members of the group; NaN where there is no published number.
        people: (periods, areas), the group and all others.
        whole: (periods,), the people of the whole city, for the coverage.
        design_effect: of the group's measure, at least 1.

    Nothing is computed for a period with fewer than ``LEAST_AREAS`` areas, with too little coverage, and where everybody
    or nobody belongs to the group.

    Raises:
        ValueError: shapes differ, or a group is larger than its population.

    >>> found = segregation(np.array([[10.0, 0.0, 10.0]]), np.array([[20.0, 20.0, 20.0]]), np.array([60.0]))
    >>> [round(float(x[0]), 4) for x in (found.dissimilarity, found.isolation, found.eta, found.gini)]
    [0.5, 0.5, 0.25, 0.5]
    """
    if group.shape != people.shape or group.ndim != 2 or whole.shape != (len(group),):
        raise ValueError(f"shapes {group.shape}, {people.shape}, {whole.shape}")
    taken = np.isfinite(group) & np.isfinite(people) & (people > 0)
    n, d = np.where(taken, group, 0.0), np.where(taken, people, 0.0)
    if (n > d).any() or (n < 0).any():
        raise ValueError("a group is larger than its population")
    members, total = n.sum(axis=1), d.sum(axis=1)
    share = _quotient(members, total)
    coverage = _quotient(total, whole)
    fits = (taken.sum(axis=1) >= LEAST_AREAS) & (coverage >= minimum_coverage) & (share > 0) & (share < 1)
    among = np.where(fits, share, np.nan)
    scale = np.where(fits, total, np.nan) * among * (1 - among)
    rate = np.divide(n, d, out=np.zeros(n.shape), where=d > 0)
    expected = d * among[:, np.newaxis]
    part = d / np.where(total > 0, total, 1.0)[:, np.newaxis]
    spread = np.sqrt(2 * design_effect * expected * (1 - among[:, np.newaxis]) * (1 - part) / np.pi)
    isolation = (n * rate).sum(axis=1) / np.where(fits, members, np.nan)
    return Segregation(
        dissimilarity=0.5 * np.abs(n - expected).sum(axis=1) / scale,
        by_chance=0.5 * spread.sum(axis=1) / scale,
        isolation=isolation,
        eta=(isolation - among) / (1 - among),
        gini=_gini(n, d, rate, fits),
        share=share,
        coverage=coverage,
        areas=taken.sum(axis=1).astype(np.float64),
    )


def _gini(n: Floats, d: Floats, rate: Floats, fits: Floats) -> Floats:
    """Twice the area between the diagonal and the curve of the group over the others, areas in the order of their rate."""
    order = np.argsort(rate, axis=1, kind="stable")
    members = np.take_along_axis(n, order, axis=1).cumsum(axis=1)
    others = np.take_along_axis(d - n, order, axis=1)
    before = np.concatenate([np.zeros((len(n), 1)), members[:, :-1]], axis=1)
    twice = ((members + before) * others).sum(axis=1)
    product = members[:, -1] * others.sum(axis=1) if n.shape[1] else np.zeros(len(n))
    return np.asarray(np.where(fits, 1 - _quotient(twice, product), np.nan), np.float64)


def _quotient(part: Floats, by: Floats) -> Floats:
    return np.asarray(np.divide(part, by, out=np.full(part.shape, np.nan), where=by > 0), np.float64)
