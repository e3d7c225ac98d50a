"""Changes against a place's own history and the false discovery rate, the slow way.

The probability of Student's t is the finite sum for whole degrees of freedom (Abramowitz and Stegun 1972, 26.7.3 and 26.7.4).
"""

import math
from collections.abc import Sequence

Value = float | None


def beyond(t: float, freedom: int) -> float:
    """P(|T| > t)."""
    theta = math.atan(t / math.sqrt(freedom))
    cosine, sine = math.cos(theta), math.sin(theta)
    if freedom == 1:
        inside = 2 * theta / math.pi
    elif freedom % 2:
        term = total = cosine
        for i in range(3, freedom - 1, 2):
            term *= cosine * cosine * (i - 1) / i
            total += term
        inside = 2 / math.pi * (theta + sine * total)
    else:
        term = total = 1.0
        for i in range(2, freedom - 1, 2):
            term *= cosine * cosine * (i - 1) / i
            total += term
        inside = sine * total
    return 1 - inside


def change_and_p(
    values: Sequence[Value], per_year: int, resolution: float = 0.0, leave_out: int = 0
) -> tuple[Value, Value]:
    """One place: its change over the last year, and the probability of one this large."""
    if len(values) <= per_year:
        return None, None
    now, before = values[-1], values[-1 - per_year]
    change = None if now is None or before is None else now - before
    history = values[: max(len(values) - per_year - leave_out, 0)]
    steps = [b - a for a, b in zip(history, history[1:], strict=False) if a is not None and b is not None]
    if change is None or len(steps) < 4:
        return change, None
    mean = math.fsum(steps) / len(steps)
    spread = math.sqrt(math.fsum((step - mean) ** 2 for step in steps) / (len(steps) - 1))
    spread = max(spread, resolution)
    if spread <= 1e-9:
        return change, None
    return change, beyond(abs(change) / (spread * math.sqrt(per_year)), len(steps) - 1)


def fallen(probabilities: Sequence[Value], rate: float = 0.05) -> list[bool]:
    """Benjamini–Hochberg, by trying every threshold from the largest down."""
    known = sorted(p for p in probabilities if p is not None)
    for i in range(len(known), 0, -1):
        if known[i - 1] <= rate * i / len(known):
            return [p is not None and p <= known[i - 1] for p in probabilities]
    return [False] * len(probabilities)
