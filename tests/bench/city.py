"""A city of any size for benchmarks: areas, measures, indicators and a profile, straight into the tables."""

from django.conf import settings
from django.db import connection

from areas.models import AreaSystem
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import (
    AreaColumn,
    Exclusion,
    IndexSpec,
    IndicatorKind,
    IndicatorSheet,
    IndicatorSpec,
    MeasureSpec,
    MinimumDenominator,
    Pairing,
    Polarity,
    ProfileSpec,
    SourceSpec,
    Text,
    Visibility,
)
from indicators.models import ImportProfile, Index, Indicator, Measure, Source
from monitoring.departments.models import Person

SQUARE = "MULTIPOLYGON(((9 50,9.1 50,9.1 50.1,9 50)))"
NAME = Text("Vergleich", "Benchmark")

_AREAS = """
    INSERT INTO areas_area
           (edition_id, level_id, parent_id, code, name, position, is_residual, is_reference, geometry)
    SELECT %(edition)s, %(level)s,
           (SELECT id FROM areas_area p WHERE p.level_id = %(above)s AND p.edition_id = %(edition)s
             AND p.position = n * %(parents)s / %(number)s),
           lpad((n + 1)::text, 8, '0'), 'Gebiet ' || n, n, false, false, ST_GeomFromText(%(shape)s, 4326)
    FROM generate_series(0, %(number)s - 1) AS n
"""


def make_city(code: str, sizes: dict[str, int]) -> None:
    """An active edition ``code`` with levels of the given sizes, coarsest first, without geometry worth the name."""
    system = AreaSystem.objects.create(
        code=code, name_de=NAME.de, name_en=NAME.en, municipality="city", is_common=not AreaSystem.objects.exists()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO areas_areaedition (system_id, code, valid_from, is_active) "
            "VALUES (%s, %s, '2000-01-01', true) RETURNING id",
            [system.pk, f"{code}-2000"],
        )
        edition = cursor.fetchone()[0]
        above, parents = None, 0
        for rank, (level, number) in enumerate(sizes.items()):
            cursor.execute(
                "INSERT INTO areas_arealevel (system_id, code, rank, name_de, name_en) "
                "VALUES (%s, %s, %s, %s, %s) RETURNING id",
                [system.pk, level, rank, level, level],
            )
            found = cursor.fetchone()[0]
            values = {"edition": edition, "level": found, "above": above, "parents": parents, "number": number}
            cursor.execute(_AREAS, values | {"shape": SQUARE})
            above, parents = found, number
        cursor.execute("ANALYZE areas_area")


def person(name: str) -> Person:
    """Somebody who delivers."""
    return Person.objects.get_or_create(username=name)[0]


def make_measures(source: str, codes: list[str]) -> None:
    """A source under ``register-3`` and count measures of it."""
    spec = SourceSpec(source, NAME, "–", "statistikstelle", "quarter", 0, "register-3", 10, "–", "–")
    document = document_of(spec)
    row, _ = Source.objects.get_or_create(
        code=source, defaults={"document": document, "sha256": document_sha256(document)}
    )
    for code in codes:
        document = document_of(MeasureSpec(code, NAME, source, "person", "main_residence", "stock", 1.5))
        Measure.objects.create(code=code, document=document, sha256=document_sha256(document), source=row)


def make_profile(code: str, source: str, level: str, measures: list[str]) -> None:
    """A wide CSV with one column a measure."""
    columns = tuple((f"column_{measure}", measure) for measure in measures)
    area = AreaColumn("id", level, 8)
    spec = ProfileSpec(
        code, NAME, source, "csv", ",", "utf-8", area, "argument", columns, (("", "missing"),), "edition"
    )
    document = document_of(spec)
    ImportProfile.objects.create(
        code=code, document=document, sha256=document_sha256(document), source=Source.objects.get(code=source)
    )


def make_rates(pairs: list[tuple[str, str]]) -> None:
    """One rate for each pair of numerator and denominator."""
    sheet = IndicatorSheet(NAME, NAME, "–", NAME)
    for numerator, denominator in pairs:
        spec = IndicatorSpec(
            code=f"rate-{numerator.replace('_', '-')}",
            kind=IndicatorKind.RATE,
            title=NAME,
            numerator=(numerator,),
            denominator=(denominator,),
            measure=None,
            weight=(),
            pairing=Pairing("nearest_earlier", 6),
            scale=100,
            unit="%",
            decimals=1,
            polarity=Polarity.NEUTRAL,
            domain="income",
            minimum_denominator=MinimumDenominator(50, 100),
            visibility=Visibility.ADMINISTRATION,
            departments=(),
            sheet=sheet,
        )
        document = document_of(spec)
        Indicator.objects.create(
            code=spec.code,
            document=document,
            sha256=document_sha256(document),
            visibility=spec.visibility,
            domain=spec.domain,
        )


def make_index(code: str, components: tuple[str, ...], change_years: int = 0) -> None:
    """An index as Berlin's: z over the areas, equal weights, standardised again."""
    spec = IndexSpec(
        *(code, NAME, components, (1.0,) * len(components), "mean_of_areas", "population_sd", "z", "sum", True),
        exclude=Exclusion(not_computed=True),
        breaks=(-1.0, 1.0),
        closed=("<", "<=", ">"),
        classes=("niedrig", "mittel", "hoch"),
        change_years=change_years,
    )
    document = document_of(spec)
    Index.objects.create(code=code, document=document, sha256=document_sha256(document))


def role(face: str) -> str:
    """The name of a face's database role."""
    return str(settings.DATABASE_ROLES[face])
