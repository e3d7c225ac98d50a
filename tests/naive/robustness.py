"""Parts, edges, correlations and robustness of an index once more, area by area, with the standard library alone.

Berlin's way: z over the areas, equal or other weights, the sum standardised again (population SD, mean of the areas).
"""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, pstdev

from tests.naive.indices import index

Rows = Sequence[Sequence[float | None]]


def parts(components: Rows, weights: Sequence[float]) -> list[list[float | None]]:
    """What each component adds to the index: its weighted z, divided by the deviation of the sums."""
    areas = range(len(components[0]))
    whole = [area for area in areas if all(values[area] is not None for values in components)]
    z = []
    for values in components:
        inside = [float(values[area] or 0.0) for area in whole]
        middle, width = fmean(inside), pstdev(inside)
        z.append([(value - middle) / width for value in inside])
    sums = [sum(weight * row[at] for weight, row in zip(weights, z, strict=True)) for at in range(len(whole))]
    spread = pstdev(sums)
    found: list[list[float | None]] = [[None for _ in areas] for _ in components]
    for at, area in enumerate(whole):
        for row, weight in enumerate(weights):
            found[row][area] = weight * z[row][at] / spread
    return found


def class_of(value: float | None, breaks: Sequence[float], closed: Sequence[str]) -> int | None:
    """The first class that the value does not pass."""
    if value is None:
        return None
    for at, edge in enumerate(breaks):
        if value < edge or (closed[at] == "<=" and value == edge):
            return at
    return len(breaks)


def changed(
    components: Rows,
    weights: Sequence[float],
    other: Rows,
    others: Sequence[float],
    edges: tuple[Sequence[float], Sequence[str]],
) -> list[int]:
    """Areas that are in another class by the second index than by the first; those without a class in one are left out."""
    before = [class_of(value, *edges) for value in index(components, weights)]
    after = [class_of(value, *edges) for value in index(other, others)]
    pairs = list(zip(before, after, strict=True))
    return [at for at, (one, two) in enumerate(pairs) if one is not None and two is not None and one != two]


def without_area(components: Rows, area: int) -> list[list[float | None]]:
    """The same components with one area gone."""
    return [[None if at == area else value for at, value in enumerate(values)] for values in components]


def outlier(components: Rows) -> int:
    """The area with the greatest distance from the mean in deviations, in any component; the first of several."""
    areas = [at for at in range(len(components[0])) if all(values[at] is not None for values in components)]
    farthest = [0.0 for _ in areas]
    for values in components:
        inside = [float(values[area] or 0.0) for area in areas]
        middle, width = fmean(inside), pstdev(inside)
        farthest = [max(old, abs(value - middle) / width) for old, value in zip(farthest, inside, strict=True)]
    return areas[farthest.index(max(farthest))]


def pearson(first: Sequence[float], second: Sequence[float]) -> float:
    """Sum of products of the distances from the means, divided by the root of the products of their squares."""
    one, two = fmean(first), fmean(second)
    products = sum((a - one) * (b - two) for a, b in zip(first, second, strict=True))
    return products / sqrt(sum((a - one) ** 2 for a in first) * sum((b - two) ** 2 for b in second))


def ranks(values: Sequence[float]) -> list[float]:
    """Places in order, equal values sharing the mean of theirs."""
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values
    ]


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Pearson's coefficient of the ranks."""
    return pearson(ranks(first), ranks(second))
