"""An area against the city without it: do the two shares differ by more than chance?

Two proportions, compared with the design effect of the measure. With n of d in the area, N of D in the whole:

    p₁ = n ÷ d,  p₂ = (N − n) ÷ (D − d),  p = N ÷ D
    m₁ = d ÷ deff,  m₂ = (D − d) ÷ deff
    z  = (p₁ − p₂) ÷ √(p · (1 − p) · (1/m₁ + 1/m₂)),  P = 2 · Φ(−|z|)

z² is Pearson's χ² of the two-by-two table divided by the design effect. The area is taken out of the whole, since
otherwise it would be compared with itself in part. Which of many areas differ: ``indicators.discoveries``.

Source: methods, fluctuation; K. Pearson (1900), Philosophical Magazine 50, 157–175; design effect: J. N. K. Rao and
A. J. Scott (1981), The analysis of categorical data from complex sample surveys, JASA 76, 221–230.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.relative import Position


@dataclass(frozen=True, eq=False)
class AgainstRest:
    """One comparison per area, NaN where there is none: ``z`` is positive where the area's share is the larger one."""

    z: Floats
    p: Floats

    def positions(self, outside: Bools) -> NDArray[np.uint8]:
        """``Position`` codes: above or below where the difference lies outside, within where it does not."""
        codes = np.where(np.isfinite(self.p), Position.WITHIN, Position.UNKNOWN)
        codes = np.where(outside & (self.z > 0), Position.ABOVE, codes)
        return np.where(outside & (self.z < 0), Position.BELOW, codes).astype(np.uint8)


def against_rest(
    numerator: Floats,
    denominator: Floats,
    whole_numerator: Floats | float,
    whole_denominator: Floats | float,
    *,
    design_effect: float = 1.0,
) -> AgainstRest:
    """Each area against the whole without it; shapes broadcast.

    Args:
        numerator, denominator: counts of the areas, the numerator a part of the denominator.
        whole_numerator, whole_denominator: the same of the whole, each area included.
        design_effect: at least 1.

    There is no comparison (NaN) where a count is not known, where one of the two groups is empty, or where a numerator is no
    part of its denominator. Where nobody or everybody counts in the whole, there is no difference: p is 1.

    Raises:
        ValueError: the design effect is below 1 or not finite.

    >>> found = against_rest(np.array([40.0]), np.array([100.0]), 140.0, 600.0)
    >>> round(float(found.z[0]), 3), round(float(found.p[0]), 5)
    (4.317, 2e-05)
    """
    if not (np.isfinite(design_effect) and design_effect >= 1):
        raise ValueError(f"design effect {design_effect}")
    n, d, whole_n, whole_d = np.broadcast_arrays(numerator, denominator, whole_numerator, whole_denominator)
    rest_n, rest_d = whole_n - n, whole_d - d
    fits = (d > 0) & (rest_d > 0) & (n >= 0) & (n <= d) & (rest_n >= 0) & (rest_n <= rest_d)
    d, rest_d = np.where(fits, d, 1.0), np.where(fits, rest_d, 1.0)
    share = np.where(fits, whole_n, 0.0) / np.where(fits, whole_d, 1.0)
    spread = np.sqrt(share * (1 - share) * design_effect * (1 / d + 1 / rest_d))
    difference = np.where(fits, n / d - rest_n / rest_d, 0.0)
    z = np.divide(difference, spread, out=np.zeros(difference.shape), where=spread > 0)
    return AgainstRest(np.where(fits, z, np.nan), np.where(fits, 2 * ndtr(-np.abs(z)), np.nan))
