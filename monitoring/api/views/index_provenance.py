"""How was this index computed? Its components with centre and spread, what they add up to, its class, its definition."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.index_provenance import IndexProvenance, index_provenance
from indicators.states import LeftOut
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, index_for, release_for, said, single, single_derived
from monitoring.api.index_words import class_names, reason_text
from monitoring.api.views.indices import REASON_WORDS
from monitoring.api.views.provenance import step_document
from monitoring.api.views.values import STATUS_WORDS, release_document
from monitoring.methods.index_steps import index_steps


class IndexProvenanceView(ReadingView):
    @extend_schema(
        operation_id="index_provenance",
        parameters=[
            parameters.IndexNumberParameters,
            OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH),
        ],
        responses={200: answers.IndexProvenanceAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """How the index of one area was computed, as far as its reader may see it; why it has none, where it has none."""
        asked = parameters.read(parameters.IndexNumberParameters, request)
        entry = index_for(self.reader, code)
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256, *(part.title.de for part in entry.indicators))
        place = {name: asked.get(name) for name in ("level", "period", "edition")}
        found = index_provenance(release, entry, audience_of(self.reader), area=asked["area"], **place)
        return Response(index_provenance_document(found))


def index_provenance_document(found: IndexProvenance) -> dict[str, Any]:
    """The answer's document."""
    values, at = found.values, found.at
    spec, made = values.entry.spec, found.made
    names, place = class_names(spec), int(values.class_of[at])
    listed = dict(spec.exclude.areas).get(values.places.codes[at], "")
    return {
        "index": spec.code,
        "title": said(spec.title),
        "edition": values.areas.edition,
        "area": {
            "code": values.places.codes[at],
            "name": values.places.names[at],
            "level": values.places.level,
            "edition": values.areas.edition,
            "is_residual": at == values.places.residual,
        },
        "release": release_document(values.release),
        "period": values.period.code,
        "earlier": values.earlier.code if values.earlier else None,
        "as_of": values.as_of,
        "data_status": values.data_status,
        "status": STATUS_WORDS[values.status[at]],
        "value": single(values.value, at),
        "classed": names[place] if found.is_told else None,
        "left_out": REASON_WORDS[values.left_out[at]],
        "left_out_text": reason_text(LeftOut(int(values.left_out[at])), spec, listed),
        "areas": found.areas,
        "is_exact": found.is_exact,
        "next_class": _next(found),
        "components": [_component(found, number) for number in range(len(spec.components))],
        "steps": [step_document(step) for step in index_steps(found)],
        "made": {
            "release": release_document(made.release),
            "block_sha256": made.block,
            "code_version": made.code_version,
            "definition_sha256": made.definition,
            "is_current": made.is_current,
        },
    }


def _next(found: IndexProvenance) -> dict[str, Any] | None:
    """The class behind the nearest edge; nothing for an index of one class, and without an index."""
    beyond, distance = int(found.nearest.class_beyond[found.at]), single_derived(found.nearest.distance, found.at)
    if distance is None or beyond < 0:
        return None
    return {"name": class_names(found.values.entry.spec)[beyond], "distance": distance}


def _component(found: IndexProvenance, number: int) -> dict[str, Any]:
    values, at, part = found.values, found.at, found.seen.parts[number]
    spec, told = values.entry.spec, found.between
    code = spec.components[number]
    indicator = next(one for one in values.entry.indicators if one.code == code)
    return {
        "indicator": code,
        "title": said(indicator.title),
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "kind": indicator.kind,
        "weight": spec.weights[number],
        "period": part.line.period.code,
        "status": STATUS_WORDS[part.now.status[at]],
        "value": single(part.now.value, at),
        "earlier_period": part.before.period.code if part.before else None,
        "earlier_status": STATUS_WORDS[part.earlier.status[at]] if part.earlier else None,
        "earlier_value": single(part.earlier.value, at) if part.earlier else None,
        "centre": single_derived(told.centre, number) if told else None,
        "spread": single_derived(told.spread, number) if told else None,
        "z": single_derived(values.z[number], at),
        "part": single_derived(found.parts.of[number], at),
    }
