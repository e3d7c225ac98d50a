"""Shares and changes of the monitoring: as the file says, and above as their weights give.

The second reading is ``tests.naive.berlin``; the publisher's own upper levels stand in its tables 2-2 and 2-3.
"""

from collections import Counter

import pytest

from indicators.models import Indicator, ResultBlock
from tests.naive.berlin import EDITIONS, WIDTHS, rows_of
from tests.real.journey.portal import BerlinPortal, compare

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


@pytest.mark.parametrize(("year", "not_computed"), [(2015, 12), (2019, 11)])
def test_shares_of_planning_areas_are_those_of_the_file(
    berlin_portal: BerlinPortal, year: int, not_computed: int
) -> None:
    """Areas that were not computed are *not applicable*, a single 0 stays a number; which areas are large enough to be told
    was the publisher's to decide, and no area is *unreliable* on top of that."""
    naive, period = berlin_portal.naive, EDITIONS[year]
    compared = zeros = 0
    for indicator, document in (naive.indicators("share") | naive.indicators("change")).items():
        shown = berlin_portal.cells(indicator, period)
        if not indicator.startswith("mss-"):
            assert not shown  # rents and the like are not in the monitoring's tables
            continue
        if year == 2019 and indicator in ("mss-s2", "mss-d2"):
            assert not shown  # the columns are there and empty
            continue
        areas = shown["planungsraum"]
        compared += compare(areas, naive.share(document, period, "planungsraum"), f"{indicator} {period}")
        states = Counter(cell.state for cell in areas.values())
        assert states["not_applicable"] == not_computed
        assert states["unreliable"] == 0
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
