"""What must hold after all kills, asked of the database in plain SQL and of ``verify``."""

import json

import pytest

from tests.kills import city
from tests.kills.journeys import Office
from tests.kills.watching import until


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
    counting = office.book.counting.values()
    assert states == {
        d.number: "superseded" if d.end == "active" and d not in counting else d.end for d in office.delivered
    }
    assert (
        office.watch.rows("SELECT id, attempts, failure FROM sealed.delivery WHERE attempts > 0 OR failure <> ''") == []
    )
    rows = office.watch.rows(
        "SELECT subject_id::bigint, action, count(*) FROM audit_entry WHERE subject = 'delivery' "
        "AND action NOT IN ('supersede', 'give_reason') GROUP BY 1, 2"
    )
    assert {(number, action): count for number, action, count in rows} == {
        (d.number, action): count for d in office.delivered for action, count in d.moves.items()
    }
    assert office.watch.value("SELECT count(*) FROM sealed.stored_file") == len(office.delivered)


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
    assert sorted(rows) == sorted((d.number, each, each) for d in office.delivered if "stage" in d.way and not d.erased)
    with_values = "EXISTS (SELECT FROM sealed.calculation_entry e WHERE e.calculation_id = c.id)"
    with_indices = "EXISTS (SELECT FROM sealed.calculation_index_entry e WHERE e.calculation_id = c.id)"
    empty = f"SELECT id FROM sealed.calculation c WHERE NOT {with_values} AND NOT {with_indices}"
    assert office.watch.rows(empty) == []
    # Published indices have a calculation of their own, without any value.
    calculations = f"SELECT count(*) FROM sealed.calculation c WHERE {with_values}"
    assert office.watch.value(calculations) == office.book.calculations


def _releases_follow_each_other(office: Office) -> None:
    """Each has its number, its reason and the one before it; what was taken back is a tombstone with its successor."""
    book = office.book
    releases = office.watch.rows(
        "SELECT id, serial, revision, previous_id, reason, withdrawn_at IS NOT NULL, successor_id FROM release ORDER BY id"
    )
    ids: dict[int | None, int | None] = {None: None} | {position: row[0] for position, row in enumerate(releases)}
    assert [row[1:] for row in releases] == [
        (r.serial, r.revision, ids[r.previous], r.reason, at in book.withdrawn, ids[book.withdrawn.get(at)])
        for at, r in enumerate(book.released)
    ]
    live = [] if book.live is None else [("city", ids[book.live])]
    assert office.watch.rows("SELECT municipality, release_id FROM live_release") == live
    places = 3 * city.PAIRS * len(book.counting)
    assert office.watch.value("SELECT count(*) FROM release_entry WHERE release_id = %s", ids[book.live]) == places


def _what_counts_is_what_was_activated_last(office: Office) -> None:
    rows = office.watch.rows(
        "SELECT p.code, f.delivery_id, count(*) FROM sealed.in_force f JOIN period p ON p.id = f.period_id GROUP BY 1, 2"
    )
    counting = [(period, d.number, len(city.MEASURES)) for period, d in office.book.counting.items()]
    assert sorted(rows) == sorted(counting)


def _live_values_are_the_naive_ones(office: Office) -> None:
    for d in office.book.counting.values():
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
    """The sealer comes to all that is written by now, and ``verify`` is silent about everything that is stored."""
    youngest = office.watch.value("SELECT max(id) FROM audit_entry")
    assert youngest
    unsealed = (
        "SELECT count(*) FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id "
        "WHERE s.id IS NULL AND e.id <= %s"
    )
    until("the sealer", lambda: office.watch.value(unsealed, youngest) == 0)
    assert findings(office) == []


def findings(office: Office) -> list[str]:
    """What ``verify`` says is wrong."""
    found: list[str] = json.loads(office.portal("manage", "verify", "--json"))["findings"]
    return found
