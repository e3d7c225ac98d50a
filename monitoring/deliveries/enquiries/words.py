"""Enquiries in words: who asks, where they stand, what they are about. The German stands in the catalogue."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.wording import DOMAINS

ASKERS: dict[str, Promise] = {
    "council": _("the council"),
    "press": _("the press"),
    "public": _("the public"),
    "administration": _("the administration"),
}
#: What may be told to whom, read before a value is taken.
OPEN_TO: dict[str, Promise] = {
    "council": _("The council is told what members of the council see in the portal."),
    "press": _("The press is told what is public."),
    "public": _("The public is told what is public."),
    "administration": _("The administration is told what its viewers see in the portal."),
}


@dataclass(frozen=True)
class StateWords:
    """A state as a badge."""

    name: Promise
    kind: str


STATES: dict[str, StateWords] = {
    "open": StateWords(_("open"), "info"),
    "answered": StateWords(_("answered"), "success"),
    "closed": StateWords(_("closed"), "neutral"),
}
TOPICS: dict[str, Promise] = {**DOMAINS, "other": _("Other")}

#: State → what leads to it, on a button, and what the person is told then.
MOVES: dict[str, tuple[Promise, Promise]] = {
    "answered": (_("Mark as answered"), _("The enquiry is answered. Its values stay as they were published.")),
    "closed": (_("Close"), _("The enquiry is closed.")),
    "open": (_("Open again"), _("The enquiry is open again.")),
}
