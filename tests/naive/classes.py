"""Edges of map classes the slow way: every division of the sorted values, every class by looking."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations


def quantile_edges(values: Sequence[float], classes: int) -> list[float]:
    ordered = [Fraction(value) for value in sorted(values)]
    edges = set()
    for at in range(1, classes + 1):
        rank = Fraction((len(ordered) - 1) * at, classes)
        lower = math.floor(rank)
        upper = min(lower + 1, len(ordered) - 1)
        edges.add(ordered[lower] + (rank - lower) * (ordered[upper] - ordered[lower]))
    return [float(edge) for edge in sorted(edges)]


def equal_edges(values: Sequence[float], classes: int) -> list[float]:
    least, most = Fraction(min(values)), Fraction(max(values))
    return [float(edge) for edge in sorted({least + (most - least) * at / classes for at in range(1, classes + 1)})]


def deviation_edges(values: Sequence[float], reference: float, classes: int) -> list[float]:
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    inner = [reference + spread * (at - classes / 2) for at in range(1, classes)]
    return [*inner, max(values)] if max(values) > inner[-1] else inner


def within(values: Sequence[float], upper: Sequence[float]) -> Fraction:
    """Sum of the squared differences from the means of the classes, without rounding."""
    total = Fraction(0)
    for number in range(len(upper)):
        own = [Fraction(value) for value in values if class_of(value, upper) == number]
        total += sum(((value - sum(own) / len(own)) ** 2 for value in own), Fraction(0))
    return total


def natural_sum(values: Sequence[float], classes: int) -> Fraction:
    """The least that ``within`` can be: every choice of upper edges among the values is tried."""
    different = sorted(set(values))
    if len(different) <= classes:
        return Fraction(0)
    return min(within(values, [*chosen, different[-1]]) for chosen in combinations(different[:-1], classes - 1))


def class_of(value: float, upper: Sequence[float]) -> int:
    """The first class whose upper edge is not below the value; what lies above all edges belongs to the last."""
    return next((number for number, edge in enumerate(upper) if value <= edge), len(upper) - 1)
