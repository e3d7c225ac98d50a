"""What was erased stays erased, also where an older copy of the data is put back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from indicators.actions.audit import record
from indicators.actions.erasing import carry_on
from indicators.actions.moves import move
from indicators.journey import WORKER_STATES, Move, State, moves_from
from indicators.models import Delivery, Erasure, StoredFile


@dataclass(frozen=True)
class ErasedFile:
    """The mark that the bytes of a file left behind."""

    sha256: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class ErasedDelivery:
    """The protocol of an erasure, as far as an older copy needs it to erase again."""

    delivery: int
    file_sha256: str
    cause: str
    due_on: date | None
    reason: str
    actor: str
    started_at: datetime


@dataclass(frozen=True)
class Erased:
    """Everything that was erased up to now, or is on its way."""

    files: tuple[ErasedFile, ...] = field(default=())
    deliveries: tuple[ErasedDelivery, ...] = field(default=())


def everything_erased() -> Erased:
    """The marks of all files and deliveries whose content went."""
    files = StoredFile.objects.filter(content=None).order_by("sha256")
    deliveries = Erasure.objects.order_by("pk").values_list(
        "delivery", "file_sha256", "cause", "due_on", "reason", "actor", "started_at"
    )
    return Erased(
        tuple(ErasedFile(*row) for row in files.values_list("sha256", "erased_at", "erased_reason")),
        tuple(ErasedDelivery(*row) for row in deliveries),
    )


def erase_again(*, erased: Erased) -> int:
    """Erase what is back although it was erased; returns how many files and deliveries were.

    A number of a delivery means the same one in a copy of the same data; the file's hash says that it is.
    """
    again = sum(_delivery_again(mark) for mark in erased.deliveries)
    return again + _files_again(erased.files)


@transaction.atomic
def _begun_again(mark: ErasedDelivery) -> bool:
    found = Delivery.objects.select_for_update().filter(pk=mark.delivery).first()
    if found is None or found.file.sha256 != mark.file_sha256:
        return False
    if not Erasure.objects.filter(pk=mark.delivery).exists():
        if State(found.state) in WORKER_STATES:  # there it waits for steps that would find nothing to read
            move(found, Move.FAIL, failure="Erased")
        if any(way.move is Move.EXPIRE for way in moves_from(State(found.state))):
            move(found, Move.EXPIRE, cause=mark.cause)
        Erasure.objects.create(
            delivery=found,
            cause=mark.cause,
            due_on=mark.due_on,
            reason=mark.reason,
            actor=mark.actor,
            file_sha256=mark.file_sha256,
            started_at=mark.started_at,
        )
    return True


def _delivery_again(mark: ErasedDelivery) -> bool:
    """Whether there was something to erase again."""
    if not _begun_again(mark) or Erasure.objects.filter(pk=mark.delivery, finished_at__isnull=False).exists():
        return False
    carry_on(delivery=mark.delivery)
    return True


@transaction.atomic
def _files_again(files: Iterable[ErasedFile]) -> int:
    marks = {file.sha256: file for file in files}
    back = StoredFile.objects.filter(sha256__in=marks, content__isnull=False).defer("content")
    for stored in back:
        mark = marks[stored.sha256]
        stored.content, stored.erased_at, stored.erased_reason = None, mark.at, mark.reason
        stored.save(update_fields=["content", "erased_at", "erased_reason"])
        record(by=None, action="erase_again", subject="file", subject_id=stored.pk, reason=mark.reason)
    return len(back)
