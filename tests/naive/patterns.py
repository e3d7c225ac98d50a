"""Moran's I the slow way: sums over pairs, and every possible neighbourhood instead of a sample of them."""

from collections.abc import Mapping, Sequence
from itertools import combinations


def means_of_neighbours(
    values: Mapping[int, float], neighbours: Mapping[int, Sequence[int]]
) -> dict[int, float | None]:
    """Per area with a number the mean of its neighbours with a number; nothing for an island."""
    found: dict[int, float | None] = {}
    for area in values:
        own = [values[other] for other in neighbours[area] if other in values]
        found[area] = sum(own) / len(own) if own else None
    return found


def global_moran(values: Mapping[int, float], neighbours: Mapping[int, Sequence[int]]) -> float:
    """n ÷ S₀ · Σ w z z ÷ Σ z², pair by pair."""
    mean = sum(values.values()) / len(values)
    pairs, weights = 0.0, 0.0
    for area in values:
        own = [other for other in neighbours[area] if other in values]
        for other in own:
            pairs += (values[area] - mean) * (values[other] - mean) / len(own)
            weights += 1 / len(own)
    return len(values) / weights * pairs / sum((value - mean) ** 2 for value in values.values())


def local_moran(values: Mapping[int, float], neighbours: Mapping[int, Sequence[int]]) -> dict[int, float | None]:
    mean = sum(values.values()) / len(values)
    squares = sum((value - mean) ** 2 for value in values.values())
    lags = means_of_neighbours(values, neighbours)
    return {
        area: None if lag is None else (len(values) - 1) * (values[area] - mean) * (lag - mean) / squares
        for area, lag in lags.items()
    }


def exact_p(values: Mapping[int, float], neighbours: Mapping[int, Sequence[int]], area: int) -> float:
    """Twice the smaller tail over all neighbourhoods of this size that could have been: no sampling."""
    own = [values[other] for other in neighbours[area] if other in values]
    others = [value for other, value in values.items() if other != area]
    observed = sum(own)
    sums = [sum(chosen) for chosen in combinations(others, len(own))]
    above = sum(1 for one in sums if one >= observed - 1e-9) / len(sums)
    below = sum(1 for one in sums if one <= observed + 1e-9) / len(sums)
    return min(1.0, 2 * min(above, below))
