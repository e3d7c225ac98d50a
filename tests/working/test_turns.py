"""A hundred files of one department block nobody else's: the worker goes round the departments."""

import time
from contextlib import closing
from datetime import date, timedelta

import psycopg2
from django.db import connection

from indicators.actions import cancelling, turns
from indicators.actions.receive import receive
from indicators.journey import State
from indicators.models import AuditEntry, Delivery
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.working.conftest import Works, until

MANY = 100


def _deliver(works: Works, number: int, department: str) -> int:
    """Another file for the same source, laid into the tray of a department."""
    person = make_person(f"{department}-{number}", "supplier", department=department)
    delivery = receive(
        by=person,
        content=file_of(COUNTS | {"0101": (60 + number, 400)}),
        file_name=f"{department}-{number}.csv",
        profile="kiez",
        period=(date(2021, 1, 1) + timedelta(weeks=number)).isoformat(),
    )
    Delivery.objects.filter(pk=delivery.pk).update(department=department)
    return delivery.pk


def _reached(number: int) -> float:
    """Seconds from its receipt to its candidate."""
    at = dict(AuditEntry.objects.filter(subject="delivery", subject_id=str(number)).values_list("action", "at"))
    return (at["calculate"] - at["receive"]).total_seconds()


def test_one_file_overtakes_the_hundred_of_another_department(works: Works, capsys: object) -> None:
    many = [_deliver(works, number, "einwohnerwesen") for number in range(MANY)]
    with works.worker():
        works.wake(4)
        until("the first candidates", lambda: Delivery.objects.filter(state=State.CANDIDATE).count() >= 3 or None)
        begin = time.monotonic()
        one = _deliver(works, 1, "schulamt")
        works.wake()
        until("the one file", lambda: Delivery.objects.get(pk=one).state == State.CANDIDATE or None)
        waited = time.monotonic() - begin
        left = Delivery.objects.filter(pk__in=many).exclude(state=State.CANDIDATE).count()
        assert left > MANY // 2, "the hundred were finished first"
        until("all", lambda: not Delivery.objects.exclude(state=State.CANDIDATE).exists() or None)
    slowest = max(_reached(number) for number in many)
    with capsys.disabled():  # type: ignore[attr-defined]
        print(
            f"\none file waited {waited:.1f} s beside {left} unfinished ones; the slowest of the {MANY} {slowest:.1f} s"
        )
    assert waited < slowest / 4


def test_departments_take_turns_and_each_keeps_its_order(works: Works) -> None:
    """Six of one, then three of another: from the third on they alternate, whoever came first."""
    first = [_deliver(works, number, "einwohnerwesen") for number in range(6)]
    second = [_deliver(works, number, "schulamt") for number in range(3)]
    with works.worker(hands=1):
        works.wake()
        until("all", lambda: not Delivery.objects.exclude(state=State.CANDIDATE).exists() or None)
    told = AuditEntry.objects.filter(action="calculate").order_by("pk")
    order = [int(number) for number in told.values_list("subject_id", flat=True)]
    assert [number for number in order if number in first] == first
    assert [number for number in order if number in second] == second
    assert [number in second for number in order][:6] == [False, True, False, True, False, True]


def test_steps_in_another_database_of_the_same_server_hold_nothing_up(works: Works) -> None:
    delivery = works.office.receive()
    given = connection.get_connection_params() | {"dbname": "postgres"}
    given = {name: value for name, value in given.items() if name not in ("cursor_factory", "context")}
    with closing(psycopg2.connect(**given)) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [cancelling.STEP_LOCKS, delivery.pk])
        assert turns.take_turn() == delivery.pk
        cancelling._stop(delivery.pk)
        cursor.execute("SELECT pg_sleep(0.2)")  # a statement that nobody ends
