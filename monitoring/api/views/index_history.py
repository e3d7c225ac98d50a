"""One area of an index over the periods of a release."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.indices import IndexHistory, index_history
from monitoring.api import answers, parameters
from monitoring.api.answers.indices import IndexHistoryAnswer
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, column, index_for, release_for, said, words
from monitoring.api.index_words import class_names, reason_texts
from monitoring.api.views.values import STATUS_WORDS


class IndexHistoryView(ReadingView):
    @extend_schema(
        operation_id="index_history",
        parameters=[parameters.IndexHistoryParameters],
        responses={200: IndexHistoryAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """An index of one area period by period, as columns; each period is standardised by itself."""
        asked = parameters.read(parameters.IndexHistoryParameters, request)
        entry = index_for(self.reader, code)
        release = release_for(self.reader, asked.get("release"), entry.code)
        self.unless_known(request, mark(release), entry.sha256)
        audience = audience_of(self.reader)
        found = index_history(release, entry, audience, area=asked["area"], level=asked.get("level"))
        return Response(_document(found))


def _document(found: IndexHistory) -> dict[str, Any]:
    spec = found.entry.spec
    left_out = found.left_out.tolist()
    return {
        "index": spec.code,
        "title": said(spec.title),
        "area": found.area,
        "level": found.level,
        "classes": class_names(spec),
        "periods": [period.code for period in found.periods],
        "status": words(found.status.tolist(), STATUS_WORDS),
        "value": column(found.value),
        "class": [None if at < 0 else at for at in found.class_of.tolist()],
        "left_out_text": reason_texts(left_out, [found.area] * len(left_out), dict(spec.exclude.areas), spec),
    }
