"""What moved most: the listed areas are those that the rule finds when it is applied by hand."""

import pytest

from tests.monitoring.dashboards.big_city import MOVED, NEW, SMALL, BigCity, make_big_city
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
