"""What must hold after all kills, asked of the database in plain SQL and of ``verify``."""

import json
from collections import Counter

import pytest

from tests.kills import city
from tests.kills.journeys import Delivered, Office
from tests.kills.watching import until

_WAY = ("receive", "check", "stage", "calculate")
_ENDS = {"active": ("approve", "activate"), "rejected": ("reject",), "withdrawn": ("withdraw",)}
_ERASED = ("erasure.requested", "erasure.approved", "erase")


def nothing_is_half_or_doubled(office: Office) -> None:
    """Deliveries, observations, releases, what counts, and the live numbers."""
    _every_delivery_went_every_way_once(office)
    _observations_are_complete(office)
    _releases_follow_each_other(office)
    _what_counts_is_what_was_activated_last(office)
    _live_values_are_the_naive_ones(office)
    _erasures_are_whole(office)


def _every_delivery_went_every_way_once(office: Office) -> None:
    states = dict(office.watch.rows("SELECT id, state FROM sealed.delivery"))
    last = {d.period: d.number for d in _live(office)}
    assert states == {
        d.number: "superseded" if d.end == "active" and d.number not in last.values() else d.end
        for d in office.delivered
    }
    assert (
        office.watch.rows("SELECT id, attempts, failure FROM sealed.delivery WHERE attempts > 0 OR failure <> ''") == []
    )
    rows = office.watch.rows(
        "SELECT subject_id::bigint, action, count(*) FROM audit_entry WHERE subject = 'delivery' "
        "AND action NOT IN ('supersede', 'give_reason') GROUP BY 1, 2"
    )
    assert Counter({(number, action): count for number, action, count in rows}) == Counter(
        (d.number, action)
        for d in office.delivered
        for action in (*_WAY, *_ENDS[d.end], *(_ERASED if d.erased else ()), *d.more)
    )
    assert office.watch.value("SELECT count(*) FROM sealed.stored_file") == len(office.delivered)


def _live(office: Office) -> list[Delivered]:
    """What went live, in order."""
    return [d for d in office.delivered if d.end == "active"]


def _erasures_are_whole(office: Office) -> None:
    """Of what was erased nothing is there but the protocol, which counted every observation once."""
    each = city.AREAS * len(city.MEASURES)
    rows = office.watch.rows(
        "SELECT delivery_id, observations, bytes_gone, finished_at IS NOT NULL FROM sealed.erasure ORDER BY 1"
    )
    assert rows == [(d.number, each, True, True) for d in sorted(office.delivered, key=lambda d: d.number) if d.erased]
    left = "SELECT d.id FROM sealed.delivery d JOIN sealed.stored_file f ON f.id = d.file_id WHERE f.content IS NULL"
    assert sorted(office.watch.rows(left)) == sorted((d.number,) for d in office.delivered if d.erased)


def _observations_are_complete(office: Office) -> None:
    each = city.AREAS * len(city.MEASURES)
    rows = office.watch.rows(
        "SELECT delivery_id, count(*), count(DISTINCT (measure_id, area_id)) FROM sealed.observation GROUP BY 1"
    )
    assert sorted(rows) == sorted((d.number, each, each) for d in office.delivered if not d.erased)
    empty = office.watch.rows(
        "SELECT id FROM sealed.calculation c WHERE NOT EXISTS "
        "(SELECT FROM sealed.calculation_entry e WHERE e.calculation_id = c.id)"
    )
    assert empty == []
    assert office.watch.value("SELECT count(*) FROM sealed.calculation") == len(office.delivered)


def _releases_follow_each_other(office: Office) -> None:
    """A period that comes for the first time has the next number, one that comes again its next revision."""
    releases = office.watch.rows("SELECT id, serial, revision, previous_id, reason FROM release ORDER BY id")
    serials: dict[str, int] = {}
    revisions: Counter[str] = Counter()
    numbers = []
    for d in _live(office):
        revisions[d.period] += 1
        numbers.append((serials.setdefault(d.period, len(serials) + 1), revisions[d.period]))
    assert [row[1:3] for row in releases] == numbers
    assert [row[3] for row in releases] == [None, *(row[0] for row in releases[:-1])]
    assert [row[4] for row in releases] == [f"Lieferung {d.number}" for d in _live(office)]
    assert office.watch.rows("SELECT municipality, release_id FROM live_release") == [("city", releases[-1][0])]
    places = 3 * city.PAIRS * len({d.period for d in _live(office)})
    assert office.watch.value("SELECT count(*) FROM release_entry WHERE release_id = %s", releases[-1][0]) == places


def _what_counts_is_what_was_activated_last(office: Office) -> None:
    last = {d.period: d.number for d in _live(office)}
    rows = office.watch.rows(
        "SELECT p.code, f.delivery_id, count(*) FROM sealed.in_force f JOIN period p ON p.id = f.period_id GROUP BY 1, 2"
    )
    assert sorted(rows) == sorted((period, number, len(city.MEASURES)) for period, number in last.items())


def _live_values_are_the_naive_ones(office: Office) -> None:
    for d in {d.period: d for d in _live(office)}.values():
        for pair in (0, city.PAIRS - 1):
            rows = office.watch.rows(
                "SELECT l.code, b.value FROM live_release live JOIN release_entry e USING (release_id) "
                "JOIN result_block b ON b.id = e.block_id JOIN areas_arealevel l ON l.id = b.level_id "
                "JOIN indicator i ON i.id = b.indicator_id JOIN period p ON p.id = b.period_id "
                "WHERE i.code = %s AND p.code = %s",
                city.indicator(pair),
                d.period,
            )
            naive = city.rates(d.period, d.edition, pair)
            assert {level for level, _ in rows} == set(naive)
            for level, values in rows:
                assert values[: len(naive[level])] == pytest.approx(naive[level], rel=1e-12)
                assert values[len(naive[level]) :] in ([], [None])  # the residual unit, of which nobody reported


def verify_finds_nothing(office: Office) -> None:
    """The sealer keeps up, and ``verify`` is silent about everything that is stored."""
    late = "e.at < now() - interval '60 seconds'"
    unsealed = (
        f"SELECT count(*) FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id WHERE s.id IS NULL AND {late}"
    )
    until("the sealer", lambda: office.watch.value(unsealed) == 0)
    assert office.watch.value("SELECT count(*) FROM audit_seal")
    assert findings(office) == []


def findings(office: Office) -> list[str]:
    """What ``verify`` says is wrong."""
    found: list[str] = json.loads(office.portal("manage", "verify", "--json"))["findings"]
    return found
