"""Every sentence of the page's script, translated here and handed over as JSON."""

from django.utils.translation import gettext as _

from monitoring.maps.strings import strings as map_strings


def strings() -> dict[str, str]:
    """Those of the map, whose modules are used here, and those of the editor."""
    return map_strings() | {
        "allocation_saving": _("Saving …"),
        "allocation_saved": _("Saved. The result is up to date."),
        "allocation_problem": _("Not saved: see the marked field. The result below is the one before."),
        "allocation_offline": _(
            "The portal does not answer. What you entered stays in the form; it is sent again with the next change."
        ),
        "allocation_map_failed": _("The shapes of the areas could not be loaded. The table below has the same values."),
        "allocation_map_areas": _("Areas on the map"),
    }
