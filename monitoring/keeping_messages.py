"""Refusals about keeping and about enquiries in words. The German stands in the catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Code of a refusal → what happened, what to do.
KEEPING_REFUSALS: dict[str, tuple[Promise, Promise]] = {
    "retention_held": (_("The erasure is put off."), _("Lift the hold first, or leave it until its reason is gone.")),
    "erased_already": (_("The content is erased already, or is being erased."), _("There is nothing left to do.")),
    "erasure_requested": (
        _("Somebody has asked for this erasure already."),
        _("A second person decides about that request."),
    ),
    "unknown_hold": (_("There is no such hold."), _("Look at the list of holds.")),
    "unknown_request": (_("There is no such request."), _("Look at the list of requests.")),
    "own_request": (
        _("You asked for this erasure yourself."),
        _("Ask a second person with the right to approve."),
    ),
    "foreign_request": (_("Somebody else asked for this erasure."), _("Only they withdraw it; you can reject it.")),
    "request_decided": (
        _("The request has been decided already (%(decision)s)."),
        _("Load the page anew and read what was decided."),
    ),
    "unknown_enquiry": (_("There is no such enquiry."), _("Look at the list of enquiries.")),
    "enquiry_not_open": (
        _("The enquiry is answered or closed."),
        _("Open it again before you change it."),
    ),
    "enquiry_incomplete": (_("Question or asker is missing."), _("Write both.")),
    "enquiry_unanswered": (_("There is no answer yet."), _("Write the answer first.")),
    "enquiry_changed_meanwhile": (
        _("Somebody changed the enquiry while you were writing."),
        _("Load the page anew; your text is still in the browser's field if you go back."),
    ),
    "value_not_published": (
        _("There is no published number for this area and period: %(state)s."),
        _("Choose another area, level or period. What is suppressed cannot be given out."),
    ),
    "value_not_for_asker": (
        _("The asker may not be told this."),
        _("The indicator or the release is not open to %(asker)s; choose another one."),
    ),
    "value_unknown": (_("There is no such value in this release."), _("Choose indicator, period and area anew.")),
    "value_taken": (_("This value is in the answer already."), _("Take it from the list.")),
}
