"""Goals beside the values of a dashboard: all that are in force are read once, panels pick theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.catalogue.specs import IndicatorSpec
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader
from monitoring.numbers import format_value
from monitoring.planning.goals.queries import GoalLine, in_force, line_of
from monitoring.planning.goals.standing import Now, documents
from monitoring.planning.goals.wording import mark_text, sentences

Goals = Mapping[str, Sequence[GoalLine]]


def goals_for_board(reader: Reader) -> Goals:
    """Indicator → its goals, wherever they hold; none for readers outside the administration."""
    if not reader_may(reader, Right.SEE_STAFF_VALUES):
        return {}
    found: dict[str, list[GoalLine]] = {}
    for goal in in_force():
        found.setdefault(goal.indicator, []).append(line_of(goal))
    return found


def at_place(goals: Goals, indicator: str, level: str, area: str, *, is_city: bool) -> list[GoalLine]:
    """Those of one indicator that hold in one place."""
    own = goals.get(indicator, ())
    if is_city:
        return [goal for goal in own if goal.is_city]
    return [goal for goal in own if goal.level == level and goal.area in ("", area)]


def told(goals: Sequence[GoalLine], spec: IndicatorSpec, now: Now, starts: Mapping[str, float]) -> list[dict[str, Any]]:
    """Their documents, each with its sentence."""
    return [one | {"sentence": " ".join(sentences(one, spec))} for one in documents(goals, spec, now, starts)]


def marks(goals: Sequence[GoalLine], spec: IndicatorSpec, name: str) -> list[dict[str, Any]]:
    """Lines across a chart: where the target lies, by when, and whose it is."""
    return [
        {
            "goal": goal.number,
            "target": goal.target,
            "due": goal.due,
            "name": name,
            "text": mark_text(name, format_value(goal.target, spec.unit, spec.decimals), goal.due),
        }
        for goal in goals
    ]
