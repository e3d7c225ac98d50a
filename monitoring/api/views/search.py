"""One search over areas, indicators and dashboards."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView
from monitoring.search.finding import find
from monitoring.search.results import Result


class SearchView(ReadingView):
    @extend_schema(
        operation_id="search",
        parameters=[parameters.SearchParameters],
        responses={200: answers.SearchAnswer, **answers.problems(400)},
    )
    def get(self, request: Request) -> Response:
        """What the reader may see and probably means, best first: beginnings, then parts, then what is typed alike."""
        asked = parameters.read(parameters.SearchParameters, request)
        found = find(self.reader, asked["q"], asked["limit"])
        return Response(
            {
                "q": asked["q"],
                "results": [_document(result) for result in found.results],
                "totals": found.totals,
                "did_you_mean": found.did_you_mean,
            }
        )


def _document(result: Result) -> dict[str, object]:
    thing = result.thing
    return {
        "kind": thing.kind,
        "code": thing.code,
        "title": thing.title,
        "detail": thing.detail,
        "url": thing.url,
        "edition": thing.edition,
        "level": thing.level,
        "sure": result.sure,
    }
