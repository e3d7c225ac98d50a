"""Celery's thin shells. A message only wakes; which delivery is taken is decided by whose turn it is."""

import logging
import time

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerAway

from indicators.actions import audit, indices, sharing, steps
from indicators.actions.inputs import KnownInputs
from indicators.actions.progress import ProgressWriter, Report
from indicators.actions.turns import take_turn

logger = logging.getLogger(__name__)
#: So long a message keeps its hand at work; then the signs of life, the seal and the mail get theirs.
_SLICE = 1.0
_HANDS = 4
#: Behind everything that is short.
_PRIORITY = 6


@shared_task(name="indicators.step")
def step(_woken_for: int | None = None) -> None:
    """Take one step after the other, each for the department whose turn it is, as long as anything waits."""
    until = time.monotonic() + _SLICE
    busy: set[int] = set()
    while (delivery := take_turn(without=busy)) is not None:
        with ProgressWriter(delivery) as report:
            if steps.take_step(delivery=delivery, report=_calling_hands(report)) is None:
                busy.add(delivery)
        if time.monotonic() > until:
            _send(expires=10)
            return
    if indices.waiting():
        indices.take_publication()


@shared_task(name="indicators.help_out")
def help_out() -> None:
    """Compute parts of a large calculation that somebody else holds, as long as there are any."""
    remembered: dict[str, KnownInputs] = {}
    while sharing.help_out(remembered):
        pass


def _calling_hands(report: Report) -> Report:
    """The same report, which calls other hands when a calculation offers parts; without a broker it goes on alone."""

    def told(step: str, done: int, total: int) -> None:
        if step != sharing.SHARE:
            report(step, done, total)
            return
        for _hand in range(min(total, _HANDS) - 1):
            try:
                help_out.apply_async(expires=60, priority=_PRIORITY, ignore_result=True)
            except (BrokerAway, OSError) as error:
                logger.warning("the broker is away (%s); the calculation goes on alone", type(error).__name__)
                return

    return told


def _send(expires: float) -> None:
    step.apply_async(expires=expires, priority=_PRIORITY, ignore_result=True)


def wake() -> None:
    """Wake some hands where anything waits: a lost message, a killed worker, a restarted broker left it behind.

    Also called for people, whose action is done and committed: a broker that is away is no fault of it.
    """
    for _hand in range(min(len(steps.unfinished()) + indices.waiting(), _HANDS)):
        if not _sent(expires=3):
            return


def _sent(expires: float) -> bool:
    """Whether the message is on its way; where the broker is away the scheduler wakes later."""
    try:
        _send(expires)
    except (BrokerAway, OSError) as error:
        logger.warning("the broker is away (%s); the scheduler wakes the worker later", type(error).__name__)
        return False
    return True


@shared_task(name="indicators.seal")
def seal() -> None:
    """Chain the committed rows of the audit trail."""
    audit.seal()


def wake_after_commit(_delivery: int) -> None:
    """Wake the worker once the caller's transaction is committed; without a broker the scheduler does it later."""
    transaction.on_commit(lambda: _sent(expires=60))
