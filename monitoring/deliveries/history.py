"""Lines of the audit trail as readers of a delivery's page see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from indicators.models import AuditEntry
from monitoring.departments.names import person_names
from monitoring.journey_messages import EVENTS


@dataclass(frozen=True)
class Told:
    """When, who, what, and the reason or result that belongs to it."""

    at: datetime
    who: str
    what: str
    detail: str


def told(entries: Sequence[AuditEntry]) -> list[Told]:
    """The lines in the active language, people by their names; one query."""
    names = person_names(entry.actor for entry in entries)
    return [_told(entry, names[entry.actor]) for entry in entries]


def _told(entry: AuditEntry, name: str) -> Told:
    who = _("the worker") if entry.actor == "worker" else name
    return Told(entry.at, who, str(EVENTS.get(entry.action, entry.action)), _detail(entry))


def _detail(entry: AuditEntry) -> str:
    details = entry.details
    match details:
        case {"reason": str(reason)}:
            return _("Reason: %(reason)s") % {"reason": reason}
        case {"release": str(number)}:
            return _("Release %(number)s") % {"number": number}
        case {"superseded_by": number}:
            return _("By delivery %(number)s") % {"number": number}
        case {"revision": True}:
            return _("Revision: values for this period were in force before")
        case {"file": str(digest)}:
            return _("SHA-256 %(digest)s") % {"digest": digest}
        case {"failure": str(failure)}:
            return _("Kind of the fault: %(kind)s") % {"kind": failure}
    return ""
