"""Composite indices once more, area by area, with the standard library alone."""

from collections.abc import Sequence
from statistics import fmean, pstdev, stdev


def index(
    components: Sequence[Sequence[float | None]], weights: Sequence[float], *, sample: bool = False
) -> list[float | None]:
    """The sum of weighted z over areas that have every component, standardised once more; nothing for the others."""
    spread = stdev if sample else pstdev
    areas = range(len(components[0]))
    whole = [area for area in areas if all(values[area] is not None for values in components)]

    def z(values: Sequence[float]) -> list[float]:
        middle, width = fmean(values), spread(values)
        return [(value - middle) / width for value in values]

    rows = [z([float(values[area] or 0.0) for area in whole]) for values in components]
    sums = [sum(weight * row[at] for weight, row in zip(weights, rows, strict=True)) for at in range(len(whole))]
    found: list[float | None] = [None for _ in areas]
    for area, value in zip(whole, z(sums), strict=True):
        found[area] = value
    return found


def status_class(value: float) -> str:
    """The four steps of Berlin's status index, as its publisher writes them down."""
    if value < -1:
        return "hoch"
    if value <= 1:
        return "mittel"
    return "niedrig" if value <= 1.5 else "sehr niedrig"


def dynamics_class(value: float) -> str:
    """The three steps of Berlin's dynamics index."""
    if value < -1:
        return "positiv"
    return "stabil" if value <= 1 else "negativ"
