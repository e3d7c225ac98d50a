"""The audit trail as the office's pages read it: filtered, newest first, page by page along a key. 10⁶ rows stay quick.

Every filter has an index that ends in (at, id), so that a page costs its own rows and no more. Pages are told apart by the
last row of the one before, never by a number that has to be counted to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from indicators import chain
from indicators.models import AuditEntry, AuditSeal, TrailCheck

SHORTEST_TEXT = 3  # letters: shorter ones have no index, and mean nothing in a trail


@dataclass(frozen=True)
class Wanted:
    """What to look for; empty parts leave everything in. ``first`` and ``last`` are days, both included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    subject_id: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""


@dataclass(frozen=True, order=True)
class Key:
    """Where a page ends: the moment and number of its last entry."""

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.number}"


def key_from(written: str) -> Key | None:
    """The key of an address; nothing where it is none."""
    at, _, number = written.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if moment.tzinfo is None or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return Key(moment, int(number))


def entries(wanted: Wanted) -> QuerySet[AuditEntry]:
    """The entries that are wanted, newest first, each with its link of the chain."""
    found = AuditEntry.objects.select_related("seal").order_by("-at", "-id")
    for column in ("actor", "action", "subject", "subject_id"):
        if value := getattr(wanted, column):
            found = found.filter(**{column: value})
    if wanted.first:
        found = found.filter(at__gte=_begin(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_begin(wanted.last + timedelta(days=1)))
    if len(wanted.text) >= SHORTEST_TEXT:
        found = found.extra(where=["audit_entry.details::text ILIKE %s"], params=[f"%{_literally(wanted.text)}%"])
    return found


def _literally(text: str) -> str:
    """The text as a pattern that means itself. ``icontains`` would compare capitals, of which there is no index."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Page:
    """Some entries, and where the next page begins, if there is one."""

    entries: list[AuditEntry]
    following: Key | None


def page(wanted: Wanted, *, after: Key | None = None, length: int) -> Page:
    """The entries that follow ``after``, at most ``length`` of them."""
    found = entries(wanted)
    if after is not None:
        found = found.extra(where=["(audit_entry.at, audit_entry.id) < (%s, %s)"], params=[after.at, after.number])
    rows = list(found[: length + 1])
    last = rows[length - 1] if len(rows) > length else None
    return Page(rows[:length], Key(last.at, last.pk) if last else None)


def exported(wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The same entries in the order of the chain, each with the hash before it and its own; unsealed ones last.

    ``indicators.chain`` says how an outsider checks them.
    """
    numbers = entries(wanted).order_by().values("pk")
    rows = (
        AuditEntry.objects.filter(pk__in=numbers)
        .select_related("seal")
        .order_by(F("seal__id").asc(nulls_last=True), "id")
    )
    before: AuditSeal | None = None
    for entry in rows.iterator(chunk_size=2000):
        seal = getattr(entry, "seal", None)
        yield {
            "id": entry.pk,
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "details": entry.details,
            "previous_sha256": _previous(seal, before),
            "chain_sha256": seal.chain_sha256 if seal else "",
            "signature": seal.signature if seal else "",
        }
        before = seal


def _previous(seal: AuditSeal | None, before: AuditSeal | None) -> str:
    """The link before ``seal``; it is at hand where the entry before it was exported too."""
    if seal is None:
        return ""
    if before is not None and before.pk == seal.pk - 1:
        return before.chain_sha256
    found = AuditSeal.objects.filter(pk__lt=seal.pk).order_by("-pk").values_list("chain_sha256", flat=True).first()
    return found or chain.GENESIS


def last_check() -> TrailCheck | None:
    """The last walk along the chain."""
    return TrailCheck.objects.order_by("-pk").first()


def waiting_for_the_sealer() -> int:
    """Entries of the last minutes that are not chained yet; the sealer comes every 30 seconds, a walk counts all of them."""
    return AuditEntry.objects.filter(seal=None, at__gt=timezone.now() - timedelta(minutes=10)).count()


def actors() -> list[str]:
    """Everybody who ever did something, found by jumping along the index instead of reading every row."""
    return _distinct("actor")


def actions() -> list[str]:
    """Every action that was ever written."""
    return _distinct("action")


def subjects() -> list[str]:
    """Every kind of object that something was ever done to."""
    return _distinct("subject")


def _distinct(column: str) -> list[str]:
    found: list[str] = []
    last = ""
    while value := (
        AuditEntry.objects.filter(**{f"{column}__gt": last}).order_by(column).values_list(column, flat=True).first()
    ):
        found.append(value)
        last = value
    return found
