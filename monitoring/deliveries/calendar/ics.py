"""The dates as iCalendar (RFC 5545): an all-day event for everything that is open or to come."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from indicators.calendar import SlotState
from monitoring.deliveries.calendar.showing import Cell

_SHOWN = (SlotState.NOT_YET, SlotState.DUE, SlotState.LATE)
_WIDTH = 75


def document(found: Iterable[Cell], host: str, now: datetime) -> str:
    """The file; its events keep their names, so that a calendar that has them already updates them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sozialraum-Monitor//DE", "CALSCALE:GREGORIAN"]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for cell in found:
        if cell.slot.state not in _SHOWN:
            continue
        day = cell.slot.due
        title = _("%(source)s, %(period)s is due") % {"source": cell.title, "period": cell.label}
        lines += [
            "BEGIN:VEVENT",
            f"UID:{cell.source}-{cell.slot.period.code.replace('/', '-')}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(title)}",
            f"DESCRIPTION:{_escaped(cell.department)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterable[str]:
    """At most 75 octets a line, no character torn apart; what follows begins with a blank."""
    part = ""
    for character in line:
        if len((part + character).encode()) > _WIDTH:
            yield part
            part = " "
        part += character
    yield part
