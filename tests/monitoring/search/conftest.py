"""A town with names that are easily mistyped, in two editions of the common layer and a second system."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem

SQUARE = MultiPolygon(Polygon.from_bbox((10, 53, 10.1, 53.1)), srid=4326)
DISTRICTS = {"01": "Mitte", "02": "Süd"}
QUARTERS = {"0101": "Altstadt", "0102": "Hafenviertel", "0201": "Müllerwiesen", "0202": "Große Heide"}
PLACES = {
    "010101": "Kirchplatz",
    "010102": "Schloßstraße",
    "010201": "Hafenviertel Nord",
    "010202": "Speicherinsel",
    "020101": "Müllerstraße",
    "020102": "Kirchplatz",
    "020201": "Heide Ost",
    "020202": "Heide West",
}


@dataclass(frozen=True)
class Town:
    old: AreaEdition
    new: AreaEdition
    schools: AreaEdition


def _level(system: AreaSystem, rank: int, code: str, de: str, en: str) -> AreaLevel:
    return AreaLevel.objects.create(system=system, code=code, rank=rank, name_de=de, name_en=en)


def _add(edition: AreaEdition, level: AreaLevel, names: dict[str, str], above: dict[str, Area]) -> dict[str, Area]:
    made = {}
    for position, (code, name) in enumerate(names.items()):
        parent = next((area for start, area in above.items() if code.startswith(start)), None)
        made[code] = Area.objects.create(
            edition=edition,
            level=level,
            parent=parent or next(iter(above.values()), None),
            code=code,
            name=name,
            position=position,
            geometry=SQUARE,
        )
    return made


@pytest.fixture
def town(db: None) -> Town:
    common = AreaSystem.objects.create(code="orte", name_de="Orte", name_en="Places", is_common=True)
    levels = [
        _level(common, 0, "stadt", "Stadt", "City"),
        _level(common, 1, "bezirk", "Bezirk", "Borough"),
        _level(common, 2, "quartier", "Quartier", "Neighbourhood"),
        _level(common, 3, "planungsraum", "Planungsraum", "Planning area"),
    ]
    editions = []
    for code, start, end, places in (
        ("orte-2015", date(2015, 1, 1), date(2024, 6, 30), PLACES | {"020203": "Gerbergasse"}),
        ("orte-2024", date(2024, 7, 1), None, PLACES),
    ):
        edition = AreaEdition.objects.create(
            system=common, code=code, valid_from=start, valid_until=end, is_active=True
        )
        above: dict[str, Area] = {}
        for level, names in zip(levels, ({"0": "Musterstadt"}, DISTRICTS, QUARTERS, places), strict=True):
            above = _add(edition, level, names, above)
        Area.objects.create(
            edition=edition, level=levels[1], code="99", name="räumlich nicht zuordenbar", position=2, is_residual=True
        )
        editions.append(edition)
    other = AreaSystem.objects.create(code="schulen", name_de="Schulbezirke", name_en="School districts")
    schools = AreaEdition.objects.create(system=other, code="schulen-2020", valid_from=date(2020, 1, 1), is_active=True)
    city = _add(schools, _level(other, 0, "stadt", "Stadt", "City"), {"0": "Musterstadt"}, {})
    _add(schools, _level(other, 1, "schulbezirk", "Schulbezirk", "School district"), {"S1": "Kirchplatz"}, city)
    return Town(editions[0], editions[1], schools)
