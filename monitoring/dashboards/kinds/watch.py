"""Early warning: the areas that stand out most in the list of the release. Sorted by need, for staff only."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from indicators.catalogue.readers import Number
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right
from monitoring.departments.readers import Reader
from monitoring.planning.watch.listing import Asked, Group, Line, latest, listing, mark_of_watch


@dataclass(frozen=True)
class Watched:
    most: int = 5


def plan(settings: Watched, scene: Scene) -> Plan:
    """The worker has written the list: nothing of it is read with the blocks of the other panels."""
    return Plan(partial(_answer, settings, scene))


def _answer(settings: Watched, scene: Scene, stock: Stock) -> Document:
    found = latest(scene.release)
    if found is None:
        return {
            "is_ready": False,
            "quarter": "",
            "entries": 0,
            "areas": 0,
            "put_aside": 0,
            "most": settings.most,
            "groups": [],
        }
    told = listing(found, scene.release, scene.entries.values(), Asked())
    groups = [group for group in told.groups if _lies_in(group, scene)]
    return {
        "is_ready": True,
        "quarter": found.quarter,
        "entries": sum(len(group.lines) for group in groups),
        "areas": len(groups),
        "put_aside": sum(len(group.lines) for group in told.aside if _lies_in(group, scene)),
        "most": settings.most,
        "groups": [_group(group) for group in groups[: settings.most]],
    }


def _lies_in(group: Group, scene: Scene) -> bool:
    """Whether the area is the chosen one or lies in it."""
    area = scene.filters.area
    around = {group.code, *(code for line in group.lines for code, _name in line.above)}
    return area in ("", scene.ground.areas.total_code) or area in around


def _group(group: Group) -> Document:
    return {
        "code": group.code,
        "name": group.name,
        "edition": group.edition,
        "above": group.above,
        "lines": [_line(line) for line in group.lines],
    }


def _line(line: Line) -> Document:
    return {
        "indicator": line.entry.indicator,
        "title": line.title,
        "aspect": line.aspect,
        "leaning": line.leaning,
        "is_new": line.entry.is_new,
        "period": line.entry.period,
        "sentence": line.sentences[0] if line.sentences else "",
    }


def _mark(reader: Reader) -> tuple[object, ...]:
    """The list comes some minutes after its release, and entries are put aside at any time."""
    return mark_of_watch()


KIND = Kind(
    code="watch",
    name=_("Early warning"),
    right=Right.SEE_SORTED_BY_NEED,
    settings=Table(Watched, (Key("most", Number(1, 20, whole=True), "Most areas.", 5),)),
    plan=plan,
    mark=_mark,
)
