"""Map: one indicator at all areas of a level, neutral colours, a pattern for every state that is no number."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.readers import Choice, Code
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from indicators.queries.places import PARENT, areas_at
from indicators.queries.releases import Line
from indicators.queries.values import Values, values
from indicators.states import ValueState
from monitoring.api.views.values import values_document
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.dashboards.shapes import shapes_urls
from monitoring.departments.access import Right

WAYS = ("value", "difference", "index")

#: Columns of the values that a small map has no use for.
_LEFT_OUT = (
    *("numerator", "denominator", "low", "high", "parents", "periods_used", "polarity"),
    *("against_rest", "trend", "course", "variant", "variants", "window", "breaks_of_definition", "exceptional"),
)


@dataclass(frozen=True)
class AreaMap:
    indicator: str
    show: str = "value"
    level: str = ""


def plan(settings: AreaMap, scene: Scene) -> Plan:
    """The newest line at the level of the filters; its values are asked as the map page asks them."""
    entry = scene.entry(settings.indicator)
    line = scene.line(entry, scene.filters.level or settings.level)
    return Plan(partial(_answer, settings, scene, line))


def _answer(settings: AreaMap, scene: Scene, line: Line, stock: Stock) -> Document:
    found = values(
        scene.release,
        scene.entry(settings.indicator),
        scene.audience,
        level=line.level,
        period=line.period.code,
        edition=line.edition,
        reference=_reference(scene, line),
    )
    document = {key: value for key, value in values_document(found).items() if key not in _LEFT_OUT}
    urls = shapes_urls(line.edition_id, line.edition)
    district = found.areas.levels[min(1, len(found.areas.levels) - 1)].level
    return document | {
        "show": settings.show,
        "area": scene.filters.area,
        "shapes_url": urls.get(line.level),
        "borders_url": urls.get(district) if district != line.level else None,
        "coverage": _coverage(found),
    }


def _reference(scene: Scene, line: Line) -> str | None:
    """The reference of the filters where it lies above the level or beyond the city, otherwise the city."""
    beyond = scene.beyond(scene.entry(line.indicator))
    if beyond is not None:
        return beyond.key
    areas = areas_at(line)
    compared = scene.reference(areas, line.level)
    return PARENT if compared.position is None else areas.level(compared.level).codes[compared.position]


def _coverage(found: Values) -> dict[str, int]:
    """How many areas have a number, and how many there are; the residual unit is none."""
    ok = found.block.status == ValueState.OK
    if found.places.residual is not None:
        ok = np.delete(ok, found.places.residual)
    return {"known": int(ok.sum()), "areas": len(ok)}


KIND = Kind(
    code="map",
    name=_("Map"),
    right=Right.ENTER,
    settings=Table(
        AreaMap,
        (
            Key("indicator", Code(), "What is shown."),
            Key("show", Choice(WAYS), "The value, its difference from the reference, or the index.", "value"),
            Key("level", Code(), "Level where the filters name none; the finest by default.", ""),
        ),
    ),
    plan=plan,
    indicators=lambda settings: (settings.indicator,),
)
