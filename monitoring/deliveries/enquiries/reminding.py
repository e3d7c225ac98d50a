"""Remind of open enquiries: whoever took one down is told once, some days before it is due or when it is late."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from indicators.actions.enquiring import remember_reminder
from indicators.office import enquiries as office
from monitoring.notices.notify import notify

DAYS_BEFORE = 3


def remind(today: date) -> int:
    """Tell of every open enquiry that is due within some days, once; returns how many people were told."""
    told = 0
    for enquiry in office.due(today + timedelta(days=DAYS_BEFORE)):
        assert enquiry.due_on is not None
        with transaction.atomic():
            if not remember_reminder(enquiry=enquiry.pk, today=today):
                continue
            notify(
                enquiry.created_by_id,
                "enquiry_due",
                f"enquiry:{enquiry.pk}",
                reverse("enquiry", urlconf="monitoring.urls.office", kwargs={"enquiry": enquiry.pk}),
                {"number": enquiry.number, "day": enquiry.due_on},
                key=f"enquiry:{enquiry.pk}:{enquiry.due_on.isoformat()}",
            )
            told += 1
    return told
