"""What is to be expected of an area's trend and level, the slow way: one area after the other, with series for ψ and ψ′.

The tail of Student's t for any degrees of freedom is the incomplete beta function by its continued fraction
(Abramowitz and Stegun 1972, 26.5.8 and 26.7.1); ψ and ψ′ by recurrence and the asymptotic series (6.3.18, 6.4.12).
"""

import math
from collections.abc import Sequence

Value = float | None


def log_odds(n: float, d: float) -> tuple[float, float]:
    """Anscombe's log odds of ``n`` of ``d``, and the variance that chance gives it."""
    with_it, without = n + 0.5, d - n + 0.5
    return math.log(with_it / without), 1 / with_it + 1 / without


def digamma(x: float) -> float:
    shift = 0.0
    while x < 20:
        shift -= 1 / x
        x += 1
    return shift + math.log(x) - 1 / (2 * x) - 1 / (12 * x**2) + 1 / (120 * x**4) - 1 / (252 * x**6)


def trigamma(x: float) -> float:
    shift = 0.0
    while x < 20:
        shift += 1 / x**2
        x += 1
    return shift + 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3) - 1 / (30 * x**5) + 1 / (42 * x**7)


def inverse_trigamma(value: float) -> float:
    """By halving: ψ′ falls."""
    low, high = 1e-6, 1e9
    for _ in range(300):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if trigamma(middle) > value else (low, middle)
    return high


def tail(t: float, freedom: float) -> float:
    """P(|T| > t)."""
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 2000):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / (1 + factor * d), 1 + factor / c
            total *= c * d
    return front * total / a


def common(squares: Sequence[float], freedoms: Sequence[float]) -> tuple[float, float]:
    """Smyth's s₀² and d₀."""
    pairs = [(s, d) for s, d in zip(squares, freedoms, strict=True) if d >= 1 and s > 0]
    logs = [math.log(s) - digamma(d / 2) + math.log(d / 2) for s, d in pairs]
    mean, size = math.fsum(logs) / len(logs), len(logs)
    terms = [(one - mean) ** 2 * size / (size - 1) - trigamma(d / 2) for one, (_, d) in zip(logs, pairs, strict=True)]
    excess = math.fsum(terms) / size
    own = min(2 * inverse_trigamma(excess), 10_000.0) if excess > 0 else 10_000.0
    if own >= 10_000.0:
        return math.exp(mean), 10_000.0
    return math.exp(mean + digamma(own / 2) - math.log(own / 2)), own


def quartile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    at = part * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def trends(
    areas: Sequence[Sequence[tuple[float, float] | None]], city: Sequence[float], same: Sequence[bool], window: int
) -> list[tuple[float, float] | None]:
    """(t, p) of each area; an area is its (y, noise) over the periods, or nothing where there is no number."""
    first = len(city) - 1 - window
    moved: list[float | None] = []
    units, squares, freedoms = [], [], []
    for area in areas:
        total, count, before = 0.0, 0, None
        for i in range(first, len(city)):
            if i > first and not same[i - 1]:
                before = None
            here = None if area[i] is None else area[i][0] - city[i]
            if before is not None and i > first:
                total += 0.0 if here is None else here - before
                count += 1
            before = here if here is not None else before
        known = [cell[1] for cell in area[first:] if cell is not None]
        units.append(count * math.fsum(known) / max(len(known), 1))
        moved.append(total if area[-1] is not None and count >= max(1, window / 2) else None)
        steps = [
            ((area[i][0] - city[i]) - (area[i - 1][0] - city[i - 1])) / math.sqrt((area[i][1] + area[i - 1][1]) / 2)
            for i in range(1, first + 1)
            if same[i - 1] and area[i] is not None and area[i - 1] is not None
        ]
        if len(steps) < 3:
            squares.append(0.0)
            freedoms.append(0.0)
        else:
            mean = math.fsum(steps) / len(steps)
            squares.append(math.fsum((step - mean) ** 2 for step in steps) / (len(steps) - 1))
            freedoms.append(len(steps) - 1.0)
    this_time = [s / math.sqrt(u) for s, u in zip(moved, units, strict=True) if s is not None]
    spread = ((quartile(this_time, 0.75) - quartile(this_time, 0.25)) / 1.348979500392164) ** 2
    square, freedom = common(squares, freedoms)
    square = max(square, spread)
    found: list[tuple[float, float] | None] = []
    for s, unit, own, d in zip(moved, units, squares, freedoms, strict=True):
        if s is None:
            found.append(None)
            continue
        variance = (freedom * square + d * own) / (freedom + d)
        t = s / math.sqrt(variance * unit)
        found.append((t, tail(abs(t), freedom + d)))
    return found


def levels(features: Sequence[Sequence[float]], y: Sequence[Value], noise: Sequence[float], count: int) -> list[Value]:
    """z of each area against the mean of its ``count`` nearest."""
    left: list[Value] = []
    for a, own in enumerate(y):
        others = [b for b, value in enumerate(y) if b != a and value is not None]
        others.sort(
            key=lambda b, a=a: (math.fsum((p - q) ** 2 for p, q in zip(features[a], features[b], strict=True)), b)
        )
        near = [y[b] for b in others[:count]]
        left.append(None if own is None else own - math.fsum(v for v in near if v is not None) / count)
    middle = quartile([r for r in left if r is not None], 0.5)
    left = [None if r is None else r - middle for r in left]
    known = [(r, u) for r, u in zip(left, noise, strict=True) if r is not None]
    low, high = 0.0, 100.0 * max(r * r for r, _ in known) + 1
    for _ in range(200):
        between = (low + high) / 2
        half_inside = quartile([abs(r) / math.sqrt(between + u) for r, u in known], 0.5) <= 0.674489750196082
        low, high = (low, between) if half_inside else (between, high)
    return [None if r is None else r / math.sqrt(high + u) for r, u in zip(left, noise, strict=True)]
