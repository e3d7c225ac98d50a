"""Tell people what became of deliveries: read from the audit trail, each entry once, its notices in the same transaction.

Whoever wrote the entry is not told; nor is anybody told what does not hold any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from indicators.actions.appointing import is_appointed
from indicators.journey import Move, State
from indicators.models import AuditEntry, Delivery
from monitoring.dashboards.models import Dashboard
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person, Role
from monitoring.notices.models import Told
from monitoring.notices.notify import notify_all

_LOCK = 7_100_000_011
_AT_ONCE = 200
#: What is older is no news: nobody was there to tell it.
_NEWS = timedelta(days=2)
_OFFICE_URLS = "monitoring.urls.office"
_PORTAL_URLS = "monitoring.urls.portal"

#: Action in the trail → what those hear who look after the delivery.
_TOLD = {
    Move.REFUSE.value: "refused",
    Move.CALCULATE.value: "candidate",
    Move.ACTIVATE.value: "released",
    Move.REJECT.value: "rejected",
    Move.ASK.value: "asked_back",
    Move.WITHDRAW.value: "withdrawn",
    Move.FAIL.value: "failed",
    "take_over": "taken_over",
}
_ACTIONS = (*_TOLD, Move.ANSWER.value, "receive")


def _untold() -> list[AuditEntry]:
    since = timezone.now() - _NEWS
    found = AuditEntry.objects.filter(subject="delivery", action__in=_ACTIONS, told=None, at__gt=since)
    return list(found.order_by("pk")[:_AT_ONCE])


@transaction.atomic
def tell() -> int:
    """Tell everything that nobody was told of; returns of how many entries. One at a time: a second call does nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    entries = _untold()
    numbers = [int(entry.subject_id) for entry in entries]
    rows = Delivery.objects.filter(pk__in=numbers).select_related("profile__source", "period", "release")
    deliveries = {found.pk: found for found in rows.defer("profile_document")}
    for entry in entries:
        found = deliveries.get(int(entry.subject_id))
        if found is not None:
            _tell(entry, found)
    Told.objects.bulk_create(Told(entry=entry) for entry in entries)
    return len(entries)


@transaction.atomic
def count_as_told() -> None:
    """What has happened so far is no news: after many deliveries were brought in at once."""
    while entries := _untold():
        Told.objects.bulk_create(Told(entry=entry) for entry in entries)


def _tell(entry: AuditEntry, delivery: Delivery) -> None:
    key = f"trail:{entry.pk}"
    if kind := _TOLD.get(entry.action):
        _notify(delivery, _minders(delivery, entry.actor), kind, key)
    match entry.action:
        case Move.CALCULATE.value if delivery.state == State.CANDIDATE:
            _notify(delivery, _approvers(delivery), "approval_wanted", f"{key}:approve")
        case Move.ANSWER.value:
            asked = AuditEntry.objects.filter(subject="delivery", subject_id=entry.subject_id, action=Move.ASK.value)
            _notify(delivery, _named(asked.filter(pk__lt=entry.pk).values_list("actor", flat=True)), "answered", key)
        case Move.FAIL.value:
            _notify(delivery, statisticians(), "failed", key)
        case "receive":
            if not Person.objects.filter(_with(Role.STATISTICIAN), username=entry.actor).exists():
                _notify(delivery, statisticians(), "arrived", key)
        case Move.ACTIVATE.value:
            _tell_readers(delivery)


@dataclass(frozen=True)
class _Owned:
    """As much of a source as the question needs who delivers for it."""

    owner: str


def _with(role: Role) -> Q:
    return Q(memberships__role=role)


def _named(usernames: Iterable[str]) -> list[Person]:
    return list(Person.objects.filter(username__in=list(usernames), is_active=True))


def _notify(delivery: Delivery, people: Iterable[Person], kind: str, key: str) -> None:
    title = delivery.profile.source.spec.title
    params = {"source": {"de": title.de, "en": title.en}, "period": delivery.period.code}
    params["release"] = delivery.release.number if delivery.release else ""
    path = reverse("delivery", urlconf=_OFFICE_URLS, args=[delivery.pk])
    notify_all(people, kind, f"delivery:{delivery.pk}", path, params, key=key)


def _minders(delivery: Delivery, actor: str) -> list[Person]:
    """Who delivered it and who took it over, unless they did it themselves."""
    numbers = [number for number in (delivery.uploaded_by_id, delivery.taken_over_by_id) if number]
    return list(Person.objects.filter(pk__in=numbers, is_active=True).exclude(username=actor))


def _approvers(delivery: Delivery) -> list[Person]:
    """Whoever may approve this one."""
    own = {delivery.uploaded_by_id, delivery.taken_over_by_id}
    people = Person.objects.filter(_with(Role.APPROVER), is_active=True).distinct()
    return [
        one
        for one in people
        if one.pk not in own and may(one, Right.DECIDE) and is_appointed(one.pk, delivery.profile.source_id)
    ]


def statisticians() -> list[Person]:
    """The office's people who look after deliveries."""
    people = Person.objects.filter(_with(Role.STATISTICIAN), is_active=True).distinct()
    return [one for one in people if may(one, Right.RETRY)]


def suppliers(department: str) -> list[Person]:
    """Whoever delivers for a department today."""
    people = Person.objects.filter(_with(Role.SUPPLIER), is_active=True).distinct()
    return [one for one in people if may(one, Right.DELIVER_FOR, _Owned(department))]


def _tell_readers(delivery: Delivery) -> None:
    """Owners of dashboards that follow the latest release hear of it where they read them."""
    if delivery.release is None:
        return
    boards = Dashboard.objects.filter(owner__is_active=True, release="", deleted_at=None)
    release = delivery.release
    place = [release.year, release.serial, *([release.revision] if release.revision > 1 else [])]
    path = reverse("revision" if release.revision > 1 else "release", urlconf=_PORTAL_URLS, args=place)
    params = {"release": release.number, "reason": release.reason}
    owners = Person.objects.filter(pk__in=boards.values("owner")).distinct()
    seeing = [one for one in owners if may(one, Right.SEE_RELEASE, release)]
    notify_all(seeing, "release_live", f"release:{release.number}", path, params, key=f"release:{release.number}")
