"""Checks of whole columns and of areas against each other a second time: plain loops over lists, docstrings as the guide."""

import math
import statistics
from collections.abc import Sequence

from tests.naive.plausible import Column, city_change, moved, residuals, scatter, steps_of

Pair = tuple[int, int]


def repeated(now: Column, history: Sequence[Column]) -> int | None:
    """The latest earlier period whose counts the column repeats."""
    for before, after in zip(history, history[1:], strict=False):
        pairs = [
            (b, a)
            for b, a, n in zip(before, after, now, strict=True)
            if n is not None and n >= 20 and a is not None and b is not None
        ]
        if sum(b == a for b, a in pairs) > 0.9 * max(len(pairs), 1):
            return None
    latest = None
    for at, before in enumerate(history):
        pairs = [(b, n) for b, n in zip(before, now, strict=True) if b is not None and n is not None and n >= 20]
        if len(pairs) >= 10 and sum(b == n for b, n in pairs) >= 0.95 * len(pairs):
            latest = at
    return latest


def power_of_ten(ratio: float) -> int:
    for power in (1, 2, 3, 6, -1, -2, -3, -6):
        if 10 ** (power - 0.1) <= ratio <= 10 ** (power + 0.1):
            return power
    return 0


def off_from(now: Column, history: Sequence[Column], months: int, effect: float, people: Sequence[float]) -> float:
    """How many scatters half of the areas lie from where the city's trend leads that history."""
    factors = [city_change(a, b) for a, b in zip(history, history[1:], strict=False)]
    trend, last = statistics.median(factors), history[-1]
    present, steps = city_change(last, now), steps_of(history, months)
    found = []
    for n, b, p in zip(now, last, people, strict=True):
        if n is not None and b is not None and p >= 300:
            found.append(abs(moved(n) - moved(trend * b)) / scatter(steps, months, present * b, effect))
    return statistics.median(found)


def longest(scores: Sequence[int]) -> int:
    """The largest sum of a stretch."""
    return max(sum(scores[a : b + 1]) for a in range(len(scores)) for b in range(a, len(scores)))


def two_heaps(changes: Sequence[float | None]) -> set[int] | None:
    """The areas of the smaller of two heaps."""
    known = sorted((c, at) for at, c in enumerate(changes) if c is not None)
    values = [c for c, _ in known]
    least = max(10, math.ceil(len(values) / 20))
    if len(values) < 2 * least:
        return None
    best, cut = -1.0, 0
    for at in range(least, len(values) - least + 1):
        low, high = values[:at], values[at:]
        between = len(low) * len(high) * (statistics.fmean(high) - statistics.fmean(low)) ** 2
        if between > best * (1 + 1e-12):
            best, cut = between, at
    low, high = values[:cut], values[cut:]
    a, b = statistics.median(low), statistics.median(high)
    spread = 1.4826 * max(statistics.median([abs(v - a) for v in low]), statistics.median([abs(v - b) for v in high]))
    third = (b - a) / 3
    between_them = sum(a + third < v < b - third for v in values)
    apart = b - a >= math.log(1.1) and b - a >= 6 * spread
    if not apart or between_them > 0.1 * min(cut, len(values) - cut) or low[-1] >= b - third or high[0] <= a + third:
        return None
    return {at for _, at in (known[:cut] if cut <= len(values) - cut else known[cut:])}


def transfers(
    leading: int, history: Sequence[Column], now: Sequence[Column], z: Sequence[float | None], district: Sequence[int]
) -> list[Pair]:
    """(gainer, loser): ``history`` and ``now`` are the last and the present counts of every column, by column."""
    off = []
    for before, after in zip(history, now, strict=True):
        factor = city_change(before, after)
        off.append([(n or 0.0) - (factor * b if b is not None else 0.0) for b, n in zip(before, after, strict=True)])
    fresh = [(b is None) != (n is None) for b, n in zip(history[leading], now[leading], strict=True)]
    areas = [at for at, own in enumerate(off[leading]) if abs(own) >= 50 and (fresh[at] or abs(z[at] or 0.0) >= 4)]
    areas.sort(key=lambda at: -abs(off[leading][at]))
    found: list[Pair] = []
    for at, one in enumerate(areas):
        near = sorted(
            (abs(off[leading][one] + off[leading][other]), position, other)
            for position, other in enumerate(areas)
            if position > at
        )
        for _, _, other in near:
            if any({one, other} & set(pair) for pair in found):
                continue
            within = 0.1 if fresh[one] or fresh[other] or district[one] == district[other] else 0.02
            if not _agree(off[leading][one], off[leading][other], within):
                continue
            columns = [o for o in off if max(abs(o[one]), abs(o[other])) >= 20]
            agreeing = sum(_agree(o[one], o[other], within) for o in columns)
            if agreeing >= 2 and agreeing >= len(columns) * 2 / 3:
                found.append((one, other) if off[leading][one] > 0 else (other, one))
                break
    return found


def _agree(one: float, other: float, within: float) -> bool:
    return one * other < 0 and abs(one + other) <= within * max(abs(one), abs(other))


def concentration(
    history: Sequence[Column], now: Column, months: int, effect: float, people: Sequence[float]
) -> int | None:
    """The area that gained what many lost."""
    cells, steps = residuals(history[-1], now), steps_of(history, months)
    tested: dict[int, tuple[float, float, float]] = {}
    for at, cell in enumerate(cells):
        present = now[at]
        if cell is not None and present is not None and people[at] >= 300:
            expected, off = cell
            tested[at] = (off / scatter(steps, months, expected, effect), present - expected, expected)
    out = [at for at, (z, off, e) in tested.items() if z >= 6 and off >= 50 and off >= 0.2 * e]
    if not out:
        return None
    area = max(out, key=lambda at: tested[at][1])
    gain = tested.pop(area)[1]
    losers = [off for z, off, _ in tested.values() if z <= -1.64]
    gainers = [off for z, off, _ in tested.values() if z >= 1.64]
    allowed = 0.05 * len(tested) + 3 * math.sqrt(0.05 * 0.95 * len(tested))
    loss = -sum(losers) - sum(gainers)
    if len(losers) > allowed and len(losers) >= len(gainers) + 10 and 0.5 * gain <= loss <= 1.5 * gain:
        return area
    factors = [city_change(a, b) for a, b in zip(history, history[1:], strict=False)]
    if len(factors) < 2:
        return None
    trend = statistics.median(factors)
    against = {at: n - trend * b for at, (b, n) in enumerate(zip(history[-1], now, strict=True)) if b and n is not None}
    gain, loss = against[area], -sum(off for at, off in against.items() if at != area)
    fewer = sum(against[at] < 0 for at in tested)
    return area if fewer >= 0.7 * len(tested) and 2 / 3 * gain <= loss <= 4 / 3 * gain else None


def city_range(history: Sequence[Column], now: Column, effect: float) -> tuple[float, float, float, float]:
    """The sum of the city before and now, and the lowest and the highest that its earlier changes let expect."""

    def sums(before: Column, after: Column) -> tuple[float, float]:
        pairs = [(b, a) for b, a in zip(before, after, strict=True) if b is not None and a is not None]
        return sum(b for b, _ in pairs), sum(a for _, a in pairs)

    changes = [math.log(b / a) for a, b in (sums(x, y) for x, y in zip(history, history[1:], strict=False))]
    middle, spread = 0.0, 0.03
    if len(changes) >= 3:
        middle = statistics.median(changes)
        spread = max(0.005, 1.4826 * statistics.median([abs(c - middle) for c in changes]))
    total, present = sums(history[-1], now)
    wide = max(0.05, 4 * math.sqrt(spread**2 + 2 * effect / total))
    return total, present, total * math.exp(middle - wide), total * math.exp(middle + wide)


def cannot_be_zero(expected: float, effect: float) -> bool:
    """Whether none of so many would be a chance below one in a thousand."""
    return math.exp(-expected / (2 * effect)) < 0.001
