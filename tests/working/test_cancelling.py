"""A running step is cancelled: its statement is ended or its next report is, what it did is undone, and its end is told."""

import threading
import time
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections

from indicators.actions import cancelling, decide, steps
from indicators.actions.errors import Refused
from indicators.actions.progress import Cancelled, ProgressWriter, Report
from indicators.journey import State
from indicators.models import AuditEntry, Cancellation, Delivery, Observation, Problem
from tests.working.conftest import Works, until


def _other_connection() -> Any:
    """Another session of the database's owner."""
    given = connection.get_connection_params()
    return psycopg2.connect(
        **{name: value for name, value in given.items() if name not in ("cursor_factory", "context")}
    )


def _ended(number: int) -> bool:
    return Delivery.objects.get(pk=number).state == State.WITHDRAWN


def test_a_step_that_waits_in_the_database_is_ended_and_undone(works: Works) -> None:
    delivery = works.office.receive()
    with closing(_other_connection()) as blocking, blocking.cursor() as cursor, works.worker():
        cursor.execute("LOCK TABLE sealed.observation IN SHARE MODE")
        works.wake()
        until("the step that loads", lambda: Delivery.objects.get(pk=delivery.pk).state == State.CHECKED or None)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'sealed.observation'::regclass"
        until("its statement", lambda: _one(waiting) or None)
        begin = time.monotonic()
        found = cancelling.withdraw(by=works.office.supplier, delivery=delivery.pk, reason="falsche Datei")
        assert found.state in (State.CHECKED, State.WITHDRAWN)
        until("the end", lambda: _ended(delivery.pk) or None)
        assert time.monotonic() - begin < 10
        blocking.rollback()
    delivery.refresh_from_db()
    assert (delivery.decided_by, delivery.reason, delivery.attempts) == (works.office.supplier, "falsche Datei", 0)
    assert not Observation.objects.filter(delivery=delivery).exists() and not Cancellation.objects.exists()
    actions = list(
        AuditEntry.objects.filter(subject_id=str(delivery.pk)).order_by("pk").values_list("action", flat=True)
    )
    assert actions == ["receive", "check", "ask_to_cancel", "withdraw"]


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_step_that_computes_ends_at_its_next_report(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = works.office.receive()
    working = threading.Event()

    def compute(found: Delivery, report: Report) -> None:
        Problem.objects.create(delivery=found, position=0, code="half", severity="hint")
        for done in range(2000):
            report("check", done, 2000)
            working.set()
            time.sleep(0.02)
        raise AssertionError("nobody told the step")

    monkeypatch.setitem(steps.STEPS, State.RECEIVED, compute)
    taken: list[Any] = []

    def work() -> None:
        with ProgressWriter(delivery.pk) as report:
            taken.append(steps.take_step(delivery=delivery.pk, report=report))
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    working.wait(20)
    cancelling.withdraw(by=works.office.supplier, delivery=delivery.pk, reason="doch nicht")
    thread.join(30)
    assert taken == [State.WITHDRAWN] and _ended(delivery.pk)
    assert not Problem.objects.exists(), "something half is left"


def test_the_writer_tells_whoever_reports(works: Works) -> None:
    delivery = works.office.receive()
    with ProgressWriter(delivery.pk) as report:
        time.sleep(0.3)
        report("check", 1, 10)
        Cancellation.objects.create(delivery=delivery, asked_by=works.office.supplier, reason="x")
        report("check", 2, 10)  # nobody looks that often
        time.sleep(0.3)
        with pytest.raises(Cancelled):
            report("check", 3, 10)


def test_a_note_that_a_killed_worker_left_is_carried_out_by_the_next(works: Works) -> None:
    delivery = works.office.receive()
    Cancellation.objects.create(delivery=delivery, asked_by=works.office.supplier, reason="zu früh")
    with works.worker():
        works.wake()
        until("the end", lambda: _ended(delivery.pk) or None)


def test_a_note_of_a_step_that_died_goes_with_the_withdrawal_that_follows(works: Works) -> None:
    """The first press left the note and had no answer; the second finds the row free. Nothing was too late."""
    delivery = works.office.receive()
    Cancellation.objects.create(delivery=delivery, asked_by=works.office.supplier, reason="falsche Datei")
    assert cancelling.withdraw(by=works.office.supplier, delivery=delivery.pk, reason="falsche Datei").pk == delivery.pk
    assert not Cancellation.objects.exists()
    Cancellation.objects.create(delivery=delivery, asked_by=works.office.supplier, reason="falsche Datei")
    assert steps.run(delivery=delivery.pk) is State.WITHDRAWN
    assert not Cancellation.objects.exists()
    assert not AuditEntry.objects.filter(action="cancel_too_late").exists()


def test_what_was_finished_meanwhile_is_withdrawn_what_was_approved_goes_on(works: Works) -> None:
    finished, approved = works.office.deliver(), works.office.deliver(period="2023-12-31")
    works.office.explain(approved)  # the same file for two periods
    decide.approve(by=works.office.approver, delivery=approved.pk, reason="Quartal")
    for delivery in (finished, approved):
        Cancellation.objects.create(delivery=delivery, asked_by=works.office.supplier, reason="zu spät")
    for number in steps.unfinished():
        steps.run(delivery=number)
    finished.refresh_from_db()
    approved.refresh_from_db()
    assert (finished.state, approved.state) == (State.WITHDRAWN, State.ACTIVE)
    assert not Cancellation.objects.exists()
    assert AuditEntry.objects.filter(action="cancel_too_late", subject_id=str(approved.pk)).exists()
    with pytest.raises(Refused, match="wrong_state"):
        cancelling.withdraw(by=works.office.supplier, delivery=approved.pk, reason="zu spät")


def test_nobody_cancels_a_running_step_without_a_reason(works: Works) -> None:
    delivery = works.office.receive()
    with closing(_other_connection()) as working, working.cursor() as cursor:
        cursor.execute("SELECT FROM sealed.delivery WHERE id = %s FOR UPDATE", [delivery.pk])
        with pytest.raises(Refused, match="reason_missing"):
            cancelling.withdraw(by=works.office.supplier, delivery=delivery.pk, reason=" ")
    assert not Cancellation.objects.exists()
