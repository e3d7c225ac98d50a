"""Refusals around releases in words: preparing them together, taking them back, notes that travel with the numbers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_LOOK = _("Look at the page of releases, and begin from there.")

#: Code of a refusal → what happened, what to do.
RELEASE_REFUSALS: dict[str, tuple[Promise, Promise]] = {
    "unknown_bundle": (_("There is no release in preparation %(bundle)s."), _LOOK),
    "bundle_ended": (
        _("This release is no longer in preparation: it was approved, released or given up."),
        _LOOK,
    ),
    "bundle_empty": (_("No delivery belongs to this release yet."), _("Take deliveries in first.")),
    "bundle_asked": (
        _("A question about one of the deliveries has no answer yet."),
        _("Answer it first; then the release can be given up."),
    ),
    "bundle_not_ready": (
        _("The deliveries of this release are not calculated together yet."),
        _("Wait until every one of them waits for its decision; a question about one holds all of them back."),
    ),
    "in_another_bundle": (
        _("Delivery %(delivery)s belongs to another release in preparation."),
        _("Take it out there first."),
    ),
    "in_bundle": (
        _("This delivery belongs to a release in preparation."),
        _("Approve the release as a whole, or take the delivery out of it."),
    ),
    "not_in_bundle": (_("This delivery belongs to no release in preparation."), _LOOK),
    "several_municipalities": (
        _("The deliveries are about areas of several municipalities."),
        _("Prepare one release for each of them."),
    ),
    "unknown_note": (_("There is no such note."), _("Look at the notes as they are now.")),
    "unknown_note_kind": (_("There is no kind of note “%(kind)s”."), _("There are: %(known)s.")),
    "note_text_missing": (
        _("The note needs a text in German and in English."),
        _("Write one sentence in each language."),
    ),
    "note_period": (
        _("The period “%(period)s” cannot be used here."),
        _("Write 2026-Q2, 2026-06-30 or 2026. A break has a first period, an exceptional time a first and a last one."),
    ),
    "note_codes": (
        _("The catalogue does not know: %(unknown)s."),
        _("Choose indicators and measures of the catalogue."),
    ),
    "unknown_release": (_("There is no release %(release)s."), _LOOK),
    "release_withdrawn": (_("Release %(release)s was withdrawn already."), _LOOK),
    "not_live": (_("Release %(release)s is not live any more."), _LOOK),
    "withdraw_live": (
        _("Release %(release)s is live."),
        _("What is live is taken back by going back to an earlier release."),
    ),
    "not_before": (
        _("What is live does not follow from release %(release)s."),
        _("Choose a release that it follows from; they are marked in the list."),
    ),
    "erased_since": (
        _(
            "What counted then is erased by now (deliveries %(deliveries)s), so that nothing could be calculated from it."
        ),
        _("Deliver a correction instead; it becomes a new revision."),
    ),
    "withdrawal_open": (
        _("It is proposed already that this release is taken back."),
        _("A second person confirms it or leaves everything as it is."),
    ),
    "unknown_withdrawal": (_("There is no such proposal."), _LOOK),
    "withdrawal_decided": (_("This proposal has been decided already."), _LOOK),
    "own_withdrawal": (_("Nobody confirms their own proposal."), _("Ask a second person with the right to approve.")),
}
