"""A state as the reference in answers, exports and sheets: chosen by name, compared by period, its gaps in words."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import World
from tests.factories.beyond import STATE, add_state

VALUES, SERIES, HOW = "/api/v1/values/", "/api/v1/series/", "/api/v1/provenance/"
SHEET = "/areas/kiez-2020-01-01/0101/"


@pytest.fixture
def beside_state(world: World) -> World:
    """The state has values of both years for one indicator, of the first year for another, and none for the rest."""
    add_state(
        world,
        {
            "armutsquote": {"2019-12-31": (900, 10_000), "2020-12-31": (800, 10_000)},
            "offene-quote": {"2019-12-31": (500, 10_000)},
        },
    )
    return world


@pytest.fixture
def planner(client_of: Callable[[str], Client]) -> Client:
    return client_of("planung")


def test_values_offer_the_places_that_have_values(beside_state: World, planner: Client) -> None:
    found = planner.get(VALUES, {"indicator": "armutsquote"}).json()
    assert found["beyond"] == [{"code": STATE, "name": "Land Muster", "level": "land"}]
    assert planner.get(VALUES, {"indicator": "rats-quote"}).json()["beyond"] == []


def test_values_stand_beside_the_state(beside_state: World, planner: Client) -> None:
    found = planner.get(VALUES, {"indicator": "armutsquote", "reference": STATE}).json()
    reference = found["reference"]
    assert (reference["code"], reference["name"], reference["value"]) == (STATE, "Land Muster", 8.0)
    assert reference["is_beyond"] and reference["remark"] is None and reference["change"] == -1.0
    assert found["difference"][:2] == pytest.approx([12.0, -5.5]), "20 % and 2.5 % beside 8 %"
    assert found["city"]["value"] == pytest.approx(100 * 110 / 1110)


def test_gap_is_told_in_words(beside_state: World, planner: Client) -> None:
    found = planner.get(VALUES, {"indicator": "offene-quote", "reference": STATE}).json()
    assert (found["reference"]["status"], found["reference"]["value"]) == ("missing", None)
    assert found["difference"] == [None] * 5 and found["value"][0] == 20.0
    assert "Land Muster" in found["reference"]["remark"] and "31.12.2019" in found["reference"]["remark"]


@pytest.mark.parametrize("address", [VALUES, SERIES, HOW])
@pytest.mark.parametrize(("indicator", "wanted"), [("armutsquote", "land:10"), ("rats-quote", STATE)])
def test_place_without_values_is_a_clear_problem(
    beside_state: World, planner: Client, address: str, indicator: str, wanted: str
) -> None:
    asked = {"indicator": indicator, "reference": wanted} | ({} if address == VALUES else {"area": "0101"})
    answer = planner.get(address, asked)
    assert (answer.status_code, answer.json()["code"]) == (400, "reference_not_delivered")
    assert wanted in answer.json()["detail"]


def test_series_runs_beside_the_state(beside_state: World, planner: Client) -> None:
    found = planner.get(SERIES, {"indicator": "offene-quote", "area": "0101", "reference": STATE}).json()
    assert found["reference"]["name"] == "Land Muster"
    assert found["reference_value"] == [5.0, None]
    assert found["difference"] == [pytest.approx(100 * 50 / 300 - 5), None]
    assert found["against_rest"] == [None, None], "the rest of the state was not counted"


def test_sheet_of_the_api_says_it_in_a_sentence(beside_state: World, planner: Client) -> None:
    found = planner.get("/api/v1/area-sheets/kiez-2020-01-01/0101/", {"reference": STATE}).json()
    rows = {row["indicator"]: row for row in found["indicators"]}
    assert found["beyond"] == [{"code": STATE, "name": "Land Muster", "level": "land"}]
    assert rows["armutsquote"]["difference"] == pytest.approx(12.0)
    assert "Land Muster" in rows["armutsquote"]["level_sentence"]
    for code in ("offene-quote", "rats-quote"):
        assert (rows[code]["reference_status"], rows[code]["difference"]) == ("missing", None)
        assert "Land Muster" not in rows[code]["level_sentence"]


def test_sheet_offers_the_state_and_marks_it_when_it_is_chosen(beside_state: World, planner: Client) -> None:
    page = planner.get(SHEET).content.decode()
    assert 'href="?reference=land%3A09"' in page
    chosen = planner.get(SHEET, {"reference": STATE}).content.decode()
    assert "<strong>Land Muster</strong>" in chosen and 'href="?reference=land%3A09"' not in chosen


def test_sheet_without_such_values_offers_nothing(world: World, planner: Client) -> None:
    assert "land%3A09" not in planner.get(SHEET).content.decode()


def test_public_sees_the_state_where_it_sees_the_indicator(
    demo_world: World, client_of: Callable[[str], Client]
) -> None:
    now = {"2020-12-31": (800, 10_000)}
    add_state(demo_world, {"armutsquote": now, "offene-quote": now})
    visitor = client_of("niemand")
    assert visitor.get(VALUES, {"indicator": "armutsquote", "reference": STATE}).status_code == 404
    found = visitor.get(VALUES, {"indicator": "offene-quote", "reference": STATE}).json()
    assert (found["reference"]["value"], found["reference"]["numerator"]) == (8.0, None), "no counts for the public"


def test_places_beyond_the_city_are_in_no_list_of_areas(beside_state: World, planner: Client) -> None:
    assert [one["code"] for one in planner.get("/api/v1/area-systems/").json()] == ["kiez"]
    assert [one["code"] for one in planner.get("/api/v1/editions/").json()] == ["kiez-2020-01-01"]
    assert planner.get("/api/v1/areas/", {"edition": "land-2020"}).status_code == 404
    assert planner.get(VALUES, {"indicator": "armutsquote", "level": "land"}).status_code == 404
    assert planner.get(VALUES, {"indicator": "armutsquote", "edition": "land-2020"}).status_code == 404
    assert planner.get("/areas/land-2020/09/").status_code == 404
    assert '"land"' not in planner.get("/api/v1/indicators/").content.decode()


def _exported(*options: str) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command("export", "armutsquote", "--level", "planungsraum", *options, stdout=out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_export_takes_the_state_as_its_reference(beside_state: World) -> None:
    rows = _exported("--reference", STATE)
    assert float(rows[0]["reference_value"]) == 8.0 and float(rows[0]["difference"]) == pytest.approx(12.0)
    assert float(_exported()[0]["reference_value"]) == pytest.approx(100 * 110 / 1110)
    with pytest.raises(CommandError, match="land:11"):
        _exported("--reference", "land:11")


def test_how_it_was_computed_names_the_state_and_its_own_release(beside_state: World, planner: Client) -> None:
    asked = {"indicator": "armutsquote", "area": "0101", "reference": STATE}
    found = planner.get(HOW, asked).json()
    assert found["reference"]["name"] == "Land Muster"
    assert found["reference_made"]["release"]["reason"] == "Land" and found["made"]["release"]["reason"] != "Land"
    assert {origin["measure"] for origin in found["reference_made"]["origins"]} == {"leistungsberechtigte", "einwohner"}
    assert any("8" in line for step in found["steps"] if step["code"] == "difference" for line in step["numbers"])
    assert planner.get(HOW, asked | {"reference": ""}).json()["reference_made"] is None
    page = planner.get("/how/", asked).content.decode()
    assert page.count("Land Muster") >= 2
