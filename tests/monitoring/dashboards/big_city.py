"""A city of five hundred areas over twenty-four quarters, drawn once from a fixed seed; some areas really move."""

import random
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem
from indicators.catalogue.specs import IndicatorKind, Visibility
from tests.factories import MISSING, Releases, indicator_spec, make_indicator, make_measure, make_source

AREAS, DISTRICTS = 500, 10
QUARTERS = [f"{2020 + n // 4}-Q{n % 4 + 1}" for n in range(2, 26)]
RATES = ("quote-a", "quote-b", "quote-c", "quote-d")

SQUARE = MultiPolygon(Polygon.from_bbox((10, 53.5, 10.01, 53.51)), srid=4326)

#: Position of an area → by how many percentage points its rate moves in the last quarter.
MOVED = {17: 9.0, 101: 7.0, 305: -8.0}
SMALL, NEW = 42, 77
"""An area with few residents that moves, too, and one without a history."""


@dataclass(frozen=True)
class BigCity:
    """``rates``: indicator → quarter → per area (cases, residents)."""

    codes: list[str]
    residents: list[int]
    rates: dict[str, list[list[tuple[int, int] | None]]]


def make_big_city(rates: tuple[str, ...] = RATES) -> BigCity:
    """Everything on the database, released and live."""
    chance = random.Random(20260630)
    codes = [f"{n % DISTRICTS + 1:02}{n // DISTRICTS:02}" for n in range(AREAS)]
    codes.sort()
    edition = _places(codes)
    residents = [chance.randint(310, 900) for _ in codes]
    residents[SMALL] = 290
    source = make_source()
    for measure in ("leistungsberechtigte", "einwohner"):
        make_measure(measure, source)
    releases = Releases(edition)
    people = make_indicator(
        indicator_spec(
            "einwohner",
            kind=IndicatorKind.COUNT,
            numerator=("einwohner",),
            denominator=(),
            scale=1,
            unit="person",
            decimals=0,
            domain="population",
            visibility=Visibility.PUBLIC,
            breaks=(),
        )
    )
    drawn: dict[str, list[list[tuple[int, int] | None]]] = {}
    for code in rates:
        drawn[code] = _walks(chance, residents)
        row = make_indicator(indicator_spec(code, breaks=()))
        for quarter, cells in zip(QUARTERS, drawn[code], strict=True):
            releases.add(row, quarter, _levels(codes, cells))
    for quarter in QUARTERS:
        releases.add(people, quarter, _levels(codes, [(count, 1) for count in residents], whole=True), scale=1)
    releases.release()
    return BigCity(codes, residents, drawn)


def _places(codes: list[str]) -> AreaEdition:
    system = AreaSystem.objects.create(code="gross", name_de="Planungsräume", name_en="Planning areas", is_common=True)
    edition = AreaEdition.objects.create(system=system, code="gross-2020", valid_from=date(2020, 1, 1), is_active=True)
    names = ("stadt", "bezirk", "planungsraum")
    levels = [
        AreaLevel.objects.create(system=system, code=code, rank=rank, name_de=code.title(), name_en=code.title())
        for rank, code in enumerate(names)
    ]
    city = Area.objects.create(
        edition=edition, level=levels[0], code="0", name="Großstadt", position=0, geometry=SQUARE
    )
    districts = {
        code: Area.objects.create(
            edition=edition,
            level=levels[1],
            parent=city,
            code=code,
            name=f"Bezirk {code}",
            position=position,
            geometry=SQUARE,
        )
        for position, code in enumerate(sorted({code[:2] for code in codes}))
    }
    Area.objects.bulk_create(
        Area(
            edition=edition,
            level=levels[2],
            parent=districts[code[:2]],
            code=code,
            name=f"Raum {code}",
            position=position,
            geometry=SQUARE,
        )
        for position, code in enumerate(codes)
    )
    return edition


def _walks(chance: random.Random, residents: list[int]) -> list[list[tuple[int, int] | None]]:
    """Rates that drift a little from quarter to quarter; at the end some areas jump."""
    found: list[list[tuple[int, int] | None]] = [[] for _ in QUARTERS]
    for position, people in enumerate(residents):
        rate = chance.uniform(8, 25)
        for number in range(len(QUARTERS)):
            rate = min(60.0, max(1.0, rate + chance.gauss(0, 0.35)))
            last = number == len(QUARTERS) - 1
            shown = rate + (MOVED.get(position, 9.0 if position == SMALL else 0.0) if last else 0.0)
            cases = round(people * shown / 100)
            known = position != NEW or number > len(QUARTERS) - 7
            found[number].append((cases, people) if known else None)
    return found


def _levels(codes: list[str], cells: list[tuple[int, int] | None], whole: bool = False) -> dict[str, list[object]]:
    """All three levels of one quarter; a cell without a number is missing."""

    def total(own: list[tuple[int, int] | None]) -> tuple[int, int]:
        known = [cell for cell in own if cell is not None]
        return sum(n for n, _ in known), 1 if whole else sum(d for _, d in known)

    districts = sorted({code[:2] for code in codes})
    return {
        "stadt": [total(cells)],
        "bezirk": [
            total([cell for code, cell in zip(codes, cells, strict=True) if code[:2] == district])
            for district in districts
        ],
        "planungsraum": [MISSING if cell is None else cell for cell in cells],
    }
