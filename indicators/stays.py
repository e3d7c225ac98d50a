"""How long the content of each delivery stays: the rule of ``indicators.retention`` over what is stored, and the holds.

For the step that erases, and for the office's door, which tells beforehand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from indicators.journey import State
from indicators.models import Delivery, RetentionHold
from indicators.retention import Due, Stay, due


@dataclass(frozen=True)
class Kept:
    """A delivery whose content is there, when it has to go (``None``: the worker has it), and what puts that off."""

    delivery: Delivery
    due: Due | None
    hold: RetentionHold | None


def holds_on(delivery: Delivery) -> QuerySet[RetentionHold]:
    """Holds that are not lifted, of the delivery and of its source."""
    about = Q(delivery=delivery) | Q(source__profiles=delivery.profile_id)
    return RetentionHold.objects.filter(about, lifted_at=None)


def held(delivery: Delivery) -> bool:
    """Whether nothing of the delivery may be erased now."""
    return holds_on(delivery).exists()


def due_of(delivery: Delivery) -> Due | None:
    """When the content of the delivery has to go."""
    return due(
        Stay(
            state=State(delivery.state),
            since=timezone.localdate(delivery.state_since),
            period_ends=delivery.period.ends,
            received=timezone.localdate(delivery.uploaded_at),
            went_live=delivery.release_id is not None,
            retention_years=delivery.profile.source.spec.retention_years,
        )
    )


def kept() -> Iterator[Kept]:
    """Every delivery whose content is there, in no order; the bytes do not come along."""
    holds = list(RetentionHold.objects.filter(lifted_at=None))
    of_delivery = {hold.delivery_id: hold for hold in holds if hold.delivery_id}
    of_source = {hold.source_id: hold for hold in holds if hold.source_id}
    rows = Delivery.objects.filter(erasure=None).order_by("pk").select_related("profile__source", "period", "file")
    for delivery in rows.defer("file__content", "profile_document").iterator(chunk_size=2000):
        hold = of_delivery.get(delivery.pk) or of_source.get(delivery.profile.source_id)
        yield Kept(delivery, due_of(delivery), hold)
