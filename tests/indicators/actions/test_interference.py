"""A step and the outside world: a server that is short of something, a person who decides while a step is running."""

import pytest
from django.db import OperationalError, connection

from indicators.actions import decide, moves, steps
from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.models import Delivery
from tests.indicators.actions.journeys import Office


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


def test_nobody_waits_for_the_end_of_a_running_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = office.receive()
    seen = []

    def wait_in_vain(_delivery: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            seen.append(cursor.fetchone())
            cursor.execute(_raise_in_database("55P03"))

    with monkeypatch.context() as patched:
        patched.setattr(moves, "locked", wait_in_vain)
        with pytest.raises(Refused, match="in_work"):
            decide.withdraw(by=office.supplier, delivery=delivery.pk, reason="Irrtum")
    assert seen == [("2s",)]
    Delivery.objects.filter(pk=delivery.pk).update(state=State.CHECKED)
    assert decide.withdraw(by=office.supplier, delivery=delivery.pk, reason="Irrtum").state == State.WITHDRAWN
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
