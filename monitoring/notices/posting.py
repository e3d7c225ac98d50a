"""Send what is written. What is guaranteed, and what no program can:

A mail that is written is sent sooner or later, also after a killed worker or a server that was away: its row waits. No
two workers send the same row: it is locked while it is sent, and it says afterwards that it was. Between the server's
"250 taken" and that commit lies one moment; who is killed in it sends the same mail once more, with the same
``Message-ID``, by which servers and mail programs know it again. Nothing else sends a mail twice.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from monitoring.notices.models import Mail

logger = logging.getLogger(__name__)
_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
#: After so many refusals the mail is given up; its notices stay behind the bell.
ATTEMPTS = 10


def post(now: datetime) -> int:
    """Send every mail whose time has come, one after the other; returns how many the server took.

    A server that is away is not asked for every mail of the day: the others wait for the next call.
    """
    if not settings.EMAIL_HOST:
        return 0
    due = Mail.objects.filter(next_attempt_at__lte=now, sent_at=None, given_up_at=None)
    taken = 0
    for number in list(due.order_by("pk").values_list("pk", flat=True)):
        error = _post(number, now)
        if isinstance(error, OSError) and not isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
            break
        taken += error is None
    return taken


@transaction.atomic
def _post(number: int, now: datetime) -> Exception | None:
    """Send one mail; returns what went wrong. One that somebody else is sending counts as not there."""
    waiting = Mail.objects.select_for_update(skip_locked=True).filter(pk=number, sent_at=None, given_up_at=None)
    mail = waiting.first()
    if mail is None:
        return LookupError(number)
    failed: Exception | None = None
    try:
        _send(mail)
    except (SMTPException, OSError) as error:
        failed = error
        mail.attempts += 1
        mail.failure = type(error).__name__
        mail.next_attempt_at = now + timedelta(minutes=2**mail.attempts)
        is_hopeless = isinstance(error, SMTPRecipientsRefused) or mail.attempts >= ATTEMPTS
        mail.given_up_at = now if is_hopeless else None
        logger.warning("mail not taken", extra={"fields": {"mail": mail.pk, "error": mail.failure}})
    else:
        mail.sent_at, mail.failure = now, ""
    mail.save()
    return failed


def _send(mail: Mail) -> None:
    message = EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(
            _BACKEND,
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            username=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            use_tls=settings.EMAIL_USE_TLS,
            timeout=settings.EMAIL_TIMEOUT,
        ),
    )
    message.send()
