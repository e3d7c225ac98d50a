"""Take a delivery as far as it goes without a person, in this process, beside a worker that may be at it too."""

import logging
import time
from collections.abc import Sequence

from indicators.actions.progress import ProgressWriter
from indicators.actions.steps import database_was_lost, state_of, take_step
from indicators.journey import WORKER_STATES, State

logger = logging.getLogger(__name__)
_LOOK_AGAIN = 0.2


def travel(number: int) -> State:
    """Take the steps that wait, or wait for the worker that has taken them; returns where the delivery stands then.

    The advisory lock of a step lets one of the two at it. A step that raises is counted; after three times the delivery
    is ``failed``, which ends the journey as well.
    """
    (state,) = travel_together([number])
    return state


def travel_together(numbers: Sequence[int]) -> list[State]:
    """The same for deliveries that wait for each other: none is left behind while another can go on."""
    while True:
        taken = [_as_far_as_it_goes(number) for number in numbers]
        states = [state_of(number) for number in numbers]
        if not any(state in WORKER_STATES for state in states):
            return states
        if not any(taken):
            time.sleep(_LOOK_AGAIN)


def _as_far_as_it_goes(number: int) -> bool:
    """Whether any step was taken, or at least tried."""
    moved = False
    with ProgressWriter(number) as report:
        while state_of(number) in WORKER_STATES:
            try:
                taken = take_step(delivery=number, report=report)
            except Exception as error:
                if database_was_lost(error):
                    raise
                logger.exception("a step of delivery %s failed", number)
                taken = state_of(number)
            if taken is None:
                break
            moved = True
    return moved
