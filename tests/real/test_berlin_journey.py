"""Berlin from file to release: what the portal says is what the files say, read a second time with plain loops.

The second reading is ``tests.naive.berlin``. Every test prints how many numbers it compared.
"""

from collections import Counter
from collections.abc import Iterator
from math import isclose

import pytest
from django.db.models import Count, Sum

from indicators.actions import audit
from indicators.actions.verification import verify
from indicators.journey import State
from indicators.models import Delivery, Indicator, InForce, Observation, Release, ReleaseEntry, ResultBlock
from tests.naive.berlin import EDITIONS, HALF_YEARS, WIDTHS, Cell, rows_of
from tests.naive.values import wilson
from tests.real.berlin import BerlinPortal

PUBLISHED = {"bezirksregion": "2-2-district-regions", "bezirk": "2-3-districts"}
FARTHEST = {
    "mss-s1": {"bezirksregion": (0.0001, 0.81), "bezirk": (0.0001, 0.15)},
    "mss-s3": {"bezirksregion": (1.3, 0.7), "bezirk": (0.19, 0.23)},
    "mss-s4": {"bezirksregion": (0.0001, 0.68), "bezirk": (0.05, 0.18)},
    "mss-d1": {"bezirksregion": (0.29, 0.22), "bezirk": (0.07, 0.05)},
    "mss-d3": {"bezirksregion": (0.61, 0.46), "bezirk": (0.16, 0.09)},
    "mss-d4": {"bezirksregion": (3.22, 1.2), "bezirk": (0.69, 0.39)},
}
"""Percentage points between the weighted values of 2019 and the published ones at most: where every planning area of a
place was computed, and where some were not (the publisher counts their people, their shares are not in the file).

S1 and S4 of district regions are reproduced to the last digit, which proves their weights. S3 and S4 are published a
little higher than the planning areas give: cases that are counted in the district and in none of its planning areas.
Changes are weighted by today's residents, the publisher's by those of both dates.
"""
COUNTS = {table: f"berlin-population-{table}" for table in ("t1", "t2")}
WITHOUT_ROWS_UNTIL_2018 = "09041403"
NEARLY_EMPTY = "04020314"


def compare(shown: dict[str, Cell], expected: dict[str, Cell], where: str) -> int:
    """State for state and number for number; returns how many cells."""
    assert shown.keys() == expected.keys(), where
    for code, cell in shown.items():
        other = expected[code]
        assert cell.state == other.state, (where, code, cell, other)
        for said, counted in ((cell.value, other.value), (cell.numerator, other.numerator)):
            assert (said is None) == (counted is None), (where, code, cell, other)
            if said is not None and counted is not None:
                assert isclose(said, counted, rel_tol=1e-12, abs_tol=1e-12), (where, code, cell, other)
        if other.denominator is not None or cell.denominator is not None:
            assert cell.denominator == other.denominator, (where, code, cell, other)
    return len(shown)


def all_rates(portal: BerlinPortal) -> Iterator[tuple[str, str, str, dict[str, Cell], dict[str, Cell]]]:
    for indicator, document in portal.naive.indicators("rate").items():
        for period in HALF_YEARS.values():
            shown = portal.cells(indicator, period)
            for level in WIDTHS if shown else ():
                yield indicator, period, level, shown[level], portal.naive.rate(document, period, level)


def test_every_file_of_the_proof_is_live(berlin_portal: BerlinPortal) -> None:
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states == {State.ACTIVE: 2 * len(HALF_YEARS) + len(EDITIONS)}
    assert berlin_portal.live.audit == "not_audited"
    assert Release.objects.count() == sum(states.values())
    assert Delivery.objects.filter(is_revision=True).count() == 0


def test_city_totals_of_every_measure_are_the_sums_of_the_files(berlin_portal: BerlinPortal) -> None:
    compared = 0
    for row in InForce.objects.select_related("measure", "period"):
        stored = Observation.objects.filter(delivery=row.delivery_id, measure=row.measure_id, state=0)
        table = berlin_portal.naive.tables[row.measure.code, row.period.code]
        numbers = [number for number in table.values() if not isinstance(number, str)]
        said = stored.aggregate(sum=Sum("value"), count=Count("value"))
        assert said["count"] == len(numbers), row
        assert isclose(said["sum"], sum(numbers), rel_tol=1e-12), row
        compared += 1
    assert compared == len(berlin_portal.naive.tables)
    print(f"{compared} columns of the files have their sum in the portal")


def test_residents_of_every_place_are_the_sums_of_the_files(berlin_portal: BerlinPortal) -> None:
    document = berlin_portal.naive.indicators("count")["einwohner"]
    compared = 0
    for half_year, period in HALF_YEARS.items():
        shown = berlin_portal.cells("einwohner", period)
        naive_city = sum(int(row["inhabitants"]) for row in rows_of(berlin_portal.naive.population(half_year, "t1")))
        assert shown["stadt"]["0"].value == naive_city
        print(f"{period}: {naive_city:,} residents")
        for level in WIDTHS:
            expected = berlin_portal.naive.count(document, period, level)
            compared += compare(shown[level], expected, f"einwohner {period} {level}")
    print(f"{compared} numbers of residents compared")


def test_every_rate_at_every_level_and_half_year_is_the_naive_one(berlin_portal: BerlinPortal) -> None:
    states: Counter[str] = Counter()
    for indicator, period, level, shown, expected in all_rates(berlin_portal):
        compare(shown, expected, f"{indicator} {period} {level}")
        states.update(cell.state for cell in shown.values())
    rates = len(berlin_portal.naive.indicators("rate")) - 1  # all but sgb2-quote, which nobody delivers
    assert sum(states.values()) == rates * len(HALF_YEARS) * (1 + 13 + 61 + 139 + 449)
    assert all(states[state] for state in ("ok", "missing", "suppressed", "unreliable", "not_applicable"))
    print(f"{sum(states.values())} rates compared: {dict(states)}")


def test_ranges_of_rates_solve_wilsons_equation(berlin_portal: BerlinPortal) -> None:
    """Every rate of persons among persons, at the city, the districts and a few planning areas, by bisection."""
    compared = 0
    for indicator, document in berlin_portal.naive.indicators("rate").items():
        if document["unit"] != "%":
            continue
        measures = [berlin_portal.naive.document("measures", code) for code in document["numerator"]]
        effect = max(measure.get("design_effect", 1) for measure in measures)
        blocks = ReleaseEntry.objects.filter(release=berlin_portal.live, indicator__code=indicator)
        for entry in blocks.filter(period__code="2018-12-31", level__code__in=["stadt", "bezirk", "planungsraum"]):
            block = entry.block
            cells = list(zip(block.status, block.numerator, block.denominator, block.low, block.high, strict=True))
            for state, n, d, low, high in cells[:20]:
                if state == 0:
                    expected = wilson(n, d, document["scale"], effect)
                    assert (low, high) == pytest.approx(expected, rel=1e-9, abs=1e-9), (indicator, n, d)
                    compared += 1
    print(f"{compared} ranges compared")
    assert compared > 300


def test_what_holds_no_number_has_its_reason_in_the_files(berlin_portal: BerlinPortal) -> None:
    """The areas that the README of the data names: one without rows until 2018, one with a handful of residents."""
    shares = {period: berlin_portal.cells("anteil-unter-6", period)["planungsraum"] for period in HALF_YEARS.values()}
    residents = {period: berlin_portal.cells("einwohner", period)["planungsraum"] for period in HALF_YEARS.values()}
    for period in HALF_YEARS.values():
        count = berlin_portal.naive.tables["einwohner", period][NEARLY_EMPTY]
        assert isinstance(count, float)
        assert residents[period][NEARLY_EMPTY].state == ("suppressed" if count < 10 else "ok")
        assert shares[period][NEARLY_EMPTY].state == (
            "suppressed" if count < 10 else "unreliable" if count < 50 else "ok"
        )
        expected = "missing" if period < "2019" else "ok"
        assert residents[period][WITHOUT_ROWS_UNTIL_2018].state == expected
        assert residents[period]["99999999"].state == "missing"
    assert {residents[period][NEARLY_EMPTY].state for period in residents} == {"ok", "suppressed"}


@pytest.mark.parametrize(("year", "not_computed"), [(2015, 12), (2019, 11)])
def test_shares_of_planning_areas_are_those_of_the_file(
    berlin_portal: BerlinPortal, year: int, not_computed: int
) -> None:
    """Areas that were not computed are *not applicable*, a single 0 stays a number; too few children: *unreliable*."""
    naive, period = berlin_portal.naive, EDITIONS[year]
    compared = zeros = 0
    for indicator, document in (naive.indicators("share") | naive.indicators("change")).items():
        shown = berlin_portal.cells(indicator, period)
        if year == 2019 and indicator in ("mss-s2", "mss-d2"):
            assert not shown  # the columns are there and empty
            continue
        areas = shown["planungsraum"]
        compared += compare(areas, naive.share(document, period, "planungsraum"), f"{indicator} {period}")
        states = Counter(cell.state for cell in areas.values())
        unreliable = 1 if year == 2019 and indicator in ("mss-s4", "mss-d4") else 0
        assert states["not_applicable"] == not_computed
        assert states["unreliable"] == unreliable
        assert states["missing"] == 2  # 09041403 and the residual unit
        assert not any(cell.numerator or cell.denominator for cell in areas.values())
        zeros += sum(cell.value == 0 for cell in areas.values())
    assert zeros > 0
    print(f"{year}: {compared} shares compared, {zeros} of them are zeros of areas that were computed")


@pytest.mark.parametrize("year", EDITIONS)
def test_shares_above_are_weighted_by_whom_they_are_about(berlin_portal: BerlinPortal, year: int) -> None:
    """S1 by residents of 15 to 64, S3 by all, S4 by those under 15; without a table of that date they are missing."""
    naive, period = berlin_portal.naive, EDITIONS[year]
    compared: Counter[str] = Counter()
    for indicator, document in (naive.indicators("share") | naive.indicators("change")).items():
        shown = berlin_portal.cells(indicator, period)
        for level in list(WIDTHS)[:-1] if shown else ():
            expected = naive.share(document, period, level)
            compare(shown[level], expected, f"{indicator} {period} {level}")
            compared.update(cell.state for cell in shown[level].values())
            delivered_with = document["weight"] == ["mss_einwohner"]
            if year == 2015 and not delivered_with:
                assert {cell.state for cell in shown[level].values()} == {"missing"}
    assert compared["ok"] > (400 if year == 2015 else 1200)
    print(f"{year}: {sum(compared.values())} weighted shares compared: {dict(compared)}")


def test_weighted_shares_of_2019_agree_with_the_published_upper_levels(berlin_portal: BerlinPortal) -> None:
    naive, period = berlin_portal.naive, EDITIONS[2019]
    for indicator, levels in FARTHEST.items():
        component = indicator.removeprefix("mss-")
        [column] = [name for name in naive.columns("berlin-mss", period) if name.startswith(component)]
        cells = berlin_portal.cells(indicator, period)
        for level, (whole, partial) in levels.items():
            rows = rows_of(naive.monitoring(2019, PUBLISHED[level]))
            away: dict[bool, list[float]] = {True: [], False: []}
            for row in rows:
                cell, areas = cells[level][row["id"]], naive.parts[level][row["id"]]
                if cell.value is None:
                    assert (row["id"], row[column], cell.state) == ("040617", "0", "not_applicable")
                    continue
                computed = all(cells["planungsraum"][area].state != "not_applicable" for area in areas)
                away[computed].append(abs(cell.value - float(row[column])))
            equal = sum(distance <= 0.0001 for distance in away[True])
            print(
                f"{indicator} {level}: {equal} of {len(away[True])} wholly computed places equal, farthest"
                f" {max(away[True]):.4f}; {len(away[False])} partly computed ones, farthest {max(away[False]):.4f}"
            )
            assert max(away[True]) <= whole
            assert max(away[False]) <= partial


def test_children_weighted_by_all_residents_would_be_off_by_points(berlin_portal: BerlinPortal) -> None:
    """What the weights are for: with residents alone child poverty of a district region is off by up to 8 points."""
    naive, period = berlin_portal.naive, EDITIONS[2019]
    document = naive.indicators("share")["mss-s4"] | {"weight": ["mss_einwohner"]}
    wrong = naive.share(document, period, "bezirksregion")
    right = berlin_portal.cells("mss-s4", period)["bezirksregion"]
    away = [abs(cell.value - (wrong[code].value or 0)) for code, cell in right.items() if cell.value is not None]
    assert 7 < max(away) < 8.5


def test_sgb2_quote_has_no_values_and_says_why(berlin_portal: BerlinPortal) -> None:
    assert not ResultBlock.objects.filter(indicator__code="sgb2-quote").exists()
    availability = Indicator.objects.get(code="sgb2-quote").spec.sheet.availability
    assert availability is not None
    assert "bleibt der Indikator daher leer" in availability.de
    assert "stays empty" in availability.en


@pytest.mark.parametrize("half_year", ["2021-01", "2024-02"])
@pytest.mark.parametrize("table", COUNTS)
def test_files_of_the_areas_from_2021_are_refused_in_one_sentence(
    berlin_portal: BerlinPortal, half_year: str, table: str
) -> None:
    """Whether the period says 2021 or, by mistake, a date of the areas before."""
    before = snapshot(berlin_portal)
    file = berlin_portal.naive.population(half_year, table)
    own_date = f"{half_year[:4]}-06-30" if half_year.endswith("1") else f"{half_year[:4]}-12-31"
    for period in (own_date, "2020-12-31"):
        delivery = berlin_portal.deliver(file, COUNTS[table], period)
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

    delivery = berlin_portal.release(file, COUNTS["t1"], "2018-12-31", content)

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
