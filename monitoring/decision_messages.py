"""Refusals of decisions in words: warnings without reasons, people who were not appointed."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.deliveries.titles import title_of
from monitoring.release_messages import RELEASE_REFUSALS

#: Code of a refusal → what happened, what to do.
DECISION_REFUSALS: dict[str, tuple[Promise, Promise]] = {
    "unknown_warning": (
        _("The report of this delivery has no warnings of the kind “%(warning)s”."),
        _("Look at the report as it is now."),
    ),
    "warnings_unanswered": (
        _("Warnings have no written reason yet: %(codes)s."),
        _("The person who delivered the file writes a reason beside each kind of warning; then it can be approved."),
    ),
    "not_appointed": (
        _("You are not appointed to approve deliveries of this source today."),
        _("The list of appointments says who is, and who stands in for whom."),
    ),
    **RELEASE_REFUSALS,
    "own_appointment": (_("Nobody appoints themselves."), _("Ask another person who may set appointments.")),
    "substitute_of_oneself": (_("Nobody is their own substitute."), _("Choose two different people.")),
    "ends_before_start": (_("The last day lies before the first."), _("Check the two dates.")),
    "begins_in_past": (
        _("An appointment does not begin in the past: what was approved then stays as it was."),
        _("Begin today or later."),
    ),
    "unknown_appointment": (_("There is no such appointment."), _("Look it up in the list of appointments.")),
    "appointment_over": (_("This appointment is over already."), _("Make a new one where one is needed.")),
}


def in_words(params: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of warnings among the parameters by the names that readers know."""
    told = dict(params)
    if isinstance(told.get("codes"), list):
        told["codes"] = ", ".join(title_of(code) for code in told["codes"])
    return told
