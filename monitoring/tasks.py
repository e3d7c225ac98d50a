"""The worker's pulse: its sign of life, and a wake-up for every step that waits."""

from celery import shared_task

from indicators.tasks import wake
from monitoring.watching.heartbeats import WORKER, beat


@shared_task(name="monitoring.pulse")
def pulse() -> None:
    """Sent by the scheduler every few seconds: that it is carried out shows that scheduler, broker and worker live."""
    beat(WORKER)
    wake()
