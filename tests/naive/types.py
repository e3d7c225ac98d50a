"""Types of areas, similar areas, unusual indicators once more, area by area, with the standard library alone."""

from collections.abc import Sequence
from itertools import combinations, product
from math import dist, inf, sqrt
from statistics import NormalDist, fmean, pstdev

Row = Sequence[float]
Matrix = list[list[float]]


def standardised(components: Sequence[Row]) -> list[tuple[float, ...]]:
    """One profile per area from one row per indicator."""
    rows = [[(value - fmean(row)) / pstdev(row) for value in row] for row in components]
    return list(zip(*rows, strict=True))


def squares(groups: Sequence[Sequence[Row]]) -> float:
    """The sum of squared distances from the centres of the groups."""
    total = 0.0
    for group in groups:
        centre = [fmean(column) for column in zip(*group, strict=True)]
        total += sum(dist(one, centre) ** 2 for one in group)
    return total


def least_squares(points: Sequence[Row], types: int) -> float:
    """The smallest such sum that any division into groups has: all of them are tried."""
    least = inf
    for labels in product(range(types), repeat=len(points) - 1):
        labels = (0, *labels)
        groups = [
            [one for one, label in zip(points, labels, strict=True) if label == wanted] for wanted in range(types)
        ]
        if all(groups):
            least = min(least, squares(groups))
    return least


def ward(points: Sequence[Row], types: int) -> set[frozenset[int]]:
    """Groups of positions: again and again the two whose union adds least to the sum of squares become one."""
    groups = [frozenset({place}) for place in range(len(points))]

    def added(first: frozenset[int], second: frozenset[int]) -> float:
        one, two, both = ([points[place] for place in sorted(group)] for group in (first, second, first | second))
        return squares([both]) - squares([one]) - squares([two])

    while len(groups) > types:
        first, second = min(combinations(groups, 2), key=lambda pair: added(*pair))
        groups = [group for group in groups if group not in (first, second)] + [first | second]
    return set(groups)


def silhouettes(points: Sequence[Row], labels: Sequence[int]) -> list[float]:
    """How much nearer each point is to its own group than to the nearest other one."""
    found = []
    for place, point in enumerate(points):
        away: dict[int, list[float]] = {}
        for other, label in enumerate(labels):
            if other != place:
                away.setdefault(label, []).append(dist(point, points[other]))
        own = away.pop(labels[place], None)
        if own is None:
            found.append(0.0)
            continue
        nearest = min(fmean(one) for one in away.values())
        larger = max(fmean(own), nearest)
        found.append((nearest - fmean(own)) / larger if larger else 0.0)
    return found


def _inverse(matrix: Matrix) -> Matrix:
    """By Gauß and Jordan, the largest pivot first."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(size):
            if row != at:
                rows[row] = [value - rows[row][at] * top for value, top in zip(rows[row], rows[at], strict=True)]
    return [row[size:] for row in rows]


def _inverse_root(matrix: Matrix) -> Matrix:
    """By the iteration of Denman and Beavers: Z becomes the inverse of the root."""
    size = len(matrix)
    y, z = matrix, [[float(i == j) for j in range(size)] for i in range(size)]
    for _ in range(60):
        y_inverse, z_inverse = _inverse(y), _inverse(z)
        y, z = (
            [[(a + b) / 2 for a, b in zip(*rows, strict=True)] for rows in zip(*pair, strict=True)]
            for pair in ((y, z_inverse), (z, y_inverse))
        )
    return z


def mahalanobis(components: Sequence[Row], first: int, second: int) -> tuple[float, list[float]]:
    """The distance of two areas, and each indicator's share in its square."""
    points = standardised(components)
    columns = list(zip(*points, strict=True))
    correlations = [[fmean(a * b for a, b in zip(one, two, strict=True)) for two in columns] for one in columns]
    difference = [a - b for a, b in zip(points[first], points[second], strict=True)]
    parts = [sum(a * b for a, b in zip(row, difference, strict=True)) for row in _inverse_root(correlations)]
    total = sum(part**2 for part in parts)
    return sqrt(total), [part**2 / total for part in parts]


def chance(value: float, low: float, high: float, reference: float) -> float:
    """How often chance alone moves a value as far as its reference, from the half of its range that faces it."""
    half = value - low if reference < value else high - value
    return 2 * NormalDist().cdf(-NormalDist().inv_cdf(0.975) * abs(value - reference) / half)


def discoveries(p: Sequence[float], rate: float) -> list[bool]:
    """Benjamini and Hochberg, step by step from the largest."""
    for count in range(len(p), 0, -1):
        limit = sorted(p)[count - 1]
        if limit <= rate * count / len(p):
            return [one <= limit for one in p]
    return [False] * len(p)


def root_mean_square(differences: Sequence[float]) -> float:
    return sqrt(fmean(one**2 for one in differences))
