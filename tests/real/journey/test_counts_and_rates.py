"""What the portal says of counts and rates is what the files say, read a second time with plain loops.

The second reading is ``tests.naive.berlin``. Every test prints how many numbers it compared.
"""

from collections import Counter
from math import isclose

import pytest
from django.db.models import Count, Sum

from indicators.models import InForce, Observation, ReleaseEntry
from tests.naive.berlin import HALF_YEARS, WIDTHS, rows_of
from tests.naive.values import wilson
from tests.real.journey.portal import BerlinPortal, compare

WITHOUT_ROWS_UNTIL_2018 = "09041403"
ITS_NEIGHBOUR = "09041301"
NEARLY_EMPTY = "04020314"


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
    for indicator, document in berlin_portal.naive.indicators("rate").items():
        for period in HALF_YEARS.values():
            shown = berlin_portal.cells(indicator, period)
            for level in WIDTHS if shown else ():
                expected = berlin_portal.naive.rate(document, period, level)
                compare(shown[level], expected, f"{indicator} {period} {level}")
                states.update(cell.state for cell in shown[level].values())
    delivered = {code for code, _ in berlin_portal.naive.tables}
    documents = berlin_portal.naive.indicators("rate").values()
    rates = sum(delivered.issuperset(document["numerator"]) for document in documents)
    assert rates == 16, "the population tables give so many rates; of the others nobody delivers the counts"
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


def test_residents_of_the_area_without_rows_stood_in_its_neighbours_row(berlin_portal: BerlinPortal) -> None:
    """Nobody is missing from the city until 2018, but in planning areas and district regions 4,600 are elsewhere."""
    before, after = (berlin_portal.cells("einwohner", period) for period in ("2018-12-31", "2019-06-30"))
    fallen = before["planungsraum"][ITS_NEIGHBOUR].value - after["planungsraum"][ITS_NEIGHBOUR].value
    appeared = after["planungsraum"][WITHOUT_ROWS_UNTIL_2018].value
    assert isclose(fallen, appeared, rel_tol=0.01)
    assert isclose(before["prognoseraum"]["0904"].value, after["prognoseraum"]["0904"].value, rel_tol=0.01)
    assert not isclose(before["bezirksregion"]["090413"].value, after["bezirksregion"]["090413"].value, rel_tol=0.2)
    print(f"{ITS_NEIGHBOUR} falls by {fallen:.0f} where {WITHOUT_ROWS_UNTIL_2018} appears with {appeared:.0f}")
