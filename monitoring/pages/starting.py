"""What the start page says: where to begin, what is new since the last visit, what belongs to this reader."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from indicators.queries.releases import live_release
from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.releases import ReleasesView
from monitoring.api.views.series import AreaSheetView
from monitoring.areasheets.places import default_edition, top_area
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import reader_of
from monitoring.departments.visits import last_visit
from monitoring.pages.asking import ask
from monitoring.pages.boards import SHOWN, boards_for, new_boards
from monitoring.pages.glance import chosen, counted_domains
from monitoring.pages.news import news_for
from monitoring.pages.own import own_departments

_LATEST = 4


def office_address(request: HttpRequest) -> str:
    """Where the statistics office's pages are: on a trial instance the next port; elsewhere the city knows."""
    if not settings.TRIAL:
        return ""
    host = request.get_host().rsplit(":", 1)[0]
    return f"{request.scheme}://{host}:{int(request.get_port()) + 1}/"


def start_context(request: HttpRequest) -> dict[str, Any]:
    """Releases and indicators that this reader may see, and whether there is anything at all."""
    reader = reader_of(request.user)
    releases = ask(request, ReleasesView).data
    indicators = ask(request, IndicatorsView).data
    live = next((release for release in releases if release["live"]), None)
    since = last_visit(reader.person, timezone.now()) if reader.person else None
    boards = boards_for(reader, since)
    return {
        "live": live,
        "dashboards": boards[:SHOWN],
        "new_dashboards": new_boards(boards),
        "releases": [release for release in releases if release["state"] != "withdrawn"][:_LATEST],
        "domains": counted_domains(indicators) if live else [],
        "glance": _city(request) if live else None,
        "is_empty": live_release() is None,
        "news": news_for(reader, since, releases, indicators) if since else None,
        "departments": own_departments(reader),
        "office": office_address(request),
        "is_of_the_office": reader_may(reader, Right.ENTER_OFFICE),
    }


def _city(request: HttpRequest) -> dict[str, Any] | None:
    """The city's own sheet, with the few rows that the start page shows; nothing where it has none."""
    edition, city = default_edition(request), top_area(request)
    if edition is None or not city:
        return None
    answer = ask(request, AreaSheetView, edition=edition["code"], code=city)
    rows = chosen(answer.data["indicators"]) if answer.ok else []
    return {"area": answer.data["area"], "rows": rows} if rows else None
