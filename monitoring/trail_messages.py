"""The audit trail in words: actions, kinds of objects, and what stands in the details. The German stands in the catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.journey_messages import EVENTS

#: Action → what somebody did. A test finds every action that is recorded anywhere, and asks for its words here.
ACTIONS: dict[str, Promise] = {
    **EVENTS,
    "erase": _("Content erased"),
    "erase_again": _("Content erased again after a restore"),
    "hold.set": _("Erasure put off"),
    "hold.lifted": _("Erasure no longer put off"),
    "erasure.requested": _("Erasure asked for"),
    "erasure.approved": _("Erasure approved"),
    "erasure.rejected": _("Erasure rejected"),
    "erasure.withdrawn": _("Request for erasure withdrawn"),
    "enquiry.opened": _("Enquiry taken down"),
    "enquiry.changed": _("Enquiry changed"),
    "enquiry.answered": _("Enquiry answered"),
    "enquiry.closed": _("Enquiry closed"),
    "enquiry.reopened": _("Enquiry opened again"),
    "enquiry.value_taken": _("Published value taken into an answer"),
    "enquiry.value_removed": _("Published value taken out of an answer"),
    "give_reason": _("Warnings explained"),
    "appoint": _("Person appointed to approve"),
    "end_appointment": _("Appointment ended"),
    "ask_to_cancel": _("Asked to stop a running step"),
    "cancel_too_late": _("The step was over before it could be stopped"),
    "agree_dates": _("Dates of delivery agreed"),
    "expect_period": _("Period expected again"),
    "waive_period": _("Noted that a period does not come"),
    "make_token": _("Key for delivering by a program made"),
    "revoke_token": _("Key for delivering by a program revoked"),
    "deliver_by_token": _("Delivered by a program"),
    "take_over": _("Taken over by the statistics office"),
    "keep_file": _("File kept until it has a profile"),
    "refuse_file": _("File with persons refused; its bytes are gone"),
    "deliver_draft": _("File delivered with its new profile"),
    "close_draft": _("File without a profile let go"),
    "record_note": _("Note recorded that travels with the numbers"),
    "remove_note": _("Note removed"),
    "open_bundle": _("Release in preparation opened"),
    "describe_bundle": _("Release in preparation described anew"),
    "collect": _("Deliveries put into a release in preparation"),
    "dissolve_bundle": _("Release in preparation dissolved"),
    "recalculate_bundle": _("Release in preparation calculated anew"),
    "propose_withdrawal": _("Withdrawal of a release proposed"),
    "decline_withdrawal": _("Withdrawal of a release declined"),
    "withdraw_release": _("Release withdrawn"),
    "roll_back": _("Rolled back to an earlier release"),
    "load_catalogue": _("Catalogue loaded from files"),
    "propose": _("Change of the catalogue proposed"),
    "department.added": _("Department added"),
    "person.added": _("Person added"),
    "person.password_set": _("Password set"),
    "person.role_granted": _("Role granted"),
    "person.role_revoked": _("Role revoked"),
    "person.closed": _("Account closed"),
    "goal.set": _("Goal set"),
    "goal.superseded": _("Goal superseded by another"),
    "goal.withdrawn": _("Goal withdrawn"),
    "warning.dismissed": _("Early warning put aside"),
    "warning.restored": _("Early warning listed again"),
    "dashboard.copied": _("Dashboard copied"),
    "dashboard.renamed": _("Dashboard renamed"),
    "dashboard.shared": _("Dashboard shared anew"),
    "dashboard.deleted": _("Dashboard deleted"),
    "dashboard.restored": _("Deleted dashboard brought back"),
}

#: Kind of object → its name before a number or code.
SUBJECTS: dict[str, Promise] = {
    "delivery": _("Delivery"),
    "file": _("File"),
    "source": _("Data source"),
    "catalogue": _("Catalogue"),
    "catalogue_proposal": _("Proposal"),
    "department": _("Department"),
    "person": _("Person"),
    "dashboard": _("Dashboard"),
    "goal": _("Goal"),
    "warning": _("Early warning"),
    "enquiry": _("Enquiry"),
    "release": _("Release"),
    "appointment": _("Appointment"),
    "token": _("Key"),
    "bundle": _("Release in preparation"),
    "profile_draft": _("File without a profile"),
}

#: Key of a detail → its name. What has none is shown by its key, so that nothing is hidden.
KEYS: dict[str, Promise] = {
    "before": _("Before"),
    "after": _("Afterwards"),
    "reason": _("Reason"),
    "file": _("From the file with the checksum"),
    "sha256": _("Checksum"),
    "manifest": _("Checksum of the results"),
    "release": _("Release"),
    "profile": _("Import profile"),
    "period": _("Period"),
    "blocks": _("Results (blocks)"),
    "observations": _("Observations"),
    "problems": _("Findings of the check"),
    "revision": _("Revision"),
    "superseded_by": _("Superseded by delivery"),
    "decided_by": _("Decided before by"),
    "requested_by": _("Asked for by"),
    "failure": _("Kind of the fault"),
    "cause": _("Cause"),
    "due_on": _("Due since"),
    "bytes_gone": _("Bytes of the file are gone"),
    "added": _("Added"),
    "changed": _("Changed"),
    "entry": _("Entry"),
    "keys": _("Changed parts"),
    "department": _("Department"),
    "role": _("Role"),
    "until": _("Until"),
    "valid_from": _("Valid from"),
    "valid_until": _("Valid until"),
    "person": _("Person"),
    "substitute_for": _("Substitute for"),
    "source": _("Data source or template"),
    "parent": _("Part of"),
    "demo": _("For trials"),
    "indicator": _("Indicator"),
    "area": _("Area"),
    "asker": _("Asked by"),
    "asked_by": _("Asked by"),
    "code": _("Kind of finding"),
    "codes": _("Kinds of findings"),
    "number": _("Number"),
    "count": _("How many"),
    "kind": _("Kind"),
    "note": _("Note"),
    "text": _("Text"),
    "deliveries": _("Deliveries"),
    "attempts": _("Attempts"),
    "version": _("Version"),
}

#: Why content was erased.
CAUSES: dict[str, Promise] = {
    "source": _("the source's term of retention has ended"),
    "refused": _("90 days after the delivery was refused, rejected or withdrawn"),
    "undecided": _("180 days without a decision"),
    "request": _("two people decided it"),
    "not_inspected": _("the file could not be inspected"),
}

YES, NO, NOTHING = _("yes"), _("no"), _("nothing")
WORKER, COMMAND = _("the worker"), _("the command line")

#: Which term ends, before the day.
TERMS: dict[str, Promise] = {
    "source": _("The source's term of retention ends"),
    "refused": _("90 days after it was refused, rejected or withdrawn"),
    "undecided": _("180 days without a decision"),
}

#: What a person is asked for, for each thing that can be done about keeping.
REASON_LABELS: dict[str, Promise] = {
    "hold": _("Why the erasure is put off"),
    "lift": _("Why it is no longer put off"),
    "request": _("Why the content is to go before its term"),
    "approve": _("Why you approve the erasure"),
    "reject": _("Why you reject it"),
    "withdraw": _("Why you withdraw the request"),
}

#: Thing that was done → what the person is told.
DONE: dict[str, Promise] = {
    "hold": _("Nothing of it is erased until somebody lifts this."),
    "lift": _("The terms run again as if the erasure had never been put off."),
    "request": _("A second person decides about it. Until then nothing is erased."),
    "approve": _("The content is being erased; this takes some minutes at most. Results that are released stay."),
    "reject": _("The request is rejected. Nothing is erased before its term."),
    "withdraw": _("The request is withdrawn. Nothing is erased before its term."),
}
