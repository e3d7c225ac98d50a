"""What the page shows of the API's document: the matrix, one row an area, and the path of an area as a line. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.calculation.groups_of_classes import dynamics_signs

Document = Mapping[str, Any]
CELL = 60
_SPREAD = 0.56
"""Part of a cell over which the years that stay in it are spread, from its upper left to its lower right."""


@dataclass(frozen=True)
class Cell:
    """One group: ``number`` is its position in ``labels``, ``at`` that of its dynamics class."""

    number: int
    label: str
    areas: int
    at: int
    dynamics: str


@dataclass(frozen=True)
class Line:
    """One status class with its groups."""

    at: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class AreaRow:
    """One area of the table. Words are empty where there is no class; ``left_out`` says why."""

    code: str
    name: str
    group: int | None
    label: str
    status: str
    dynamics: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Stop:
    """A year of a path, in the picture's units."""

    period: str
    x: float
    y: float


@dataclass(frozen=True)
class PathPicture:
    """``lines`` are drawn between years that follow each other; a year without a group interrupts them."""

    width: int
    height: int
    across: tuple[tuple[float, str], ...]
    down: tuple[tuple[float, str], ...]
    stops: tuple[Stop, ...]
    lines: tuple[str, ...]


def matrix_lines(found: Document) -> list[Line]:
    """The matrix, the status class of the lowest values first."""
    columns = dynamics_columns(found)
    cells = [
        Cell(number, label, areas, number % len(columns), columns[number % len(columns)][1])
        for number, (label, areas) in enumerate(zip(found["labels"], found["counts"], strict=True))
    ]
    return [
        Line(at, name, tuple(cells[at * len(columns) : (at + 1) * len(columns)]))
        for at, name in enumerate(found["status_classes"])
    ]


def dynamics_columns(found: Document) -> list[tuple[str, str]]:
    """(sign, name) of each dynamics class."""
    names: Sequence[str] = found["dynamics_classes"]
    return list(zip(dynamics_signs(len(names)), names, strict=True))


def area_rows(found: Document) -> list[AreaRow]:
    """Every area in the order of the edition: no ranking."""
    columns = (found[name] for name in ("codes", "names", "group", "status", "dynamics", "left_out"))
    return [
        AreaRow(
            code,
            name,
            group,
            "" if group is None else found["labels"][group],
            "" if status is None else found["status_classes"][status],
            "" if dynamics is None else found["dynamics_classes"][dynamics],
            tuple(reasons),
        )
        for code, name, group, status, dynamics, reasons in zip(*columns, strict=True)
    ]


def path_picture(found: Document) -> PathPicture | None:
    """The path as a line through the matrix; nothing where no year has a group."""
    steps = found["path"]["steps"]
    rows, columns = len(found["status_classes"]), len(found["dynamics_classes"])
    stops: list[Stop | None] = [
        None if step["group"] is None else _stop(step, at, len(steps)) for at, step in enumerate(steps)
    ]
    known = tuple(stop for stop in stops if stop is not None)
    if not known:
        return None
    return PathPicture(
        columns * CELL,
        rows * CELL,
        tuple(((at + 0.5) * CELL, sign) for at, (sign, _) in enumerate(dynamics_columns(found))),
        tuple(((at + 0.5) * CELL, str(at + 1)) for at in range(rows)),
        known,
        tuple(
            f"M{one.x} {one.y}L{other.x} {other.y}"
            for one, other in zip(stops, stops[1:], strict=False)
            if one is not None and other is not None
        ),
    )


def _stop(step: Mapping[str, Any], at: int, steps: int) -> Stop:
    aside = (at / (steps - 1) - 0.5) * _SPREAD if steps > 1 else 0.0
    x, y = step["dynamics"] + 0.5 + aside, step["status"] + 0.5 + aside
    return Stop(step["period"], round(x * CELL, 1), round(y * CELL, 1))
