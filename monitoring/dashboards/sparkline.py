"""The small line of a key figure, as paths in a box of fixed size. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Numbers = Sequence[float | None]

WIDTH, HEIGHT = 240, 56
_PAD = 5


@dataclass(frozen=True)
class Sparkline:
    """Paths of SVG; ``x`` and ``y`` are the last value's, ``breaks`` where a new definition begins."""

    area: str
    reference: str
    range: str
    x: float
    y: float
    breaks: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT


def sparkline(
    values: Numbers, reference: Numbers = (), low: Numbers = (), high: Numbers = (), breaks: Sequence[int] = ()
) -> Sparkline | None:
    """The line of ``values`` with its range and its reference; nothing for fewer than two numbers.

    A period without a number leaves a gap. The scale holds the values, the reference and the range.
    """
    known = [number for series in (values, reference, low, high) for number in series if number is not None]
    if sum(value is not None for value in values) < 2:
        return None
    least, most = min(known), max(known)
    if most - least < 1e-9:
        least, most = least - 1, most + 1

    def x(at: float) -> float:
        return round(_PAD + at * (WIDTH - 2 * _PAD) / (len(values) - 1), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _PAD - (value - least) / (most - least) * (HEIGHT - 2 * _PAD), 1)

    last = max(at for at, value in enumerate(values) if value is not None)
    return Sparkline(
        area=_line(values, x, y),
        reference=_line(reference, x, y),
        range=_ribbon(low, high, x, y),
        x=x(last),
        y=y(values[last] or 0.0),
        breaks=tuple(x(at - 0.5) for at in breaks if 0 < at < len(values)),
    )


Scale = Callable[[float], float]


def _line(values: Numbers, x: Scale, y: Scale) -> str:
    parts: list[str] = []
    pen = "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{x(at)} {y(value)}")
        pen = "L"
    return "".join(parts)


def _ribbon(low: Numbers, high: Numbers, x: Scale, y: Scale) -> str:
    """Runs of periods with a range, as closed shapes."""
    shapes: list[str] = []
    run: list[tuple[int, float, float]] = []
    for at, (below, above) in enumerate([*zip(low, high, strict=True), (None, None)]):
        if below is not None and above is not None:
            run.append((at, below, above))
            continue
        if len(run) > 1:
            there = [f"{x(i)} {y(top)}" for i, _, top in run]
            back = [f"{x(i)} {y(bottom)}" for i, bottom, _ in reversed(run)]
            shapes.append(f"M{'L'.join([*there, *back])}Z")
        run = []
    return "".join(shapes)
