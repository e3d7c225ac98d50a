"""The worker's pulse: its sign of life, and a wake-up for every step that waits. What is done at intervals besides."""

from celery import shared_task

from indicators.actions import keeping
from indicators.tasks import wake
from monitoring.deliveries.keeping import tasks as _keeping  # noqa: F401  (registers its tasks)
from monitoring.watching.heartbeats import WORKER, beat


@shared_task(name="monitoring.pulse")
def pulse() -> None:
    """Sent by the scheduler every few seconds: that it is carried out shows that scheduler, broker and worker live."""
    beat(WORKER)
    wake()


@shared_task(name="monitoring.erase_due")
def erase_due() -> None:
    """Erase whatever a term has ended for, and what two people decided."""
    keeping.erase_due()
