"""How unevenly a group lives over the areas, at every level and in every period."""

from itertools import pairwise
from typing import Any

import numpy as np
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.calculation.segregation import LEAST_COVERAGE
from indicators.catalogue.specs import IndicatorSpec
from indicators.queries.segregation import Strand, spread
from monitoring.api import answers, parameters
from monitoring.api.answers.segregation import SegregationAnswer
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, entry_for, release_for, said
from monitoring.api.views.values import release_document

_DECIMALS = 4
_INDICES = ("dissimilarity", "by_chance", "isolation", "eta", "gini", "share", "coverage", "areas")


class SegregationView(ReadingView):
    @extend_schema(
        operation_id="segregation",
        parameters=[parameters.SegregationParameters],
        responses={200: SegregationAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """Dissimilarity, isolation, Gini and Moran's I of a group, with the dissimilarity that chance alone would give.

        Computed from published cells only: areas without a published value take no part, `coverage` tells how many people
        do. Levels are not compared with each other: the finer a level, the more chance there is in it.
        """
        asked = parameters.read(parameters.SegregationParameters, request)
        entry = entry_for(self.reader, asked["indicator"])
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256)
        found = spread(release, entry, audience_of(self.reader))
        return Response(
            {
                "indicator": entry.code,
                "title": said(entry.spec.title),
                "release": release_document(release),
                "audited": release.audit,
                "design_effect": found.design_effect,
                "minimum_coverage": LEAST_COVERAGE,
                "levels": [_document(strand, found.entry.spec) for strand in found.strands],
            }
        )


def _document(strand: Strand, spec: IndicatorSpec) -> dict[str, Any]:
    numbers = {name: column(np.round(getattr(strand.found, name), _DECIMALS)) for name in _INDICES}
    return {
        "edition": strand.edition,
        "level": strand.level,
        "periods": [period.code for period in strand.periods],
        "ends": [period.ends for period in strand.periods],
        "breaks": [
            at for at, (before, period) in enumerate(pairwise(strand.periods), 1) if not spec.comparable(before, period)
        ],
        **numbers,
        "moran": column(np.round(strand.moran, _DECIMALS)),
    }
