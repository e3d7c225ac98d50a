"""An erasure before its term: two people decide it, the worker does it, and is struck meanwhile."""

import time
from functools import partial

from tests.kills.book import Delivered
from tests.kills.hits import Hits
from tests.kills.journeys import TICK, Office
from tests.kills.watching import PATIENCE, until

_ASKED = "SELECT id FROM sealed.erasure_request WHERE delivery_id = %s"


def erase(office: Office, of: Delivered, hits: Hits, hands: int = 1) -> None:
    """Have the content erased. The second person presses with so many ``hands`` at once."""
    page = f"/records/retention/deliveries/{of.number}/erase/"
    office.supplier.explain(of.number)  # signed in again where the session has ended
    office.until_answered("request", lambda: office.supplier.write(page, **{"request-reason": "Probe"}))
    request = until("the request", lambda: office.watch.value(_ASKED, of.number))
    go_on = f"/records/retention/requests/{request}/approve/"
    pressed = 0.0
    struck = False
    begin: float | None = None
    deadline = time.monotonic() + PATIENCE
    while not office.watch.erased(of.number):
        assert time.monotonic() < deadline, f"delivery {of.number} is not erased"
        if time.monotonic() > pressed + 3.0:  # the same decision again: whoever waits presses again
            press = partial(office.approver.write, go_on, **{"approve-reason": "Probe"})
            for answer in [office.hands.submit(office.answered, press) for _ in range(hands)]:
                answer.result(timeout=PATIENCE)
            pressed = time.monotonic()
        if (backend := office.watch.erasing()) is not None:
            begin = begin or time.monotonic()
            victim = None if struck else hits.wish("erase")
            if victim is not None:
                struck = _strike(office, of.number, victim, backend, hits)
        time.sleep(TICK)
    if begin is not None and not struck:
        hits.lasted("erase", time.monotonic() - begin)
    of.erased = True


def _strike(office: Office, number: int, victim: str, backend: int, hits: Hits) -> bool:
    begin = time.monotonic()
    kill = office.victims.aim(victim, backend)
    time.sleep(max(0.0, begin + hits.moment("erase") - time.monotonic()))
    if office.watch.erasing() != backend or office.watch.erased(number) or not kill():
        hits.miss("erase")
        return False
    hits.hit("erase", victim)
    return True
