"""The audit trail: one row an action, in the action's own transaction; a sealer chains what was committed."""

import hmac
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from indicators import chain
from indicators.models import AuditEntry, AuditSeal

_SEAL_LOCK = 7_100_000_001


def record(*, by: AbstractBaseUser | None, action: str, subject: str, subject_id: object, **details: Any) -> AuditEntry:
    """Write who did what. ``by=None`` is the worker. Details never hold values of observations."""
    return AuditEntry.objects.create(
        actor=by.get_username() if by else "worker",
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        details=details,
    )


def link(previous: str, entry: AuditEntry) -> str:
    """SHA-256 of the previous link and the entry's canonical form; ``indicators.chain`` says how it is written."""
    return chain.link(previous, document(entry))


def document(entry: AuditEntry) -> dict[str, Any]:
    """The entry as it is chained and exported."""
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "details": entry.details,
    }


def sign(head: str) -> str:
    """The signature of a head: whoever cannot read the secret key cannot write a new chain."""
    return hmac.new(settings.SECRET_KEY.encode(), f"audit:{head}".encode(), "sha256").hexdigest()


@transaction.atomic
def seal() -> int:
    """Chain every committed entry that has no seal yet and sign the head; returns how many were sealed.

    An entry whose transaction commits after a younger one was sealed is chained later: the order is that of sealing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    head = AuditSeal.objects.order_by("-pk").first()
    entries = list(AuditEntry.objects.filter(seal=None).order_by("pk"))
    if not entries:
        return 0
    last = head.chain_sha256 if head else chain.GENESIS
    seals = []
    for entry in entries:
        last = link(last, entry)
        seals.append(AuditSeal(entry=entry, chain_sha256=last))
    seals[-1].signature = sign(last)
    AuditSeal.objects.bulk_create(seals)
    return len(seals)
