"""Deliveries as the office's pages read them. The bytes of a file never come along."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from indicators.journey import WORKER_STATES, State
from indicators.models import AuditEntry, DeliveredPeriod, Delivery, ImportProfile, Measure, Progress, Release

_FIT = frozenset({State.CANDIDATE, State.ASKED, State.COLLECTED, State.APPROVED, State.ACTIVE, State.SUPERSEDED})


def deliveries(*, within: Q | None = None, states: Collection[State] = ()) -> QuerySet[Delivery]:
    """Newest first; ``within`` limits to what somebody sees, ``states`` to some states."""
    found = Delivery.objects.select_related(
        "file", "profile", "period", "uploaded_by", "taken_over_by", "decided_by", "release", "progress"
    ).defer("file__content", "profile_document")
    found = found.prefetch_related(
        Prefetch("delivered_periods", DeliveredPeriod.objects.select_related("period").order_by())
    )
    if within is not None:
        found = found.filter(within)
    return found.filter(state__in=states) if states else found


def delivery(number: int) -> Delivery | None:
    """One delivery with all that its page shows."""
    found = deliveries().select_related("edition__system", "calculation", "profile__source")
    return found.filter(pk=number).first()


def periods_before(profiles: Collection[str]) -> dict[str, set[str]]:
    """Profile → the periods of its deliveries that were fit for a decision."""
    found: dict[str, set[str]] = {}
    rows = Delivery.objects.filter(profile__code__in=profiles, state__in=_FIT).order_by()
    for profile, period in rows.values_list("profile__code", "period__code").distinct():
        found.setdefault(profile, set()).add(period)
    return found


def state_counts(*, within: Q | None = None) -> dict[State, int]:
    """How many deliveries are in each state; states without any are left out."""
    found = Delivery.objects.order_by().values_list("state").annotate(number=Count("pk"))
    if within is not None:
        found = found.filter(within)
    return {State(state): number for state, number in found}


def waiting_since() -> datetime | None:
    """Since when the delivery waits that has waited longest for the worker.

    Where another delivery of the same release in preparation failed, they wait for a person.
    """
    stopped = Delivery.objects.filter(state=State.FAILED).exclude(bundle=None).values("bundle")
    waiting = Delivery.objects.filter(state__in=WORKER_STATES).exclude(
        state__in=[State.COLLECTED, State.APPROVED], bundle__in=stopped
    )
    return waiting.aggregate(since=Min("state_since"))["since"]


def last_progress() -> datetime | None:
    """When any step last said how far it is."""
    return Progress.objects.aggregate(at=Max("updated_at"))["at"]


def history(number: int) -> list[AuditEntry]:
    """The audit trail of a delivery in the order in which it was written."""
    return list(AuditEntry.objects.filter(subject="delivery", subject_id=str(number)).order_by("pk"))


def profiles() -> list[ImportProfile]:
    """Every import profile with its source, by code."""
    return list(ImportProfile.objects.select_related("source").order_by("code"))


def measures(codes: Collection[str]) -> dict[str, Measure]:
    """Measures by code, for the description of a profile's columns."""
    return {measure.code: measure for measure in Measure.objects.filter(code__in=codes)}


def releases() -> QuerySet[Release]:
    """Every release, newest first; withdrawn ones are there too."""
    return Release.objects.select_related("previous", "successor").order_by("-pk")
