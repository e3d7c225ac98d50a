"""Composite indices once more, area by area, with the standard library alone."""

from collections.abc import Mapping, Sequence
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


def by_definition(
    definition: Mapping[str, object],
    components: Sequence[Sequence[float | None]],
    city: Sequence[float],
    excluded: Sequence[str],
) -> list[tuple[float, str] | None]:
    """Index and class of each area by a catalogue document; nothing for those ``excluded`` (a reason) or without a number.

    Components that are the same everywhere count nothing. ``components``: per component one number an area.
    """
    areas = [
        area for area, reason in enumerate(excluded) if not reason and all(row[area] is not None for row in components)
    ]
    if len(areas) < 2:
        return [None for _ in excluded]
    about_city = definition["centre"] == "rate_of_the_whole"
    rows = [[float(row[area] or 0.0) for area in areas] for row in components]
    weights = [float(weight) for weight in definition["weights"]]  # type: ignore[attr-defined]
    scores = [_scores(row, definition, middle=city[k] if about_city else None) for k, row in enumerate(rows)]
    sums = [sum(weight * score[at] for weight, score in zip(weights, scores, strict=True)) for at in range(len(areas))]
    if definition["combine"] == "mean":
        sums = [value / sum(weights) for value in sums]
    if definition["restandardise"]:
        sums = _scores([round(value, 12) for value in sums], definition, middle=0.0 if about_city else None)
    found: list[tuple[float, str] | None] = [None for _ in excluded]
    for area, value in zip(areas, sums, strict=True):
        found[area] = (value, _named(value, definition))
    return found


def _scores(values: Sequence[float], definition: Mapping[str, object], *, middle: float | None) -> list[float]:
    if definition["standardise"] == "min_max":
        least, width = min(values), max(values) - min(values)
        return [(value - least) / width if width else 0.0 for value in values]
    spread = stdev(values) if definition["spread"] == "sample_sd" else pstdev(values)
    centre = fmean(values) if middle is None else middle
    return [(value - centre) / spread if spread else 0.0 for value in values]


def _named(value: float, definition: Mapping[str, object]) -> str:
    """The first class whose edge the value meets."""
    meets = {"<": float.__lt__, "<=": float.__le__}
    closed, names = list(definition["closed"]), list(definition["classes"])  # type: ignore[call-overload]
    for edge, comparison, name in zip(definition["breaks"], closed, names, strict=False):  # type: ignore[call-overload]
        if meets[comparison](value, float(edge)):
            return str(name)
    return str(names[-1])
