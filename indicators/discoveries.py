"""Which of many hypotheses fall at once: Benjamini–Hochberg. Pure.

    sorted p₁ ≤ … ≤ p_N; K = max {i : p_i ≤ rate · i ÷ N}; the hypotheses of p₁ … p_K fall

The expected part of false statements stays below ``rate``.

Source: Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, J. R. Statist. Soc. B 57, 289–300.
"""

import numpy as np
from numpy.typing import NDArray


def discoveries(p: NDArray[np.float64], *, rate: float = 0.05) -> NDArray[np.bool_]:
    """Which hypotheses fall when at most ``rate`` of those that fall may be true; any shape.

    NaN is no hypothesis: it never falls and is not counted.

    >>> discoveries(np.array([0.01, 0.04, 0.03, np.nan, 0.9])).tolist()
    [True, False, False, False, False]
    """
    known = np.isfinite(p)
    ordered = np.sort(p[known])
    limits = rate * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    below = np.flatnonzero(ordered <= limits)
    if not len(below):
        return np.zeros(p.shape, bool)
    return np.asarray(known & (p <= ordered[below[-1]]), bool)
