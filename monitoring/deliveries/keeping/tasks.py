"""Celery's thin shells for keeping: walk along the audit trail; have something done now instead of at its time."""

import logging
from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from indicators.actions.trail import check_trail as walk
from indicators.models import TrailCheck

logger = logging.getLogger(__name__)
TRAIL_CHECKED_EVERY = timedelta(hours=6)


@shared_task(name="monitoring.check_trail")
def check_trail(now: bool = False) -> None:
    """Walk along the audit trail where the last walk is hours ago; ``now`` in any case."""
    if now or not TrailCheck.objects.filter(checked_at__gt=timezone.now() - TRAIL_CHECKED_EVERY).exists():
        walk()


def soon(task: str, **given: bool) -> bool:
    """Have the worker do ``monitoring.<task>`` now; ``False`` where the broker is away, and the schedule does it later."""
    try:
        current_app.send_task(f"monitoring.{task}", kwargs=given, expires=600)
    except (BrokerAway, OSError) as error:
        logger.warning("the broker is away (%s)", type(error).__name__)
        return False
    return True
