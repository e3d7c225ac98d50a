"""One delivery from the form to the release, with a kill in every step that still wants one."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.instance import Portal
from tests.kills import city
from tests.kills.book import Book, Delivered
from tests.kills.hits import Hits
from tests.kills.people import NO_ANSWER, Browser, Form
from tests.kills.victims import Victims
from tests.kills.watching import PATIENCE, Watch, until

STEP_OF = {"received": "check", "checked": "stage", "staged": "calculate", "approved": "activate"}
_STEP_OF = STEP_OF | {"collected": "together"}
TICK = 0.002
Press = Callable[[], requests.Response]


@dataclass
class Office:
    """The instance under attack, the two people who go on working, and what they delivered so far."""

    portal: Portal
    watch: Watch
    victims: Victims
    supplier: Browser
    approver: Browser
    hands: ThreadPoolExecutor
    book: Book = field(default_factory=Book)
    elapsed: float = 0.0

    @property
    def delivered(self) -> list[Delivered]:
        """Every delivery, in order."""
        return self.book.delivered

    def journey(self, period: str, edition: int, hits: Hits) -> Delivered:
        """Deliver, wait, approve, wait; ``hits`` kills on the way."""
        made = self.candidate(period, edition, hits)
        number = made.number
        self.ask("approve", lambda: self.approver.approve(number), lambda: self._approved(number), hits)
        return self.activated(number, period, edition, hits)

    def candidate(self, period: str, edition: int, hits: Hits) -> Delivered:
        """Deliver and wait until a second person can decide."""
        form = self.form(period, edition)
        name = form.file_name
        self.ask("receive", lambda: self.supplier.press(form), lambda: self.watch.delivery(name) is not None, hits)
        number = self.number(name)
        self.follow(number, "candidate", hits)
        self.supplier.explain(number)
        self.delivered.append(Delivered(number, period, edition, "candidate"))
        return self.delivered[-1]

    def ended(self, made: Delivered, decision: str, hits: Hits) -> None:
        """A person ends a candidate: ``reject`` or ``withdraw``."""
        who, end = (self.approver, "rejected") if decision == "reject" else (self.supplier, "withdrawn")
        number = made.number
        self.ask(decision, lambda: who.decide(number, decision), lambda: self.watch.state(number) == end, hits)
        made.end = end

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
        made = next((d for d in self.delivered if d.number == number), None)
        if made is None:
            made = Delivered(number, period, edition)
            self.delivered.append(made)
        self.book.release(made, reason=f"Lieferung {number}")
        return made

    def _approved(self, number: int) -> bool:
        return self.watch.state(number) in ("approved", "active")

    def follow(self, number: int, goal: str, hits: Hits, bundle: int | None = None) -> None:
        """Watch the worker until the delivery is at ``goal``; strike once in every step that wants it.

        What belongs to a ``bundle`` goes with the others of it, under their common lock.
        """
        deadline = time.monotonic() + PATIENCE
        struck: set[str] = set()
        seen: tuple[str, str] | None = None
        since = 0.0
        while True:
            state, transaction, backend = self.watch.running(number, bundle)
            if state == goal:
                if seen is not None and seen[0] not in struck:
                    hits.lasted(_STEP_OF[seen[0]], time.monotonic() - since)
                return
            assert state in _STEP_OF, (
                state,
                self.watch.rows("SELECT failure FROM sealed.delivery WHERE id = %s", number),
            )
            assert time.monotonic() < deadline, f"delivery {number} stays {state}"
            now = (state, transaction) if transaction else None
            if now != seen:
                if seen is not None and seen[0] not in struck and state != seen[0]:
                    hits.lasted(_STEP_OF[seen[0]], time.monotonic() - since)
                seen, since = now, time.monotonic()
                if now and state not in struck and self._strike(number, now, backend, hits, bundle):
                    struck.add(state)
                    deadline = time.monotonic() + PATIENCE
            time.sleep(TICK)

    def _strike(self, number: int, now: tuple[str, str], backend: int | None, hits: Hits, bundle: int | None) -> bool:
        """Wait for the drawn moment; kill if the same transaction is still in the step."""
        step = _STEP_OF[now[0]]
        victim = hits.wish(step)
        if victim is None:
            return False
        begin = time.monotonic()
        kill = self.victims.aim(victim, backend)
        time.sleep(max(0.0, begin + hits.moment(step) - time.monotonic()))
        if self.watch.running(number, bundle)[:2] != now or not kill():
            hits.miss(step)
            return False
        hits.hit(step, victim)
        return True

    def ask(self, step: str, press: Press, kept: Callable[[], bool], hits: Hits) -> None:
        """Press a button, kill while the request is under way, and press again until there is an answer."""
        late = hits.wish("wake") is not None and (hits.wish(step) is None or hits.chance.random() < 0.5)
        victim = hits.wish("wake" if late else step)
        if victim is None or not self._struck_request(step, victim, late, press, kept, hits):
            self.until_answered(step, press, kept)
        if victim is None:
            hits.lasted(step, self.elapsed)
        assert kept()

    def until_answered(self, what: str, press: Press, kept: Callable[[], bool] | None = None) -> requests.Response:
        """Press again until there is an answer; ``kept`` as in ``answered``."""
        return until(what, lambda: self.answered(press, kept))

    def answered(self, press: Press, kept: Callable[[], bool] | None = None) -> requests.Response | None:
        """The answer; nothing where there was none, or one that asks to come again.

        Where an earlier press was committed and its answer lost, the next one may hear that it is done: ``kept`` says
        whether it is.
        """
        begin = time.monotonic()
        try:
            answer = press()
        except NO_ANSWER:
            return None
        self.elapsed = time.monotonic() - begin
        is_done = answer.status_code == 409 and kept is not None and kept()
        assert is_done or answer.status_code in (200, 201, 302, 503), answer.text[:3000]
        if answer.status_code == 503:
            assert answer.headers["Retry-After"]
        return answer if answer.status_code != 503 else None

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
        answer: Future[requests.Response | None] = self.hands.submit(self.answered, press, kept)
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
        answered = answer.result(timeout=PATIENCE) is not None
        if struck:
            hits.hit("wake" if committed else step, victim)
        else:
            hits.miss("wake" if late else step)
            hits.lasted(step, self.elapsed)
        return answered
