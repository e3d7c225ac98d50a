"""How numbers stand in a finding."""

import numpy as np

from indicators.intake.plausibility.tracks import Track
from indicators.intake.problems import Problem, ProblemLog


def number(track: Track, value: float) -> float | str:
    """A number with the decimals of its measure (at most two), a dash where there is none."""
    if not np.isfinite(value):
        return "–"
    places = min(track.measure.decimals, 2)
    return round(float(value), places) if places else float(round(value))


def written(track: Track, value: float) -> str | None:
    """The delivered number as a text, as far as decimals matter; None where there is none."""
    if not np.isfinite(value):
        return None
    return f"{value:.{track.measure.decimals}f}" if track.measure.decimals else f"{value:.0f}"


def listed(names: list[str], most: int = 6) -> str:
    """The first names, and how many more there are.

    >>> listed(["a", "b", "c"], 2)
    'a, b, … (+1)'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f", … (+{more})" if more > 0 else "")


def tell(track: Track, problem: Problem, log: ProblemLog) -> None:
    """Log what was found in a column, with its sheet."""
    with log.within(track.sheet):
        log.add(problem)
