"""The mail of a day, written whole before anything is sent: one to a person, about what is new and unread."""

from collections import defaultdict
from datetime import datetime, timedelta
from email.utils import make_msgid
from itertools import chain

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.departments.access import Right, may
from monitoring.departments.models import Person
from monitoring.notices.forms import preference_of
from monitoring.notices.models import Mail, Notice, Notification, OfficeNotification
from monitoring.notices.words import told

_LOCK = 7_100_000_012
#: Not before this hour of the city's day.
HOUR = 6
_NEWS = timedelta(days=14)


def write(now: datetime) -> int:
    """Write the mails of the day that are not written yet; returns how many.

    A person gets one a day at most: the database holds it, whoever calls, however often.
    """
    local = timezone.localtime(now)
    if local.hour < HOUR or not settings.EMAIL_HOST:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        written = Mail.objects.filter(day=local.date()).values("person_id")
        waiting: dict[int, list[Notice]] = defaultdict(list)
        unread = [
            model._default_manager.filter(read_at=None, mail=None, at__gt=now - _NEWS).exclude(person__in=written)
            for model in (OfficeNotification, Notification)
        ]
        for notice in chain(*unread):
            waiting[notice.person_id].append(notice)
        people = Person.objects.filter(pk__in=waiting, is_active=True)
        return sum(_write(person, waiting[person.pk], now) for person in people)


def _write(person: Person, notices: list[Notice], now: datetime) -> bool:
    kept = preference_of(person)
    address = kept.address or person.email
    if not may(person, Right.ENTER_OFFICE_FACE):
        notices = [notice for notice in notices if isinstance(notice, Notification)]
    if not (kept.wants_mail and address and notices):
        return False
    with translation.override(kept.language):
        subject = ngettext("%(number)d new notice", "%(number)d new notices", len(notices)) % {"number": len(notices)}
        mail = Mail.objects.create(
            person=person,
            day=timezone.localtime(now).date(),
            message_id=make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1]),
            recipient=address,
            subject=f"Sozialraum-Monitor: {subject}",
            body=_body(notices),
            next_attempt_at=now,
        )
    for notice in notices:
        notice.mail = mail
        notice.save(update_fields=["mail"])
    return True


def _body(notices: list[Notice]) -> str:
    lines = [_("This is new and unread at the Sozialraum-Monitor:"), ""]
    for notice in notices:
        line = told(notice)
        address = settings.PUBLIC_ADDRESSES["portal" if isinstance(notice, Notification) else "office"]
        lines += [f"- {line.title}", f"  {line.advice}", *([f"  {address}{line.path}"] if address else []), ""]
    own = reverse("mail-settings", urlconf="monitoring.urls.portal")
    where = settings.PUBLIC_ADDRESSES["portal"] + own if settings.PUBLIC_ADDRESSES["portal"] else ""
    lines += [
        _("You get one mail a day at most, and none when everything is read."),
        _("Whether, where and in which language is your choice under “Notices”."),
        *([where] if where else []),
    ]
    return "\n".join(lines) + "\n"
