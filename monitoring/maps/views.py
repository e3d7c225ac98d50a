"""The map page. It holds no data: settings and words go into the page as JSON, everything else is fetched from the API."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitoring.api.typology_doors import default_typology
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.maps.basemaps import basemap
from monitoring.maps.strings import strings
from monitoring.wording import DOMAINS, UNITS


def _urls() -> dict[str, str]:
    """Addresses that the script asks or links to; EDITION, AREA and CODE are filled in by it."""
    return {
        "systems": reverse("api-area-systems"),
        "editions": reverse("api-editions"),
        "areas": reverse("api-areas"),
        "indicators": reverse("api-indicators"),
        "indices": reverse("api-indices"),
        "values": reverse("api-values"),
        "clusters": reverse("api-clusters"),
        "series": reverse("api-series"),
        "how": reverse("how"),
        "sheet": reverse("area-sheet", args=["EDITION", "AREA"]),
        "indicator_sheet": reverse("indicator-sheet", args=["CODE"]),
        "index_sheet": reverse("index-sheet", args=["CODE"]),
        "goal": reverse("goal", args=[0]),
        "goal_new": reverse("goal-new"),
    }


def chosen_basemap() -> dict[str, str] | None:
    """The base map that is switched on, as the script takes it."""
    if not settings.BASEMAP:
        return None
    chosen = basemap(settings.BASEMAP)
    return {"url": chosen.url, "attribution": chosen.attribution, "layers": chosen.layers}


def page_config(request: HttpRequest) -> dict[str, Any]:
    """What the script needs to know; ``leaflet`` is django-leaflet's own setting."""
    signed_in = request.user.is_authenticated
    link = (
        {"href": reverse("start"), "label": _("To the start page")}
        if signed_in
        else {"href": f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}", "label": _("Sign in")}
    )
    return {
        "urls": _urls(),
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": chosen_basemap(),
        "units": {code: str(words) for code, words in UNITS.items()},
        "domains": {**{code: str(words) for code, words in DOMAINS.items()}, "index": _("Indices")},
        "signed_in": signed_in,
        "may_set_goal": may(request.user, Right.SET_GOAL),
        "has_types": default_typology(reader_of(request.user)) is not None,
        "empty_link": link,
    }


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map; the whole state stands in the query string and is read by the script."""
    return render(request, "maps/map.html", {"config": page_config(request), "strings": strings()})
