"""Two people press at the same moment: one of them is first, the other is told, and nothing is half or doubled."""

from collections.abc import Callable, Sequence

import pytest
import requests

from tests.kills import city, proofs
from tests.kills.book import Delivered
from tests.kills.erasing import erase
from tests.kills.hits import Hits
from tests.kills.journeys import Office
from tests.kills.watching import PATIENCE, until

pytestmark = pytest.mark.xdist_group("kills")

_PERIOD = "2025-Q3"
_ENDS = {"approve": "active", "reject": "rejected", "withdraw": "withdrawn"}
Press = Callable[[], requests.Response]


def _candidate(office: Office, edition: int) -> int:
    form = office.form(_PERIOD, edition)
    assert office.supplier.press(form).status_code == 302
    number = office.number(form.file_name)
    office.follow(number, "candidate", Hits(0, 0))
    office.supplier.explain(number)
    return number


def _at_once(office: Office, presses: Sequence[Press]) -> list[int]:
    """The status of every answer, in the order of the presses."""
    pressed = [office.hands.submit(press) for press in presses]
    return [answer.result(timeout=PATIENCE).status_code for answer in pressed]


@pytest.mark.parametrize(
    "decisions",
    [
        ("approve", "reject"),
        ("reject", "approve"),
        ("withdraw", "approve"),
        ("approve", "withdraw"),
        ("reject", "withdraw"),
    ],
    ids="+".join,
)
def test_two_different_decisions_at_once_are_one(office: Office, decisions: tuple[str, str]) -> None:
    edition = 20_000 + len(office.delivered)
    number = _candidate(office, edition)
    people = {"approve": office.approver, "reject": office.approver, "withdraw": office.supplier}
    answers = _at_once(office, [lambda d=d: people[d].decide(number, d) for d in decisions])  # type: ignore[misc]
    assert sorted(answers) == [200, 409], answers
    first = decisions[answers.index(200)]
    if first == "approve":
        office.activated(number, _PERIOD, edition, Hits(0, 0))
    else:
        office.delivered.append(Delivered(number, _PERIOD, edition, _ENDS[first]))
    assert office.watch.state(number) == _ENDS[first]
    proofs.nothing_is_half_or_doubled(office)


@pytest.mark.parametrize("decision", ["approve", "reject", "withdraw"])
def test_one_decision_pressed_four_times_is_one(office: Office, decision: str) -> None:
    edition = 20_000 + len(office.delivered)
    number = _candidate(office, edition)
    who = office.supplier if decision == "withdraw" else office.approver
    assert _at_once(office, [lambda: who.decide(number, decision)] * 4) == [200] * 4
    if decision == "approve":
        office.activated(number, _PERIOD, edition, Hits(0, 0))
    else:
        office.delivered.append(Delivered(number, _PERIOD, edition, _ENDS[decision]))
    proofs.nothing_is_half_or_doubled(office)


def test_a_form_pressed_four_times_delivers_once(office: Office) -> None:
    edition = 20_000 + len(office.delivered)
    form = office.form(_PERIOD, edition)
    answers = [office.hands.submit(office.supplier.press, form) for _ in range(4)]
    places = {answer.result(timeout=PATIENCE).headers.get("Location") for answer in answers}
    number = office.number(form.file_name)
    assert places == {f"/deliveries/{number}/"}
    office.follow(number, "candidate", Hits(0, 0))
    office.supplier.explain(number)
    assert office.approver.approve(number).status_code == 200
    office.activated(number, _PERIOD, edition, Hits(0, 0))
    proofs.nothing_is_half_or_doubled(office)


def test_an_erasure_approved_by_two_at_once_happens_once(office: Office) -> None:
    """Both presses wake the worker; two workers meet at the lock."""
    edition = 20_000 + len(office.delivered)
    number = _candidate(office, edition)
    assert office.approver.decide(number, "reject").status_code == 200
    made = Delivered(number, _PERIOD, edition, "rejected")
    office.delivered.append(made)
    assert city.AREAS * len(city.MEASURES) == office.watch.value(
        "SELECT count(*) FROM sealed.observation WHERE delivery_id = %s", number
    )
    erase(office, made, Hits(0, 0), hands=4)
    _sweep(office)
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)


def _sweep(office: Office) -> None:
    """The tables are vacuumed and written anew after the erasure, by the one command for it."""
    begin = office.watch.value("SELECT clock_timestamp()")
    files = "SELECT pg_relation_filepath('sealed.stored_file'), pg_relation_filepath('sealed.observation')"
    before = office.watch.rows(files)
    office.portal("manage", "sweep", "--rewrite")
    assert all(old != new for old, new in zip(before[0], office.watch.rows(files)[0], strict=True))
    late = "SELECT count(*) FROM pg_stat_all_tables WHERE schemaname = 'sealed' AND last_vacuum > %s"
    until("the vacuum is told", lambda: office.watch.value(late, begin) >= 3)
