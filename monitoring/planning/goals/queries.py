"""Goals that are in force, for one indicator and place or for many at once: one query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from indicators.catalogue.specs import Text
from indicators.periods import Period, parse_period
from monitoring.planning.models import Goal


@dataclass(frozen=True)
class GoalLine:
    """A goal as it is shown beside values. The city's has neither level nor area; one for every area no ``area``.

    ``start_value`` is nothing where it is each area's own.
    """

    number: int
    indicator: str
    level: str
    area: str
    target: float
    due: date
    start_period: Period
    start_day: date
    start_value: float | None
    department: Text

    @property
    def is_city(self) -> bool:
        """Whether it is about the city as a whole."""
        return not self.level

    @property
    def is_everywhere(self) -> bool:
        """Whether it holds for every area of its level."""
        return bool(self.level) and not self.area


def line_of(goal: Goal) -> GoalLine:
    """A goal, read with its department."""
    return GoalLine(
        number=goal.pk,
        indicator=goal.indicator,
        level=goal.level,
        area=goal.area,
        target=goal.target,
        due=goal.due,
        start_period=parse_period(goal.start_period),
        start_day=goal.start_day,
        start_value=goal.start_value,
        department=Text(goal.department.name_de, goal.department.name_en),
    )


def in_force() -> QuerySet[Goal]:
    """All goals that nobody superseded or withdrew."""
    return Goal.objects.filter(ended_at=None).select_related("department")


def goals_for(indicator: str, area_code: str | None, level: str = "") -> list[GoalLine]:
    """The goals for one indicator in one area (nothing: the city), by date; with ``level`` also those for all its areas."""
    return goals_of([indicator], area_code, level).get(indicator, [])


def goals_of(indicators: Collection[str], area_code: str | None, level: str = "") -> dict[str, list[GoalLine]]:
    """Indicator → its goals in one place; one query, whatever the number. Indicators without any are left out."""
    place = Q(level="", area="")
    if area_code is not None:
        place = Q(area=area_code)
        if level:
            place = Q(level=level, area__in=("", area_code))
    return _by_indicator(in_force().filter(place, indicator__in=indicators))


def _by_indicator(goals: Iterable[Goal]) -> dict[str, list[GoalLine]]:
    found: dict[str, list[GoalLine]] = {}
    for goal in goals:
        found.setdefault(goal.indicator, []).append(line_of(goal))
    return found


def mark_of_goals() -> tuple[int, datetime | None, datetime | None]:
    """What changes whenever a goal is set or ended: part of the tag of answers that show goals."""
    found = Goal.objects.aggregate(last=Max("pk"), set_at=Max("set_at"), ended_at=Max("ended_at"))
    return found["last"] or 0, found["set_at"], found["ended_at"]
