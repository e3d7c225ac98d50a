"""Trends, an area against the rest of the city, pooled and smoothed values: the slow way."""

import math
from collections.abc import Sequence

from tests.naive.changing import Value, change_and_p, fallen
from tests.naive.counting import strongest


def gaps(values: Sequence[Value], reference: Sequence[Value]) -> list[Value]:
    """The distance of an area from its reference in each period."""
    return [None if v is None or r is None else v - r for v, r in zip(values, reference, strict=True)]


def sign(change: float, least: float) -> int:
    return 0 if abs(change) < least else 1 if change > 0 else -1


def courses(
    areas: Sequence[Sequence[Value]],
    city: Sequence[Value],
    per_year: int,
    worse: int,
    least: float,
    resolution: float = 0.0,
) -> list[str]:
    """For each area whether it diverges, lags or moves along, in two comparisons in a row."""
    found: list[list[str]] = []
    for upto in (len(city), len(city) - 1):
        leave_out = upto - len(city) + 1
        there = [change_and_p(gaps(area[:upto], city[:upto]), per_year, resolution, leave_out) for area in areas]
        outside = fallen([p for _, p in there])
        city_change, _ = change_and_p(city[:upto], per_year)
        words = []
        for (gap, p), far in zip(there, outside, strict=True):
            if p is None or gap is None or city_change is None:
                words.append("unknown")
            elif not far:
                words.append("along")
            elif sign(gap + city_change, least) * sign(city_change, least) < 0:
                words.append("diverging")
            else:
                words.append("lagging" if worse * gap > 0 else "along")
        found.append(words)
    return [
        "unknown" if "unknown" in pair else pair[0] if pair[0] == pair[1] else "along"
        for pair in zip(*found, strict=True)
    ]


def rest_z_and_p(n: float, d: float, whole_n: float, whole_d: float, design_effect: float) -> tuple[Value, Value]:
    """Pearson's chi-squared of the two-by-two table, cell by cell, divided by the design effect."""
    table = [[n, d - n], [whole_n - n, whole_d - whole_n - (d - n)]]
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    if min(rows) <= 0 or min(min(row) for row in table) < 0:
        return None, None
    if min(columns) == 0:
        return 0.0, 1.0
    total = sum(rows)
    squared = math.fsum(
        (table[i][j] - rows[i] * columns[j] / total) ** 2 / (rows[i] * columns[j] / total)
        for i in (0, 1)
        for j in (0, 1)
    )
    z = math.copysign(math.sqrt(squared / design_effect), n / d - (whole_n - n) / (whole_d - d))
    return z, math.erfc(abs(z) / math.sqrt(2))


def smooth(n: Sequence[Value], d: Sequence[Value], scale: float, design_effect: float) -> list[Value]:
    """Marshall's estimates, area by area."""
    known = [(a, b) for a, b in zip(n, d, strict=True) if a is not None and b is not None and b > 0]
    if not known:
        return [None] * len(n)
    cases, people = math.fsum(a for a, _ in known), math.fsum(b for _, b in known)
    mean = cases / people
    apart = math.fsum(b * (a / b - mean) ** 2 for a, b in known) / people
    between = max(apart - mean * design_effect / (people / len(known)), 0.0)
    found: list[Value] = []
    for a, b in zip(n, d, strict=True):
        if a is None or b is None or b <= 0:
            found.append(None)
        elif between == 0:
            found.append(scale * mean)
        else:
            weight = between / (between + mean * design_effect / b)
            found.append(scale * (mean + weight * (a / b - mean)))
    return found


def pool(cells: Sequence[tuple[str, Value, Value]], scale: float, *, gap: bool, broken: bool) -> tuple[str, Value]:
    """One area's window of (state, numerator, denominator) as one rate."""
    state = strongest([state for state, _, _ in cells])
    if state == "ok" and (any(n is None or d is None for _, n, d in cells) or sum(d or 0 for _, _, d in cells) <= 0):
        state = "not_applicable"
    if gap:
        state = strongest([state, "missing"])
    if broken and state != "suppressed":
        state = "not_applicable"
    if state != "ok":
        return state, None
    return state, scale * math.fsum(n or 0 for _, n, _ in cells) / math.fsum(d or 0 for _, _, d in cells)
