"""Sums of money: a cell is unsafe where one contributor could estimate another one closely.

Contributions ``x₁ ≥ x₂ ≥ … ≥ x_N ≥ 0`` add up to ``X``. Source: Handbook on Statistical Disclosure Control, 2nd edition
2024, chapter 4: the table of sensitivity rules and of upper protection levels. The handbook recommends the p % rule; the
parameters of either rule are kept confidential.

- *(n, k) dominance*: unsafe when ``x₁ + … + x_n > k/100 · X``
- *p %*: unsafe when ``X − x₁ − x₂ < p/100 · x₁``: the second largest contributor could estimate the largest one to p %

The upper protection level is how far the feasibility interval must reach beyond ``X``; ``X`` plus the level is the
``threshold`` of such a row in a ``Block``.
"""

import numpy as np

from indicators.disclosure.model import Bools, Floats


def dominated(largest: Floats, totals: Floats, n: int, k: float) -> Bools:
    """Which cells the ``n`` largest contributors dominate: more than ``k`` percent of the total [cells].

    Args:
        largest: [cells × at least n] contributions, descending; 0 where there are fewer contributors.
        totals: [cells] the sums; a cell of nothing is safe.

    >>> dominated(np.array([[300.0, 20.0], [50.0, 49.0]]), np.array([330.0, 100.0]), n=1, k=85).tolist()
    [True, False]
    """
    return _largest(largest, n) > k / 100 * totals


def dominance_level(largest: Floats, totals: Floats, n: int, k: float) -> Floats:
    """How far above the total the upper end must be [cells]: ``100/k · (x₁ + … + x_n) − X``; 0 for safe cells.

    The handbook's example 4: 300, 20 and 10 need an upper end of 352.94.

    >>> (330 + dominance_level(np.array([[300.0, 20.0, 10.0]]), np.array([330.0]), n=1, k=85)).round(2).tolist()
    [352.94]
    """
    return np.maximum(100 / k * _largest(largest, n) - totals, 0.0)


def estimable(largest: Floats, totals: Floats, p: float) -> Bools:
    """Which cells tell the largest contribution to within ``p`` percent [cells].

    The handbook's example 1: 50,000 and 49,000 of 100,000 are safe by (1, 90) dominance and not by the p % rule.

    >>> estimable(np.array([[50_000.0, 49_000.0]]), np.array([100_000.0]), p=10).tolist()
    [True]
    """
    return p_percent_level(largest, totals, p) > 0


def p_percent_level(largest: Floats, totals: Floats, p: float) -> Floats:
    """How far above the total the upper end must be [cells]: ``p/100 · x₁ − (X − x₁ − x₂)``; 0 for safe cells.

    >>> p_percent_level(np.array([[50_000.0, 49_000.0]]), np.array([100_000.0]), p=10).tolist()
    [4000.0]
    """
    return np.maximum(p / 100 * largest[:, 0] - (totals - _largest(largest, 2)), 0.0)


def _largest(largest: Floats, n: int) -> Floats:
    if largest.shape[1] < n:
        raise ValueError(f"{n} contributions are needed, {largest.shape[1]} are given")
    found: Floats = largest[:, :n].sum(axis=1)
    return found
