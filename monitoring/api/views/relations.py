"""Two indicators side by side over the areas of a level, and how far they go together."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.relations import Side, related
from monitoring.analysis.relations.sentences import relation_sentence
from monitoring.api import answers, parameters
from monitoring.api.answers.relations import RelationAnswer
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, entry_for, release_for, said, words
from monitoring.api.views.values import STATUS_WORDS, release_document

_DECIMALS = 3


class RelationView(ReadingView):
    @extend_schema(
        operation_id="relations",
        parameters=[parameters.RelationParameters],
        responses={200: RelationAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """Two indicators over the same areas with Pearson's and Spearman's correlation.

        The second one's period is its nearest earlier one, at most 18 months before. The arrays stand in the order of
        `codes`; the residual unit takes no part.
        """
        asked = parameters.read(parameters.RelationParameters, request)
        first, second = (entry_for(self.reader, asked[name]) for name in ("x", "y"))
        release = release_for(self.reader, asked.get("release"), first.code)
        self.unless_known(request, mark(release), first.sha256, second.sha256)
        where = {name: asked.get(name) for name in ("level", "period", "edition")}
        found = related(release, first, second, audience_of(self.reader), weighted=asked["weighted"], **where)
        told = found.relation
        return Response(
            {
                "level": found.places.level,
                "edition": found.edition,
                "release": release_document(release),
                "audited": release.audit,
                "weighted": found.weight is not None,
                "codes": found.places.codes,
                "names": found.places.names,
                "x": _side(found.x),
                "y": _side(found.y),
                "pearson": None if told.reason else round(told.pearson, _DECIMALS),
                "spearman": None if told.reason else round(told.spearman, _DECIMALS),
                "areas": told.areas,
                "reason": told.reason or None,
                "sentence": relation_sentence(told),
            }
        )


def _side(side: Side) -> dict[str, Any]:
    spec = side.entry.spec
    return {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "period": side.line.period.code,
        "city": None if side.city != side.city else side.city,
        "status": words(side.status.tolist(), STATUS_WORDS),
        "value": column(side.value),
    }
