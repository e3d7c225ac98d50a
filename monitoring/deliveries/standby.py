"""Whether the worker is at its post. While it is not, nothing is lost and nothing goes on by itself: pages say so."""

from datetime import timedelta

from django.utils import timezone

from indicators.office import deliveries as office
from monitoring.launcher.processes import PATIENCE
from monitoring.watching import heartbeats, parts


def worker_is_away() -> bool:
    """Without a sign of life for half a minute; a worker whose hands are all full gives one by its progress."""
    if not heartbeats.is_away(heartbeats.ages().get(heartbeats.WORKER)):
        return False
    seen = office.last_progress()
    return seen is None or timezone.now() - seen > timedelta(seconds=PATIENCE)


def nobody_is_woken() -> bool:
    """Whether what was just sent waits: the worker is away, or the broker, which is asked at once."""
    return worker_is_away() or parts.broker() != parts.OK
