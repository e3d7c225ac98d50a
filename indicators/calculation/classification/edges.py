"""Classes of a map, and the methods whose edges follow a formula.

Every method reads values of any shape, NaN ignored, and gives ascending upper edges with ``C_l < y ≤ C_u``.

Source: mapclassify (PySAL), ``UserDefined``, ``Quantiles``, ``EqualInterval``, ``StdMean``, whose convention for edges this
is; B. Dent, J. Torguson and T. Hodler (2009), Cartography: Thematic Map Design, chapter 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Floats

CLASSES = 5


@dataclass(frozen=True)
class Classes:
    """The classes of a map.

    Args:
        lowest: the smallest value; the first class is ``lowest ≤ y ≤ upper[0]``.
        upper: upper edges, ascending. The last is the largest value, or the last edge that was set beforehand (fixed breaks,
            deviations) where no value exceeds it. Empty: there is no value.
        method: ``fixed``, ``quantiles``, ``natural``, ``equal`` or ``deviations``.
        count: how many colours the map needs: with edges that were set beforehand always one more than there are inner
            edges, so that a colour means the same in every quarter.
    """

    lowest: float
    upper: tuple[float, ...]
    method: str
    count: int

    def of(self, values: Floats) -> NDArray[np.int16]:
        """Class of each value, counted from 0; −1 for NaN; a value above the last edge belongs to the last class.

        >>> Classes(1.0, (2.0, 4.0), "fixed", 2).of(np.array([1.0, 2.0, 2.1, 4.0, np.nan])).tolist()
        [0, 0, 1, 1, -1]
        """
        found = np.searchsorted(np.array(self.upper), values, side="left")
        found = np.minimum(found, max(len(self.upper) - 1, 0))
        return np.where(np.isnan(values), -1, found).astype(np.int16)


def known_of(values: Floats) -> Floats:
    """The values that there are, ascending."""
    return np.sort(values[~np.isnan(values)])


def from_values(known: Floats, edges: Floats, method: str) -> Classes:
    """Classes whose edges were found from the values; equal edges are one."""
    upper = tuple(float(edge) for edge in np.unique(edges))
    return Classes(float(known[0]) if known.size else np.nan, upper, method, len(upper))


def around(known: Floats, inner: tuple[float, ...], method: str) -> Classes:
    """Classes with edges that were set beforehand between them; the outer ends are those of the values."""
    if not known.size:
        return Classes(np.nan, (), method, len(inner) + 1)
    highest = float(known[-1])
    upper = (*inner, highest) if highest > inner[-1] else inner
    return Classes(float(known[0]), upper, method, len(inner) + 1)


def quantile_classes(values: Floats, classes: int = CLASSES) -> Classes:
    """Classes with about equally many areas each: edges are the linear quantiles ``i ÷ classes``.

        y₍₀₎ ≤ … ≤ y₍ₙ₋₁₎;  (n − 1) · i = w · k + r;  edge i = y₍w₎ + (y₍w₊₁₎ − y₍w₎) · r ÷ k

    The rank is found in whole numbers, so that an edge which is one of the values equals it to the last bit.

    Args:
        values: any shape, NaN ignored.
        classes: how many are wanted; ties leave fewer.

    >>> quantile_classes(np.array([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]), 2).upper
    (3.0, 5.0)
    """
    known = known_of(values)
    if not known.size:
        return from_values(known, known, "quantiles")
    whole, rest = np.divmod((known.size - 1) * np.arange(1, classes + 1), classes)
    above = np.minimum(whole + 1, known.size - 1)
    return from_values(known, known[whole] + (known[above] - known[whole]) * (rest / classes), "quantiles")


def equal_classes(values: Floats, classes: int = CLASSES) -> Classes:
    """Classes of equal width between the smallest and the largest value: edge i is ``y_min + i · (y_max − y_min) ÷ k``.

    A class in the middle may stay empty: that is what the map then says. Values that are all equal make one class.

    >>> equal_classes(np.array([0.0, 1.0, 10.0]), 5).upper
    (2.0, 4.0, 6.0, 8.0, 10.0)
    """
    known = known_of(values)
    if not known.size:
        return from_values(known, known, "equal")
    return from_values(known, np.linspace(known[0], known[-1], classes + 1)[1:], "equal")


def deviation_classes(values: Floats, reference: float, classes: int = CLASSES) -> Classes:
    """Classes one standard deviation wide, symmetric around the reference: the value of the whole, never the mean of areas.

        edge j = r + s · (j − k ÷ 2),  j = 1 … k − 1,   s = √(Σ (y − ȳ)² ÷ n)

    An odd k has a class with the reference in its middle, an even k an edge at the reference. The outer classes are open.
    ``s`` is the population's standard deviation: the areas of a city are all of them, no sample.

    Args:
        values: any shape, NaN ignored; values that are all equal make one class.
        reference: r, finite.

    Raises:
        ValueError: the reference is no number.

    >>> deviation_classes(np.array([2.0, 4.0, 6.0, 8.0, 10.0]), 5.0, 4).upper
    (2.1715728752538097, 5.0, 7.82842712474619, 10.0)
    """
    if not np.isfinite(reference):
        raise ValueError("the reference is no number")
    known = known_of(values)
    spread = float(np.std(known)) if known.size and known[0] < known[-1] else 0.0
    if not spread:
        return from_values(known, known, "deviations")
    inner = tuple(float(reference + spread * (j - classes / 2)) for j in range(1, classes))
    return around(known, inner, "deviations")


def fixed_classes(values: Floats, breaks: tuple[float, ...]) -> Classes:
    """Classes with the breaks of the catalogue between them; the outer ends are those of the values.

    Raises:
        ValueError: the breaks do not ascend, or there are none.

    >>> fixed_classes(np.array([3.0, 12.0]), (5.0, 10.0)).upper
    (5.0, 10.0, 12.0)
    """
    if not breaks or list(breaks) != sorted(set(breaks)):
        raise ValueError("the breaks do not ascend")
    return around(known_of(values), breaks, "fixed")
