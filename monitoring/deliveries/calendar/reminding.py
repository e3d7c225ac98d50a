"""Remind whoever delivers: before the day, on it, and when it has passed; then the office. Each occasion once, by its key."""

from datetime import date, timedelta

from django.urls import reverse

from indicators.calendar import Slot, SlotState
from indicators.office.calendar import Line, calendar
from monitoring.deliveries.telling import statisticians, suppliers
from monitoring.departments.models import Person
from monitoring.notices.notify import notify_all

#: So many days before it is due, and so often once it is late.
BEFORE = timedelta(days=7)
AGAIN_DAYS = 14


def remind(today: date) -> None:
    """Tell everybody whom a date concerns today. Called again, or by two at once, nobody hears anything twice."""
    for line in calendar(today):
        if line.reminders:
            for slot in line.slots:
                _remind(line, slot, today)


def _remind(line: Line, slot: Slot, today: date) -> None:
    match slot.state:
        case SlotState.NOT_YET if slot.due - today <= BEFORE:
            _tell(line, slot, "due_soon", asked(line))
        case SlotState.DUE:
            _tell(line, slot, "due" if slot.due == today else "late", asked(line))
        case SlotState.LATE:
            _tell(line, slot, "late", asked(line), f":{slot.days_late // AGAIN_DAYS}")
            if slot.days_late >= line.terms.grace_days + AGAIN_DAYS:
                _tell(line, slot, "escalated", statisticians())


def asked(line: Line) -> list[Person]:
    """The contact person; without one everybody who delivers for the department, and the office where nobody does."""
    contact = line.contact
    if isinstance(contact, Person) and contact.is_active:
        return [contact]
    return suppliers(line.spec.owner) or statisticians()


def _tell(line: Line, slot: Slot, kind: str, people: list[Person], again: str = "") -> None:
    title = line.spec.title
    params = {"source": {"de": title.de, "en": title.en}, "period": slot.period.code, "day": slot.due}
    path = reverse("calendar-source", urlconf="monitoring.urls.office", args=[line.source.code])
    key = f"{kind}:{line.source.code}:{slot.period.code}{again}"
    notify_all(people, kind, f"source:{line.source.code}", path, params, key=key)
