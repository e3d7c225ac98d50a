"""Trends, differences to the rest of the city and longer windows as the API gives them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.specs import Visibility
from tests.factories import EDITION, SUPPRESSED, World, make_world
from tests.factories.quarters import add_quarters

ClientOf = Callable[[str], Client]


@pytest.fixture
def quarters(db: None) -> World:
    """The invented city with twenty quarters; in one of them one area is suppressed."""
    world = make_world(is_demo=True)
    add_quarters(world, {"2025-Q1": {1: SUPPRESSED}}, visibility=Visibility.PUBLIC)
    return world


def asked(client: Client, url: str, **more: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{url}/", {"indicator": "quote", **more})
    assert answer.status_code == 200, answer.content
    return dict(json.loads(answer.content))


def test_values_carry_the_words_of_the_trend(quarters: World, client_of: ClientOf) -> None:
    answer = asked(client_of("planung"), "values")
    assert answer["trend"] == ["rising", "falling", "falling", "falling", None]
    assert answer["course"] == ["diverging", "along", "lagging", "along", None]
    assert answer["against_rest"][0] == "above" and answer["against_rest"][-1] is None
    assert (answer["variant"], answer["window"]) == ("none", None)
    assert answer["variants"] == ["none", "rolling4", "pooled3", "smoothed"]


def test_values_of_a_variant_say_which_periods_they_hold(quarters: World, client_of: ClientOf) -> None:
    answer = asked(client_of("planung"), "values", variant="rolling4")
    assert answer["window"] == {
        "first": "2025-Q1",
        "last": "2025-Q4",
        "periods": 4,
        "gap": False,
        "broken": False,
    }
    assert answer["status"] == ["ok", "suppressed", "ok", "ok", "ok"]
    assert answer["value"][1] is answer["change"][1] is answer["class"][1] is None
    assert set(answer["trend"]) == set(answer["course"]) == {None}


def test_visitors_get_rounded_variants_and_no_counts(quarters: World, client_of: ClientOf) -> None:
    for variant in ("rolling4", "pooled3", "smoothed"):
        answer = asked(client_of("anonym"), "values", variant=variant)
        known = [value for value in answer["value"] if value is not None]
        assert known and all(round(value, 1) == value for value in known)
        assert set(answer["numerator"]) == set(answer["denominator"]) == set(answer["against_rest"]) == {None}


def test_variant_that_is_not_offered_is_refused_with_those_that_are(world: World, client_of: ClientOf) -> None:
    planner = client_of("planung")
    answer = planner.get("/api/v1/values/", {"indicator": "armutsquote", "variant": "rolling4"})
    assert (answer.status_code, answer.json()["code"]) == (400, "variant_not_offered")
    assert "none, smoothed" in answer.json()["detail"]
    unknown = planner.get("/api/v1/values/", {"indicator": "armutsquote", "variant": "schön"})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "invalid_parameter")


def test_series_of_a_variant_is_that_of_the_map(quarters: World, client_of: ClientOf) -> None:
    planner = client_of("planung")
    for variant in ("none", "rolling4", "pooled3", "smoothed"):
        own = asked(planner, "series", area="0101", variant=variant)
        assert own["value"][-1] == asked(planner, "values", variant=variant)["value"][0]
        assert own["variant"] == variant
    rolling = asked(planner, "series", area="0101", variant="rolling4")
    assert rolling["status"][:3] == ["missing"] * 3 and rolling["status"][3] == "ok"
    assert rolling["windows"][3]["first"] == "2021-Q1" and rolling["windows"][0]["gap"]
    plain = asked(planner, "series", area="0101")
    assert (plain["course"][-1], plain["trend"][-1], plain["windows"]) == ("diverging", "rising", [])


def test_sheet_says_level_and_trend_in_sentences_of_their_own(quarters: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(f"/api/v1/area-sheets/{EDITION}/0101/", headers={"accept-language": "en"}).json()
    row = next(row for row in answer["indicators"] if row["indicator"] == "quote")
    assert (row["trend"], row["course"], row["against_rest"]) == ("rising", "diverging", "above")
    assert "runs counter to that in the city as a whole" in row["trend_sentence"]
    assert "counter" not in row["level_sentence"]
    assert row["level_sentence"].endswith("The difference lies outside the range of fluctuation.")
