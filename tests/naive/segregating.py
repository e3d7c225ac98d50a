"""Segregation a second time: loops over pairs of areas, as the definitions are written down."""

from math import pi, sqrt


def taking_part(group: list[float | None], people: list[float | None]) -> list[tuple[float, float]]:
    """Members and people of the areas that have both."""
    return [(n, d) for n, d in zip(group, people, strict=True) if n is not None and d]


def dissimilarity(areas: list[tuple[float, float]]) -> float:
    members, others = sum(n for n, _ in areas), sum(d - n for n, d in areas)
    return sum(abs(n / members - (d - n) / others) for n, d in areas) / 2


def isolation(areas: list[tuple[float, float]]) -> float:
    members = sum(n for n, _ in areas)
    return sum(n / members * n / d for n, d in areas)


def eta(areas: list[tuple[float, float]]) -> float:
    share = sum(n for n, _ in areas) / sum(d for _, d in areas)
    return (isolation(areas) - share) / (1 - share)


def gini(areas: list[tuple[float, float]]) -> float:
    total = sum(d for _, d in areas)
    share = sum(n for n, _ in areas) / total
    pairs = sum(d * e * abs(n / d - k / e) for n, d in areas for k, e in areas)
    return pairs / (2 * total * total * share * (1 - share))


def by_chance(areas: list[tuple[float, float]], design_effect: float = 1.0) -> float:
    """Mean absolute deviation of a normal variable is its standard deviation times the root of 2 ÷ π."""
    total = sum(d for _, d in areas)
    share = sum(n for n, _ in areas) / total
    deviations = (sqrt(design_effect * d * share * (1 - share) * (1 - d / total)) * sqrt(2 / pi) for _, d in areas)
    return sum(deviations) / 2 / (total * share * (1 - share))
