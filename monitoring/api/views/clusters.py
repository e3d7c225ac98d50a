"""Spatial patterns of one indicator at all areas of a level."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.calculation.clusters import FALSE_DISCOVERY_RATE, PERMUTATIONS, SEED, Clusters, Overall, Pattern
from indicators.queries.clusters import clusters_of
from indicators.queries.values import Values, values
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, derived, entry_for, release_for, said, words
from monitoring.api.views.values import release_document
from monitoring.maps.patterns import overall_sentence

PATTERN_WORDS = tuple(pattern.word for pattern in Pattern)


class ClustersView(ReadingView):
    @extend_schema(
        operation_id="clusters",
        parameters=[parameters.ClustersParameters],
        responses={200: answers.ClustersAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """Whether the areas of a level resemble their neighbours, in the whole and area by area (Moran's I).

        The arrays stand in the order of `codes`; the residual unit, where there is one, is last. High and low are measured
        against the mean of the areas; neighbours share at least a point of their borders.
        """
        asked = parameters.read(parameters.ClustersParameters, request)
        entry = entry_for(self.reader, asked["indicator"])
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256)
        where = {name: asked.get(name) for name in ("level", "period", "edition", "variant")}
        found = values(release, entry, audience_of(self.reader), **where)
        return Response(_document(found, clusters_of(found)))


def _document(found: Values, patterns: Clusters) -> dict[str, Any]:
    return {
        "indicator": found.entry.code,
        "title": said(found.entry.spec.title),
        "level": found.block.level,
        "edition": found.areas.edition,
        "period": found.block.period.code,
        "release": release_document(found.release),
        "audited": found.release.audit,
        "permutations": PERMUTATIONS,
        "seed": SEED,
        "false_discovery_rate": FALSE_DISCOVERY_RATE,
        "overall": _overall(patterns.overall),
        "codes": found.places.codes,
        "names": found.places.names,
        "pattern": words(patterns.pattern.tolist(), PATTERN_WORDS),
        "local": derived(patterns.local),
        "neighbours": patterns.neighbours.tolist(),
        "neighbours_mean": derived(patterns.lag),
        "p": derived(patterns.p),
    }


def _overall(overall: Overall) -> dict[str, Any]:
    numbers = {name: getattr(overall, name) for name in ("statistic", "expected", "p", "mean")}
    return {name: None if number != number else number for name, number in numbers.items()} | {
        "areas": overall.areas,
        "islands": overall.islands,
        "reason": overall.reason or None,
        "sentence": overall_sentence(overall),
    }
