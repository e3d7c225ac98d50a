"""How many steps of others come before a delivery's own, as turns are taken now."""

from indicators.journey import FURTHEST_FIRST, WORKER_STATES, State
from indicators.models import Delivery


def ahead_of(delivery: Delivery) -> int:
    """Files that get a step first: those before it in its own tray, and as many of every other one."""
    waiting = Delivery.objects.filter(state__in=WORKER_STATES).order_by()
    rows = list(waiting.values_list("department", "state", "pk"))
    rank = {state: place for place, state in enumerate(FURTHEST_FIRST)}

    def place(row: tuple[str, str, int]) -> tuple[int, int]:
        return rank.get(State(row[1]), 0), row[2]

    own = place((delivery.department, delivery.state, delivery.pk))
    before = sum(row[0] == delivery.department and place(row) < own for row in rows)
    others: dict[str, int] = {}
    for department, _state, _number in rows:
        if department != delivery.department:
            others[department] = others.get(department, 0) + 1
    return before + sum(min(number, before + 1) for number in others.values())
