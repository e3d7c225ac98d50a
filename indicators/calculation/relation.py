"""How far two indicators go together over areas, each area the same or by a weight (its residents).

    r  = Σ w_a (x_a − x̄)(y_a − ȳ) ÷ √( Σ w_a (x_a − x̄)² · Σ w_a (y_a − ȳ)² )      x̄ = Σ w_a x_a ÷ Σ w_a
    ρ  = r of the ranks; the rank of a value is the weight below it plus half the weight that is tied with it

With equal weights these are Pearson's r and Spearman's ρ, ties at their mean rank; with whole numbers as weights, those of a
list in which every area stands as often as its weight says.

A correlation over areas says that two numbers are high in the same areas. It says nothing about why, and nothing about the
people who live there (ecological fallacy).

Source: Pearson (1895), Spearman (1904); ``scipy.stats.pearsonr``, ``spearmanr``; W. S. Robinson (1950), Ecological
correlations and the behavior of individuals, ASR 15.
"""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats

LEAST_AREAS = 3


@dataclass(frozen=True)
class Relation:
    """``areas`` have both numbers. NaN where ``reason`` says why nothing is computed: ``too_few_areas``, ``all_tied``."""

    pearson: float
    spearman: float
    areas: int
    reason: str = ""


def relation(x: Floats, y: Floats, weights: Floats | None = None) -> Relation:
    """Both correlations over the areas that have both numbers, and a weight where weights are given.

    Args:
        x, y: one an area, NaN where there is no number.
        weights: not negative; an area without one, or with 0, takes no part.

    Raises:
        ValueError: the shapes differ, or a weight is negative.

    >>> found = relation(np.array([1.0, 2.0, 3.0, np.nan]), np.array([1.0, 4.0, 9.0, 16.0]))
    >>> round(found.pearson, 4), found.spearman, found.areas
    (0.9897, 1.0, 3)
    """
    w = np.ones(x.shape) if weights is None else weights
    if not x.shape == y.shape == w.shape:
        raise ValueError(f"shapes {x.shape}, {y.shape}, {w.shape}")
    if (w < 0).any():
        raise ValueError("a weight is negative")
    both = np.isfinite(x) & np.isfinite(y) & np.isfinite(w) & (w > 0)
    x, y, w = x[both], y[both], w[both]
    if len(x) < LEAST_AREAS:
        return Relation(np.nan, np.nan, len(x), "too_few_areas")
    if x.min() == x.max() or y.min() == y.max():
        return Relation(np.nan, np.nan, len(x), "all_tied")
    return Relation(_product(x, y, w), _product(_ranks(x, w), _ranks(y, w), w), len(x))


def _product(x: Floats, y: Floats, w: Floats) -> float:
    """Rounding may carry a product past 1."""
    part = w / w.sum()
    from_x, from_y = x - part @ x, y - part @ y
    found = (part @ (from_x * from_y)) / np.sqrt((part @ from_x**2) * (part @ from_y**2))
    return float(np.clip(found, -1.0, 1.0))


def _ranks(values: Floats, w: Floats) -> Floats:
    """The weight below each value and half of what is tied with it."""
    _different, group = np.unique(values, return_inverse=True)
    tied = np.bincount(group, weights=w)
    below = np.cumsum(tied) - tied
    ranks: Floats = (below + tied / 2)[group]
    return ranks
