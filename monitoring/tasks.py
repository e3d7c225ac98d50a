"""The worker's pulse: its sign of life, and a wake-up for every step that waits. Beside it: what people are told."""

from celery import shared_task
from django.utils import timezone

from indicators.tasks import wake
from monitoring.deliveries.calendar.reminding import remind
from monitoring.deliveries.telling import tell
from monitoring.notices.digest import write
from monitoring.notices.posting import post
from monitoring.planning.watch.computing import compute
from monitoring.watching.heartbeats import WORKER, beat


@shared_task(name="monitoring.pulse")
def pulse() -> None:
    """Sent by the scheduler every few seconds: that it is carried out shows that scheduler, broker and worker live."""
    beat(WORKER)
    wake()


@shared_task(name="monitoring.tell")
def tell_people() -> None:
    """Tell people what became of deliveries."""
    tell()


@shared_task(name="monitoring.remind")
def remind_people() -> None:
    """Tell them what is due today."""
    remind(timezone.localdate())


@shared_task(name="monitoring.watch")
def look_out() -> None:
    """Write the list of early warning of a release that has none yet."""
    compute()


@shared_task(name="monitoring.mail")
def write_and_post() -> None:
    """Write the mails of the day, and send what is written."""
    now = timezone.now()
    write(now)
    post(now)
