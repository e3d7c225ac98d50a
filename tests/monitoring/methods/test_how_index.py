"""An index says how it was computed: components with centre and spread, what they add up to, its class and edge."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from indicators.actions.indices import publish_indices, take_publication
from indicators.actions.storing import store
from tests.factories import World, make_person
from tests.factories.indices import STATUS, make_pair
from tests.naive.indices import by_definition

ClientOf = Callable[[str], Client]


@pytest.fixture
def published(world: World) -> World:
    make_pair()
    return world


def told(client: Client, area: str = "0101", code: str = "stand", **asked: str) -> dict[str, Any]:
    answer = client.get(
        f"/api/v1/indices/{code}/provenance/", {"area": area} | asked, headers={"accept-language": "de"}
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def page(client: Client, area: str = "0101", language: str = "de", **asked: str) -> str:
    query = {"indicator": "index:stand", "area": area} | asked
    answer = client.get("/how/", query, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def number(text: str) -> float:
    return float(text.strip("() ").replace("\u2212", "-").replace(".", "").replace(",", "."))


def test_centre_spread_and_z_lead_to_the_index_that_the_values_say(published: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    values = client.get("/api/v1/indices/stand/values/", headers={"accept-language": "de"}).json()
    for at, area in enumerate(values["codes"]):
        found = told(client, area)
        assert found["status"] == values["status"][at] and found["value"] == values["value"][at]
        assert found["left_out_text"] == values["left_out_text"][at]
        if values["class"][at] is None:
            assert found["steps"] == [] and found["classed"] is None
            continue
        assert found["classed"] == values["classes"][values["class"][at]]
        for part in found["components"]:
            assert (part["value"] - part["centre"]) / part["spread"] == pytest.approx(part["z"], abs=1e-5)
        mean = sum(part["weight"] * part["z"] for part in found["components"]) / 2
        assert mean == pytest.approx(found["value"], abs=1e-5)
        assert sum(part["part"] for part in found["components"]) == pytest.approx(found["value"], abs=1e-5)


def test_the_steps_can_be_computed_again_by_hand(published: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"))
    for step in found["steps"][:2]:
        x, centre, spread, z = re.fullmatch(
            r"\((.+) − (.+)\) ÷ (.+) = (.+)", step["numbers"][-1].replace("\u00a0", " ")
        ).groups()  # type: ignore[union-attr]
        assert (number(x) - number(centre)) / number(spread) == pytest.approx(number(z), abs=2e-3)
    assert [step["code"] for step in found["steps"]] == ["component_1", "component_2", "combined", "class"]


def test_a_second_computation_gives_the_same_index(published: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    values = client.get("/api/v1/indices/stand/values/").json()
    rows = [part["value"] for part in values["components"]]
    excluded = [reason or "" for reason in values["left_out"]]
    definition = {
        "centre": STATUS.centre,
        "spread": STATUS.spread,
        "weights": STATUS.weights,
        "standardise": STATUS.standardise,
        "combine": STATUS.combine,
        "restandardise": STATUS.restandardise,
        "breaks": STATUS.breaks,
        "closed": STATUS.closed,
        "classes": STATUS.classes,
    }
    again = by_definition(definition, rows, [0.0, 0.0], excluded)
    for at, area in enumerate(values["codes"]):
        found = told(client, area)
        if again[at] is None:
            assert found["value"] is None
        else:
            assert (found["value"], found["classed"]) == (pytest.approx(again[at][0], abs=1e-9), again[at][1])


def test_the_class_is_shown_between_its_edges_with_the_way_to_the_next(published: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"))
    step = found["steps"][-1]
    assert found["classed"] in step["title"] and "I" in step["rule"][0]
    edges = [-0.5, 0.5, 1.0]
    nearest = min(abs(found["value"] - edge) for edge in edges)
    assert found["next_class"]["distance"] == pytest.approx(nearest, abs=1e-6)


def test_each_component_leads_to_its_own_explanation(published: World, client_of: ClientOf) -> None:
    shown = page(client_of("planung"))
    for code in STATUS.components:
        assert re.search(rf'class="how-value" href="/how/\?indicator={code}&amp;area=0101&amp;period=2020-12-31', shown)
    assert "<math" in shown and 'href="/indices/stand/' in shown


def test_an_area_that_is_left_out_says_why_and_shows_its_components(published: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"), "0102")
    assert found["left_out"] == "listed" and "Haftanstalt" in found["left_out_text"]
    assert found["steps"] == [] and {part["z"] for part in found["components"]} == {None}
    shown = page(client_of("planung"), "0102")
    assert "Haftanstalt" in shown and "<math" not in shown


def test_a_reader_without_counts_gets_rounded_components_and_steps_that_lead_next_to_it(
    published: World, client_of: ClientOf
) -> None:
    found = told(client_of("admin"))
    assert all(part["value"] == round(part["value"], 1) for part in found["components"])
    for part in found["components"]:
        if part["centre"] is not None:
            assert (part["value"] - part["centre"]) / part["spread"] == pytest.approx(part["z"], abs=1e-5)
    exact = told(client_of("planung"))
    assert found["value"] == pytest.approx(exact["value"], abs=1e-6)


@pytest.mark.parametrize("who", ["rat", ""])
def test_an_index_of_a_hidden_component_is_not_there(published: World, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    assert client.get("/api/v1/indices/stand/provenance/?area=0101").status_code == 404
    assert client.get("/how/?indicator=index:stand&area=0101").status_code == 404


def test_the_definition_is_the_one_of_its_time(published: World, client_of: ClientOf) -> None:
    made = told(client_of("planung"))["made"]
    assert made["is_current"] and len(made["block_sha256"]) == 64 and made["code_version"]
    store(by=None, spec=replace(STATUS, weights=(2.0, 1.0)))
    later = told(client_of("planung"))
    assert not later["made"]["is_current"] and later["made"]["definition_sha256"] == made["definition_sha256"]
    assert [part["weight"] for part in later["components"]] == [1.0, 1.0]
    assert "the definition has changed since" in page(client_of("planung"), language="en")


def test_an_index_that_is_published_again_unchanged_keeps_its_first_release(
    published: World, client_of: ClientOf
) -> None:
    first = told(client_of("planung"))
    store(by=None, spec=replace(STATUS, code="andere", weights=(3.0, 1.0)))
    publish_indices(by=make_person("zweite", "approver"), indices=["andere"], reason="Noch einer")
    assert take_publication()
    again = told(client_of("planung"))
    assert again["release"]["number"] != first["release"]["number"]
    assert again["made"]["release"]["number"] == first["made"]["release"]["number"] == first["release"]["number"]


def test_bad_questions_are_not_found(published: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    assert client.get("/how/?indicator=index:nichts&area=0101").status_code == 404
    assert client.get("/how/?indicator=index:stand").status_code == 404
    assert client.get("/how/?indicator=index:stand&area=9999").status_code == 404
    assert client.get("/api/v1/indices/stand/provenance/?area=9999").json()["code"] == "unknown_area"
    assert client.get("/api/v1/indices/stand/provenance/?area=0101&period=1999").status_code in (400, 404)
