"""Celery's thin shells for what is done at intervals: erase what is due, walk along the trail, remind of enquiries."""

import logging
from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from indicators.actions import drafts, keeping
from indicators.actions.trail import check_trail as walk
from indicators.models import TrailCheck
from monitoring.deliveries.enquiries.reminding import remind

logger = logging.getLogger(__name__)
TRAIL_CHECKED_EVERY = timedelta(hours=6)


@shared_task(name="monitoring.erase_due")
def erase_due() -> None:
    """Erase whatever a term has ended for, what two people decided, and files that waited for a profile for too long."""
    keeping.erase_due()
    drafts.close_expired()


@shared_task(name="monitoring.check_trail")
def check_trail(now: bool = False) -> None:
    """Walk along the audit trail where the last walk is hours ago; ``now`` in any case."""
    if now or not TrailCheck.objects.filter(checked_at__gt=timezone.now() - TRAIL_CHECKED_EVERY).exists():
        walk()


@shared_task(name="monitoring.remind_of_enquiries")
def remind_of_enquiries() -> None:
    """Tell whoever took an enquiry down that it is due."""
    remind(timezone.localdate())


def soon(task: str, **given: bool) -> bool:
    """Have the worker do ``monitoring.<task>`` now; ``False`` where the broker is away, and the schedule does it later."""
    try:
        current_app.send_task(f"monitoring.{task}", kwargs=given, expires=600)
    except (BrokerAway, OSError) as error:
        logger.warning("the broker is away (%s)", type(error).__name__)
        return False
    return True
