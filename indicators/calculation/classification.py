"""Class edges for maps: ``C_l < y ≤ C_u``, from protected values only.

Fixed breaks where the catalogue names them, so that maps of different quarters compare; otherwise quantiles. Ties
reduce the number of classes: two equal edges are one.

Source: mapclassify (PySAL), ``Quantiles`` and ``UserDefined``, whose convention for edges this is.
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
        upper: upper edges, ascending. The last is the largest value, or the last fixed break where no value exceeds it.
            Empty: there is no value.
        method: ``fixed`` or ``quantiles``.
        count: how many colours the map needs: with fixed breaks always one more than there are breaks, so that a colour
            means the same in every quarter.
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


def quantile_classes(values: Floats, classes: int = CLASSES) -> Classes:
    """Classes with about equally many areas each: edges are the linear quantiles ``i ÷ classes``.

    Args:
        values: any shape, NaN ignored.
        classes: how many are wanted; ties leave fewer.

    >>> quantile_classes(np.array([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]), 2).upper
    (3.0, 5.0)
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return Classes(np.nan, (), "quantiles", 0)
    edges = np.unique(np.quantile(known, np.arange(1, classes + 1) / classes))
    return Classes(float(known.min()), tuple(float(edge) for edge in edges), "quantiles", len(edges))


def fixed_classes(values: Floats, breaks: tuple[float, ...]) -> Classes:
    """Classes with the breaks of the catalogue between them; the outer ends are those of the values.

    Raises:
        ValueError: the breaks do not ascend, or there are none.

    >>> fixed_classes(np.array([3.0, 12.0]), (5.0, 10.0)).upper
    (5.0, 10.0, 12.0)
    """
    if not breaks or list(breaks) != sorted(set(breaks)):
        raise ValueError("the breaks do not ascend")
    known = values[~np.isnan(values)]
    if not known.size:
        return Classes(np.nan, (), "fixed", len(breaks) + 1)
    highest = float(known.max())
    upper = (*breaks, highest) if highest > breaks[-1] else breaks
    return Classes(float(known.min()), upper, "fixed", len(breaks) + 1)


def classes_for(values: Floats, breaks: tuple[float, ...]) -> Classes:
    """The default of an indicator: its fixed breaks where it has some, else quantiles."""
    return fixed_classes(values, breaks) if breaks else quantile_classes(values)
