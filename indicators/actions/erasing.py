"""Erase what is due: observations, the values in the report, the bytes. Hash and protocol stay.

One erasure is several transactions, each of them whole. The first writes that the content is going: from then on nothing is
computed from it, and every later one only takes away. Killed anywhere and run again, it goes on where it stopped.
"""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon, move
from indicators.journey import WORKER_STATES, Move, State, moves_from
from indicators.models import Delivery, Erasure, ErasureRequest, Problem, StoredFile
from indicators.retention import Due
from indicators.stays import held

PIECE = 100_000
_SOME = """
    DELETE FROM sealed.observation
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM sealed.observation WHERE delivery_id = %s LIMIT %s))
"""


@dataclass(frozen=True)
class Cause:
    """Why a delivery's content goes: a term that has ended (with the source's legal basis), or a person's request."""

    name: str
    reason: str
    due: Due | None = None
    request: ErasureRequest | None = None
    by: AbstractBaseUser | None = None


@transaction.atomic
def begin(*, delivery: int, cause: Cause) -> Erasure | None:
    """Write that the content is going; ``None`` where it went before.

    A delivery that waits for a person ends here, so that nobody approves what can no longer be read.

    Raises:
        Refused: ``in_work`` (the worker has it), ``retention_held``.
    """
    found = locked_soon(delivery)
    if Erasure.objects.filter(delivery=found).exists():
        return None
    if State(found.state) in WORKER_STATES:
        raise Refused("in_work")
    if held(found):
        raise Refused("retention_held")
    if any(way.move is Move.EXPIRE for way in moves_from(State(found.state))):
        move(found, Move.EXPIRE, by=cause.by, cause=cause.name)
    return Erasure.objects.create(
        delivery=found,
        cause=cause.name,
        due_on=cause.due.day if cause.due else None,
        reason=cause.reason,
        actor=cause.by.get_username() if cause.by else "worker",
        request=cause.request,
        file_sha256=found.file.sha256,
        started_at=timezone.now(),
    )


def carry_on(*, delivery: int) -> Erasure:
    """Take away what is left of a delivery whose erasure has begun, piece by piece, each in its own transaction."""
    while _take_a_piece(delivery):
        pass
    return _finish(delivery)


@transaction.atomic
def _take_a_piece(delivery: int) -> bool:
    """Some observations less; ``False`` when none is left."""
    erasure = Erasure.objects.select_for_update().get(pk=delivery)
    with connection.cursor() as cursor:
        cursor.execute(_SOME, [delivery, PIECE])
        gone = cursor.rowcount
    if gone:
        erasure.observations += gone
        erasure.save(update_fields=["observations"])
    return gone > 0


@transaction.atomic
def _finish(delivery: int) -> Erasure:
    """The report's values and the bytes, unless another delivery needs the same bytes; then the protocol."""
    erasure = Erasure.objects.select_for_update().get(pk=delivery)
    if erasure.finished_at is not None:
        return erasure
    erasure.problems = Problem.objects.filter(delivery=delivery).delete()[0]
    erasure.bytes_gone = _erase_bytes(erasure)
    erasure.finished_at = timezone.now()
    erasure.save()
    details = {"due_on": erasure.due_on.isoformat()} if erasure.due_on else {}
    record(
        by=erasure.request.decided_by if erasure.request else None,
        action="erase",
        subject="delivery",
        subject_id=delivery,
        cause=erasure.cause,
        reason=erasure.reason,
        file=erasure.file_sha256,
        observations=erasure.observations,
        problems=erasure.problems,
        bytes_gone=erasure.bytes_gone,
        **details,
    )
    return erasure


def _erase_bytes(erasure: Erasure) -> bool:
    """Only hash, size and reason stay of the bytes, as soon as nothing needs them any more."""
    stored = StoredFile.objects.select_for_update().defer("content").get(sha256=erasure.file_sha256)
    if _is_needed(stored):
        return False
    if stored.erased_at is None:
        stored.content, stored.erased_at, stored.erased_reason = None, timezone.now(), erasure.cause
        stored.save(update_fields=["content", "erased_at", "erased_reason"])
    return True


def _is_needed(stored: StoredFile) -> bool:
    """Whether another delivery of the same bytes is there, or a profile is being made for them."""
    return Delivery.objects.filter(file=stored, erasure=None).exists() or stored.drafts.filter(closed="").exists()


def erase_unneeded() -> int:
    """Bytes that outlived the last erasure of their deliveries because a draft needed them, which is closed now."""
    gone = 0
    left = Erasure.objects.filter(finished_at__isnull=False, bytes_gone=False, delivery__file__content__isnull=False)
    for number in left.values_list("pk", flat=True):
        with transaction.atomic():
            erasure = Erasure.objects.select_for_update().get(pk=number)
            if _erase_bytes(erasure):
                erasure.bytes_gone = True
                erasure.save(update_fields=["bytes_gone"])
                record(
                    by=None,
                    action="erase",
                    subject="file",
                    subject_id=erasure.file_sha256[:12],
                    file=erasure.file_sha256,
                    reason=erasure.reason,
                )
                gone += 1
    return gone
