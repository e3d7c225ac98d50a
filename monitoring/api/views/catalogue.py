"""Indicators with their sheets."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.catalogue.specs import IndicatorSpec, Text
from indicators.periods import Period, first_from, parse_period, touched_by
from indicators.queries.catalogue import Component, Entry, components
from indicators.queries.index_lines import IndexLine
from indicators.queries.notes import beside, noted
from indicators.queries.releases import Line, manifest, manifest_of
from monitoring.api import answers
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import entries_for, entry_for, live_for, said
from monitoring.api.noted import notes_document


class IndicatorsView(ReadingView):
    @extend_schema(operation_id="indicators", responses={200: answers.IndicatorAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """The indicators that the reader may see, with the periods and levels that are published for them."""
        release = live_for(self.reader)
        entries = entries_for(self.reader)
        self.unless_known(request, mark(release), *(entry.sha256 for entry in entries))
        lines = manifest(release.pk) if release else {}
        return Response([indicator_document(entry, lines.get(entry.code, ())) for entry in entries])


class IndicatorView(ReadingView):
    @extend_schema(operation_id="indicator", responses={200: answers.IndicatorSheetAnswer, **answers.problems(404)})
    def get(self, request: Request, code: str) -> Response:
        """An indicator's sheet (Indikatorenblatt): definition, components, sources, breaks, comparability."""
        entry = entry_for(self.reader, code)
        release = live_for(self.reader)
        parts = components(entry.spec)
        lines = manifest_of(release.pk, entry.code) if release else ()
        entry = noted(entry, release.pk) if release else entry
        notes = {"notes": notes_document(beside(entry))}
        return Response(indicator_document(entry, lines) | _sheet(entry.spec, parts) | notes)


def indicator_document(entry: Entry, lines: tuple[Line, ...]) -> dict[str, Any]:
    """An indicator as it stands in lists."""
    spec = entry.spec
    levels = {line.level: line.level_rank for line in lines}
    return {
        "code": spec.code,
        "title": said(spec.title),
        "kind": spec.kind,
        "unit": spec.unit,
        "decimals": spec.decimals,
        "polarity": spec.polarity,
        "headline": spec.headline,
        "domain": spec.domain,
        "visibility": spec.visibility,
        "periods": list(dict.fromkeys(line.period.code for line in lines)),
        "levels": sorted(levels, key=lambda level: levels[level]),
        "latest": lines[-1].period.code if lines else None,
        "editions": editions_document(lines),
    }


def editions_document(lines: Sequence[Line | IndexLine]) -> list[dict[str, Any]]:
    """Where values stand: editions with their levels and periods, the common layer's first, older ones before newer ones."""
    found: dict[str, list[Line | IndexLine]] = {}
    for line in sorted(lines, key=lambda line: not line.is_common):
        found.setdefault(line.edition, []).append(line)
    return [
        {
            "edition": edition,
            "levels": [
                line.level for line in sorted({own.level: own for own in of}.values(), key=lambda own: own.level_rank)
            ],
            "periods": list(dict.fromkeys(line.period.code for line in of)),
        }
        for edition, of in found.items()
    ]


def _sheet(spec: IndicatorSpec, parts: list[Component]) -> dict[str, Any]:
    sources = list({part.source.code: part.source for part in parts}.values())
    return {
        "numerator": spec.numerator,
        "denominator": spec.denominator,
        "measure": spec.measure,
        "weight": spec.weight,
        "pairing": {"rule": spec.pairing.rule, "within_months": spec.pairing.within_months},
        "scale": spec.scale,
        "minimum_denominator": {"staff": spec.minimum_denominator.staff, "public": spec.minimum_denominator.public},
        "owner": list(dict.fromkeys(source.owner for source in sources)),
        "policy": list(dict.fromkeys(source.policy for source in sources)),
        "source": [
            {
                "code": source.code,
                "title": said(source.title),
                "publisher": source.publisher,
                "owner": source.owner,
                "cadence": source.cadence,
                "lag_months": source.lag_months,
                "policy": source.policy,
                "legal_basis": source.legal_basis,
                "licence": source.licence,
                "note": _maybe(source.note),
            }
            for source in sources
        ],
        "components": [
            {
                "code": part.measure.code,
                "title": said(part.measure.title),
                "role": _role(spec, part.measure.code),
                "unit": part.measure.unit,
                "population": part.measure.population,
                "kind": part.measure.kind,
                "source": part.source.code,
                "design_effect": part.measure.design_effect,
                "design_effect_reason": _maybe(part.measure.design_effect_reason),
            }
            for part in parts
        ],
        "sheet": {
            "key_statement": said(spec.sheet.key_statement),
            "reading_aid": said(spec.sheet.reading_aid),
            "legal_basis": spec.sheet.legal_basis,
            "comparability": said(spec.sheet.comparability),
            "availability": _maybe(spec.sheet.availability),
        },
        "labels": [
            {"text": said(label.text), "valid_from": label.valid_from, "valid_until": label.valid_until}
            for label in spec.labels
        ],
        "breaks": breaks_document(spec),
        "exceptional": exceptional_document(spec),
        "departments": spec.departments,
        "visibility_reason": _maybe(spec.visibility_reason),
        "fixed_classes": spec.fixed_classes,
    }


def breaks_document(spec: IndicatorSpec) -> list[dict[str, str]]:
    """Changes of definition, by period."""
    return [{"period": found.period, "text": said(found.text)} for found in spec.breaks]


def series_marks(spec: IndicatorSpec, periods: Sequence[Period]) -> dict[str, list[dict[str, Any]]]:
    """Changes of definition and exceptional spans, each with its positions among ``periods`` (null: outside them)."""
    breaks = [{**found, "at": first_from(periods, parse_period(found["period"]))} for found in breaks_document(spec)]
    exceptional = []
    for found in exceptional_document(spec):
        at = touched_by(periods, parse_period(found["first"]), parse_period(found["last"]))
        exceptional.append({**found, "first_at": at[0] if at else None, "last_at": at[1] if at else None})
    return {"breaks": breaks, "exceptional": exceptional}


def exceptional_document(spec: IndicatorSpec) -> list[dict[str, str]]:
    """Spans whose values are true but not usual."""
    return [{"first": found.first, "last": found.last, "text": said(found.text)} for found in spec.exceptional]


def _maybe(text: Text | None) -> str | None:
    return said(text) if text else None


def _role(spec: IndicatorSpec, measure: str) -> str:
    for role in ("numerator", "denominator", "weight"):
        if measure in getattr(spec, role):
            return role
    return "measure"
