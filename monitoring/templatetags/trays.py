"""What a delivery's page says about its tray."""

from dataclasses import dataclass
from typing import Any

from django import template

from indicators.actions import cancelling
from indicators.actions.taking_over import DECIDED
from indicators.journey import State
from indicators.models import Delivery
from indicators.office.queue import ahead_of
from indicators.states import ValueState
from monitoring.deliveries.offers import is_own
from monitoring.departments.access import Right, may
from monitoring.departments.names import department_names
from monitoring.numbers import format_number, state_word

register = template.Library()


@register.inclusion_tag("deliveries/tray/panel.html", takes_context=True)
def tray_panel(context: dict[str, Any], delivery: Delivery) -> dict[str, Any]:
    """Whose tray it lies in, who looks after it, and the values as they were delivered."""
    person = context["request"].user
    is_open = State(delivery.state) not in DECIDED
    may_take = is_open and delivery.taken_over_by_id is None and may(person, Right.TAKE_OVER)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "delivery": delivery,
        "department": department_names().get(delivery.department, delivery.department),
        "may_take_over": may_take and not is_own(person, delivery),
        "may_see_values": delivery.calculation_id is not None and may(person, Right.SEE_DELIVERED_VALUES, delivery),
    }


@register.filter
def cell_text(cell: Any) -> str:
    """A delivered value as people write it; a state in words."""
    if cell is None:
        return ""
    if cell.state is not ValueState.OK:
        return state_word(cell.state.word)
    return format_number(cell.value, 0 if float(cell.value).is_integer() else 3)


@dataclass(frozen=True)
class Following:
    """What the page of a moving delivery says beside its steps."""

    percent: int | None = None
    ahead: int = 0
    is_cancelled: bool = False
    may_cancel: bool = False


@register.simple_tag(takes_context=True)
def following(context: dict[str, Any], delivery: Delivery, is_moving: bool) -> Following:
    """How far the running step is, who comes first while none runs, and whether it is being cancelled."""
    if not is_moving:
        return Following()
    running = next((stage for stage in context["stages"] if stage.status == "running"), None)
    percent = running.percent if running else None
    person = context["request"].user
    is_cancelled = cancelling.is_cancelled(delivery.pk)
    offered = State(delivery.state) in cancelling.CANCELLABLE and may(person, Right.WITHDRAW_DELIVERY, delivery)
    ahead = ahead_of(delivery) if percent is None else 0
    return Following(percent, ahead, is_cancelled, offered and not is_cancelled)


@register.simple_tag
def minutes(seconds: int) -> int:
    """Whole minutes, rounded up."""
    return -(-seconds // 60)
