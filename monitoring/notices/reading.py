"""The notices of one person at this address: how many are unread, the list, and marking them, back as well."""

from collections.abc import Collection

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from monitoring.notices.models import Notice, Notification, OfficeNotification


def notices_of(person: int) -> QuerySet[Notice]:
    """Newest first; each address has its own."""
    model: type[Notice] = OfficeNotification if settings.IS_OFFICE else Notification
    return model._default_manager.filter(person_id=person)


def unread(person: int) -> int:
    """How many the bell shows."""
    return notices_of(person).filter(read_at=None).count()


def mark_read(person: int, numbers: Collection[int] | None = None) -> list[int]:
    """Mark some, or all, as read; returns those that were not before."""
    found = notices_of(person).filter(read_at=None)
    if numbers is not None:
        found = found.filter(pk__in=numbers)
    marked = list(found.values_list("pk", flat=True))
    notices_of(person).filter(pk__in=marked).update(read_at=timezone.now())
    return marked


def mark_unread(person: int, numbers: Collection[int]) -> int:
    """Take that back; of other people's nothing is touched."""
    return notices_of(person).filter(pk__in=numbers, read_at__isnull=False).update(read_at=None)
