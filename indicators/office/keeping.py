"""What is kept and how long, what is put off, what went: as the office's pages read it. No content comes along."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, QuerySet

from indicators.models import Delivery, Erasure, ErasureRequest, RetentionHold, Source
from indicators.stays import Kept, due_of, holds_on, kept

#: The tables that hold what was delivered, or cells of it.
_TABLES = ("stored_file", "observation", "problem")
_VACUUMED = """
    SELECT greatest(last_vacuum, last_autovacuum), n_dead_tup, pg_postmaster_start_time() FROM pg_stat_all_tables
    WHERE schemaname = 'sealed' AND relname = ANY(%s)
"""


def upcoming(until: date) -> list[Kept]:
    """Deliveries whose content is due by that day, the earliest first; what is put off stands among them."""
    found = (one for one in kept() if one.due is not None and one.due.day <= until)
    return sorted(found, key=lambda one: (one.due.day if one.due else until, one.delivery.pk))


def kept_as(delivery: Delivery) -> Kept:
    """One delivery, when it is due, and what puts that off."""
    return Kept(delivery, due_of(delivery), holds_on(delivery).select_related("set_by", "source").first())


def delivery(number: int) -> Delivery | None:
    """A delivery, without its content."""
    rows = Delivery.objects.select_related("file", "period", "profile__source", "uploaded_by")
    return rows.defer("file__content", "profile_document").filter(pk=number).first()


def source(code: str) -> Source | None:
    """A data source."""
    return Source.objects.filter(code=code).first()


def sources() -> list[Source]:
    """Every data source by code."""
    return list(Source.objects.order_by("code"))


def holds() -> QuerySet[RetentionHold]:
    """Everything that is put off now, the newest first."""
    return RetentionHold.objects.filter(lifted_at=None).select_related("delivery", "source", "set_by")


def holds_of(*, delivery: Delivery | None = None, source: Source | None = None) -> QuerySet[RetentionHold]:
    """Every hold that there ever was on one thing."""
    return RetentionHold.objects.filter(delivery=delivery, source=source).select_related("set_by", "lifted_by")


def requests(*, delivery: int | None = None) -> QuerySet[ErasureRequest]:
    """Requests for erasure: all of one delivery, or all that wait for a second person."""
    found = ErasureRequest.objects.select_related("delivery", "requested_by", "decided_by")
    return found.filter(decision="") if delivery is None else found.filter(delivery=delivery)


def request(number: int) -> ErasureRequest | None:
    """One request."""
    return ErasureRequest.objects.filter(pk=number).first()


def hold(number: int) -> RetentionHold | None:
    """One hold."""
    return RetentionHold.objects.select_related("source").filter(pk=number).first()


def erasures() -> QuerySet[Erasure]:
    """The protocol of everything that went, the newest first."""
    rows = Erasure.objects.select_related("delivery__period", "delivery__profile__source", "request__requested_by")
    return rows.defer("delivery__profile_document")


def erasure_of(delivery: int) -> Erasure | None:
    """The protocol of one delivery, where its content went or is going."""
    return Erasure.objects.filter(pk=delivery).first()


@dataclass(frozen=True)
class Swept:
    """Whether anything of before the last erasure is left in a table, and when the tables were vacuumed."""

    last_erasure: datetime | None
    is_done: bool
    at: datetime | None


def swept() -> Swept:
    """Whether every table was vacuumed after the last erasure, or had no dead row since.

    A server that was started since does not know about dead rows any more: then only a vacuum counts.
    """
    last = Erasure.objects.aggregate(at=Max("finished_at"))["at"]
    with connection.cursor() as cursor:
        cursor.execute(_VACUUMED, [list(_TABLES)])
        rows = cursor.fetchall()
    if last is None:
        return Swept(None, True, None)
    done = all(is_clean(last, vacuumed=at, dead=dead, started=started) for at, dead, started in rows)
    return Swept(last, done, max((at for at, _, _ in rows if at is not None), default=None))


def is_clean(last: datetime, *, vacuumed: datetime | None, dead: int, started: datetime) -> bool:
    """Whether a table holds nothing of before the ``last`` erasure."""
    return (vacuumed is not None and vacuumed > last) or (dead == 0 and started < last)
