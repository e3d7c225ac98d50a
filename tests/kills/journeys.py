"""One delivery from the form to the release, with a kill in every step that still wants one."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import requests

from tests.instance import Portal
from tests.kills import city
from tests.kills.hits import Hits
from tests.kills.people import NO_ANSWER, Browser, Form
from tests.kills.victims import Victims
from tests.kills.watching import PATIENCE, Watch, until

STEP_OF = {"received": "check", "checked": "stage", "staged": "calculate", "approved": "activate"}
_TICK = 0.002
Press = Callable[[], requests.Response]


@dataclass
class Delivered:
    """A delivery that reached its end, what was in its file, and what became of it since."""

    number: int
    period: str
    edition: int
    end: str = "active"
    erased: bool = False
    more: tuple[str, ...] = ()  # moves beyond those of an undisturbed journey


@dataclass
class Office:
    """The instance under attack, the two people who go on working, and what they delivered so far."""

    portal: Portal
    watch: Watch
    victims: Victims
    supplier: Browser
    approver: Browser
    hands: ThreadPoolExecutor
    delivered: list[Delivered] = field(default_factory=list)
    elapsed: float = 0.0

    def journey(self, period: str, edition: int, hits: Hits) -> Delivered:
        """Deliver, wait, approve, wait; ``hits`` kills on the way."""
        form = self.form(period, edition)
        name = form.file_name
        self._ask("receive", lambda: self.supplier.press(form), lambda: self.watch.delivery(name) is not None, hits)
        number = self.number(name)
        self.follow(number, "candidate", hits)
        self.supplier.explain(number)
        self._ask("approve", lambda: self.approver.approve(number), lambda: self._approved(number), hits)
        return self.activated(number, period, edition, hits)

    def ended(self, period: str, edition: int, decision: str, hits: Hits) -> Delivered:
        """Deliver and wait; then a person ends it: ``reject`` or ``withdraw``."""
        form = self.form(period, edition)
        until("receive", lambda: self._answered(lambda: self.supplier.press(form)))
        number = self.number(form.file_name)
        self.follow(number, "candidate", hits)
        who, end = (self.approver, "rejected") if decision == "reject" else (self.supplier, "withdrawn")
        self._ask(decision, lambda: who.decide(number, decision), lambda: self.watch.state(number) == end, hits)
        self.delivered.append(Delivered(number, period, edition, end))
        return self.delivered[-1]

    def erase(self, of: Delivered, hits: Hits, hands: int = 1) -> None:
        """Two people have the content erased before its term; the worker does it, and is struck meanwhile.

        The second person presses with so many ``hands`` at once.
        """
        page = f"/records/retention/deliveries/{of.number}/erase/"
        asked = "SELECT id FROM sealed.erasure_request WHERE delivery_id = %s"
        self.supplier.explain(of.number)  # signed in again where the session has ended
        until("request", lambda: self._answered(lambda: self.supplier.write(page, **{"request-reason": "Probe"})))
        request = until("the request", lambda: self.watch.value(asked, of.number))
        go_on = f"/records/retention/requests/{request}/approve/"
        pressed = 0.0
        struck = False
        begin: float | None = None
        deadline = time.monotonic() + PATIENCE
        while not self.watch.erased(of.number):
            assert time.monotonic() < deadline, f"delivery {of.number} is not erased"
            if time.monotonic() > pressed + 3.0:  # the same decision again: whoever waits presses again
                press = partial(self.approver.write, go_on, **{"approve-reason": "Probe"})
                for answer in [self.hands.submit(self._answered, press) for _ in range(hands)]:
                    answer.result(timeout=PATIENCE)
                pressed = time.monotonic()
            if (backend := self.watch.erasing()) is not None:
                begin = begin or time.monotonic()
                victim = None if struck else hits.wish("erase")
                if victim is not None:
                    struck = self._strike_erasure(of.number, victim, backend, hits)
            time.sleep(_TICK)
        if begin is not None and not struck:
            hits.lasted("erase", time.monotonic() - begin)
        of.erased = True

    def _strike_erasure(self, number: int, victim: str, backend: int, hits: Hits) -> bool:
        begin = time.monotonic()
        kill = self.victims.aim(victim, backend)
        time.sleep(max(0.0, begin + hits.moment("erase") - time.monotonic()))
        if self.watch.erasing() != backend or self.watch.erased(number) or not kill():
            hits.miss("erase")
            return False
        hits.hit("erase", victim)
        return True

    def form(self, period: str, edition: int) -> Form:
        """The filled-in form for a file that nobody delivered before."""
        content = city.file_of(period, edition)
        return self.supplier.fill_in(
            profile=city.PROFILE, period=period, file_name=f"{len(self.delivered):03}.csv", content=content
        )

    def number(self, file_name: str) -> int:
        """The delivery of a file."""
        found = self.watch.delivery(file_name)
        assert found is not None
        return found

    def activated(self, number: int, period: str, edition: int, hits: Hits) -> Delivered:
        """Follow an approved delivery to its end and remember it."""
        self.follow(number, "active", hits)
        self.delivered.append(Delivered(number, period, edition))
        return self.delivered[-1]

    def _approved(self, number: int) -> bool:
        return self.watch.state(number) in ("approved", "active")

    def follow(self, number: int, goal: str, hits: Hits) -> None:
        """Watch the worker until the delivery is at ``goal``; strike once in every step that wants it."""
        deadline = time.monotonic() + PATIENCE
        struck: set[str] = set()
        seen: tuple[str, str] | None = None
        since = 0.0
        while True:
            state, transaction, backend = self.watch.running(number)
            if state == goal:
                if seen is not None and seen[0] not in struck:
                    hits.lasted(STEP_OF[seen[0]], time.monotonic() - since)
                return
            assert state in STEP_OF, (
                state,
                self.watch.rows("SELECT failure FROM sealed.delivery WHERE id = %s", number),
            )
            assert time.monotonic() < deadline, f"delivery {number} stays {state}"
            now = (state, transaction) if transaction else None
            if now != seen:
                if seen is not None and seen[0] not in struck and state != seen[0]:
                    hits.lasted(STEP_OF[seen[0]], time.monotonic() - since)
                seen, since = now, time.monotonic()
                if now and state not in struck and self._strike(number, now, backend, hits):
                    struck.add(state)
                    deadline = time.monotonic() + PATIENCE
            time.sleep(_TICK)

    def _strike(self, number: int, now: tuple[str, str], backend: int | None, hits: Hits) -> bool:
        """Wait for the drawn moment; kill if the same transaction is still in the step."""
        step = STEP_OF[now[0]]
        victim = hits.wish(step)
        if victim is None:
            return False
        begin = time.monotonic()
        kill = self.victims.aim(victim, backend)
        time.sleep(max(0.0, begin + hits.moment(step) - time.monotonic()))
        if self.watch.running(number)[:2] != now or not kill():
            hits.miss(step)
            return False
        hits.hit(step, victim)
        return True

    def _ask(self, step: str, press: Press, kept: Callable[[], bool], hits: Hits) -> None:
        """Press a button, kill while the request is under way, and press again until there is an answer."""
        late = hits.wish("wake") is not None and (hits.wish(step) is None or hits.chance.random() < 0.5)
        victim = hits.wish("wake" if late else step)
        if victim is None or not self._struck_request(step, victim, late, press, kept, hits):
            until(step, lambda: self._answered(press))
        if victim is None:
            hits.lasted(step, self.elapsed)
        assert kept()

    def _answered(self, press: Press) -> bool:
        begin = time.monotonic()
        try:
            answer = press()
        except NO_ANSWER:
            return False
        self.elapsed = time.monotonic() - begin
        assert answer.status_code in (200, 201, 302, 503), answer.text[:3000]
        if answer.status_code == 503:
            assert answer.headers["Retry-After"]
        return answer.status_code != 503

    def _struck_request(
        self, step: str, victim: str, late: bool, press: Press, kept: Callable[[], bool], hits: Hits
    ) -> bool:
        """One request that is struck anywhere on its way, or ``late``: between its commit and its answer.

        Returns whether it was answered all the same.
        """
        kill = self.victims.aim(victim)
        # A frozen broker holds the window between commit and wake-up open.
        thaw = self.victims.freeze("redis") if late and (victim != "redis" or hits.chance.random() < 0.5) else None
        begin = time.monotonic()
        answer: Future[bool] = self.hands.submit(self._answered, press)
        if late:
            while not answer.done() and not kept():
                pass
        else:
            time.sleep(max(0.0, begin + hits.moment(step) - time.monotonic()))
        committed = struck = False
        while not answer.done() and not struck:  # a victim of the database is there while its transaction is
            committed = kept()
            struck = kill()
        if thaw:
            thaw()
        answered = answer.result(timeout=PATIENCE)
        if struck:
            hits.hit("wake" if committed else step, victim)
        else:
            hits.miss("wake" if late else step)
            hits.lasted(step, self.elapsed)
        return answered
