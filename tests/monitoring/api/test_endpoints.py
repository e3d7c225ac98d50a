"""Places, indicators, series, sheets, releases, the reader."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import EDITION, World, indicator_spec, make_indicator

ClientOf = Callable[[str], Client]


def test_levels_of_a_system_stand_coarsest_first(world: World, client_of: ClientOf) -> None:
    system = client_of("anonym").get("/api/v1/area-systems/").json()[0]
    assert [(level["code"], level["order"]) for level in system["levels"]] == [
        ("stadt", 0),
        ("bezirk", 1),
        ("planungsraum", 2),
    ]


def test_edition_names_the_address_under_which_shapes_are_kept_for_ever(world: World, client_of: ClientOf) -> None:
    client = client_of("anonym")
    edition = client.get("/api/v1/editions/").json()[0]
    finest = edition["levels"][-1]
    assert (edition["code"], finest["level"], finest["areas"]) == (EDITION, "planungsraum", 5)
    shapes = client.get(finest["shapes_url"])
    assert shapes["Content-Type"] == "application/topo+json"
    assert shapes["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in shapes["Vary"]
    again = client.get(finest["shapes_url"], headers={"if-none-match": shapes["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_shapes_under_another_hash_are_not_kept(world: World, client_of: ClientOf) -> None:
    answer = client_of("anonym").get(f"/api/v1/areas/{EDITION}/stadt.topojson", {"v": "0" * 64})
    assert answer["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_shapes_are_compressed(world: World, client_of: ClientOf, encoding: str) -> None:
    answer = client_of("anonym").get(
        f"/api/v1/areas/{EDITION}/stadt.topojson", headers={"accept-encoding": f"{encoding}, deflate"}
    )
    assert answer["Content-Encoding"] == encoding
    assert len(answer.content) < 300


def test_areas_are_found_by_level_parent_and_name(world: World, client_of: ClientOf) -> None:
    client = client_of("anonym")

    def codes(**asked: str) -> list[str]:
        return [area["code"] for area in client.get("/api/v1/areas/", asked).json()["results"]]

    assert codes(level="bezirk") == ["01", "02", "99"]
    assert codes(parent="02") == ["0201", "0202"]
    assert codes(q="süd") == ["0102"]
    assert codes(q="020") == ["0201", "0202"]
    assert client.get("/api/v1/areas/", {"edition": "1900"}).json()["code"] == "unknown_edition"
    assert client.get("/api/v1/areas/", {"page": "77"}).json()["code"] == "unknown_page"


def test_indicators_sheet_names_components_sources_and_breaks(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    german = client.get("/api/v1/indicators/armutsquote/").json()
    english = client.get("/api/v1/indicators/armutsquote/", headers={"accept-language": "en"}).json()
    assert (german["title"], english["title"]) == ("Titel armutsquote", "Title armutsquote")
    assert [part["role"] for part in german["components"]] == ["numerator", "denominator"]
    assert german["owner"] == ["statistikstelle"]
    assert german["breaks"] == [{"period": "2019-12-31", "text": "Neue Definition"}]
    assert german["periods"] == ["2019-12-31", "2020-12-31"]
    assert german["levels"] == ["stadt", "bezirk", "planungsraum"]


def test_series_stands_beside_its_reference(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get("/api/v1/series/", {"indicator": "armutsquote", "area": "0101"}).json()
    assert answer["periods"] == ["2019-12-31", "2020-12-31"]
    assert answer["value"] == pytest.approx([100 * 50 / 300, 20])
    assert answer["reference_value"] == pytest.approx([100 * 100 / 1100, 100 * 110 / 1110])
    assert answer["change"] == [None, pytest.approx(20 - 100 * 50 / 300)]
    assert answer["reference"]["code"] == "0"


def test_city_is_its_own_reference(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get("/api/v1/series/", {"indicator": "armutsquote", "area": "0"}).json()
    assert answer["difference"] == [0, 0]


def test_series_and_values_say_the_same(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    values = client.get("/api/v1/values/", {"indicator": "armutsquote", "reference": "parent"}).json()
    for position, code in enumerate(values["codes"]):
        asked = {"indicator": "armutsquote", "area": code, "reference": "parent"}
        series = client.get("/api/v1/series/", asked).json()
        sheet = client.get(f"/api/v1/area-sheets/{EDITION}/{code}/", {"reference": "parent"}).json()
        row = next(row for row in sheet["indicators"] if row["indicator"] == "armutsquote")
        for column in ("status", "value", "low", "difference", "index", "change", "divergence", "position"):
            assert series[column][-1] == values[column][position] == row[column], (code, column)


def test_area_sheet_says_level_and_trend_apart(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    sheet = client.get(f"/api/v1/area-sheets/{EDITION}/0101/", headers={"accept-language": "en"}).json()
    row = next(row for row in sheet["indicators"] if row["indicator"] == "armutsquote")
    assert [parent["code"] for parent in sheet["parents"]] == ["01", "0"]
    assert "Hafenviertel Nord" in row["level_sentence"]
    assert "20.0" in row["level_sentence"]
    assert row["trend_sentence"]
    assert row["trend_sentence"] not in row["level_sentence"]


def test_queries_of_an_area_sheet_do_not_grow_with_its_indicators(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("statistik")
    with django_assert_max_num_queries(22):
        assert len(client.get(f"/api/v1/area-sheets/{EDITION}/0101/").json()["indicators"]) == 4


def test_queries_of_lists_are_bounded(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("planung")
    for url in ("area-systems/", "editions/", "areas/", "indicators/", "indicators/armutsquote/", "releases/", "me/"):
        with django_assert_max_num_queries(8):
            assert client.get(f"/api/v1/{url}").status_code == 200
    with django_assert_max_num_queries(13):  # with its goals, and what the tag says of them
        client.get("/api/v1/series/", {"indicator": "armutsquote", "area": "0101"})
    with django_assert_max_num_queries(11):  # of indicators and indices each: what may be seen, what the release holds
        client.get("/api/v1/releases/2026/1/")


def test_unknown_area_has_no_sheet(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    assert client.get(f"/api/v1/area-sheets/{EDITION}/nirgends/").json()["code"] == "unknown_area"
    assert client.get("/api/v1/area-sheets/andere/0101/").json()["code"] == "unknown_edition"


def test_release_says_what_changed_against_the_one_before(world: World, client_of: ClientOf) -> None:
    world.releases.add(
        world.indicators["armutsquote"], "2020-12-31", {"stadt": [(50, 500)], "planungsraum": [(5, 100)] * 5}
    )
    world.releases.release("Korrektur")
    client = client_of("planung")
    assert [(r["number"], r["state"]) for r in client.get("/api/v1/releases/").json()] == [
        ("2026/2", "live"),
        ("2026/1", "earlier"),
    ]
    changed = {entry["code"]: entry["changed"] for entry in client.get("/api/v1/releases/2026/2/").json()["indicators"]}
    assert changed == {"armutsquote": True, "offene-quote": False, "rats-quote": False}


def test_reader_is_told_who_they_are(world: World, client_of: ClientOf) -> None:
    assert client_of("planung").get("/api/v1/me/").json() == {
        "username": "planung",
        "name": "",
        "roles": ["planner"],
        "departments": ["sozialplanung"],
        "language": "de",
    }
    assert client_of("anonym").get("/api/v1/me/").json()["username"] == ""


def test_what_is_no_endpoint_is_a_problem_document(db: None, client_of: ClientOf) -> None:
    for path in ("/api/v1/nichts/", "/api/"):
        answer = client_of("anonym").get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    refused = client_of("anonym").post("/api/v1/values/")
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")


def test_only_json_is_offered(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    refused = client.get("/api/v1/values/", {"indicator": "armutsquote"}, headers={"accept": "text/csv"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not_acceptable")
    head = client.head("/api/v1/values/", {"indicator": "armutsquote"})
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"]


def test_indicator_without_any_delivery_says_so(world: World, client_of: ClientOf) -> None:
    make_indicator(indicator_spec("sgb2-quote"))
    client = client_of("planung")
    assert client.get("/api/v1/indicators/sgb2-quote/").json()["latest"] is None
    answer = client.get("/api/v1/values/", {"indicator": "sgb2-quote"})
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing_released")
