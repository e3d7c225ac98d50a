"""What dashboards say in words: states of panels, hints, fluctuation. Codes in, text of the active language out."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.catalogue.specs import Text
from monitoring.api.doors import said
from monitoring.dashboards.models import Dashboard
from monitoring.numbers import format_difference, state_word

#: Instead of a panel's content; no value is named.
STATES: dict[str, Promise] = {
    "no_permission": gettext_lazy("This panel shows an indicator that is not open to your role. Others may see it."),
    "nothing_released": gettext_lazy("Nothing has been released for this indicator yet."),
    "unknown_period": gettext_lazy("There is no value up to the chosen period. Choose a later one."),
    "unknown_area": gettext_lazy("The chosen area does not exist in the division of areas that this indicator uses."),
    "unknown_level": gettext_lazy("There are no values at the level of the chosen area. Choose an area above it."),
    "no_dynamics_index": gettext_lazy(
        "There is no pair of status and dynamics for you: it needs two released indices of which you may see every component."
    ),
    "failed": gettext_lazy(
        "This panel could not be computed. The other panels and all released values are not affected; load the page again in "
        "a moment."
    ),
}
HINTS: dict[str, Promise] = {
    "unknown_area": gettext_lazy("The area of this address does not exist; the city as a whole is shown."),
    "unknown_level": gettext_lazy("The level of this address does not exist; the finest one is shown."),
    "reference_not_above": gettext_lazy(
        "The reference of this address does not lie above the chosen area; the city as a whole is taken."
    ),
}


def panel_state(code: str) -> str:
    """Why a panel has no content; an unheard-of code is a panel without values."""
    return str(STATES.get(code, STATES["nothing_released"]))


def title_of(dashboard: Dashboard) -> str:
    """A dashboard's title in the language of the answer."""
    return said(Text(dashboard.title_de, dashboard.title_en))


def reference_state(reference: str, status: str | None) -> list[str]:
    """Why the area is compared with nothing; ``reference`` as it stands in sentences, no status: there is none to name."""
    if status is None or status == "ok":
        return []
    words = {"reference": reference, "state": state_word(status)}
    return [_("To compare with, there is no value %(reference)s: %(state)s.") % words]


def change_sentence(figure: Mapping[str, Any]) -> list[str]:
    """Whether the change over the year lies within the range in which the area fluctuates anyway."""
    if figure["change_outside"] is None:
        return []
    half = format_difference(figure["change_half"], figure["unit"], figure["decimals"], signed=False)
    if figure["change_outside"]:
        return [_("The change lies outside the range of fluctuation (± %(half)s).") % {"half": half}]
    return [_("The change lies within the range of fluctuation (± %(half)s).") % {"half": half}]
