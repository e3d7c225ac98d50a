"""What one may not see is not there: the same answer as for what never existed."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import OK, World, indicator_spec, make_indicator

ClientOf = Callable[[str], Client]
VALUES = "/api/v1/values/"
SEEN = {
    "anonym": {"offene-quote"},
    "rat": {"offene-quote", "rats-quote"},
    "planung": {"offene-quote", "rats-quote", "armutsquote"},
    "admin": {"offene-quote", "rats-quote", "armutsquote"},
    "statistik": {"offene-quote", "rats-quote", "armutsquote", "jugendquote"},
}


@pytest.mark.parametrize(("who", "seen"), SEEN.items())
def test_reader_finds_the_indicators_that_are_visible_to_them(
    demo_world: World, client_of: ClientOf, who: str, seen: set[str]
) -> None:
    client = client_of(who)
    assert {entry["code"] for entry in client.get("/api/v1/indicators/").json()} == seen
    for code in demo_world.indicators:
        expected = 200 if code in seen else 404
        assert client.get(f"/api/v1/indicators/{code}/").status_code == expected
        assert client.get(VALUES, {"indicator": code}).status_code == expected
        assert client.get("/api/v1/series/", {"indicator": code, "area": "0101"}).status_code == expected
    rows = client.get("/api/v1/area-sheets/kiez-2020-01-01/0101/").json()["indicators"]
    assert {row["indicator"] for row in rows} == seen


def test_hidden_indicator_answers_like_one_that_never_was(demo_world: World, client_of: ClientOf) -> None:
    visitor = client_of("anonym")
    hidden = visitor.get(VALUES, {"indicator": "armutsquote"}).content.replace(b"armutsquote", b"?")
    unknown = visitor.get(VALUES, {"indicator": "gibt-es-nicht"}).content.replace(b"gibt-es-nicht", b"?")
    assert hidden == unknown


@pytest.mark.parametrize("who", ["anonym", "rat"])
def test_unaudited_release_is_for_the_administration_only(world: World, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    answer = client.get(VALUES, {"indicator": "offene-quote"})
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing_released")
    assert client.get("/api/v1/releases/").json() == []
    assert client.get("/api/v1/releases/2026/1/").json()["code"] == "unknown_release"
    assert client.get("/api/v1/indicators/").json()[0]["periods"] == []
    sheet = client.get("/api/v1/area-sheets/kiez-2020-01-01/0101/").json()
    assert (sheet["release"], sheet["indicators"]) == (None, [])
    assert client.get(VALUES, {"indicator": "offene-quote", "release": "2026/1"}).json()["code"] == "unknown_release"


def test_public_gets_rounded_values_without_counts(demo_world: World, client_of: ClientOf) -> None:
    answer = client_of("anonym").get(VALUES, {"indicator": "offene-quote"}).json()
    assert answer["city"]["value"] == 9.9
    assert answer["value"][:3] == [20.0, 2.5, 9.4]
    assert answer["difference"][0] == 10.1
    assert answer["index"][0] == 202.0
    for column in ("numerator", "denominator"):
        assert set(answer[column]) == {None}
        assert answer["city"][column] is None


def test_value_below_the_publics_minimum_denominator_is_unreliable_for_the_public_only(
    demo_world: World, client_of: ClientOf
) -> None:
    public = client_of("anonym").get(VALUES, {"indicator": "offene-quote"}).json()
    staff = client_of("planung").get(VALUES, {"indicator": "offene-quote"}).json()
    assert (public["status"][3], public["value"][3], public["position"][3]) == ("unreliable", None, None)
    assert (staff["status"][3], staff["value"][3]) == ("ok", 10.0)
    assert public["residual"]["share"] is None
    assert staff["residual"]["share"] is not None


@pytest.mark.parametrize(("who", "counts"), [("planung", True), ("leitung", True), ("admin", False), ("rat", False)])
def test_counts_are_for_the_administration_without_its_administrators(
    demo_world: World, client_of: ClientOf, who: str, counts: bool
) -> None:
    answer = client_of(who).get(VALUES, {"indicator": "offene-quote"}).json()
    assert (answer["numerator"][0] == 60) is counts
    assert (answer["denominator"][0] == 300) is counts


def test_numbers_without_published_counts_are_rounded_for_everybody(world: World, client_of: ClientOf) -> None:
    spec = indicator_spec(
        "anteil", kind="share", measure="leistungsberechtigte", numerator=(), denominator=(), weight=("einwohner",)
    )
    made = make_indicator(spec)
    world.releases.add(made, "2020-12-31", {"stadt": [(1, 3)], "planungsraum": [(1, 3)] * 5})
    block = world.releases.blocks["anteil", "2020-12-31", "planungsraum"]
    type(block).objects.filter(pk=block.pk).update(numerator=[None] * 5, denominator=[None] * 5)
    world.releases.release("Anteile")
    answer = client_of("planung").get(VALUES, {"indicator": "anteil"}).json()
    assert answer["value"][0] == 33.3
    assert answer["status"][0] == OK.word


def test_suppressed_looks_the_same_whatever_the_reason(world: World, client_of: ClientOf) -> None:
    """Nothing but the status word says that a cell is suppressed; the sheet and the series say no more."""
    client = client_of("planung")
    sheet = client.get("/api/v1/series/", {"indicator": "armutsquote", "area": "0102"}).json()
    assert sheet["status"] == ["suppressed", "ok"]
    assert (sheet["value"][0], sheet["difference"][0], sheet["change"]) == (None, None, [None, None])
