"""Messages only wake: expired, doubled, in another order or after the end of what they were sent for, they break nothing."""

import json
import uuid

import pytest
import redis

from tests.kills import proofs
from tests.kills.book import Delivered
from tests.kills.hits import Hits
from tests.kills.journeys import Office
from tests.kills.watching import until

pytestmark = pytest.mark.xdist_group("kills")

_FILES = [("2025-Q2", 50_000), ("2025-Q3", 50_001), ("2025-Q4", 50_002)]
_STEP = "indicators.step"
_LONG_AGO = "2020-01-01T00:00:00+00:00"


class Queue:
    """The messages that wait for the worker, as they lie in the broker."""

    def __init__(self, office: Office) -> None:
        self._broker = redis.Redis.from_url(office.portal.instance.redis_url)

    def _lists(self) -> list[bytes]:
        return [key for key in self._broker.keys("celery*") if self._broker.type(key) == b"list"]

    def is_empty(self) -> bool:
        return not self._lists()

    def take(self) -> list[tuple[bytes, bytes]]:
        """Every message with its queue, oldest first; nothing is left."""
        found = [(key, message) for key in self._lists() for message in reversed(self._broker.lrange(key, 0, -1))]
        for key in self._lists():
            self._broker.delete(key)
        return found

    def put(self, messages: list[tuple[bytes, bytes]]) -> None:
        """Send them as they are, the first one first."""
        for key, message in messages:
            self._broker.lpush(key, message)

    def put_and_wait(self, messages: list[tuple[bytes, bytes]]) -> None:
        self.put(messages)
        until("the messages are taken", self.is_empty)


def _dated(message: bytes, expires: str | None) -> bytes:
    """The message with another day of expiry, or none; what has expired is sent under a name of its own."""
    told = json.loads(message)
    told["headers"]["expires"] = expires
    if expires is not None:
        told["headers"]["id"] = told["properties"]["correlation_id"] = str(uuid.uuid4())
    return json.dumps(told).encode()


def test_messages_expired_doubled_reordered_and_late_take_every_step_once(office: Office) -> None:
    queue = Queue(office)
    for name in ("scheduler", "worker"):
        office.victims.stop(name)
    queue.take()
    made = []
    for period, edition in _FILES:
        form = office.form(period, edition)
        assert office.supplier.press(form).status_code == 302
        made.append(Delivered(office.number(form.file_name), period, edition, "candidate"))
        office.delivered.append(made[-1])
    sent = queue.take()
    assert [json.loads(message)["headers"]["task"] for _, message in sent] == [_STEP] * len(_FILES)
    office.victims.start("worker")
    queue.put_and_wait([(key, _dated(message, _LONG_AGO)) for key, message in sent])
    assert {office.watch.state(d.number) for d in made} == {"received"}
    late = [(key, _dated(message, None)) for key, message in sent]
    queue.put([one for one in reversed(late) for _ in range(2)])
    for d in made:
        office.follow(d.number, "candidate", Hits(0, 0))
        office.supplier.explain(d.number)
    queue.put_and_wait(late * 3)
    *others, last = made
    assert office.approver.approve(last.number).status_code == 200
    office.activated(last.number, last.period, last.edition, Hits(0, 0))
    queue.put_and_wait(late * 3)
    for d in others:
        assert office.approver.decide(d.number, "reject").status_code == 200
        d.end = "rejected"
    office.victims.start("scheduler")
    proofs.nothing_is_half_or_doubled(office)
