"""Dashboards: the list, one of them, and all its panels in one answer."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.catalogue.specs import Text
from indicators.queries.beyond import is_beyond, offered
from indicators.queries.errors import Unanswerable
from indicators.queries.notes import beside
from indicators.queries.places import PARENT
from monitoring.api import answers, parameters
from monitoring.api.answers import dashboards as forms
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import entries_for, live_for, release_for, said
from monitoring.api.noted import notes_document
from monitoring.api.views.values import release_document
from monitoring.dashboards.answering import Answered, answer
from monitoring.dashboards.choices import choices
from monitoring.dashboards.filters import filters_of
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.queries import catalogue_tag, dashboard, dashboards_for, marks_of, panels_for
from monitoring.dashboards.scene import Scene
from monitoring.dashboards.sharing import seen_by
from monitoring.dashboards.wording import HINTS, title_of
from monitoring.departments.access import Right, reader_may
from monitoring.departments.models import Department
from monitoring.departments.readers import Reader
from monitoring.planning.goals.beside import goals_for_board

_CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)


class DashboardsView(ReadingView):
    keeps = False

    @extend_schema(operation_id="dashboards", responses={200: forms.DashboardShortAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """Every dashboard that the reader may look at: own ones, shared ones, defaults."""
        return Response([short_document(found, self.reader) for found in dashboards_for(self.reader)])


class DashboardView(ReadingView):
    keeps = False

    @extend_schema(
        operation_id="dashboard", parameters=[_CODE], responses={200: forms.DashboardAnswer, **answers.problems(404)}
    )
    def get(self, request: Request, code: str) -> Response:
        """One dashboard: filters, layout, and who can see it."""
        found = _found(self.reader, code)
        open_to = {entry.code for entry in entries_for(self.reader)}
        layout = [
            {
                **{name: getattr(panel, name) for name in ("number", "kind", "x", "y", "w", "h")},
                "settings": panel.settings
                if settings is not None and open_to.issuperset(kind.indicators(settings))
                else {},
            }
            for panel, kind, settings in panels_for(self.reader, found)
        ]
        document = short_document(found, self.reader) | {
            "filters": filters_of(found).document(),
            "layout": layout,
            "seen_by": seen_by(found, self.reader),
        }
        return Response(document)


class DashboardDataView(ReadingView):
    @extend_schema(
        operation_id="dashboard_data",
        parameters=[parameters.DashboardParameters, _CODE],
        responses={200: forms.DashboardDataAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """All panels of a dashboard in one answer, each as far as the reader's rights go.

        The filters stand in for those that the dashboard keeps.
        """
        asked = filters_of(parameters.read(parameters.DashboardParameters, request))
        found = _found(self.reader, code)
        filters = asked.over(filters_of(found))
        entries = {entry.code: entry for entry in entries_for(self.reader)}
        live = live_for(self.reader)
        release = release_for(self.reader, filters.release, "") if filters.release else live
        today = timezone.localdate()
        goals = goals_for_board(self.reader)  # none is ever edited: their numbers stand for them
        self.unless_known(
            request,
            found.pk,
            found.changed_at,
            today,
            mark(release),
            mark(live),
            catalogue_tag(found),
            *(goal.number for own in goals.values() for goal in own),
            *marks_of(self.reader, found),
            *(entry.sha256 for entry in entries.values()),
        )
        answered = answer(found, self.reader, filters, release, entries, goals, today)
        return Response(_data(found, self.reader, answered))


def _found(reader: Reader, code: str) -> Dashboard:
    found = dashboard(reader, code)
    if found is None:
        raise Http404
    return found


def short_document(found: Dashboard, reader: Reader) -> dict[str, Any]:
    """A dashboard in short."""
    return {
        "code": found.code,
        "title": title_of(found),
        "is_default": found.is_default,
        "default_for": found.default_for,
        "is_mine": found.owner_id is not None and found.owner_id == reader.person,
        "owner": (found.owner.get_full_name() or found.owner.get_username()) if found.owner else "",
        "department": _department(found.department) if found.department else None,
        "shared_with": [_department(one) for one in sorted(found.shared_with.all(), key=lambda one: one.code)],
        "may_edit": reader_may(reader, Right.EDIT_DASHBOARD, found),
        "changed_at": found.changed_at,
        "panels": len(panels_for(reader, found)),
    }


def _department(department: Department) -> dict[str, str]:
    return {"code": department.code, "name": said(Text(department.name_de, department.name_en))}


def _data(found: Dashboard, reader: Reader, answered: Answered) -> dict[str, Any]:
    scene, filters = answered.scene, answered.filters
    shown = [settings for _, kind, settings in panels_for(reader, found) for settings in _indicators(kind, settings)]
    return {
        "dashboard": found.code,
        "title": title_of(found),
        "release": release_document(scene.release) if scene else None,
        "audited": scene.release.audit if scene else None,
        "demo": scene is not None and scene.release.is_demo,
        "pinned": bool(filters.release),
        "filters": filters.document(),
        "area": _named(answered, filters.area) if scene else None,
        "reference": _named(answered, filters.reference) if scene and filters.reference != PARENT else None,
        "hints": [str(HINTS[hint]) for hint in answered.hints],
        "choices": choices(scene, shown) if scene else None,
        "notes": _notes(scene, shown, filters.area) if scene else [],
        "panels": answered.panels,
    }


def _notes(scene: Scene, shown: Sequence[str], area: str) -> list[dict[str, Any]]:
    """What is to be said beside the indicators of the panels, each note once."""
    entries = [scene.entries[code] for code in dict.fromkeys(shown) if code in scene.entries]
    notes = [note for entry in entries for note in beside(entry, area=area or None)]
    return notes_document(dict.fromkeys(notes))


def _indicators(kind: Any, settings: Any) -> tuple[str, ...]:
    return kind.indicators(settings) if settings is not None else ()


def _named(answered: Answered, code: str) -> dict[str, str]:
    assert answered.scene is not None
    if is_beyond(code):
        places = offered(answered.scene.release.pk, answered.scene.entries)
        return next({"code": place.key, "name": place.name} for place in places if place.key == code)
    areas = answered.scene.ground.areas
    wanted = code or areas.total_code
    for level in reversed(areas.levels):
        if wanted in level.codes:
            return {"code": wanted, "name": level.names[level.codes.index(wanted)]}
    raise Unanswerable("unknown_area", area=wanted)
