"""How much one area scatters, judged by its own history and, as far as that is short, by what all areas show.

With the variance s²_a of each area over d_a degrees of freedom, all of one kind (divided by the size that chance has there):

    e_a = ln s²_a − ψ(d_a ÷ 2) + ln(d_a ÷ 2)
    ψ′(d₀ ÷ 2) = mean{(e_a − ē)² · N ÷ (N − 1) − ψ′(d_a ÷ 2)},   ln s₀² = ē + ψ(d₀ ÷ 2) − ln(d₀ ÷ 2)
    s̃²_a = (d₀·s₀² + d_a·s²_a) ÷ (d₀ + d_a)   with d₀ + d_a degrees of freedom

``d₀`` says how alike the areas are: where their variances differ by no more than chance, it is taken as ``ALIKE`` and every
area is judged by the common one; where they differ much, d₀ is small and each by its own.

Source: G. K. Smyth (2004), Linear models and empirical Bayes methods, Stat. Appl. Genet. Mol. Biol. 3, article 3, section 6.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, polygamma

from indicators.calculation.hierarchy import Floats

ALIKE = 10_000.0
"""Degrees of freedom of the common variance where nothing tells the areas apart."""
LEAST_AREAS = 20
"""With fewer areas there is nothing that all areas show."""


@dataclass(frozen=True)
class Common:
    """The variance that all areas show, ``square``, and how many degrees of freedom it is worth."""

    square: float
    freedom: float


def common_variance(square: Floats, freedom: Floats) -> Common | None:
    """What the variances of many areas have in common; nothing with fewer than ``LEAST_AREAS`` of them.

    Args:
        square: s² of each area; areas with 0 or NaN say nothing.
        freedom: its degrees of freedom; below 1 the area says nothing.

    >>> common_variance(np.full(30, 4.0), np.full(30, 6.0)).freedom
    10000.0
    """
    known = np.isfinite(square) & (square > 0) & (freedom >= 1)
    size = int(known.sum())
    if size < LEAST_AREAS:
        return None
    half = freedom[known] / 2
    logs = np.log(square[known]) - digamma(half) + np.log(half)
    centre = float(logs.mean())
    excess = float(np.mean((logs - centre) ** 2 * size / (size - 1) - polygamma(1, half)))
    own = min(2 * inverse_trigamma(excess), ALIKE) if excess > 0 else ALIKE
    if own >= ALIKE:
        return Common(float(np.exp(centre)), ALIKE)
    return Common(float(np.exp(centre + digamma(own / 2) - np.log(own / 2))), own)


def moderated(square: Floats, freedom: Floats, common: Common) -> tuple[Floats, Floats]:
    """Variance and degrees of freedom of each area; an area without a history has the common ones.

    >>> found, freedom = moderated(np.array([4.0, np.nan]), np.array([3.0, 0.0]), Common(1.0, 9.0))
    >>> found.tolist(), freedom.tolist()
    ([1.75, 1.0], [12.0, 9.0])
    """
    has = np.isfinite(square) & (freedom >= 1)
    own = np.where(has, freedom, 0.0)
    together = common.freedom + own
    return (common.freedom * common.square + own * np.where(has, square, 0.0)) / together, together


def inverse_trigamma(value: float) -> float:
    """x with ψ′(x) = ``value`` > 0, by Newton's method on 1 ÷ ψ′ (Smyth 2004, appendix).

    >>> round(inverse_trigamma(float(polygamma(1, 3.5))), 9)
    3.5
    """
    x = 0.5 + 1 / value
    for _ in range(60):
        at = float(polygamma(1, x))
        step = at * (1 - at / value) / float(polygamma(2, x))
        x += step
        if abs(step) < 1e-10 * x:
            break
    return x
