"""Natural breaks: the classes within which the values differ least, found exactly.

    minimise  Σ over classes  Σ over y in the class  (y − mean of the class)²

Every optimal class is a run of the sorted values. With D_c(j) the least sum for the first j values in c classes,

    D_c(j) = min over i ≤ j of  D_{c−1}(i − 1) + cost(i, j)

and the best i never decreases with j, so that half of the candidates falls away with every halving of the row: n log n steps
a class instead of n². Equal values are taken together first; a class never parts them.

Source: W. D. Fisher (1958), On grouping for maximum homogeneity, J. Am. Statist. Assoc. 53, 789–798; G. F. Jenks (1977),
Optimal data classification for choropleth maps; H. Wang and M. Song (2011), Ckmeans.1d.dp, The R Journal 3/2, 29–33.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.classification.edges import CLASSES, Classes, from_values
from indicators.calculation.hierarchy import Floats

Ints = NDArray[np.intp]


def natural_classes(values: Floats, classes: int = CLASSES) -> Classes:
    """Natural breaks (Fisher–Jenks): every edge is a value, the largest of its class.

    Args:
        values: any shape, NaN ignored.
        classes: how many are wanted; where there are fewer different values, each is a class of its own. Of several
            equally good divisions the one with the lowest edges is taken, seen from the last class.

    >>> natural_classes(np.array([1.0, 1.1, 1.2, 5.0, 5.1, 9.0]), 3).upper
    (1.2, 5.1, 9.0)
    """
    known, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    if known.size <= classes:
        return from_values(known, known, "natural")
    runs = _Runs.of(known, counts.astype(np.float64))
    best = runs.cost(np.zeros(known.size, np.intp), np.arange(known.size))
    begins: list[Ints] = []
    for layer in range(1, classes):
        best, first = _layer(runs, best, layer)
        begins.append(first)
    last, edges = known.size - 1, [known.size - 1]
    for first in reversed(begins):
        last = int(first[last]) - 1
        edges.append(last)
    return from_values(known, known[edges], "natural")


@dataclass(frozen=True, eq=False)
class _Runs:
    """Sums from the beginning, by which the cost of any run of sorted values is known at once."""

    weight: Floats
    total: Floats
    square: Floats

    @classmethod
    def of(cls, known: Floats, counts: Floats) -> "_Runs":
        """Values are taken from their middle: squares of large numbers that differ little would cancel out."""
        centred = known - np.average(known, weights=counts)
        columns = (counts, counts * centred, counts * centred * centred)
        return cls(*(np.concatenate([[0.0], np.cumsum(column)]) for column in columns))

    def cost(self, first: Ints, last: Ints) -> Floats:
        """Sum of squared differences from their mean of the values ``first … last``."""
        weight = self.weight[last + 1] - self.weight[first]
        total = self.total[last + 1] - self.total[first]
        square: Floats = self.square[last + 1] - self.square[first] - total * total / weight
        return square


def _layer(runs: _Runs, before: Floats, layer: int) -> tuple[Floats, Ints]:
    """One class more: the least sum for every end j, and where its last class begins.

    Breadth first: the middle of every open range is solved at once, and halves the candidates of its two sides.
    """
    size = len(before)
    best, begin = np.full(size, np.inf), np.zeros(size, np.intp)
    low, high = np.array([layer]), np.array([size - 1])
    least, most = np.array([layer]), np.array([size - 1])
    while low.size:
        middle = (low + high) // 2
        lengths = np.minimum(most, middle) - least + 1
        starts = np.cumsum(lengths) - lengths
        candidate = np.arange(lengths.sum()) + np.repeat(least - starts, lengths)
        sums = before[candidate - 1] + runs.cost(candidate, np.repeat(middle, lengths))
        smallest = np.minimum.reduceat(sums, starts)
        hits = np.flatnonzero(sums == np.repeat(smallest, lengths))
        chosen = candidate[hits[np.searchsorted(hits, starts)]]
        best[middle], begin[middle] = smallest, chosen
        left, right = low < middle, middle < high
        low, high = np.concatenate([low[left], middle[right] + 1]), np.concatenate([middle[left] - 1, high[right]])
        least, most = np.concatenate([least[left], chosen[right]]), np.concatenate([chosen[left], most[right]])
    return best, begin
