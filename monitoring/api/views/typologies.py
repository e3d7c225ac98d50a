"""Typologies: which there are, the types of a release's areas, and areas that resemble one of them."""

from typing import Any

import numpy as np
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.calculation.typology import Labels
from indicators.models import Release
from indicators.queries.landscape import Landscape, Oddity
from indicators.queries.releases import live_release
from indicators.queries.resembling import METRIC, Resembling, resembling
from indicators.queries.type_history import Past
from indicators.queries.typologies import Types, TypologyEntry, types_of
from monitoring.analysis.types.sentences import description, oddity, quality, resemblance, type_name
from monitoring.api import answers, parameters
from monitoring.api.answers import typologies as own_answers
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, derived, release_for, said, words
from monitoring.api.typology_doors import compared_by, typologies_for, typology_for
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


class SimilarView(ReadingView):
    @extend_schema(
        operation_id="similar",
        parameters=[parameters.SimilarParameters],
        responses={200: own_answers.SimilarAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """The areas most like one of them, each with the reason, the nearest first."""
        asked = parameters.read(parameters.SimilarParameters, request)
        entry = compared_by(self.reader, asked.get("typology"), asked.get("indicators"))
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256, *(one.sha256 for one in entry.entries))
        found = resembling(
            release,
            entry,
            audience_of(self.reader),
            area=asked["area"],
            edition=asked.get("edition"),
            level=asked.get("level"),
        )
        ground = found.ground
        return Response(
            {
                "release": release_document(release),
                "area": {
                    "code": ground.places.codes[found.area],
                    "name": ground.places.names[found.area],
                    "level": ground.places.level,
                    "edition": ground.areas.edition,
                    "is_residual": False,
                },
                "metric": METRIC,
                "indicators": list(ground.entry.spec.indicators),
                "titles": [said(spec.title) for spec in ground.specs],
                "periods": [line.period.code for line in ground.moment.lines],
                "shrinkage": found.similarity.shrinkage,
                "areas": similar_documents(found, asked["most"]),
            }
        )


def similar_documents(found: Resembling, most: int) -> list[dict[str, Any]]:
    """The most similar areas with their reasons."""
    places = found.ground.places
    return [
        {
            "code": places.codes[at],
            "name": places.names[at],
            "distance": round(float(found.similarity.distance[at]), 4),
            "share": column(np.round(found.similarity.share[:, at], 4)),
            "reason": resemblance(found, at),
        }
        for at in found.nearest(most)
    ]


def unusual_document(found: Oddity) -> dict[str, Any]:
    """One unusual value with its reason."""
    numbers = {"city": found.city, "others": found.others, "from_type": found.from_type}
    return {
        "indicator": found.entry.code,
        "title": said(found.entry.spec.title),
        "period": found.line.period.code,
        "value": found.value,
        "from_city": round(found.from_city, 4),
        "ranged": found.ranged,
        "reason": oddity(found),
        **{name: None if number != number else round(number, 6) for name, number in numbers.items()},
    }


def own_type_document(found: Landscape, area: int) -> dict[str, Any] | None:
    """The type of one area; nothing where it has none."""
    number = found.type_at(area)
    if number is None or found.types is None:
        return None
    spec = found.types.ground.entry.spec
    return {
        "typology": spec.code,
        "title": said(spec.title),
        "number": number,
        "name": type_name(found.types, number),
        "size": len(found.types.members(number)),
        "description": description(found.types, number),
    }


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
