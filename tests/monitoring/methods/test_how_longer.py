"""Longer and smoothed numbers tell their periods and their smoothing; a type's rate tells what it is made of."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.states import ValueState
from tests.factories import World
from tests.factories.quarters import QUARTERS, add_quarters, cells
from tests.factories.typologies import make_pairs, make_typology

ClientOf = Callable[[str], Client]


def told(client: Client, **asked: str) -> dict[str, Any]:
    query = {"indicator": "quote", "area": "0101", "period": QUARTERS[-1]} | asked
    answer = client.get("/api/v1/provenance/", query, headers={"accept-language": "de"})
    assert answer.status_code == 200, answer.content
    return answer.json()


def page(client: Client, language: str = "de", **asked: str) -> str:
    query = {"indicator": "quote", "area": "0101", "period": QUARTERS[-1]} | asked
    answer = client.get("/how/", query, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def numbers_of(document: dict[str, Any]) -> dict[str, list[str]]:
    return {step["code"]: [line.replace("\u00a0", " ") for line in step["numbers"]] for step in document["steps"]}


@pytest.fixture
def quarters(world: World) -> World:
    add_quarters(world)
    return world


def test_a_rolling_mean_names_its_four_quarters_and_adds_them_up(quarters: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"), variant="rolling4")
    own = [cells(at)[0] for at in range(16, 20)]
    assert [one["period"] for one in found["window"]["cells"]] == QUARTERS[-4:]
    assert [(one["numerator"], one["denominator"]) for one in found["window"]["cells"]] == own
    total = sum(n for n, _ in own)
    assert found["value"] == pytest.approx(100 * total / 4000)
    steps = numbers_of(found)
    (line,) = steps["mean_n"]
    assert line.startswith("n = (" + " + ".join(str(n) for n, _ in own) + ") ÷ 4 = ")
    assert steps["mean_d"] == ["d = (1.000 + 1.000 + 1.000 + 1.000) ÷ 4 = 1.000"]
    assert steps["value"][0].startswith("100 · ")
    assert found["earlier"] == QUARTERS[-5]


def test_what_the_steps_of_a_window_give_is_what_the_values_say(quarters: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    for variant in ("rolling4", "pooled3", "smoothed"):
        query = f"/api/v1/values/?indicator=quote&period={QUARTERS[-1]}&level=planungsraum&variant={variant}"
        values = client.get(query).json()
        for position, code in enumerate(values["codes"]):
            found = told(client, area=code, variant=variant)
            for name in ("status", "value", "numerator", "denominator", "low", "high"):
                assert found[name] == values[name][position], (variant, code, name)
            assert found["earlier"] == values["periods_used"]["earlier"], (variant, code)
            assert (found["steps"] != []) == (found["status"] == "ok")


def test_every_period_of_a_window_leads_to_its_own_explanation(quarters: World, client_of: ClientOf) -> None:
    shown = page(client_of("planung"), variant="rolling4")
    for period in QUARTERS[-4:]:
        assert re.search(rf'class="how-value" href="/how/\?[^"]*period={period}', shown), period


def test_a_suppressed_quarter_hides_the_mean_and_says_which_it_is(world: World, client_of: ClientOf) -> None:
    add_quarters(world, {QUARTERS[-2]: {0: ValueState.SUPPRESSED}})
    found = told(client_of("planung"), variant="rolling4")
    assert found["status"] == "suppressed" and found["steps"] == [] and found["made"] is None
    assert [one["status"] for one in found["window"]["cells"]] == ["ok", "ok", "suppressed", "ok"]
    hidden = found["window"]["cells"][2]
    assert {hidden[name] for name in ("value", "numerator", "denominator")} == {None}
    assert "<math" not in page(client_of("planung"), variant="rolling4")


def test_a_gap_is_told_where_a_quarter_was_never_delivered(world: World, client_of: ClientOf) -> None:
    add_quarters(world, leave_out=[QUARTERS[-2]])
    found = told(client_of("planung"), variant="rolling4")
    assert found["status"] == "missing" and found["window"]["gap"]
    assert "A period in between was not delivered" in page(client_of("planung"), "en", variant="rolling4")


def test_a_reader_without_counts_gets_the_rules_of_a_window_alone(quarters: World, client_of: ClientOf) -> None:
    found = told(client_of("admin"), variant="rolling4")
    steps = numbers_of(found)
    assert steps["mean_n"] == steps["mean_d"] == steps["value"] == []
    assert {one["numerator"] for one in found["window"]["cells"]} == {None}


def test_a_smoothed_value_can_be_computed_again_from_its_steps(quarters: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"), variant="smoothed")
    steps = numbers_of(found)
    own, all_n = cells(19)[0][0], sum(n for n, _ in cells(19)[:4])
    assert steps["own_rate"] == [f"r = {own} ÷ 1.000 = {own / 1000:.3f}".replace("0.", "0,")]
    assert steps["common_rate"][0].startswith(f"m = {all_n} ÷ 4.000 = ")

    def last(line: str) -> float:
        return float(line.rpartition(" = ")[2].replace(".", "").replace(",", "."))

    w, m, r = (last(steps[name][0]) for name in ("weight", "common_rate", "own_rate"))
    assert 100 * (w * r + (1 - w) * m) == pytest.approx(found["value"], abs=0.06)
    assert steps["smoothed"]


def test_no_weight_is_told_to_whoever_gets_no_counts(quarters: World, client_of: ClientOf) -> None:
    found = told(client_of("admin"), variant="smoothed")
    steps = numbers_of(found)
    assert found["value"] is not None
    assert all(steps[name] == [] for name in ("own_rate", "common_rate", "between", "weight", "smoothed"))


def test_the_rate_of_a_type_is_that_of_all_its_areas(db: None, client_of: ClientOf) -> None:
    make_pairs()
    make_typology()
    found = told(client_of("planung"), indicator="armut", period="2020-12-31", reference="type")
    assert found["type"]["size"] == 2 and found["reference"]["code"] == "type"
    assert found["reference"]["name"] == found["type"]["name"]
    assert numbers_of(found)["reference"] == ["100 · 140 ÷ 700 = 20,0 %"]
    values = client_of("planung").get(
        "/api/v1/values/?indicator=armut&period=2020-12-31&level=planungsraum&reference=type"
    )
    at = values.json()["codes"].index("0101")
    assert values.json()["difference"][at] == pytest.approx(0, abs=1e-6)
    shown = page(client_of("planung"), "en", indicator="armut", period="2020-12-31", reference="type")
    assert "all 2 areas of the type" in shown and 'href="/analysis/types/' in shown


def test_the_city_as_reference_tells_its_own_counts(quarters: World, client_of: ClientOf) -> None:
    line = numbers_of(told(client_of("planung")))["reference"][0]
    assert line.startswith("100 · ") and "40.200" in line


def test_an_unknown_variant_is_refused_with_what_there_is(quarters: World, client_of: ClientOf) -> None:
    query = {"indicator": "quote", "area": "0101", "variant": "pooled9"}
    assert client_of("planung").get("/api/v1/provenance/", query).status_code == 400
    assert client_of("planung").get("/how/", query).status_code == 404
