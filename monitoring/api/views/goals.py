"""Goals in force with how far each is reached."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from monitoring.api import parameters
from monitoring.api.answers.common import problems
from monitoring.api.answers.goals import GoalListedAnswer
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, entries_for, live_for, said
from monitoring.api.goals import goals_mark
from monitoring.planning.goals.listing import Shown, shown_goals
from monitoring.planning.goals.queries import in_force, line_of


class GoalsView(ReadingView):
    @extend_schema(
        operation_id="goals",
        parameters=[parameters.GoalsParameters],
        responses={200: GoalListedAnswer(many=True), **problems(400, 403)},
    )
    def get(self, request: Request) -> Response:
        """Target values by a date, by date; of indicators that are open to whoever asks."""
        asked = parameters.read(parameters.GoalsParameters, request)
        release = live_for(self.reader)
        entries = {entry.code: entry for entry in entries_for(self.reader)}
        self.unless_known(request, mark(release), *goals_mark(self.reader), *(one.sha256 for one in entries.values()))
        goals = [
            row
            for row in in_force()
            if asked.get("indicator") in (None, row.indicator)
            and asked.get("area") in (None, row.area)
            and asked.get("department") in (None, row.department.code)
        ]
        departments = {row.pk: row.department.code for row in goals}
        shown = shown_goals([line_of(row) for row in goals], release, entries, audience_of(self.reader))
        return Response([_goal(one, departments[one.goal.number]) for one in shown])


def _goal(one: Shown, department: str) -> dict[str, Any]:
    goal = one.goal
    return {
        "goal": goal.number,
        "indicator": goal.indicator,
        "title": said(one.entry.spec.title),
        "department": department,
        "scope": "city" if goal.is_city else "level" if goal.is_everywhere else "area",
        "level": goal.level,
        "area": goal.area,
        "target": goal.target,
        "due": goal.due,
        "state": one.told | {"sentence": " ".join(one.sentences)} if one.told else None,
        "areas": {code: number for code, _, number in one.numbers},
    }
