"""What the script of the office's maps needs to know and to say; the values come with each map."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from monitoring.maps.views import chosen_basemap


def map_config() -> dict[str, Any]:
    """``leaflet`` is django-leaflet's own setting."""
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": chosen_basemap(),
    }


def map_strings() -> dict[str, str]:
    """Every sentence of the script that does not come with the values."""
    return {
        "map_hint": _("Point at an area or walk with the arrow keys."),
        "map_hint_touch": _("Tap an area."),
        "map_failed": _("The map could not be loaded. The table has the same values; load the page again for the map."),
        "rows_failed": _("The rows could not be loaded. Nothing is lost; try again."),
        "problem_network": _("There is no connection. Nothing is lost; try again."),
        "problem_server": _("The server did not answer. Nothing is lost; try again."),
        "problem_unknown": _("That did not work. Nothing is lost; try again."),
    }
