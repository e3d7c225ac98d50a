"""The areas of the invented city."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem, LevelShapes

EDITION = "kiez-2020-01-01"
LEVELS = ("stadt", "bezirk", "planungsraum")


@dataclass(frozen=True)
class Spot:
    code: str
    name: str
    parent: str | None = None
    residual: bool = False


CITY = {
    "stadt": (Spot("0", "Musterstadt"),),
    "bezirk": (
        Spot("01", "Hafen", "0"),
        Spot("02", "Heide", "0"),
        Spot("99", "räumlich nicht zuordenbar", "0", residual=True),
    ),
    "planungsraum": (
        Spot("0101", "Hafenviertel Nord", "01"),
        Spot("0102", "Hafenviertel Süd", "01"),
        Spot("0201", "Heide Ost", "02"),
        Spot("0202", "Heide West", "02"),
        Spot("99999999", "räumlich nicht zuordenbar", "99", residual=True),
    ),
}


def make_city() -> AreaEdition:
    """The city's areas with simple squares, active."""
    system = AreaSystem.objects.create(code="kiez", name_de="Kiezgliederung", name_en="Neighbourhoods")
    edition = AreaEdition.objects.create(
        system=system, code=EDITION, valid_from=date(2020, 1, 1), valid_until=None, is_active=True
    )
    above: dict[str, Area] = {}
    for rank, level_code in enumerate(LEVELS):
        level = AreaLevel.objects.create(
            system=system, code=level_code, rank=rank, name_de=level_code.title(), name_en=level_code.title()
        )
        made: dict[str, Area] = {}
        for position, spot in enumerate(CITY[level_code]):
            made[spot.code] = Area.objects.create(
                edition=edition,
                level=level,
                parent=above[spot.parent] if spot.parent else None,
                code=spot.code,
                name=spot.name,
                position=position,
                is_residual=spot.residual,
                geometry=None if spot.residual else _square(position),
            )
        above = made
        LevelShapes.objects.create(
            edition=edition,
            level=level,
            sha256=hashlib.sha256(level_code.encode()).hexdigest(),
            topojson=b'{"type":"Topology","objects":{"areas":{"type":"GeometryCollection","geometries":[]}},"arcs":[]}'
            + b" " * 400,
        )
    return edition


def _square(position: int) -> MultiPolygon:
    west = 10 + position / 100
    return MultiPolygon(Polygon.from_bbox((west, 53.5, west + 0.01, 53.51)), srid=4326)
