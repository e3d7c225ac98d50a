"""Releases in preparation, roll-backs and cancelled deliveries, with a kill in each where one is wanted."""

import time
from concurrent.futures import Future
from functools import partial

from tests.kills.book import Delivered
from tests.kills.hits import Hits
from tests.kills.journeys import Office
from tests.kills.watching import PATIENCE, until

_MOST_RUNS = 4
_TRAIL = "SELECT action FROM audit_entry WHERE subject = 'delivery' AND subject_id = %s ORDER BY id"
_DECIDED = "SELECT decision = 'confirmed' FROM sealed.withdrawal WHERE id = %s"


def released_together(office: Office, members: tuple[Delivered, ...], hits: Hits) -> None:
    """Candidates become one release; their common calculation is struck, and begun again as long as that is wanted."""
    numbers = [member.number for member in members]
    reason = f"Lieferungen {numbers}"
    opened = office.until_answered(
        "prepare", lambda: office.supplier.api("bundles/", {"reason": reason, "deliveries": numbers})
    )
    bundle = opened.json()["bundle"]
    for run in range(_MOST_RUNS):
        if run:
            office.until_answered("again", lambda: office.supplier.api(f"bundles/{bundle}/recalculate/", {}))
        office.follow(numbers[0], "candidate", hits, bundle=bundle)
        office.book.calculated_together(members)
        if not hits.wants("together") or not hits.armed:
            break
    state = "SELECT bool_and(state IN ('approved', 'active')) FROM sealed.delivery WHERE id = ANY(%s)"
    office.ask(
        "approve",
        lambda: office.approver.api(f"bundles/{bundle}/approve/", {"reason": reason}),
        lambda: bool(office.watch.value(state, numbers)),
        hits,
    )
    office.follow(numbers[0], "active", hits, bundle=bundle)
    office.book.release(*members, reason=reason)


def propose(office: Office) -> int:
    """One person proposes to go back from what is live to the release before it; the proposal's number."""
    live, before = (_number(office, column) for column in ("release_id", "previous_id"))
    given = {"release": live, "back_to": before, "reason": "Probe"}
    made = office.until_answered("propose", lambda: office.supplier.api("withdrawals/", given))
    return int(made.json()["withdrawal"])


def rolled_back(office: Office, hits: Hits) -> tuple[Delivered, ...]:
    """Go back by one release, struck on the way; what it brought comes back as candidates, struck again."""
    withdrawal = propose(office)
    office.ask(
        "roll_back",
        lambda: office.approver.api(f"withdrawals/{withdrawal}/confirm/", {}),
        lambda: bool(office.watch.value(_DECIDED, withdrawal)),
        hits,
    )
    brought = office.book.roll_back()
    for delivered in brought:
        office.follow(delivered.number, "candidate", hits)
    return brought


def _number(office: Office, column: str) -> str:
    """The number of the live release, or of the one before it."""
    ((year, serial, revision),) = office.watch.rows(
        "SELECT year, serial, revision FROM release WHERE id = "
        f"(SELECT {column} FROM release r JOIN live_release l ON l.release_id = r.id)"
    )
    return f"{year}/{serial}" + (f"/{revision}" if revision > 1 else "")


def cancelled(office: Office, period: str, edition: int, hits: Hits) -> None:
    """A person cancels while the check runs. The worker stands still meanwhile, so that the step outlasts the person.

    The kill comes while the request waits for the row, or between the note that it leaves and the end of the delivery.
    """
    form = office.form(period, edition)
    office.until_answered("receive", lambda: office.supplier.press(form))
    number = office.number(form.file_name)
    until("a step", lambda: office.watch.running(number)[1], pause=0.001)
    thaw = office.victims.freeze("worker")
    running = office.watch.running(number)
    begin = time.monotonic()
    press = partial(office.supplier.decide, number, "withdraw")
    answer: Future[bool] = office.hands.submit(lambda: office.answered(press) is not None)
    victim = hits.wish("cancel") if running[1] else None
    if victim is not None:
        kill = office.victims.aim(victim, running[2])
        late = hits.chance.random() < 0.5
        time.sleep(hits.chance.uniform(0.0, 1.5))
        while late and not answer.done() and not office.watch.cancelling(number):
            time.sleep(0.005)
        if office.watch.state(number) != "withdrawn" and kill():
            hits.hit("cancel", victim)
        else:
            hits.miss("cancel")
    if not answer.result(timeout=PATIENCE):
        office.until_answered("withdraw", press)
    thaw()
    until("the withdrawal", lambda: office.watch.state(number) == "withdrawn")
    if victim is None:
        hits.lasted("cancel", time.monotonic() - begin)
    _remember(office, Delivered(number, period, edition, "withdrawn"))


def _remember(office: Office, made: Delivered) -> None:
    """What was done before the end came depends on when the kill fell: a beginning of the way, and each at most once."""
    trail = [action for (action,) in office.watch.rows(_TRAIL, str(made.number))]
    asked = trail.count("ask_to_cancel")
    done = [action for action in trail if action not in ("ask_to_cancel", "withdraw")]
    assert asked <= 1 and trail.count("withdraw") == 1, trail
    assert trail[-1] == "withdraw" and tuple(done) == made.way[: len(done)], trail
    made.way, made.more = tuple(done), ("ask_to_cancel",) * asked
    office.book.delivered.append(made)
