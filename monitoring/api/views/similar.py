"""What an area is like: its type, the areas that resemble it, and what is unusual about it."""

from typing import Any

import numpy as np
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.landscape import Landscape, Oddity
from indicators.queries.resembling import METRIC, Resembling, resembling
from monitoring.analysis.types.sentences import description, oddity, resemblance, type_name
from monitoring.api import answers, parameters
from monitoring.api.answers import typologies as own_answers
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, release_for, said
from monitoring.api.typology_doors import compared_by
from monitoring.api.views.values import release_document


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
