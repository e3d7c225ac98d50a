"""A state as the reference of a dashboard: offered where a panel has values, the same numbers as elsewhere, gaps told."""

import pytest

from tests.factories import World
from tests.factories.beyond import STATE, add_state
from tests.monitoring.dashboards.conftest import ClientOf, Making
from tests.monitoring.dashboards.test_data import panels

_PANELS = tuple((kind, {"indicator": "armutsquote"}) for kind in ("key_figure", "map", "series"))


@pytest.fixture
def beside_state(world: World, make_dashboard: Making) -> World:
    add_state(world, {"armutsquote": {"2019-12-31": (900, 10_000), "2020-12-31": (800, 10_000)}})
    make_dashboard("d", *_PANELS, ("key_figure", {"indicator": "offene-quote"}))
    return world


@pytest.mark.parametrize("area", ["", "01", "0101"])
def test_panels_stand_beside_the_state_as_series_and_map_do(
    beside_state: World, client_of: ClientOf, area: str
) -> None:
    figure, shown, *_ = panels(client_of, area=area, reference=STATE)
    key, board = figure["key_figure"], shown["map"]
    client = client_of("planung")
    asked = {"indicator": "armutsquote", "reference": STATE}
    series = client.get("/api/v1/series/", asked | {"area": area or "0"}).json()
    assert key["reference"] == {"code": STATE, "name": "Land Muster", "is_whole": False} and not key["is_own_reference"]
    for name in ("value", "reference_value", "difference", "position"):
        assert key[name] == series[name][-1], name
    assert key["reference_values"] == series["reference_value"] == [9.0, 8.0]
    assert any("Land Muster" in sentence for sentence in key["sentences"])
    values = client.get("/api/v1/values/", asked).json()
    assert (board["difference"], board["reference"]) == (values["difference"], values["reference"])


def test_city_stands_in_where_the_state_has_no_values_of_an_indicator_and_is_named(
    beside_state: World, client_of: ClientOf
) -> None:
    other = panels(client_of, area="0101", reference=STATE)[3]["key_figure"]
    assert other["reference"]["name"] == "Musterstadt" and other["reference"]["is_whole"]


def test_missing_period_of_the_state_is_missing(beside_state: World, client_of: ClientOf) -> None:
    beside_state.releases.blocks = {
        key: block
        for key, block in beside_state.releases.blocks.items()
        if key != ("armutsquote", "2020-12-31", "land")
    }
    beside_state.releases.release("Ohne den letzten Wert")
    key = panels(client_of, area="0101", reference=STATE)[0]["key_figure"]
    assert (key["reference_status"], key["difference"]) == ("missing", None)
    assert key["reference_values"] == [9.0, None] and key["reference_statuses"] == ["ok", "missing"]


def test_filters_offer_the_state_and_say_when_there_is_none(beside_state: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    found = client.get("/api/v1/dashboards/d/data/", {"reference": STATE}).json()
    assert found["choices"]["beyond"] == [{"code": STATE, "name": "Land Muster"}]
    assert found["reference"]["name"] == "Land Muster" and found["hints"] == []
    page = client.get("/dashboards/d/", {"reference": STATE}).content.decode()
    assert f'<option value="{STATE}" selected>Land Muster</option>' in page
    unknown = client.get("/api/v1/dashboards/d/data/", {"reference": "land:10"}).json()
    assert unknown["filters"]["reference"] == "" and len(unknown["hints"]) == 1
