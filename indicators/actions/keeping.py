"""Keep to the terms: what has begun goes on, what people decided and what is due begins. Run at intervals; twice is once."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.utils import timezone

from indicators.actions import erasing
from indicators.actions.erasing import Cause
from indicators.actions.errors import Refused
from indicators.models import Erasure, ErasureRequest
from indicators.stays import kept

logger = logging.getLogger(__name__)
_KEEPING_LOCK = 7_100_000_005


def erase_due(*, today: date | None = None) -> int:
    """Erase whatever has to go ``today``; returns how many deliveries' content went.

    What somebody is working on, or what is held since a moment ago, waits for the next time.
    """
    with _alone() as mine:
        if not mine:
            return 0
        for begun in Erasure.objects.filter(finished_at=None).values_list("pk", flat=True):
            erasing.carry_on(delivery=begun)
        erasing.erase_unneeded()
        return sum(_erase(delivery, cause) for delivery, cause in [*_decided(), *_ended(today or timezone.localdate())])


def _decided() -> Iterator[tuple[int, Cause]]:
    """What two people decided."""
    asked = ErasureRequest.objects.filter(decision="approved", erasure=None).select_related("decided_by")
    for request in asked:
        yield request.delivery_id, Cause("request", request.reason, request=request, by=request.decided_by)


def _ended(today: date) -> Iterator[tuple[int, Cause]]:
    """What a term has ended for."""
    for found in kept():
        if found.due is not None and found.due.day <= today and found.hold is None:
            basis = found.delivery.profile.source.spec.legal_basis
            yield found.delivery.pk, Cause(found.due.term.value, basis, due=found.due)


def _erase(delivery: int, cause: Cause) -> bool:
    try:
        begun = erasing.begin(delivery=delivery, cause=cause)
    except Refused as refused:
        logger.info("erasure waits", extra={"fields": {"delivery": delivery, "why": refused.code}})
        return False
    if begun is None:
        return False
    done = erasing.carry_on(delivery=delivery)
    logger.info("erased", extra={"fields": {"delivery": delivery, "cause": cause.name, "rows": done.observations}})
    return True


@contextmanager
def _alone() -> Iterator[bool]:
    """One eraser at a time: a lock of the session, which several transactions outlive; a dead process leaves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEEPING_LOCK])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEEPING_LOCK])
