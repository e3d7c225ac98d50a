"""Which cells of a file are marked, with which words: every kept problem in its cell, several in one joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.intake.excerpts import FileCells, Spot, spot_of
from indicators.intake.problems import Severity
from indicators.models import Problem
from indicators.office.reports import SEVERITIES, Group
from monitoring.deliveries.titles import title_of
from monitoring.messages import Explanation, explain


@dataclass
class Mark:
    """What a cell says: the gravest severity, and the words of its problems in the order of the report."""

    severity: Severity
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Listed:
    """A problem with its words and the cell that it marks, if it has one."""

    problem: Problem
    told: Explanation
    title: str
    spot: Spot | None


@dataclass(frozen=True)
class Marked:
    """``cells``: marks by sheet, row and column. ``left_out``: kinds, and how many of their problems were only counted."""

    problems: tuple[Listed, ...]
    cells: dict[tuple[str | None, int, int], Mark]
    left_out: tuple[tuple[str, int], ...]


def marks_of(problems: Iterable[Problem], file: FileCells, groups: Sequence[Group]) -> Marked:
    """The marks of a report in the active language."""
    listed: list[Listed] = []
    cells: dict[tuple[str | None, int, int], Mark] = {}
    for problem in problems:
        told = explain(problem)
        spot = spot_of(file, problem.sheet, problem.row, problem.column, problem.params)
        listed.append(Listed(problem, told, title_of(problem.code), spot))
        if spot is None:
            continue
        severity = Severity(problem.severity)
        mark = cells.setdefault((spot.sheet, spot.row, spot.column), Mark(severity))
        mark.severity = min(mark.severity, severity, key=SEVERITIES.index)
        mark.words.append(f"{title_of(problem.code)}: {told.what} {told.advice}".strip())
    left_out = tuple((title_of(group.code), group.count - group.kept) for group in groups if group.count > group.kept)
    return Marked(tuple(listed), cells, left_out)
