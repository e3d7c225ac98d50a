"""A tiny invented city on the real database: three levels with residual units, indicators, results, releases.

::

    stadt         0
    bezirk        01 Hafen         02 Heide         99 (residual)
    planungsraum  0101  0102       0201  0202       99999999 (residual)
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem, LevelShapes
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import (
    Break,
    IndicatorKind,
    IndicatorSheet,
    IndicatorSpec,
    MeasureSpec,
    MinimumDenominator,
    Pairing,
    Polarity,
    SourceSpec,
    Text,
    Visibility,
)
from indicators.models import Indicator, LiveRelease, Measure, Period, Release, ReleaseEntry, ResultBlock, Source
from indicators.periods import parse_period
from indicators.states import ValueState
from monitoring.departments.models import Department, Membership, Person

EDITION = "kiez-2020-01-01"
LEVELS = ("stadt", "bezirk", "planungsraum")
OK, MISSING, SUPPRESSED = ValueState.OK, ValueState.MISSING, ValueState.SUPPRESSED


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


def make_source(code: str = "register") -> Source:
    spec = SourceSpec(
        code=code,
        title=Text("Melderegister", "Population register"),
        publisher="Statistikstelle",
        owner="statistikstelle",
        cadence="half-year",
        lag_months=1,
        policy="register-3",
        retention_years=10,
        legal_basis="BMG",
        licence="dl-de/by-2-0",
    )
    return Source.objects.create(code=code, document=document_of(spec), sha256=document_sha256(document_of(spec)))


def make_measure(code: str, source: Source) -> Measure:
    spec = MeasureSpec(
        code=code,
        title=Text(f"{code} de", f"{code} en"),
        source=source.code,
        unit="person",
        population="main_residence",
        kind="stock",
    )
    document = document_of(spec)
    return Measure.objects.create(code=code, source=source, document=document, sha256=document_sha256(document))


def indicator_spec(code: str = "armutsquote", **changes: Any) -> IndicatorSpec:
    """A rate in percent, visible to the administration; ``changes`` replace single attributes."""
    spec = IndicatorSpec(
        code=code,
        kind=IndicatorKind.RATE,
        title=Text(f"Titel {code}", f"Title {code}"),
        numerator=("leistungsberechtigte",),
        denominator=("einwohner",),
        measure=None,
        weight=(),
        pairing=Pairing("same"),
        scale=100,
        unit="%",
        decimals=1,
        polarity=Polarity.HIGHER_IS_MORE_DISADVANTAGE,
        domain="income",
        minimum_denominator=MinimumDenominator(50, 100),
        visibility=Visibility.ADMINISTRATION,
        departments=(),
        sheet=IndicatorSheet(
            Text("Kernaussage", "Key statement"),
            Text("Lesehilfe", "Reading aid"),
            "SGB II",
            Text("Vergleich", "Comparison"),
        ),
        breaks=(Break("2019-12-31", Text("Neue Definition", "New definition")),),
    )
    return replace(spec, **changes)


def make_indicator(spec: IndicatorSpec) -> Indicator:
    document = document_of(spec)
    return Indicator.objects.create(
        code=spec.code,
        document=document,
        sha256=document_sha256(document),
        visibility=spec.visibility,
        domain=spec.domain,
    )


def make_period(code: str) -> Period:
    span = parse_period(code)
    found, _ = Period.objects.get_or_create(
        code=code, defaults={"kind": span.kind, "starts": span.starts, "ends": span.ends}
    )
    return found


#: Level → per area (numerator, denominator), or a state without numbers.
Counts = Mapping[str, Sequence[tuple[float, float] | ValueState]]

COUNTS: Counts = {
    "stadt": [(110, 1110)],
    "bezirk": [(70, 700), (38, 400), (2, 10)],
    "planungsraum": [(60, 300), (10, 400), (30, 320), (8, 80), (2, 10)],
}
EARLIER: Counts = {
    "stadt": [(100, 1100)],
    "bezirk": [(60, 700), (38, 390), (2, 10)],
    "planungsraum": [(50, 300), SUPPRESSED, (30, 310), MISSING, (2, 10)],
}


@dataclass
class Releases:
    """Makes releases one after the other; each holds everything of ``blocks``, the last made is live."""

    edition: AreaEdition
    blocks: dict[tuple[str, str, str], ResultBlock] = field(default_factory=dict)
    serial: int = 0

    def add(self, indicator: Indicator, period: str, counts: Counts, *, scale: float = 100) -> None:
        """The blocks of one indicator and period, one per level."""
        at = make_period(period)
        for level in AreaLevel.objects.filter(system=self.edition.system):
            if level.code in counts:
                self.blocks[indicator.code, period, level.code] = _block(
                    indicator, at, self.edition, level, counts[level.code], scale
                )

    def release(self, reason: str = "Erste Lieferung", **attributes: Any) -> Release:
        """A release of all blocks so far; the pointer moves to it."""
        self.serial += 1
        previous = Release.objects.order_by("-pk").first()
        release = Release.objects.create(
            year=2026,
            serial=self.serial,
            reason=reason,
            uploaded_by="statistik",
            approved_by="pruefung",
            manifest_sha256=hashlib.sha256(f"{self.serial}".encode()).hexdigest(),
            previous=previous,
            **attributes,
        )
        ReleaseEntry.objects.bulk_create(
            ReleaseEntry(
                release=release,
                indicator=block.indicator,
                level=block.level,
                edition=block.edition,
                period=block.period,
                block=block,
            )
            for block in self.blocks.values()
        )
        LiveRelease.objects.update_or_create(municipality="city", defaults={"release": release})
        return release


def _block(
    indicator: Indicator, period: Period, edition: AreaEdition, level: AreaLevel, cells: Sequence[Any], scale: float
) -> ResultBlock:
    ok = [not isinstance(cell, ValueState) for cell in cells]
    pairs = [cell if fine else (None, None) for cell, fine in zip(cells, ok, strict=True)]
    value = [scale * n / d if fine else None for (n, d), fine in zip(pairs, ok, strict=True)]
    content = f"{indicator.code} {period.code} {edition.code} {level.code} {list(cells)}"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    block, _ = ResultBlock.objects.get_or_create(
        content_sha256=sha256,
        defaults={
            "inputs_sha256": sha256,
            "indicator": indicator,
            "period": period,
            "denominator_period": period,
            "edition": edition,
            "level": level,
            "as_of": date(2021, 1, 31),
            "data_status": "final",
            "code_version": "test",
            "status": [int(ValueState.OK) if fine else int(cell) for cell, fine in zip(cells, ok, strict=True)],
            "numerator": [n for n, _ in pairs],
            "denominator": [d for _, d in pairs],
            "value": value,
            "low": [None if v is None else v * 0.9 for v in value],
            "high": [None if v is None else v * 1.1 for v in value],
            "coverage": [None if v is None else 1.0 for v in value],
        },
    )
    return block


def make_person(name: str, *roles: str, department: str = "sozialplanung", **attributes: Any) -> Person:
    """Someone with these roles in one department; without a ``password`` nobody signs in as them by form."""
    place, _ = Department.objects.get_or_create(
        code=department, defaults={"name_de": department.title(), "name_en": department.title()}
    )
    person = Person.objects.create_user(name, **attributes)
    for role in roles:
        Membership.objects.create(person=person, department=place, role=role)
    return person


@dataclass(frozen=True)
class World:
    """The city with its indicators (code → row) and one live, un-audited release of two years."""

    edition: AreaEdition
    indicators: Mapping[str, Indicator]
    releases: Releases
    live: Release


#: Code of an indicator → who may see it.
VISIBILITIES = {
    "armutsquote": Visibility.ADMINISTRATION,
    "offene-quote": Visibility.PUBLIC,
    "rats-quote": Visibility.COUNCIL,
    "jugendquote": Visibility.DEPARTMENT,
}


def make_world(**release: Any) -> World:
    """Everything at once: one indicator per visibility, the years 2019 and 2020."""
    edition = make_city()
    source = make_source()
    for measure in ("leistungsberechtigte", "einwohner"):
        make_measure(measure, source)
    releases = Releases(edition)
    indicators = {}
    for code, visibility in VISIBILITIES.items():
        departments = ("jugend",) if visibility is Visibility.DEPARTMENT else ()
        made = make_indicator(indicator_spec(code, visibility=visibility, departments=departments))
        releases.add(made, "2019-12-31", EARLIER)
        releases.add(made, "2020-12-31", COUNTS)
        indicators[code] = made
    return World(edition, indicators, releases, releases.release(**release))
