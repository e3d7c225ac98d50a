"""Jumps a second time: plain loops over lists, with the formulas of the docstrings as the only guide."""

import math
import statistics
from collections.abc import Sequence

Column = Sequence[float | None]


def moved(count: float) -> float:
    return 2 * math.sqrt(count + 3 / 8)


def city_change(before: Column, now: Column) -> float:
    """The weighted median of the areas' factors."""
    factors = sorted((n / b, b) for b, n in zip(before, now, strict=True) if b and n)
    half, reached = sum(weight for _, weight in factors) / 2, 0.0
    for factor, weight in factors:
        reached += weight
        if reached >= half:
            return factor
    raise ValueError("nothing to compare")


def band(size: float) -> int:
    """0 up to 25, 1 up to 50, 2 up to 100 and so on."""
    number, edge = 0, 25.0
    while size > edge:
        number, edge = number + 1, edge * 2
    return number


def residuals(before: Column, now: Column) -> list[tuple[float, float] | None]:
    """Per area the expected count and how far the present one lies from it, as square roots."""
    factor = city_change(before, now)
    found: list[tuple[float, float] | None] = []
    for b, n in zip(before, now, strict=True):
        found.append(None if b is None or n is None else (factor * b, moved(n) - moved(factor * b)))
    return found


Steps = list[tuple[int, float]]


def steps_of(history: Sequence[Column], months: int) -> Steps:
    """Of every earlier step, all of the same length, the band and how far each area lay from the expected, for one month."""
    steps = [cell for pair in zip(history, history[1:], strict=False) for cell in residuals(*pair)]
    return [(band(cell[0]), abs(cell[1]) / math.sqrt(months)) for cell in steps if cell is not None]


def scatter(steps: Steps, months: int, size: float, design_effect: float) -> float:
    """The usual scatter of a count of that size."""
    own = [off for other, off in steps if other == band(size)]
    median = statistics.median_high(own) if own else 0.0
    robust = (1.4826 * median) ** 2 * months
    variance = (len(own) * robust + 20 * 2 * design_effect) / (len(own) + 20)
    return max(math.sqrt(variance), design_effect / math.sqrt(max(size, 1.0)))


def two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def jumps(
    columns: Sequence[tuple[Sequence[Column], Column, float]], people: Sequence[float], months: int
) -> list[list[bool]]:
    """Which cells jump: ``columns`` are (history, now, design effect); Benjamini–Hochberg over all cells of the file."""
    cells: list[tuple[float, int, int, bool]] = []
    for at, (history, now, effect) in enumerate(columns):
        steps = steps_of(history, months)
        for area, cell in enumerate(residuals(history[-1], now)):
            if cell is None or people[area] < 300:
                continue
            expected, off = cell
            p = two_sided(off / scatter(steps, months, expected, effect))
            present = now[area]
            assert present is not None
            gap = abs(present - expected)
            cells.append((p, at, area, gap >= 0.125 * max(expected, 1.0) and gap > 5 * max(effect, 1.0)))
    cells.sort()
    limit = max((i for i, cell in enumerate(cells, 1) if cell[0] <= 0.05 * i / len(cells)), default=0)
    found = [[False] * len(people) for _ in columns]
    for p, at, area, matters in cells:
        if limit and p <= cells[limit - 1][0] and matters:
            found[at][area] = True
    return found
