"""Take a delivery as far as it goes without a person, in this process, beside a worker that may be at it too."""

import logging
import time

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
    with ProgressWriter(number) as report:
        state = state_of(number)
        while state in WORKER_STATES:
            try:
                taken = take_step(delivery=number, report=report)
            except Exception as error:
                if database_was_lost(error):
                    raise
                logger.exception("a step of delivery %s failed", number)
                taken = state_of(number)
            if taken is None and state_of(number) in WORKER_STATES:
                time.sleep(_LOOK_AGAIN)
            state = taken or state_of(number)
    return state
