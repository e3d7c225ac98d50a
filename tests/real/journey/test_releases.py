"""Berlin from file to release: what is refused, what is revised, and that nothing is found afterwards."""

from collections import Counter

import pytest

from indicators.actions import audit
from indicators.actions.verification import verify
from indicators.journey import State
from indicators.models import Delivery, InForce, Observation, Problem, Release, ResultBlock
from tests.naive.berlin import EDITIONS, HALF_YEARS
from tests.real.journey.portal import BerlinPortal

PROFILES = {table: f"berlin-population-{table}" for table in ("t1", "t2")}
LATER = {
    f"{year}-0{half}": f"{year}-06-30" if half == 1 else f"{year}-12-31"
    for year in range(2021, 2025)
    for half in (1, 2)
}


def test_every_file_of_the_proof_is_live(berlin_portal: BerlinPortal) -> None:
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states == {State.ACTIVE: 2 * len(HALF_YEARS) + len(EDITIONS)}
    assert berlin_portal.live.audit == "not_audited"
    assert Release.objects.count() == sum(states.values())
    assert Delivery.objects.filter(is_revision=True).count() == 0


FROM_HISTORY = {"jump", "jump_since_last_year", "jump_back", "sudden_zero", "moved_between_areas"}


def test_checks_find_in_these_files_what_is_known_of_them(berlin_portal: BerlinPortal) -> None:
    """An area without rows until 2018 and in both editions of the monitoring, areas that were not computed, no S2 in
    2019; nothing else in 26 files but what history says of them, and that of few cells."""
    found: dict[str, dict[str, int]] = {}
    for delivery in Delivery.objects.prefetch_related("problem_counts"):
        counts = {problem.code: problem.count for problem in delivery.problem_counts.all()}
        if delivery.file_name.startswith("population-"):
            cells = Observation.objects.filter(delivery=delivery).count()
            assert counts.get("jump", 0) <= 0.05 * cells, delivery.file_name
            assert counts.get("moved_between_areas", 0) == ("-2019-01-" in delivery.file_name)
        found[delivery.file_name] = {code: number for code, number in counts.items() if code not in FROM_HISTORY}
    for half_year in HALF_YEARS:
        for table in PROFILES:
            told = found.pop(berlin_portal.naive.population(half_year, table).name)
            assert told == ({"missing_area": 1} if half_year < "2019" else {})
    assert found == {
        "mss-2015-2-1-planning-areas.csv": {"missing_area": 1, "not_computed": 1},
        "mss-2019-2-1-planning-areas.csv": {"missing_area": 1, "not_computed": 1, "column_not_delivered": 2},
    }
    missing = Problem.objects.filter(code="missing_area").values_list("value", flat=True)
    assert set(missing) == {"09041403"}


@pytest.mark.parametrize("table", PROFILES)
def test_files_of_the_areas_from_2021_are_refused_in_one_sentence(berlin_portal: BerlinPortal, table: str) -> None:
    """Whether the period says so itself or, by mistake, names a date of the areas before."""
    before = snapshot(berlin_portal)
    for half_year, period in [*LATER.items(), ("2021-01", "2020-12-31")]:
        delivery = berlin_portal.deliver(berlin_portal.naive.population(half_year, table), PROFILES[table], period)
        assert delivery.state == State.REFUSED
        assert list(delivery.problems.values_list("code", flat=True)) == ["unknown_edition"]
        assert not Observation.objects.filter(delivery=delivery).exists()
    assert snapshot(berlin_portal) == before


def snapshot(portal: BerlinPortal) -> tuple[object, ...]:
    """Everything that readers could see, and what counts."""
    return (
        portal.live,
        portal.manifest(portal.live),
        ResultBlock.objects.count(),
        list(InForce.objects.order_by("pk").values_list("measure", "period", "delivery")),
    )


def test_a_second_delivery_with_other_numbers_is_a_revision_and_the_earlier_release_stays(
    berlin_portal: BerlinPortal,
) -> None:
    file = berlin_portal.naive.population("2018-02", "t1")
    earlier = berlin_portal.live
    hashes, sealed = berlin_portal.manifest(earlier), earlier.manifest_sha256
    cells = berlin_portal.cells("auslaenderanteil", "2018-12-31", earlier)
    lines = file.read_text(encoding="utf-8").splitlines()
    first, header = lines[1].split(","), lines[0].split(",")
    for column in ("inhabitants", "inhabitants_with_migration_background", "inhabitants_foreigners"):
        first[header.index(column)] = str(int(first[header.index(column)]) + 7)
    content = "\n".join([lines[0], ",".join(first), *lines[2:], ""]).encode()

    delivery = berlin_portal.release(file, PROFILES["t1"], "2018-12-31", content)

    assert delivery.is_revision
    assert delivery.release == berlin_portal.live != earlier
    assert berlin_portal.live.previous_id == earlier.pk
    assert berlin_portal.manifest(earlier) == hashes
    earlier.refresh_from_db()
    assert earlier.manifest_sha256 == sealed
    assert berlin_portal.cells("auslaenderanteil", "2018-12-31", earlier) == cells
    city, was = berlin_portal.cells("einwohner", "2018-12-31")["stadt"]["0"], berlin_portal.naive.tables
    assert city.value == sum(n for n in was["einwohner", "2018-12-31"].values() if isinstance(n, float)) + 7
    changed = set(berlin_portal.manifest(berlin_portal.live)) - set(hashes)
    periods = set(ResultBlock.objects.filter(content_sha256__in=changed).values_list("period__code", flat=True))
    assert periods == {"2018-12-31"}
    found = verify()
    assert found.findings == []
    print(f"revision: {len(changed)} of {len(hashes)} blocks are new")


def test_nothing_is_found_by_verify_and_the_sealed_trail_is_whole(berlin_portal: BerlinPortal) -> None:
    sealed = audit.seal()
    found = verify()
    print(f"sealed {sealed} audit entries; {found.checked}")
    assert found.findings == []
    assert found.notes == []
    assert found.checked["audit entries"] == sealed > 26 * 6
    assert found.checked["blocks computed again"] == len(berlin_portal.manifest(berlin_portal.live))
