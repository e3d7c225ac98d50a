"""The report of a delivery's problems: grouped, by line, and in the file's own layout."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from indicators.intake.problems import Severity
from indicators.models import Problem, ProblemCount

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True)
class Group:
    """All problems of one code: their exact number and the first of them."""

    code: str
    severity: Severity
    count: int
    examples: tuple[Problem, ...]


def groups(delivery: int, *, examples: int = 5) -> tuple[Group, ...]:
    """Errors first, then warnings, then hints; within each the most frequent first. Two queries."""
    counts = list(ProblemCount.objects.filter(delivery=delivery))
    first: dict[str, list[Problem]] = {}
    numbered = Problem.objects.filter(delivery=delivery).annotate(
        place=Window(RowNumber(), partition_by=F("code"), order_by="position")
    )
    for problem in numbered.filter(place__lte=examples).order_by("position"):
        first.setdefault(problem.code, []).append(problem)
    found = [Group(c.code, Severity(c.severity), c.count, tuple(first.get(c.code, ()))) for c in counts]
    return tuple(sorted(found, key=lambda group: (SEVERITIES.index(group.severity), -group.count, group.code)))


def totals(delivery: int) -> dict[Severity, int]:
    """How many errors, warnings and hints there are, the ones without an example included."""
    found = dict.fromkeys(SEVERITIES, 0)
    for severity, count in ProblemCount.objects.filter(delivery=delivery).values_list("severity", "count"):
        found[Severity(severity)] += count
    return found


def problems(delivery: int, *, code: str = "", severity: str = "") -> QuerySet[Problem]:
    """The kept problems in the order of the report."""
    found = Problem.objects.filter(delivery=delivery).order_by("position")
    if code:
        found = found.filter(code=code)
    return found.filter(severity=severity) if severity else found


def every_problem(delivery: int) -> Iterator[Problem]:
    """The kept problems one after the other, for downloads of any length."""
    return problems(delivery).iterator(chunk_size=2000)
