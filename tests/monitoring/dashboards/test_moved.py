"""What moved most: the listed areas are those that the rule finds when it is applied by hand."""

from typing import Any

import pytest

from areas.models import AreaEdition
from indicators.models import Indicator, ResultBlock
from tests.factories import Releases, indicator_spec, make_indicator
from tests.monitoring.dashboards.big_city import AREAS, MOVED, NEW, QUARTERS, SMALL, BigCity, make_big_city
from tests.monitoring.dashboards.conftest import ClientOf, Making
from tests.naive.changing import change_and_p, fallen

SETTINGS = {"indicators": ["quote-a"], "most": 20}


@pytest.fixture
def city(db: None) -> BigCity:
    return make_big_city(("quote-a",))


def listed(client_of: ClientOf, name: str = "planung", **filters: str) -> dict[str, list[dict[str, object]]]:
    answer = client_of(name).get("/api/v1/dashboards/d/data/", filters).json()
    return answer["panels"][0]["moved"]["indicators"][0]


def test_listed_areas_are_those_of_a_naive_computation(
    city: BigCity, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("moved", SETTINGS))
    found = listed(client_of)
    quarters = city.rates["quote-a"]
    changes: list[float | None] = []
    probabilities: list[float | None] = []
    for at, residents in enumerate(city.residents):
        cells = [quarter[at] for quarter in quarters]
        values = [None if cell is None else 100 * cell[0] / cell[1] for cell in cells]
        change, p = change_and_p(values, 4, 100 / residents)
        changes.append(change)
        probabilities.append(p if residents >= 300 else None)
    moved = [at for at, fell in enumerate(fallen(probabilities)) if fell]
    risen = sorted((at for at in moved if (changes[at] or 0) > 0), key=lambda at: -(changes[at] or 0))
    sunk = sorted((at for at in moved if (changes[at] or 0) < 0), key=lambda at: changes[at] or 0)
    assert [row["code"] for row in found["risen"]] == [city.codes[at] for at in risen]
    assert [row["code"] for row in found["fallen"]] == [city.codes[at] for at in sunk]
    assert [row["change"] for row in found["risen"]] == pytest.approx([changes[at] for at in risen], abs=1e-6)
    assert found["looked_at"] == sum(p is not None for p in probabilities)
    assert found["moved"] == len(moved)


def test_planted_areas_are_found_small_and_new_ones_are_not(
    city: BigCity, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("moved", SETTINGS))
    found = listed(client_of)
    risen, fallen_areas = ({row["code"] for row in found[way]} for way in ("risen", "fallen"))
    assert {city.codes[at] for at, points in MOVED.items() if points > 0} <= risen
    assert {city.codes[at] for at, points in MOVED.items() if points < 0} <= fallen_areas
    assert not {city.codes[SMALL], city.codes[NEW]} & (risen | fallen_areas)


def test_no_more_areas_are_listed_than_asked_for_the_largest_changes_first(
    city: BigCity, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("moved", SETTINGS | {"most": 1}))
    found = listed(client_of)
    assert [row["code"] for row in found["risen"]] == [city.codes[17]]
    assert found["moved"] >= 3


def test_without_a_year_before_nothing_is_compared(city: BigCity, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("d", ("moved", SETTINGS))
    found = listed(client_of, period="2020-Q4")
    assert (found["comparable"], found["risen"], found["fallen"], found["looked_at"]) == (False, [], [], 0)


def test_list_sorted_by_need_is_absent_for_everybody_outside_the_administration(
    city: BigCity, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("moved", SETTINGS), default_for=["everybody"])
    for name in ("", "rat", "lieferung"):
        assert client_of(name).get("/api/v1/dashboards/d/data/").json()["panels"] == []
        assert "board-panel--moved" not in client_of(name).get("/dashboards/d/").content.decode()


@pytest.fixture
def releases(city: BigCity) -> Releases:
    """What is released already, to be released with more."""
    blocks = ResultBlock.objects.select_related("indicator", "period", "level", "edition")
    known = {(block.indicator.code, block.period.code, block.level.code): block for block in blocks}
    return Releases(AreaEdition.objects.get(), known, serial=1)


def parts(client_of: ClientOf) -> list[dict[str, Any]]:
    panel = client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]
    assert panel["state"] == "ok", panel
    return panel["moved"]["indicators"]


def test_indicators_of_different_levels_are_each_judged_with_the_residents_of_their_own(
    city: BigCity, releases: Releases, make_dashboard: Making, client_of: ClientOf
) -> None:
    coarse = make_indicator(indicator_spec("bezirksquote", breaks=()))
    for number, quarter in enumerate(QUARTERS):
        jump = 1500 if number == len(QUARTERS) - 1 else 0
        cells = [(3000 + 20 * (number % 2) + (jump if at == 3 else 0), 10_000) for at in range(10)]
        releases.add(coarse, quarter, {"bezirk": cells})
    releases.release("Bezirke")
    make_dashboard("d", ("moved", {"indicators": ["quote-a", "bezirksquote"]}))
    fine, by_district = parts(client_of)
    assert [(part["level"], part["looked_at"] > 0) for part in (fine, by_district)] == [
        ("planungsraum", True),
        ("bezirk", True),
    ]
    assert by_district["looked_at"] == 10
    assert [row["code"] for row in by_district["risen"]] == ["04"]


def test_residents_are_those_of_the_period_that_is_judged(
    city: BigCity, releases: Releases, make_dashboard: Making, client_of: ClientOf
) -> None:
    """Up to 2025-Q2 no area had 300 residents; what ended then says so, what is newer is judged."""
    old = make_indicator(indicator_spec("alte-quote", breaks=()))
    for quarter, cells in zip(QUARTERS[:20], city.rates["quote-a"], strict=False):
        releases.add(old, quarter, {"planungsraum": [cell or (1, 300) for cell in cells]})
    people = Indicator.objects.get(code="einwohner")
    releases.add(people, QUARTERS[19], {"planungsraum": [(290, 1)] * AREAS}, scale=1)
    releases.release("Alt")
    make_dashboard("d", ("moved", {"indicators": ["quote-a", "alte-quote"]}))
    newer, older = parts(client_of)
    assert (newer["why_none"], newer["looked_at"] > 0) == ("", True)
    assert (older["period"], older["why_none"], older["looked_at"]) == (QUARTERS[19], "too_few_residents", 0)


def test_areas_that_are_all_too_small_are_not_said_to_have_too_short_a_series(
    city: BigCity, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("moved", SETTINGS | {"at_least": 5000}))
    assert listed(client_of)["why_none"] == "too_few_residents"
    page = client_of("planung").get("/dashboards/d/", headers={"accept-language": "en"}).content.decode()
    assert "No area has 5,000 residents" in page and "too short" not in page


@pytest.mark.parametrize(("period", "why"), [("2020-Q4", "no_year_before"), ("2021-Q3", "too_short"), ("", "")])
def test_reason_why_nothing_is_listed_is_the_true_one(
    city: BigCity, make_dashboard: Making, client_of: ClientOf, period: str, why: str
) -> None:
    make_dashboard("d", ("moved", SETTINGS))
    assert listed(client_of, period=period)["why_none"] == why


def test_indicator_without_residents_of_its_areas_does_not_take_the_others_with_it(
    city: BigCity, releases: Releases, make_dashboard: Making, client_of: ClientOf
) -> None:
    releases.blocks = {
        key: block for key, block in releases.blocks.items() if key[0] != "einwohner" or key[2] == "planungsraum"
    }
    coarse = make_indicator(indicator_spec("bezirksquote", breaks=()))
    for number, quarter in enumerate(QUARTERS):
        releases.add(coarse, quarter, {"bezirk": [(3000 + 20 * (number % 2), 10_000)] * 10})
    releases.release("Ohne Einwohner der Bezirke")
    make_dashboard("d", ("moved", {"indicators": ["quote-a", "bezirksquote"]}))
    assert [part["why_none"] for part in parts(client_of)] == ["", "no_residents"]
