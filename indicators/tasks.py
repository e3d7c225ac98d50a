"""Celery's thin shells. A message carries a delivery's number and nothing else; losing it costs seconds."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerAway

from indicators.actions import audit, steps
from indicators.actions.progress import ProgressWriter

logger = logging.getLogger(__name__)


@shared_task(name="indicators.step")
def step(delivery: int) -> None:
    """Take a delivery as far as it goes without a person."""
    with ProgressWriter(delivery) as report:
        steps.run(delivery=delivery, report=report)


def wake() -> None:
    """Wake every unfinished step: what a lost message, a killed worker or a restarted broker left behind."""
    for delivery in steps.unfinished():
        step.apply_async((delivery,), expires=10)


@shared_task(name="indicators.seal")
def seal() -> None:
    """Chain the committed rows of the audit trail."""
    audit.seal()


def wake_after_commit(delivery: int) -> None:
    """Wake the worker once the caller's transaction is committed; without a broker the scheduler does it later."""

    def send() -> None:
        try:
            step.apply_async((delivery,), expires=60, ignore_result=True)
        except (BrokerAway, OSError) as error:
            logger.warning("the broker is away (%s); the scheduler wakes delivery %s", type(error).__name__, delivery)

    transaction.on_commit(send)
