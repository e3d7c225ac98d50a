"""A roll-back beside other presses: whoever comes first, one line of releases is left, and nothing half or doubled."""

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.kills import proofs, releasing
from tests.kills.book import Delivered
from tests.kills.hits import Hits
from tests.kills.journeys import Office
from tests.kills.watching import PATIENCE, until

pytestmark = pytest.mark.xdist_group("kills")

#: The earlier one is calculated from everything since, so that a roll-back of the later one sends it back.
_EARLIER, _LATER = "2025-Q1", "2025-Q4"
_NONE = Hits(0, 0)
_TRAIL = "SELECT action FROM audit_entry WHERE subject = 'delivery' AND subject_id = %s"
_WORKING = (
    "SELECT count(*) FROM sealed.delivery WHERE state IN ('received', 'checked', 'staged', 'collected', 'approved')"
)


def _beside(office: Office) -> tuple[Delivered, int]:
    """A candidate, and a proposal to take back what went live before it was calculated."""
    edition = 60_000 + len(office.delivered)
    for later in range(1 if office.book.released else 2):  # there has to be one to go back to
        office.journey(_LATER, edition + later, _NONE)
    return office.candidate(_EARLIER, edition + 2, _NONE), releasing.propose(office)


@pytest.mark.parametrize("order", [("confirm", "approve"), ("approve", "confirm"), ("confirm", "approve", "confirm")])
def test_roll_back_and_activation_at_once_leave_one_line(office: Office, order: Sequence[str]) -> None:
    candidate, withdrawal = _beside(office)
    presses = {
        "confirm": lambda: office.approver.api(f"withdrawals/{withdrawal}/confirm/", {}),
        "approve": lambda: office.approver.approve(candidate.number),
    }
    pressed = [(word, office.hands.submit(presses[word])) for word in order]
    answers = {word: answer.result(timeout=PATIENCE).status_code for word, answer in pressed}
    assert set(answers.values()) <= {200, 409} and 200 in answers.values(), answers
    until("the worker", lambda: office.watch.value(_WORKING) == 0)
    brought = office.book.roll_back() if answers["confirm"] == 200 else ()
    for delivered in brought:
        office.follow(delivered.number, "candidate", _NONE)
    trail = Counter(action for (action,) in office.watch.rows(_TRAIL, str(candidate.number)))
    candidate.more = ("outdate", "stage", "calculate") * trail["outdate"]
    if office.watch.state(candidate.number) == "active":
        office.book.release(candidate, reason=f"Lieferung {candidate.number}")
    else:
        assert brought and trail["outdate"] == 1, (answers, trail)
        candidate.more += ("approve",) * (answers["approve"] == 200)
    proofs.nothing_is_half_or_doubled(office)
    for delivered in (*brought, candidate):
        if delivered.end == "candidate":
            office.ended(delivered, "reject", _NONE)
    proofs.nothing_is_half_or_doubled(office)


def test_roll_back_that_can_wake_nobody_is_carried_out_and_the_scheduler_goes_on(office: Office) -> None:
    candidate, withdrawal = _beside(office)
    office.victims.stop("redis")
    answer = office.approver.api(f"withdrawals/{withdrawal}/confirm/", {})
    office.victims.start("redis")
    assert answer.status_code == 200, answer.text[:2000]
    candidate.more = ("outdate", "stage", "calculate")
    for delivered in (*office.book.roll_back(), candidate):
        office.follow(delivered.number, "candidate", _NONE)
        office.ended(delivered, "reject", _NONE)
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)
