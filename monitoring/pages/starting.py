"""What the start page says: what is live for this reader, or how an empty portal gets its first delivery."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from indicators.queries.releases import live_release
from monitoring.api.views.catalogue import IndicatorsView
from monitoring.api.views.releases import ReleasesView
from monitoring.pages.asking import ask
from monitoring.wording import DOMAINS


@dataclass(frozen=True)
class Domain:
    """A life domain with its indicators as the API lists them."""

    code: str
    indicators: list[dict[str, Any]]


def domains_of(indicators: list[dict[str, Any]]) -> list[Domain]:
    """Indicators by life domain, domains in the order in which pages show them."""
    order = {code: position for position, code in enumerate(DOMAINS)}
    ranked = sorted(indicators, key=lambda one: (order.get(one["domain"], len(order)), one["title"].casefold()))
    return [Domain(code, list(own)) for code, own in groupby(ranked, key=lambda one: one["domain"])]


def office_address(request: HttpRequest) -> str:
    """Where the statistics office's pages are: on a trial instance the next port; elsewhere the city knows."""
    if not settings.TRIAL:
        return ""
    host = request.get_host().rsplit(":", 1)[0]
    return f"{request.scheme}://{host}:{int(request.get_port()) + 1}/"


def start_context(request: HttpRequest) -> dict[str, Any]:
    """Releases and indicators that this reader may see, and whether there is anything at all."""
    releases = ask(request, ReleasesView).data
    indicators = ask(request, IndicatorsView).data
    live = next((release for release in releases if release["live"]), None)
    return {
        "live": live,
        "releases": releases[:5],
        "domains": domains_of([one for one in indicators if one["periods"]]) if live else [],
        "waiting": [one for one in indicators if not one["periods"]] if live else [],
        "is_empty": live_release() is None,
        "office": office_address(request),
    }
