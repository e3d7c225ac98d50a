"""Which areas are most like an area, and what they show: the expectation that a level is compared with.

With features x (areas × features), each standardised over the areas by median and median absolute deviation, cut off at
± 4, and 0 (the middle) where unknown:

    d²(a, b) = Σ_j (x_aj − x_bj)²,   expected_a = mean of y over the ``count`` nearest areas of a that have a value

Equal distances are taken in the order of the positions, so that the same data give the same neighbours.

Source: nearest neighbours' regression, N. S. Altman (1992), An introduction to kernel and nearest-neighbor nonparametric
regression, The American Statistician 46; scale: P. J. Huber (1981), Robust Statistics, section 5.1.
"""

import numpy as np

from indicators.calculation.hierarchy import Floats, Positions

MAD_TO_SD = 1.482602218505602
"""1 ÷ Φ⁻¹(¾): from the median absolute deviation to the standard deviation of a normal distribution."""
_FURTHEST = 4.0
_LEAST_KNOWN = 0.6


def feature(y: Floats) -> Floats | None:
    """One indicator as a feature of the areas; nothing where fewer than 60 % have it or more than half are equal.

    >>> feature(np.array([1.0, 2.0, 3.0, 4.0, 100.0])).round(2).tolist()
    [-1.35, -0.67, 0.0, 0.67, 4.0]
    """
    known = np.isfinite(y)
    if known.mean() < _LEAST_KNOWN:
        return None
    middle = float(np.median(y[known]))
    spread = MAD_TO_SD * float(np.median(np.abs(y[known] - middle)))
    if spread <= 0:
        return None
    standardised = np.clip((y - middle) / spread, -_FURTHEST, _FURTHEST)
    return np.where(known, standardised, 0.0)


def nearest(features: Floats) -> Positions:
    """For each area all others, the most similar first; (areas, features) → (areas, areas − 1).

    >>> nearest(np.array([[0.0], [1.0], [5.0]])).tolist()
    [[1, 2], [0, 2], [1, 0]]
    """
    size = len(features)
    distance = np.zeros((size, size))
    for column in features.T:
        distance += (column[:, np.newaxis] - column) ** 2
    np.fill_diagonal(distance, np.inf)
    return np.argsort(distance, axis=1, kind="stable")[:, : size - 1].astype(np.intp)


def shown_by(order: Positions, y: Floats, count: int) -> Floats:
    """The mean of ``y`` over each area's ``count`` nearest with a value; NaN where there are fewer.

    >>> order = nearest(np.array([[0.0], [1.0], [5.0], [6.0]]))
    >>> shown_by(order, np.array([10.0, 20.0, np.nan, 40.0]), 2).tolist()
    [30.0, 25.0, 30.0, 15.0]
    """
    ordered = y[order]
    known = np.isfinite(ordered)
    taken = known & (np.cumsum(known, axis=1) <= count)
    enough = known.sum(axis=1) >= count
    total = np.where(taken, ordered, 0.0).sum(axis=1)
    return np.where(enough, total / count, np.nan)
