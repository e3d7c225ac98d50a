"""Correlations a second time, in loops."""

from math import sqrt


def pearson(rows: list[tuple[float, float, float]]) -> float:
    """Of (x, y, weight)."""
    total = sum(w for _, _, w in rows)
    mean_x, mean_y = sum(w * x for x, _, w in rows) / total, sum(w * y for _, y, w in rows) / total
    both = sum(w * (x - mean_x) * (y - mean_y) for x, y, w in rows)
    return both / sqrt(sum(w * (x - mean_x) ** 2 for x, _, w in rows) * sum(w * (y - mean_y) ** 2 for _, y, w in rows))


def spearman(rows: list[tuple[float, float, float]]) -> float:
    """The rank of a value: the weight of all below it, and half the weight of all that are tied with it."""

    def rank(values: list[tuple[float, float]], value: float) -> float:
        return sum(w for other, w in values if other < value) + sum(w for other, w in values if other == value) / 2

    xs, ys = [(x, w) for x, _, w in rows], [(y, w) for _, y, w in rows]
    return pearson([(rank(xs, x), rank(ys, y), w) for x, y, w in rows])
