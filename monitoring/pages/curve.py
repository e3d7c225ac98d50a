"""A series as a line over time: where the points, gaps, breaks and exceptional spans lie in the picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, PAD = 1000.0, 200.0, 8.0
LEAST_SPREAD = 0.2
"""The scale spans at least this part of its largest value: a change of a tenth of a point is no cliff."""


@dataclass(frozen=True)
class Span:
    """A band of the picture."""

    x: float
    width: float


@dataclass(frozen=True)
class Curve:
    """``line`` and ``ribbon`` are SVG paths; ``least`` and ``most`` the ends of the scale; ``years`` where years begin;
    ``targets`` the heights of goals."""

    line: str
    ribbon: str
    least: float
    most: float
    breaks: tuple[float, ...]
    spans: tuple[Span, ...]
    years: tuple[float, ...]
    targets: tuple[float, ...] = ()
    width: float = WIDTH
    height: float = HEIGHT


def curve(
    ends: Sequence[date],
    value: Sequence[float | None],
    low: Sequence[float | None],
    high: Sequence[float | None],
    breaks: Sequence[int],
    spans: Sequence[tuple[int, int]],
    targets: Sequence[float] = (),
) -> Curve | None:
    """The line of ``value`` at the dates ``ends`` (ascending); nothing where fewer than two points are known.

    Args:
        breaks: positions from which a new definition holds; the mark stands between it and the position before.
        spans: first and last positions of exceptional spans; the band reaches half way to their neighbours.
        targets: of goals, drawn as level lines that the scale takes in.

    A value that is not known leaves a gap. The scale reaches from the smallest to the largest end of a range, and
    ``LEAST_SPREAD`` at least.
    """
    if len(ends) < 2 or sum(one is not None for one in value) < 2:
        return None
    shown = [one for column in (value, low, high) for one in column if one is not None]
    least, most = _scale(min(*shown, *targets), max(*shown, *targets))
    height = most - least
    days = (ends[-1] - ends[0]).days
    xs = [PAD + (end - ends[0]).days / days * (WIDTH - 2 * PAD) for end in ends]

    def across(level: float) -> float:
        return HEIGHT - PAD - (level - least) / height * (HEIGHT - 2 * PAD)

    def point(at: int, level: float) -> str:
        return f"{xs[at]:.1f} {across(level):.1f}"

    def between(at: int) -> float:
        return 0.0 if at <= 0 else WIDTH if at >= len(xs) else round((xs[at - 1] + xs[at]) / 2, 1)

    line = " ".join(
        _path([point(at, level) for at, level in run]) for run in _runs([(at, one) for at, one in enumerate(value)])
    )
    ribbon = " ".join(
        _path([point(at, level) for at, level in run] + [point(at, low[at] or 0.0) for at, _ in reversed(run)]) + "Z"
        for run in _runs([(at, one if low[at] is not None else None) for at, one in enumerate(high)])
        if len(run) > 1
    )
    return Curve(
        line,
        ribbon,
        least,
        most,
        tuple(between(at) for at in breaks if at > 0),
        tuple(Span(between(first), round(between(last + 1) - between(first), 1)) for first, last in spans),
        tuple(
            round(PAD + (date(year, 1, 1) - ends[0]).days / days * (WIDTH - 2 * PAD), 1)
            for year in range(ends[0].year + 1, ends[-1].year + 1)
        ),
        tuple(round(across(target), 1) for target in targets),
    )


def _scale(least: float, most: float) -> tuple[float, float]:
    """The ends of the scale; what is never below zero is not drawn below it."""
    wanted = LEAST_SPREAD * max(abs(least), abs(most)) or 1.0
    missing = max(0.0, wanted - (most - least)) / 2
    low = least - missing if least < 0 else max(0.0, least - missing)
    return low, max(most + missing, low + wanted)


def _runs(points: Sequence[tuple[int, float | None]]) -> list[list[tuple[int, float]]]:
    """The points without a gap between them."""
    runs: list[list[tuple[int, float]]] = [[]]
    for at, level in points:
        if level is None:
            runs.append([])
        else:
            runs[-1].append((at, level))
    return [run for run in runs if run]


def _path(points: Sequence[str]) -> str:
    """A line through the points; one alone becomes a dot, which round ends make visible."""
    return f"M{'L'.join(points)}" + ("h0" if len(points) == 1 else "")
