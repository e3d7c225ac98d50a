"""What was written before beside warnings of the same kinds: offered again, never taken over by itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from indicators.journey import State
from indicators.models import Delivery, WarningReason
from indicators.office.reports import Group

_IN_VAIN = frozenset({State.REJECTED, State.WITHDRAWN})


@dataclass(frozen=True)
class EarlierReason:
    """The reason of an earlier delivery, with its number and period."""

    code: str
    text: str
    delivery: int
    period: str


def earlier_reasons(delivery: Delivery, codes: Collection[str], within: Q) -> dict[str, EarlierReason]:
    """Kind of warning → the reason in the latest earlier delivery of this profile that has one. One query.

    Deliveries that ended in vain are left out, and those that are not ``within`` somebody's sight.
    """
    if not codes:
        return {}
    before = Delivery.objects.filter(within, profile=delivery.profile_id, pk__lt=delivery.pk)
    found = WarningReason.objects.filter(delivery__in=before.exclude(state__in=_IN_VAIN), code__in=codes)
    latest = found.order_by("code", "-delivery").distinct("code")
    rows = latest.values_list("code", "text", "delivery", "delivery__period__code")
    return {code: EarlierReason(code, text, number, period) for code, text, number, period in rows}


def with_earlier(delivery: Delivery, groups: Iterable[Group], within: Q) -> tuple[Group, ...]:
    """The same groups; those that want a reason with the one that was written last time."""
    groups = tuple(groups)
    found = earlier_reasons(delivery, {group.code for group in groups if group.needs_reason}, within)
    return tuple(replace(group, earlier=found.get(group.code)) for group in groups)
