"""The exchange about a delivery on its page."""

from typing import Any

from django import template

from indicators.journey import State
from indicators.models import Delivery
from indicators.office import releasing, thread
from monitoring.departments.access import Right, may

register = template.Library()
_DECIDED = (State.APPROVED, State.ACTIVE, State.SUPERSEDED, State.REFUSED, State.REJECTED, State.WITHDRAWN)


@register.inclusion_tag("deliveries/releasing/thread.html", takes_context=True)
def thread_panel(context: dict[str, Any], delivery: Delivery) -> dict[str, Any]:
    """Questions and answers, the release in preparation that it belongs to, and the notes that travel with its numbers."""
    person = context["user"]
    return {
        "delivery": delivery,
        "remarks": thread.remarks(delivery.pk),
        "notes": releasing.notes(delivery),
        "bundle": delivery.bundle if delivery.bundle_id else None,
        "may_prepare": may(person, Right.PREPARE_RELEASE),
        "may_note": may(person, Right.PREPARE_RELEASE) and State(delivery.state) not in _DECIDED,
    }
