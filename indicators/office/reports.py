"""The report of a delivery's problems: grouped by kind, filtered, page by page, with the reasons given for warnings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from indicators.intake.problems import Severity
from indicators.models import Problem, ProblemCount, WarningReason

if TYPE_CHECKING:
    from indicators.office.reasons import EarlierReason

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True)
class Filter:
    """What of a report is looked at; an empty part leaves nothing out."""

    severity: str = ""
    sheet: str = ""
    column: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the numbers of problems are known for it, those that no example was kept of included."""
        return not self.sheet and not self.column

    def of(self, found: QuerySet[Problem]) -> QuerySet[Problem]:
        """The problems that pass."""
        parts = {"severity": self.severity, "sheet": self.sheet, "column": self.column}
        return found.filter(**{name: value for name, value in parts.items() if value})


EVERYTHING = Filter()


@dataclass(frozen=True)
class Group:
    """All problems of one code: their number and the first of them. ``kept``: how many are there line by line.

    ``earlier``: the reason that was written last time, where this one still wants one.
    """

    code: str
    severity: Severity
    count: int
    examples: tuple[Problem, ...]
    kept: int = 0
    reason: WarningReason | None = None
    earlier: "EarlierReason | None" = None

    @property
    def needs_reason(self) -> bool:
        """A warning that nobody has answered, or in another number than there are now."""
        return self.severity is Severity.WARNING and (self.reason is None or self.reason.count != self.count)


def groups(delivery: int, *, examples: int = 5, only: Filter = EVERYTHING) -> tuple[Group, ...]:
    """Errors first, then warnings, then hints; within each the most frequent first. Four queries.

    With a filter by sheet or column the numbers are those of the kept problems.
    """
    counts = list(ProblemCount.objects.filter(delivery=delivery))
    found = only.of(Problem.objects.filter(delivery=delivery))
    kept = dict(found.order_by().values_list("code").annotate(number=Count("pk")))
    first: dict[str, list[Problem]] = {}
    if examples:
        numbered = found.annotate(place=Window(RowNumber(), partition_by=F("code"), order_by="position"))
        for problem in numbered.filter(place__lte=examples).order_by("position"):
            first.setdefault(problem.code, []).append(problem)
    reasons = {reason.code: reason for reason in WarningReason.objects.filter(delivery=delivery).select_related("by")}
    made = [
        Group(
            c.code,
            Severity(c.severity),
            c.count if only.is_exact else kept.get(c.code, 0),
            tuple(first.get(c.code, ())),
            kept.get(c.code, 0),
            reasons.get(c.code),
        )
        for c in counts
        if (not only.severity or c.severity == only.severity) and (only.is_exact or c.code in kept)
    ]
    return tuple(sorted(made, key=lambda group: (SEVERITIES.index(group.severity), -group.count, group.code)))


def unanswered(found: Iterable[Group]) -> tuple[str, ...]:
    """The kinds among the groups that want a reason."""
    return tuple(group.code for group in found if group.needs_reason)


def totals(delivery: int) -> dict[Severity, int]:
    """How many errors, warnings and hints there are, the ones without an example included."""
    found = dict.fromkeys(SEVERITIES, 0)
    for severity, count in ProblemCount.objects.filter(delivery=delivery).values_list("severity", "count"):
        found[Severity(severity)] += count
    return found


def totals_of(found: Iterable[Group]) -> dict[Severity, int]:
    """The same of groups that are at hand already, all of them."""
    totals = dict.fromkeys(SEVERITIES, 0)
    for group in found:
        totals[group.severity] += group.count
    return totals


def problems(delivery: int, *, code: str = "", only: Filter = EVERYTHING) -> QuerySet[Problem]:
    """The kept problems in the order of the report."""
    found = only.of(Problem.objects.filter(delivery=delivery).order_by("position"))
    return found.filter(code=code) if code else found


def sheets(delivery: int) -> list[str]:
    """The sheets that problems name, by name; none where the format has none."""
    found = Problem.objects.filter(delivery=delivery).exclude(sheet=None).order_by("sheet")
    return list(found.values_list("sheet", flat=True).distinct())


def columns(delivery: int) -> list[str]:
    """The columns that problems name, by name."""
    found = Problem.objects.filter(delivery=delivery).exclude(column=None).exclude(column="").order_by("column")
    return list(found.values_list("column", flat=True).distinct())


def every_problem(delivery: int) -> Iterator[Problem]:
    """The kept problems one after the other, for downloads of any length."""
    return problems(delivery).iterator(chunk_size=2000)
