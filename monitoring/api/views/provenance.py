"""How was this computed? One number with its formula, its numbers, its deliveries, its definition and its code."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.making import Made, Origin
from indicators.queries.provenance import Provenance, Windowing, provenance
from indicators.queries.series import Series, Spot
from monitoring.analysis.types.sentences import type_name
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, entry_for, release_for, said, single, single_derived
from monitoring.api.typology_doors import typology_of_reference
from monitoring.api.views.values import STATUS_WORDS, release_document, window_document
from monitoring.methods.formulas import Formula
from monitoring.methods.pieces import Step
from monitoring.methods.steps import steps_of


class ProvenanceView(ReadingView):
    @extend_schema(
        operation_id="provenance",
        parameters=[parameters.ProvenanceParameters],
        responses={200: answers.ProvenanceAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """How one number was computed, as far as its reader may see it.

        What is suppressed says nothing but that. Readers who get no counts get the rules without counts.
        """
        asked = parameters.read(parameters.ProvenanceParameters, request)
        entry = entry_for(self.reader, asked["indicator"])
        release = release_for(self.reader, asked.get("release"), entry.code)
        typology = typology_of_reference(self.reader, asked.get("reference"))
        self.unless_known(request, mark(release), entry.sha256, typology.sha256 if typology else "")
        audience = audience_of(self.reader)
        wanted = {name: asked.get(name) for name in ("period", "reference", "edition", "variant")}
        found = provenance(release, entry, audience, area=asked["area"], **wanted, typology=typology)
        return Response(provenance_document(found, counts=audience.counts))


def provenance_document(found: Provenance, *, counts: bool) -> dict[str, Any]:
    """The answer's document."""
    series, at, line, spec = found.series, found.at, found.line, found.series.entry.spec
    own = series.own
    return {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "edition": line.edition,
        "area": _place(series.area, line.edition),
        "reference": _place(series.reference, line.edition) | _type_of(series),
        "release": release_document(found.release),
        "period": line.period.code,
        "denominator_period": line.denominator_period.code if line.denominator_period else None,
        "earlier": series.lines[found.before].period.code if found.before is not None else None,
        "as_of": line.as_of,
        "data_status": line.data_status,
        "status": STATUS_WORDS[own.status[at]],
        "value": single(own.value, at),
        "numerator": single(own.numerator, at),
        "denominator": single(own.denominator, at),
        "low": single_derived(own.low, at),
        "high": single_derived(own.high, at),
        "counts_shown": counts,
        "is_whole": found.whole,
        "variant": series.variant,
        "window": _window(found.windowing) if found.windowing else None,
        "type": _type(series) if series.types else None,
        "steps": [step_document(step) for step in steps_of(found)],
        "made": _made(found.made, series.entry.sha256) if found.made else None,
        "reference_made": _made(found.of_reference, series.entry.sha256) if found.of_reference else None,
    }


def _place(spot: Spot, edition: str) -> dict[str, Any]:
    return {
        "code": spot.code,
        "name": spot.name,
        "level": spot.level.level,
        "edition": edition,
        "is_residual": spot.is_residual,
    }


def _type_of(series: Series) -> dict[str, Any]:
    """A type stands where its areas stand, under the name that it has on its own page."""
    if series.types is None:
        return {}
    number = series.reference.position
    name = type_name(series.types, number) if number < series.types.count else ""
    return {"code": "type", "name": name, "level": series.area.level.level}


def _type(series: Series) -> dict[str, Any] | None:
    """The type that the area is compared with; nothing where it has none."""
    types, number = series.types, series.reference.position
    if types is None or number >= types.count:
        return None
    spec = types.ground.entry.spec
    return {
        "typology": spec.code,
        "title": said(spec.title),
        "number": number,
        "name": type_name(types, number),
        "size": len(types.members(number)),
    }


def _window(windowing: Windowing) -> dict[str, Any]:
    """The periods of a longer number, each as it stands alone."""
    plain = windowing.plain
    return window_document(windowing.window) | {
        "cells": [
            {
                "period": plain.lines[at].period.code,
                "status": STATUS_WORDS[plain.own.status[at]],
                "numerator": single(plain.own.numerator, at),
                "denominator": single(plain.own.denominator, at),
                "value": single(plain.own.value, at),
            }
            for at in windowing.at
        ]
    }


def step_document(step: Step) -> dict[str, Any]:
    """A step of a computation."""
    return {
        "code": step.code,
        "title": step.title,
        "method": step.method,
        "rule": [Formula(line) for line in step.rule],
        "numbers": [Formula(line) for line in step.numbers],
    }


def _made(made: Made, current: str) -> dict[str, Any]:
    definition = {"sha256": made.definition, "since": made.since, "is_current": made.definition == current}
    return {
        "release": release_document(made.release),
        "block_sha256": made.block,
        "code_version": made.code_version,
        "definition": definition if made.definition else None,
        "origins": [_origin(one) for one in made.origins],
    }


def _origin(one: Origin) -> dict[str, Any]:
    return {
        "measure": one.measure.code,
        "title": said(one.measure.title),
        "role": one.role,
        "source": one.source.code,
        "source_title": said(one.source.title),
        "period": one.period.code if one.period else None,
        "delivery": one.delivery or None,
        "as_of": one.as_of,
        "received_on": one.received_on,
        "release": one.release or None,
        "later": [{"delivery": delivery, "release": release} for delivery, release in one.later],
    }
