"""Every number says how it was computed, to each reader what that reader may see, and what is hidden stays hidden."""

import re
from collections.abc import Callable
from datetime import date
from math import sqrt
from typing import Any

import numpy as np
import pytest
from django.test import Client

from indicators.calculation.fluctuation import wilson
from indicators.models import Measure, ReleaseOrigin
from tests.factories import World
from tests.factories.results import make_period

ClientOf = Callable[[str], Client]
NUMBER = "/api/v1/provenance/?indicator={indicator}&area={area}&period={period}"


def told(
    client: Client, area: str = "0101", indicator: str = "armutsquote", period: str = "2020-12-31"
) -> dict[str, Any]:
    answer = client.get(NUMBER.format(indicator=indicator, area=area, period=period), headers={"accept-language": "de"})
    assert answer.status_code == 200, answer.content
    return answer.json()


def page(client: Client, area: str = "0101", language: str = "de", **more: str) -> str:
    query = {"indicator": "armutsquote", "area": area, "period": "2020-12-31"} | more
    answer = client.get("/how/", query, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def numbers_of(document: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {step["code"]: tuple(line.replace("\u00a0", " ") for line in step["numbers"]) for step in document["steps"]}


def test_the_numbers_are_put_into_the_formula(world: World, client_of: ClientOf) -> None:
    found = numbers_of(told(client_of("planung")))
    assert found["value"] == ("100 · 60 ÷ 300 = 20,0 %",)
    assert found["difference"] == ("20 − 9,9099 = 10,0901 ≈ +10,1 Prozentpunkte",)
    assert found["index"] == ("100 · 20 ÷ 9,9099 = 201,8182 ≈ 201,8",)
    assert found["excess"] == ("60 − 300 · 9,9099 ÷ 100 = 30,2703 ≈ 30,3",)
    assert found["change"] == ("20 − 16,6667 = 3,3333 ≈ +3,3 Prozentpunkte",)
    assert found["divergence"] == ("3,3333 − 0,8190 = 2,5143 ≈ +2,5 Prozentpunkte",)


def test_the_range_can_be_redone_with_the_digits_that_are_shown(world: World, client_of: ClientOf) -> None:
    lines = numbers_of(told(client_of("planung")))["fluctuation"]
    assert lines[2].startswith("c = 0,2 + 1,96² ÷ (2 · 300) = ") and lines[4].endswith(" ÷ (1 + 1,96² ÷ 300)")
    m, p, c, s = (float(line.split(" = ")[-1].replace(".", "").replace(",", ".")) for line in lines[:4])
    assert (m, p) == (300, 0.2)
    assert c == pytest.approx(p + 1.96**2 / (2 * m), abs=1e-4)
    assert s == pytest.approx(1.96 * sqrt(p * (1 - p) / m + 1.96**2 / (4 * m**2)), abs=1e-4)
    ends = [100 * (c + sign * s) / (1 + 1.96**2 / m) for sign in (-1, 1)]
    assert ends == pytest.approx(
        [float(end[0]) for end in wilson(np.array([60.0]), np.array([300.0]), scale=100.0)], abs=0.02
    )


def test_what_the_formula_gives_is_what_the_interface_answers(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    values = client.get("/api/v1/values/?indicator=armutsquote&period=2020-12-31&level=planungsraum").json()
    for position, code in enumerate(values["codes"]):
        found = told(client, code)
        for name in ("status", "value", "numerator", "denominator", "low", "high"):
            assert found[name] == values[name][position], (code, name)
        assert found["earlier"] == values["periods_used"]["earlier"]
    series = client.get("/api/v1/series/?indicator=armutsquote&area=0101").json()
    assert told(client)["value"] == series["value"][-1]


def test_a_reader_without_counts_gets_rules_and_rounded_numbers(world: World, client_of: ClientOf) -> None:
    found = told(client_of("admin"))
    assert not found["counts_shown"] and found["numerator"] is None and found["denominator"] is None
    steps = {step["code"]: step for step in found["steps"]}
    assert "excess" not in steps and steps["value"]["numbers"] == []
    assert steps["value"]["rule"] == ["100 · (leistungsberechtigte de) ÷ (einwohner de)"]
    assert numbers_of(found)["difference"] == ("20 − 9,9 = +10,1 Prozentpunkte",)
    shown = page(client_of("admin"))
    assert "Counts are not shown" in page(client_of("admin"), language="en")
    assert not re.search(r"<mn>(60|300|110|1\.110)</mn>", shown)


def test_a_suppressed_number_says_nothing_but_that(world: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"), "0102", period="2019-12-31")
    assert found["status"] == "suppressed" and found["steps"] == [] and found["made"] is None
    assert {found[name] for name in ("value", "numerator", "denominator", "low", "high")} == {None}
    shown = page(client_of("planung"), "0102", period="2019-12-31")
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "geheim gehalten" in main and "<math" not in main and "<table" not in main
    assert not re.search(r"\b(60|700|100|1\.100)\b", re.sub(r"<[^>]+>|31\.12\.2019", " ", main))


def test_no_change_is_told_against_a_suppressed_number(world: World, client_of: ClientOf) -> None:
    found = told(client_of("planung"), "0102")
    assert "change" not in numbers_of(found) and "divergence" not in numbers_of(found)


@pytest.mark.parametrize(("who", "indicator", "status"), [("rat", "armutsquote", 404), ("", "offene-quote", 404)])
def test_what_one_may_not_see_is_not_there(
    world: World, client_of: ClientOf, who: str, indicator: str, status: int
) -> None:
    client = client_of(who)
    assert client.get(NUMBER.format(indicator=indicator, area="0101", period="2020-12-31")).status_code == status
    assert client.get("/how/", {"indicator": indicator, "area": "0101"}).status_code == status


def test_a_visitor_gets_the_public_state_and_no_count(demo_world: World, client_of: ClientOf) -> None:
    small = told(client_of(""), "0202", "offene-quote")
    assert small["status"] == "unreliable" and small["steps"] == []
    shown = told(client_of(""), "0101", "offene-quote")
    assert shown["status"] == "ok" and shown["numerator"] is None
    assert all("60" not in line and "300" not in line for step in shown["steps"] for line in step["numbers"])


def test_the_delivery_is_named_by_number_and_days_alone(world: World, client_of: ClientOf) -> None:
    for measure in Measure.objects.all():
        ReleaseOrigin.objects.create(
            release=world.live,
            measure=measure,
            period=make_period("2020-12-31"),
            edition=world.edition,
            delivery=17,
            source="register",
            as_of=date(2021, 1, 31),
            received_on=date(2021, 2, 9),
        )
    found = told(client_of("planung"))["made"]["origins"]
    assert [(one["role"], one["delivery"], one["as_of"]) for one in found] == [
        ("numerator", 17, "2021-01-31"),
        ("denominator", 17, "2021-01-31"),
    ]
    shown = page(client_of("planung"), language="en")
    assert "No. 17, in force since release 2026/1" in shown and "9 February 2021" in shown


def test_a_number_without_a_recorded_delivery_says_so(world: World, client_of: ClientOf) -> None:
    assert told(client_of("planung"))["made"]["origins"][0]["delivery"] is None
    assert "not recorded" in page(client_of("planung"), language="en")


def test_the_piece_for_a_dialogue_is_the_same_without_the_page(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(
        "/how/", {"indicator": "armutsquote", "area": "0101"}, headers={"HX-Request": "true"}
    )
    piece = answer.content.decode()
    assert "<html" not in piece and "<math " in piece and "HX-Request" in answer["Vary"]


def test_bad_questions_are_answered_with_not_found(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    for query in ({}, {"indicator": "armutsquote"}, {"indicator": "x", "area": "0101"}):
        assert client.get("/how/", query).status_code == 404
    for period in ("1999-12-31", "morgen"):
        answer = client.get(NUMBER.format(indicator="armutsquote", area="0101", period=period))
        assert answer.status_code in (400, 404) and answer.json()["code"]
