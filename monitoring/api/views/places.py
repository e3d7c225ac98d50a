"""Area systems, editions, areas, shapes."""

import gzip
from functools import lru_cache
from typing import Any

import brotli
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from areas.models import Area, LevelShapes
from areas.queries import active_editions, common_edition, systems
from indicators.queries.errors import Unanswerable, listed
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView
from monitoring.api.problems import ApiProblem

FOR_EVER = "public, max-age=31536000, immutable"


class AreaSystemsView(ReadingView):
    @extend_schema(operation_id="area_systems", responses={200: answers.AreaSystemAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """The ways of dividing the city, each with its levels, coarsest first."""
        return Response(
            [
                {
                    "code": system.code,
                    "is_common": system.is_common,
                    "is_demo": system.is_demo,
                    "name": {"de": system.name_de, "en": system.name_en},
                    "levels": [
                        {"code": level.code, "name": {"de": level.name_de, "en": level.name_en}, "order": level.rank}
                        for level in system.levels.all()
                    ],
                }
                for system in systems().prefetch_related("levels")
            ]
        )


class EditionsView(ReadingView):
    @extend_schema(operation_id="editions", responses={200: answers.EditionAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """How the systems stand from when to when, with the number of areas and the shapes of each level."""
        sizes = (
            Area.objects.filter(edition__is_active=True)
            .values("edition_id", "level__code", "level__rank")
            .annotate(areas=Count("pk"))
            .order_by("edition_id", "level__rank")
        )
        rows = LevelShapes.objects.values_list("edition_id", "level__code", "sha256")
        shapes = {(edition, level): sha for edition, level, sha in rows}
        levels: dict[int, list[dict[str, Any]]] = {}
        for row in sizes:
            levels.setdefault(row["edition_id"], []).append({"level": row["level__code"], "areas": row["areas"]})
        editions = list(active_editions())
        default = common_edition(editions)
        return Response(
            [
                _edition(edition, levels.get(edition.pk, []), shapes) | {"is_default": edition == default}
                for edition in editions
            ]
        )


def _edition(edition: Any, levels: list[dict[str, Any]], shapes: dict[tuple[int, str], str]) -> dict[str, Any]:
    for level in levels:
        sha = shapes.get((edition.pk, level["level"]))
        address = reverse("api-shapes", args=[edition.code, level["level"]])
        level["shapes_sha256"] = sha
        level["shapes_url"] = f"{address}?v={sha}" if sha else None
    return {
        "code": edition.code,
        "system": edition.system.code,
        "valid_from": edition.valid_from,
        "valid_until": edition.valid_until,
        "levels": levels,
    }


class AreasView(ReadingView, ListAPIView):
    serializer_class = answers.AreaAnswer
    queryset = Area.objects.none()

    def get_queryset(self) -> QuerySet[Area, Any]:
        asked = parameters.read(parameters.AreaParameters, self.request)
        editions = list(active_editions())
        default = common_edition(editions)
        edition = asked.get("edition", default.code if default else "")
        known = [one.code for one in editions]
        if edition not in known:
            raise Unanswerable("unknown_edition", edition=edition, known=listed(known))
        found = Area.objects.filter(edition__code=edition).order_by("level__rank", "position")
        if "level" in asked:
            found = found.filter(level__code=asked["level"])
        if "parent" in asked:
            found = found.filter(parent__code=asked["parent"])
        if "q" in asked:
            found = found.filter(Q(name__icontains=asked["q"]) | Q(code__startswith=asked["q"]))
        return found

    @extend_schema(
        operation_id="areas",
        parameters=[parameters.AreaParameters],
        responses={200: answers.AreaAnswer(many=True), **answers.problems(400, 404)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Areas of an edition in the order of all arrays, page by page."""
        rows = self.get_queryset().values_list(
            "code", "name", "level__code", "parent__code", "edition__code", "is_residual"
        )
        names = ("code", "name", "level", "parent", "edition", "is_residual")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response([dict(zip(names, row, strict=True)) for row in page or []])


@lru_cache(maxsize=64)
def _compressed(sha256: str, encoding: str) -> bytes:
    """The shapes of a content hash, compressed once per process."""
    content = bytes(LevelShapes.objects.filter(sha256=sha256).values_list("topojson", flat=True)[0])
    if encoding == "br":
        return brotli.compress(content, quality=9)
    return gzip.compress(content, 9, mtime=0) if encoding == "gzip" else content


class ShapesView(ReadingView):
    authentication_classes = ()  # the same for everybody: no session is read, caches may share the answer

    @extend_schema(
        operation_id="shapes",
        parameters=[
            parameters.ShapesParameters,
            OpenApiParameter("edition", OpenApiTypes.STR, OpenApiParameter.PATH),
            OpenApiParameter("level", OpenApiTypes.STR, OpenApiParameter.PATH),
        ],
        responses={(200, "application/topo+json"): OpenApiTypes.OBJECT, **answers.problems(400, 404)},
    )
    def get(self, request: Request, edition: str, level: str) -> HttpResponse:
        """The shapes of a level as TopoJSON: object `areas`, ids are area codes. With `v` the answer is kept for ever."""
        asked = parameters.read(parameters.ShapesParameters, request)
        sha = (
            LevelShapes.objects.filter(edition__code=edition, edition__is_active=True, level__code=level)
            .values_list("sha256", flat=True)
            .first()
        )
        if sha is None:
            raise ApiProblem("no_shapes", 404, edition=edition, level=level)
        encoding = _encoding(request)
        tag = f'"{sha}-{encoding}"'
        if tag in request.headers.get("If-None-Match", ""):
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(_compressed(sha, encoding), content_type="application/topo+json")
            if encoding != "identity":
                response["Content-Encoding"] = encoding
        response["ETag"] = tag
        response["Cache-Control"] = FOR_EVER if asked.get("v") == sha else "public, no-cache"
        response["Vary"] = "Accept-Encoding"
        return response


def _encoding(request: Request) -> str:
    accepted = [part.split(";")[0].strip() for part in request.headers.get("Accept-Encoding", "").split(",")]
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), "identity")
