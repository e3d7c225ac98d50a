"""Sources, measures and indicators of the invented city."""

from dataclasses import replace
from typing import Any

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
from indicators.models import Indicator, Measure, Source


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
