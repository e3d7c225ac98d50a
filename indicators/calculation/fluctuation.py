"""The range in which a rate fluctuates by chance (Schwankungsbereich; it is no sampling error).

Wilson's score interval, with the denominator divided by a design effect: persons come in households and
Bedarfsgemeinschaften, and counting them as independent would be too narrow.

    m = d ÷ deff,  p = n ÷ d,  z = 1.959964 (95 %)
    centre = (p + z²/2m) ÷ (1 + z²/m),  half = z · √(p(1−p)/m + z²/4m²) ÷ (1 + z²/m)

Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22; table of
R. G. Newcombe (1998), Statistics in Medicine 17, 857–872. Design effect: L. Kish (1965), Survey Sampling. Quotients:
the conditional argument of J. Przyborowski and H. Wilenski (1940), Biometrika 31. Changes are judged in
``indicators.calculation.changes``.
"""

import numpy as np

from indicators.calculation.hierarchy import Floats

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution, written out so that every machine uses the same bits."""


def wilson(
    numerator: Floats, denominator: Floats, *, scale: float = 1.0, design_effect: float = 1.0, z: float = Z_95
) -> tuple[Floats, Floats]:
    """Lower and upper end of the range, in the scale of the value; any shape, same shape out.

    NaN where there is no range: the denominator is 0 or not known, or the numerator is no part of the denominator
    (negative, or above it).

    Raises:
        ValueError: the design effect is below 1 or not finite.

    >>> low, high = wilson(np.array([81.0]), np.array([263.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.2553, 0.3662)
    """
    if not (np.isfinite(design_effect) and design_effect >= 1):
        raise ValueError(f"design effect {design_effect}")
    fits = (denominator > 0) & (numerator >= 0) & (numerator <= denominator)
    d = np.where(fits, denominator, 1.0)
    p = np.where(fits, numerator, 0.0) / d
    m = d / design_effect
    widening = 1 + z * z / m
    centre = (p + z * z / (2 * m)) / widening
    half = z * np.sqrt(p * (1 - p) / m + z * z / (4 * m * m)) / widening
    low = np.where(p == 0, 0.0, np.maximum(centre - half, 0.0))
    high = np.where(p == 1, 1.0, np.minimum(centre + half, 1.0))
    return np.where(fits, scale * low, np.nan), np.where(fits, scale * high, np.nan)


def quotient_range(
    numerator: Floats, denominator: Floats, *, scale: float = 1.0, design_effect: float = 1.0, z: float = Z_95
) -> tuple[Floats, Floats]:
    """The range of a quotient of two groups that do not overlap (the old per 100 of working age); any shape.

    Of all ``n + d`` persons the part ``n`` has Wilson's range, and ``p ÷ (1 − p)`` is the quotient. NaN as in
    ``wilson``; the numerator may exceed the denominator.

    >>> low, high = quotient_range(np.array([81.0]), np.array([182.0]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.3428, 0.5778)
    """
    both = np.where(denominator > 0, numerator + denominator, np.nan)
    low, high = wilson(numerator, both, design_effect=design_effect, z=z)
    return scale * low / (1 - low), scale * high / (1 - high)
