"""The scheduler's messages, carried out by a real worker: what happened is told, what is due is reminded of, mail is sent."""

from celery import Celery
from django.conf import settings

from indicators.journey import State
from indicators.models import Delivery
from monitoring.notices.models import OfficeNotification
from tests.working.conftest import Works, until


def test_every_scheduled_message_has_a_task(works: Works) -> None:
    from monitoring.celery import app

    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted <= set(app.tasks), wanted - set(app.tasks)


def test_a_worker_takes_the_delivery_and_tells_people_of_it(works: Works) -> None:
    delivery = works.office.receive()
    with works.worker(), Celery(broker=works.broker) as broker:
        works.wake()
        until("the candidate", lambda: Delivery.objects.get(pk=delivery.pk).state == State.CANDIDATE or None)
        for name in ("monitoring.tell", "monitoring.remind", "monitoring.mail", "indicators.seal", "monitoring.pulse"):
            broker.send_task(name, ignore_result=True)
        until("what is told", lambda: OfficeNotification.objects.filter(kind="approval_wanted").exists() or None)
    told = set(OfficeNotification.objects.values_list("person__username", "kind"))
    assert told >= {("statistik", "candidate"), ("pruefung", "approval_wanted")}
