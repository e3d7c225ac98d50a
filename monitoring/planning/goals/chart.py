"""A goal's path as a picture: the series of the place, the straight line to the target, the target itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, PAD = 720, 260, 12


@dataclass(frozen=True)
class PathChart:
    """Paths of SVG in a box of fixed size; ``least`` to ``most``: the scale, ``first`` to ``last``: time."""

    values: str
    dots: tuple[tuple[float, float], ...]
    way: str
    target: float
    start: tuple[float, float] | None
    end: tuple[float, float]
    breaks: tuple[float, ...]
    years: tuple[tuple[float, int], ...]
    least: float
    most: float
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


def path_chart(
    ends: Sequence[date],
    values: Sequence[float | None],
    breaks: Sequence[int],
    *,
    start: tuple[date, float] | None,
    target: tuple[date, float],
) -> PathChart | None:
    """The chart; nothing where there is no value at all. A period without a number and a break leave a gap.

    >>> found = path_chart([date(2024, 1, 1), date(2025, 1, 1)], [10.0, 9.0], [], start=(date(2024, 1, 1), 10.0),
    ...     target=(date(2026, 1, 1), 8.0))
    >>> found.least, found.most, len(found.dots)
    (8.0, 10.0, 2)
    """
    known = [number for number in values if number is not None]
    if not known:
        return None
    levels = [*known, target[1], *([start[1]] if start else [])]
    least, most = min(levels), max(levels)
    if most - least < 1e-9:
        least, most = least - 1, most + 1
    first = min([*ends, *([start[0]] if start else [])])
    last = max(target[0], *ends)
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(PAD + (day - first).days / days * (WIDTH - 2 * PAD), 1)

    def y(level: float) -> float:
        return round(HEIGHT - PAD - (level - least) / (most - least) * (HEIGHT - 2 * PAD), 1)

    parts, pen = [], "M"
    for at, (day, level) in enumerate(zip(ends, values, strict=True)):
        if at in breaks or level is None:
            pen = "M"
        if level is not None:
            parts.append(f"{pen}{x(day)} {y(level)}")
            pen = "L"
    origin = (x(start[0]), y(start[1])) if start else None
    goal = (x(target[0]), y(target[1]))
    return PathChart(
        values="".join(parts),
        dots=tuple((x(day), y(level)) for day, level in zip(ends, values, strict=True) if level is not None),
        way=f"M{origin[0]} {origin[1]}L{goal[0]} {goal[1]}" if origin else "",
        target=goal[1],
        start=origin,
        end=goal,
        breaks=tuple(round((x(ends[at - 1]) + x(ends[at])) / 2, 1) for at in breaks if 0 < at < len(ends)),
        years=tuple((x(date(year, 1, 1)), year) for year in range(first.year + 1, last.year + 1)),
        least=least,
        most=most,
        first=first,
        last=last,
    )
