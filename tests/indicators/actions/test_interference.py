"""A step and the outside world: a server that is short of something, a person who decides while a step is running."""

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections, transaction

from indicators.actions import decide, steps
from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.models import Delivery
from tests.indicators.actions.journeys import Office, make_office


def _raising(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    def fail(*_given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    monkeypatch.setitem(steps.STEPS, State.RECEIVED, fail)


def _raise_in_database(code: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$"


@pytest.mark.parametrize("code", ["53100", "53200", "57014", "40P01"])
def test_a_server_short_of_something_is_tried_three_times_only(
    office: Office, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    delivery = office.receive()
    _raising(monkeypatch, _raise_in_database(code))
    for _attempt in range(steps.ATTEMPTS):
        with pytest.raises(OperationalError):
            steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.failure) == (State.FAILED, "OperationalError")


@pytest.mark.parametrize("code", ["57P01", "57P03", "08006", "53300"])
def test_a_server_that_went_away_counts_nothing(office: Office, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    delivery = office.receive()
    _raising(monkeypatch, _raise_in_database(code))
    with pytest.raises(OperationalError):
        steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.RECEIVED, 0)


@pytest.fixture
def committed_office(transactional_db: None) -> Iterator[Office]:
    yield make_office()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_end_of_a_running_step(committed_office: Office) -> None:
    delivery = committed_office.receive()
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
            held.set()
            free.wait(20)
        connections.close_all()

    step = threading.Thread(target=hold)
    step.start()
    assert held.wait(10)
    try:
        with pytest.raises(Refused, match="in_work"):
            decide.withdraw(by=committed_office.supplier, delivery=delivery.pk, reason="Irrtum")
    finally:
        free.set()
        step.join()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
    Delivery.objects.filter(pk=delivery.pk).update(state=State.CHECKED)
    assert decide.withdraw(by=committed_office.supplier, delivery=delivery.pk, reason="Irrtum").state == State.WITHDRAWN
