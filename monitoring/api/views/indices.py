"""Indices: what is defined, and what is published of each."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.catalogue.specs import IndexSpec
from indicators.queries.indices import IndexEntry, IndexValues, index_lines, index_values
from indicators.queries.places import parent_codes
from indicators.states import LeftOut
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import (
    audience_of,
    column,
    derived,
    index_for,
    indices_for,
    live_for,
    release_for,
    said,
    words,
)
from monitoring.api.index_words import class_names, reason_texts
from monitoring.api.views.catalogue import editions_document
from monitoring.api.views.values import STATUS_WORDS, release_document

REASON_WORDS = tuple(None if reason is LeftOut.NONE else reason.word for reason in LeftOut)


class IndicesView(ReadingView):
    @extend_schema(operation_id="indices", responses={200: answers.IndexAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """The indices of which the reader may see every component, with the periods and levels that are published."""
        release, entries = live_for(self.reader), indices_for(self.reader)
        self.unless_known(request, mark(release), *(entry.sha256 for entry in entries))
        return Response([index_document(entry, release.pk if release else None) for entry in entries])


class IndexView(ReadingView):
    @extend_schema(operation_id="index", responses={200: answers.IndexSheetAnswer, **answers.problems(404)})
    def get(self, request: Request, code: str) -> Response:
        """An index's definition: components with their weights, method, classes, areas left out, and its sheet."""
        entry, release = index_for(self.reader, code), live_for(self.reader)
        return Response(index_document(entry, release.pk if release else None) | _definition(entry))


class IndexValuesView(ReadingView):
    @extend_schema(
        operation_id="index_values",
        parameters=[parameters.IndexParameters],
        responses={200: answers.IndexValuesAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """An index at every area of a level as columns: value, class, z of each component, and why areas are left out.

        The arrays stand in the order of `codes`; the residual unit, where there is one, is last.
        """
        asked = parameters.read(parameters.IndexParameters, request)
        entry = index_for(self.reader, code)
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256, *(part.title.de for part in entry.indicators))
        place = {name: asked.get(name) for name in ("level", "period", "edition")}
        return Response(index_values_document(index_values(release, entry, audience_of(self.reader), **place)))


def index_document(entry: IndexEntry, release: int | None) -> dict[str, Any]:
    """An index as it stands in lists."""
    spec, lines = entry.spec, index_lines(release, entry.code) if release is not None else ()
    levels = {line.level: line.level_rank for line in lines}
    return {
        "code": spec.code,
        "title": said(spec.title),
        "components": spec.components,
        "classes": class_names(spec),
        "dynamics_of": spec.dynamics_of or None,
        "change_years": spec.change_years,
        "periods": list(dict.fromkeys(line.period.code for line in lines)),
        "levels": sorted(levels, key=lambda level: levels[level]),
        "latest": lines[-1].period.code if lines else None,
        "editions": editions_document(lines),
    }


def _definition(entry: IndexEntry) -> dict[str, Any]:
    spec, sheet = entry.spec, entry.spec.sheet
    titles = {part.code: said(part.title) for part in entry.indicators}
    return {
        "parts": [
            {"indicator": code, "title": titles.get(code, code), "weight": weight}
            for code, weight in zip(spec.components, spec.weights, strict=True)
        ],
        "centre": spec.centre,
        "spread": spec.spread,
        "standardise": spec.standardise,
        "combine": spec.combine,
        "restandardise": spec.restandardise,
        "residents_below": spec.exclude.residents_below,
        "areas_left_out": [{"area": area, "reason": reason} for area, reason in spec.exclude.areas],
        "edges": edges_document(spec),
        "valid_from": spec.valid_from,
        "valid_until": spec.valid_until,
        "sheet": None
        if sheet is None
        else {
            "key_statement": said(sheet.key_statement),
            "reading_aid": said(sheet.reading_aid),
            "comparability": said(sheet.comparability),
        },
        "sha256": entry.sha256,
    }


def edges_document(spec: IndexSpec) -> list[dict[str, Any]]:
    """The classes from the lowest values up, each with how it meets its edge; the last has the edge of the one before."""
    edges = (*spec.breaks, spec.breaks[-1]) if spec.breaks else ()
    names = class_names(spec)
    return [
        {"name": name, "comparison": comparison, "edge": edge}
        for name, comparison, edge in zip(names, spec.closed, edges, strict=True)
    ]


def index_values_document(found: IndexValues) -> dict[str, Any]:
    """The answer's document."""
    spec = found.entry.spec
    titles = {part.code: said(part.title) for part in found.entry.indicators}
    known = {part.code: part for part in found.entry.indicators}
    listed = dict(spec.exclude.areas)
    return {
        "index": spec.code,
        "title": said(spec.title),
        "level": found.places.level,
        "edition": found.areas.edition,
        "period": found.period.code,
        "earlier": found.earlier.code if found.earlier else None,
        "as_of": found.as_of,
        "data_status": found.data_status,
        "release": release_document(found.release),
        "audited": found.release.audit,
        "classes": class_names(spec),
        "edges": edges_document(spec),
        "codes": found.places.codes,
        "names": found.places.names,
        "parents": parent_codes(found.areas, found.places.level),
        "status": words(found.status.tolist(), STATUS_WORDS),
        "value": column(found.value),
        "class": [None if at < 0 else at for at in found.class_of.tolist()],
        "left_out": words(found.left_out.tolist(), REASON_WORDS),
        "left_out_text": reason_texts(found.left_out.tolist(), found.places.codes, listed, spec),
        "components": [
            {
                "indicator": code,
                "title": titles.get(code, code),
                "unit": known[code].unit if code in known else "",
                "decimals": known[code].decimals if code in known else 1,
                "weight": weight,
                "value": derived(value),
                "z": derived(z),
            }
            for code, weight, value, z in zip(spec.components, spec.weights, found.components, found.z, strict=True)
        ],
    }
