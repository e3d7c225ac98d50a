"""What the script of dashboards needs: settings and every sentence, translated here and handed over as JSON."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.maps.strings import strings as map_strings
from monitoring.wording import UNITS

_BOARD: dict[str, Promise] = {
    "board_failed_title": _("The dashboard could not be updated"),
    "board_failed_text": _("What you see is the state before. Your choice was kept in the form."),
    "board_retry": _("Try again"),
    "board_updated": _("Updated: %(scope)s"),
    "board_map_hint": _("A click or Enter on an area shows the dashboard for it."),
    "board_map_hint_touch": _("Tap an area to show the dashboard for it."),
    "board_map_failed": _("The shapes of the areas could not be loaded. The table below has the same values."),
    "chart_edition": _("new division of areas"),
    "chart_break": _("definition changes"),
    "chart_label": _("%(title)s: series of %(areas)s; the table below has the numbers"),
}


def strings() -> dict[str, str]:
    """Those of the map, whose modules are used here, and those of dashboards."""
    return map_strings() | {key: str(words) for key, words in _BOARD.items()}


def page_config() -> dict[str, Any]:
    """Units, and what the map's modules want to know; the base map stays on the map page."""
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "units": {unit: str(words) for unit, words in UNITS.items()},
        "urls": {"how": reverse("how")},
    }
