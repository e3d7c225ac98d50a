"""Typologies: which there are, and the types of a release's areas."""

from typing import Any

import numpy as np
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.calculation.typology import Labels
from indicators.models import Release
from indicators.queries.releases import live_release
from indicators.queries.type_history import Past
from indicators.queries.typologies import Types, TypologyEntry, types_of
from monitoring.analysis.types.sentences import description, quality, type_name
from monitoring.api import answers, parameters
from monitoring.api.answers import typologies as own_answers
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, derived, release_for, said, words
from monitoring.api.typology_doors import typologies_for, typology_for
from monitoring.api.views.values import STATUS_WORDS, release_document


class TypologiesView(ReadingView):
    @extend_schema(operation_id="typologies", responses={200: own_answers.TypologyShortAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """The typologies whose indicators the reader may see, the default one first."""
        found = typologies_for(self.reader)
        self.unless_known(request, mark(live_release()), *(one.sha256 for one in found))
        return Response([_short(one) for one in found])


class TypologyView(ReadingView):
    @extend_schema(
        operation_id="typology",
        parameters=[parameters.TypologyParameters, OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses={200: own_answers.TypologyAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """Areas in types: what sets each type apart, who belongs to it, how clearly types part, how they changed."""
        asked = parameters.read(parameters.TypologyParameters, request)
        entry = typology_for(self.reader, code)
        release = release_for(self.reader, asked.get("release"), code)
        self.unless_known(request, mark(release), entry.sha256, *(one.sha256 for one in entry.entries))
        found = types_of(
            release, entry, audience_of(self.reader), edition=asked.get("edition"), level=asked.get("level")
        )
        return Response(_typology(found, release))


def _short(entry: TypologyEntry) -> dict[str, Any]:
    spec = entry.spec
    return {
        "code": spec.code,
        "title": said(spec.title),
        "indicators": list(spec.indicators),
        "method": spec.method,
        "types": spec.types,
        "default": spec.default,
        "reading_aid": said(spec.reading_aid) if spec.reading_aid else None,
    }


def _typology(found: Types, release: Release) -> dict[str, Any]:
    ground = found.ground
    return {
        **_short(ground.entry),
        "release": release_document(release),
        "audited": release.audit,
        "edition": ground.areas.edition,
        "level": ground.places.level,
        "day": ground.moment.day,
        "quality": found.quality,
        "silhouette": round(found.typology.quality, 4),
        "quality_sentence": quality(found),
        "components": [
            {
                "indicator": spec.code,
                "title": said(spec.title),
                "unit": spec.unit,
                "decimals": spec.decimals,
                "period": line.period.code,
                "city": column(ground.city)[at],
            }
            for at, (spec, line) in enumerate(zip(ground.specs, ground.moment.lines, strict=True))
        ],
        "described": [_type(found, number) for number in range(found.count)],
        "codes": ground.places.codes,
        "names": ground.places.names,
        "type": _labels(found.typology.type_of),
        "status": words(ground.status.tolist(), STATUS_WORDS),
        "area_silhouette": derived(found.typology.silhouette),
        "history": [_past(past) for past in found.history],
    }


def _type(found: Types, number: int) -> dict[str, Any]:
    spec, members = found.ground.entry.spec, found.members(number)
    return {
        "number": number,
        "name": type_name(found, number),
        "size": len(members),
        "value": column(np.array([figures.value[number] for figures in found.of_types])),
        "status": words([int(figures.status[number]) for figures in found.of_types], STATUS_WORDS),
        "difference": derived(found.difference[number]),
        "silhouette": round(float(found.typology.silhouette[members].mean()), 4),
        "traits": [
            {
                "indicator": spec.indicators[trait.component],
                "difference": round(trait.difference, 4),
                "word": trait.word,
            }
            for trait in found.traits(number)
        ],
        "description": description(found, number),
    }


def _past(past: Past) -> dict[str, Any]:
    return {
        "day": past.moment.day,
        "edition": past.moment.edition,
        "silhouette": round(past.typology.quality, 4),
        "both": past.both,
        "changed": past.changed,
        "type": _labels(past.type_of),
    }


def _labels(labels: Labels) -> list[int | None]:
    return [None if number < 0 else number for number in labels.tolist()]
