"""What a delivery's page says about its tray."""

from typing import Any

from django import template

from indicators.actions.taking_over import DECIDED
from indicators.journey import State
from indicators.models import Delivery
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
