"""How the areas of a level are distributed over an indicator, as bars with the city marked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 1000.0, 160.0
_WANTED = 16
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Bin:
    """Values from ``low`` (included) to ``high`` (of the last bar included, too), and where the bar stands in the picture."""

    low: float
    high: float
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Distribution:
    """``city`` is where the city's value lies in the picture, nothing where it has none; ``areas`` have a value."""

    bins: tuple[Bin, ...]
    areas: int
    least: float
    most: float
    city: float | None
    width: float = WIDTH
    height: float = HEIGHT


def distribution(values: Sequence[float], city: float | None) -> Distribution | None:
    """Bars of round width over the values; nothing for fewer than two different ones.

    >>> found = distribution([1.0, 2.0, 2.5, 4.0], 2.2)
    >>> [(one.low, one.high, one.count) for one in found.bins][:2], sum(one.count for one in found.bins)
    ([(1.0, 1.2, 1), (1.2, 1.4, 0)], 4)
    """
    if len(set(values)) < 2:
        return None
    shown = [*values, *([city] if city is not None else [])]
    step = _round_step((max(shown) - min(shown)) / _WANTED)
    first, last = floor(min(shown) / step + 1e-9), max(ceil(max(shown) / step - 1e-9), floor(min(shown) / step) + 1)
    counts = [0] * (last - first)
    for value in values:
        counts[min(floor(value / step + 1e-9) - first, len(counts) - 1)] += 1
    wide, most = WIDTH / len(counts), max(counts)
    bins = tuple(
        Bin(
            round((first + at) * step, 9),
            round((first + at + 1) * step, 9),
            count,
            round(at * wide, 1),
            round(HEIGHT * (1 - count / most), 1),
            round(wide - 2, 1),
            round(HEIGHT * count / most, 1),
        )
        for at, count in enumerate(counts)
    )
    span = (last - first) * step
    mark = None if city is None else round((city - first * step) / span * WIDTH, 1)
    return Distribution(bins, len(values), bins[0].low, bins[-1].high, mark)


def _round_step(width: float) -> float:
    """The next larger 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(width))
    return next(step * power for step in _STEPS if step * power >= width * (1 - 1e-9))
