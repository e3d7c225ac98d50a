"""Nothing is lost: whatever dies in whichever step, every delivery finishes, once and whole."""

import os
import subprocess
from pathlib import Path

import pytest
from celery import Celery

from monitoring.launcher.instance import HOME, PYTHON
from tests.kills import city, proofs, releasing
from tests.kills.erasing import erase
from tests.kills.hits import LEAST, STEPS, Hits
from tests.kills.journeys import Office
from tests.kills.watching import PATIENCE, until

pytestmark = pytest.mark.xdist_group("kills")

#: How many kills at least; a long run sets PORTAL_KILLS=500. A run is repeated with its printed PORTAL_SEED.
KILLS = int(os.environ.get("PORTAL_KILLS", "50"))
SEED = int(os.environ.get("PORTAL_SEED", "0")) or int.from_bytes(os.urandom(3))

#: The other quarter of releases in preparation.
_BESIDE = "2026-Q1"

#: In a long run the table is printed every so many quarters.
_TOLD_EVERY = 25

#: Works on one delivery as a worker does, beside the others, from the moment on when a file appears.
_ANOTHER_WORKER = """
import pathlib, time
from indicators.actions import steps
print("ready", flush=True)
while not pathlib.Path({go!r}).exists(): time.sleep(0.001)
while steps.run(delivery={delivery}) != "candidate": pass
"""


def _quarters(number: int) -> list[tuple[str, int]]:
    """Periods of deliveries in their order, each with a number of its own; every third revises the one before it."""
    found: list[tuple[str, int]] = []
    for position in range(number):
        index = position // 3 * 2 + min(position % 3, 1)
        found.append((f"{2020 + index // 4 % 5}-Q{index % 4 + 1}", position))
    return found


def _quarter(office: Office, period: str, edition: int, hits: Hits) -> None:
    """A release, and whatever else still wants a kill; the more of it hangs on one delivery, the fewer are needed."""
    office.journey(period, edition, hits)
    ends = [decision for decision in ("reject", "withdraw") if hits.wants(decision)]
    if hits.wants("roll_back") and len(office.book.released) > 1:
        for candidate in releasing.rolled_back(office, hits):
            office.ended(candidate, ends.pop() if ends else "reject", hits)
    elif ends:
        office.ended(office.candidate(period, 10_000 + edition, hits), ends.pop(), hits)
    over = [d for d in office.delivered if d.end != "candidate" and d not in office.book.counting.values()]
    if hits.wants("erase") and (left := [d for d in over if "stage" in d.way and not d.erased]):
        erase(office, left[-1], hits)
    if hits.wants("cancel"):
        releasing.cancelled(office, period, 20_000 + edition, hits)
    if hits.wants("together"):
        members = tuple(office.candidate(p, 30_000 + edition, hits) for p in (period, _BESIDE))
        releasing.released_together(office, members, hits)


def test_every_delivery_survives_kills_in_every_step(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    hits = Hits(SEED, KILLS)
    try:
        for position, (period, edition) in enumerate(_quarters(60 + KILLS)):
            hits.armed = position >= 2  # how long a step lasts is seen without kills first
            _quarter(office, period, edition, hits)
            if hits.done:
                break
            if position % _TOLD_EVERY == _TOLD_EVERY - 1:
                with capsys.disabled():
                    print(f"\n{hits.table()}\n{len(office.delivered)} deliveries so far", flush=True)
                proofs.nothing_is_half_or_doubled(office)
        office.victims.everything_answers()
    finally:
        with capsys.disabled():
            print(f"\nPORTAL_SEED={SEED} PORTAL_KILLS={KILLS}\n{hits.table()}\n{len(office.delivered)} deliveries")
    assert [step for step in STEPS if hits.of(step) < LEAST] == []
    assert sum(hits.made.values()) >= KILLS
    proofs.nothing_is_half_or_doubled(office)


def test_step_is_taken_once_by_doubled_messages_and_several_workers(office: Office, tmp_path: Path) -> None:
    office.victims.stop("worker")
    period, edition = "2025-Q1", 1000
    form = office.form(period, edition)
    assert office.supplier.press(form).status_code == 302
    number = office.number(form.file_name)
    go = tmp_path / "go"
    others = [
        subprocess.Popen(
            [str(PYTHON), "manage.py", "shell", "--no-imports", "-c"]
            + [_ANOTHER_WORKER.format(go=str(go), delivery=number)],
            cwd=HOME,
            env=office.portal.instance.environment() | {"PORTAL_FACE": "office"},
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for other in others:
        assert other.stdout is not None and other.stdout.readline() == b"ready\n"
    broker = Celery(broker=office.portal.instance.redis_url)
    for _ in range(10):
        broker.send_task("indicators.step", args=[number], ignore_result=True)
    office.victims.start("worker")
    go.touch()
    assert [other.wait(timeout=PATIENCE) for other in others] == [0, 0]
    presses = [office.hands.submit(office.approver.approve, number) for _ in range(4)]
    assert [press.result(timeout=PATIENCE).status_code for press in presses] == [200] * 4
    office.activated(number, period, edition, Hits(0, 0))
    proofs.nothing_is_half_or_doubled(office)


def test_delivery_that_could_wake_nobody_is_taken_by_the_scheduler(office: Office) -> None:
    office.victims.stop("redis")
    period, edition = "2025-Q2", 1001
    name, content = f"{len(office.delivered):03}.csv", city.file_of(period, edition)
    answer = office.supplier.deliver(profile=city.PROFILE, period=period, file_name=name, content=content)
    assert answer.status_code == 201
    assert office.victims.pid("redis") is None
    office.victims.start("redis")
    number = office.number(name)
    office.follow(number, "candidate", Hits(0, 0))
    office.victims.stop("redis")
    assert office.approver.approve(number).status_code == 200
    office.victims.start("redis")
    office.activated(number, period, edition, Hits(0, 0))


def test_database_that_is_away_is_answered_with_when_to_ask_again(office: Office) -> None:
    office.victims.stop("postgres")
    page = office.supplier.get("/deliveries/")
    interface = office.supplier.get("/api/v1/deliveries/")
    office.victims.start("postgres")
    assert (page.status_code, interface.status_code) == (503, 503)
    assert page.headers["Retry-After"] and interface.headers["Retry-After"]
    assert interface.headers["Content-Type"] == "application/problem+json"
    assert interface.json()["code"] == "database_away"
    until("the page", lambda: office.supplier.get("/deliveries/").status_code == 200)


def test_verify_finds_nothing_after_all_of_it(office: Office) -> None:
    office.victims.everything_answers()
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)
