"""Every kind of notice: on which address it is shown, and its words, which ``params`` fill."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """``title`` says what happened, ``advice`` what to do; ``params`` are the names of what fills them."""

    title: Promise
    advice: Promise
    params: tuple[str, ...] = ("source", "period")
    is_portal: bool = False
    is_urgent: bool = False


#: What a delivery tells its people. ``source`` is the title of its source in both languages.
KINDS: Mapping[str, Kind] = {
    "refused": Kind(
        _("%(source)s, %(period)s: the check found errors"),
        _("Nothing of the file was kept. The report says line by line what to correct; then deliver it again."),
        is_urgent=True,
    ),
    "candidate": Kind(
        _("%(source)s, %(period)s: checked and calculated"),
        _("Nothing to do: a second person looks at the results and decides."),
    ),
    "approval_wanted": Kind(
        _("%(source)s, %(period)s: waits for your decision"),
        _("Look at the preview, then approve or reject."),
        is_urgent=True,
    ),
    "released": Kind(
        _("%(source)s, %(period)s: live in release %(release)s"),
        _("Nothing to do. A correction is a new delivery for the same period."),
        ("source", "period", "release"),
    ),
    "rejected": Kind(
        _("%(source)s, %(period)s: rejected"),
        _("The reason stands with the delivery. Correct the file, and deliver it again."),
        is_urgent=True,
    ),
    "asked_back": Kind(
        _("%(source)s, %(period)s: the statistics office asks a question"),
        _("Open the delivery and answer; until then it waits."),
        is_urgent=True,
    ),
    "answered": Kind(
        _("%(source)s, %(period)s: your question was answered"),
        _("Open the delivery, read the answer, and decide."),
        is_urgent=True,
    ),
    "withdrawn": Kind(
        _("%(source)s, %(period)s: the delivery was withdrawn"),
        _("The reason stands with the delivery. Nothing that readers see has changed."),
    ),
    "failed": Kind(
        _("%(source)s, %(period)s: interrupted"),
        _("The reason lies in the system, not in the file. The statistics office starts it again."),
        is_urgent=True,
    ),
    "taken_over": Kind(
        _("%(source)s, %(period)s: taken over by the statistics office"),
        _("Nothing to do. The office asks where something is unclear."),
    ),
    "arrived": Kind(
        _("%(source)s, %(period)s: a file has arrived in the tray"),
        _("Take it over, or look at its report."),
    ),
    "due_soon": Kind(
        _("%(source)s, %(period)s: due on %(day)s"),
        _("Deliver the file into the tray. If the period does not come, tell the statistics office."),
        ("source", "period", "day"),
    ),
    "due": Kind(
        _("%(source)s, %(period)s: due today"),
        _("Deliver the file into the tray. If the period does not come, tell the statistics office."),
        is_urgent=True,
    ),
    "late": Kind(
        _("%(source)s, %(period)s: was due on %(day)s"),
        _("Deliver the file as soon as you can, or tell the statistics office when it comes."),
        ("source", "period", "day"),
        is_urgent=True,
    ),
    "escalated": Kind(
        _("%(source)s, %(period)s: still missing, due since %(day)s"),
        _("The department was reminded. Talk to the contact person, or note that the period does not come."),
        ("source", "period", "day"),
        is_urgent=True,
    ),
    "enquiry_due": Kind(
        _("Enquiry %(number)s is due on %(day)s"),
        _("Open it, write the answer, and mark it as answered."),
        ("number", "day"),
        is_urgent=True,
    ),
    "early_warning": Kind(
        _("Early warning, %(period)s: new entries (%(number)s)"),
        _(
            "Release %(release)s brought areas that left what was to be expected. Look at them, and put aside what is known."
        ),
        ("number", "period", "release"),
        is_portal=True,
    ),
    "index_approved": Kind(
        _("Your index “%(title)s” is an entry of the catalogue"),
        _("Nothing to do: a release shows its values as soon as they are computed."),
        ("title",),
        is_portal=True,
    ),
    "index_rejected": Kind(
        _("Your index “%(title)s” was rejected"),
        _("The reason stands with it. Your draft is as you left it: change it, and hand it in anew."),
        ("title",),
        is_portal=True,
    ),
    "release_live": Kind(
        _("Release %(release)s is live"),
        _("Your dashboards that follow the latest release show its values: %(reason)s"),
        ("release", "reason"),
        is_portal=True,
    ),
}
