"""Take in one upload, once: the second press of a button finds the delivery that the first one made."""

import hashlib
import secrets
from datetime import date
from importlib import import_module

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from indicators.actions.errors import Refused
from indicators.actions.receive import receive
from indicators.office import deliveries as office
from indicators.tasks import wake_after_commit
from monitoring.departments.access import Right, may

_KEY = "uploads"
_REMEMBERED = 20


def new_ticket() -> str:
    """Names one filled-in form."""
    return secrets.token_urlsafe(16)


def content_of(file: UploadedFile) -> bytes:
    """The bytes; raises ``Refused`` for a file over the limit before any of it is read."""
    limit = settings.MAXIMUM_FILE_BYTES
    if (file.size or 0) > limit:
        raise Refused("file_too_large", megabytes=(file.size or 0) >> 20, limit=limit >> 20)
    return file.read()


def require_source(by: AbstractBaseUser, profile: str) -> None:
    """Raises ``Refused`` where ``by`` may not deliver for the profile's source; an unknown profile is refused later."""
    found = next((row for row in office.profiles() if row.code == profile), None)
    if found is not None and not may(by, Right.DELIVER_FOR, found.source.spec):
        raise Refused("not_permitted", person=by.get_username())


@transaction.atomic
def upload(
    *,
    by: AbstractBaseUser,
    file: UploadedFile,
    profile: str,
    period: str,
    as_of: date | None = None,
    session: SessionBase | None = None,
    ticket: str = "",
) -> int:
    """Receive the file and wake the worker; returns the delivery's number.

    A ``ticket`` that this session has used before returns the delivery of that time. Raises ``Refused``.
    """
    require_source(by, profile)
    content = content_of(file)
    known = _used(session, ticket)
    if known is not None:
        return known
    delivery = receive(by=by, content=content, file_name=file.name or "", profile=profile, period=period, as_of=as_of)
    wake_after_commit(delivery.pk)
    if session is not None and ticket:
        used = dict(list(session.get(_KEY, {}).items())[-_REMEMBERED:])
        session[_KEY] = used | {ticket: delivery.pk}
        session.save()
    return delivery.pk


def _used(session: SessionBase | None, ticket: str) -> int | None:
    """The delivery of a used ticket, read anew after whoever is using it has finished."""
    if session is None or not ticket or not session.session_key:
        return None
    number = int.from_bytes(hashlib.sha256(f"{session.session_key}:{ticket}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    store = import_module(settings.SESSION_ENGINE).SessionStore
    found = store(session.session_key).get(_KEY, {}).get(ticket)
    return found if isinstance(found, int) else None
