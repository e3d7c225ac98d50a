"""Percent, counts and remaining time as they are; who comes first; and that it can be cancelled while it moves."""

from datetime import timedelta

from django.utils import timezone

from indicators.actions import steps
from indicators.journey import State
from indicators.models import Cancellation, Delivery, Progress
from indicators.office.queue import ahead_of
from monitoring.deliveries.stages import stages
from tests.monitoring.deliveries.conftest import Desk


def _progress(delivery: Delivery, done: int, total: int, seconds: float) -> Delivery:
    now = timezone.now()
    began = {"started_at": now - timedelta(seconds=seconds), "updated_at": now}
    Progress.objects.update_or_create(
        delivery=delivery, defaults={"step": "check", "done": done, "total": total, **began}
    )
    return Delivery.objects.get(pk=delivery.pk)


def test_the_remaining_time_follows_from_the_pace_so_far(desk: Desk) -> None:
    delivery = desk.office.receive()
    for done, total, seconds, percent, left in (
        (25, 100, 10.0, 25, 30),
        (1, 3, 4.0, 33, 8),
        (99, 100, 99.0, 99, 1),
        (0, 100, 10.0, 0, None),
        (50, 100, 1.0, 50, None),
        (0, 0, 5.0, None, None),
    ):
        stage = stages(_progress(delivery, done, total, seconds))[0]
        assert (stage.percent, stage.seconds_left) == (percent, left), (done, total, seconds)


def test_the_page_says_how_far_it_is_and_who_comes_first(desk: Desk) -> None:
    client = desk.client(desk.office.supplier, "en")
    others = [desk.office.receive(period=f"2023-0{month}-28") for month in (1, 2, 3)]
    delivery = desk.office.receive()
    page = client.get(f"/deliveries/{delivery.pk}/progress/").content.decode()
    assert "3 other files get their step first" in page and 'data-followed="moving"' in page
    Delivery.objects.filter(pk__in=[one.pk for one in others]).update(department="schule")
    assert ahead_of(Delivery.objects.get(pk=delivery.pk)) == 1
    _progress(delivery, 25, 100, 10.0)
    page = client.get(f"/deliveries/{delivery.pk}/progress/").content.decode()
    assert "25 of 100 · 25 %" in page and "about 30 seconds left" in page and 'data-percent="25"' in page
    _progress(delivery, 25, 100, 100.0)
    assert "about 5 minutes left" in client.get(f"/deliveries/{delivery.pk}/progress/").content.decode()


def test_a_waiting_delivery_is_cancelled_at_once_and_one_in_work_says_that_it_ends(desk: Desk) -> None:
    client = desk.client(desk.outsider, "en")
    delivery = desk.upload(desk.outsider)["Location"].strip("/").split("/")[-1]
    assert f"/deliveries/{delivery}/withdraw/" in client.get(f"/deliveries/{delivery}/progress/").content.decode()
    client.post(f"/deliveries/{delivery}/withdraw/", {"reason": "falsche Datei"})
    assert Delivery.objects.get(pk=delivery).state == State.WITHDRAWN
    other = desk.office.receive()
    Cancellation.objects.create(delivery=other, asked_by=desk.office.supplier, reason="x")
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{other.pk}/progress/").content.decode()
    assert "It is being cancelled." in page
    steps.run(delivery=other.pk)
    assert Delivery.objects.get(pk=other.pk).state == State.WITHDRAWN
