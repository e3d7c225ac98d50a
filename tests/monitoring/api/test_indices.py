"""Indices through the API and as a file: who may see one, what it says, and why areas are left out."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from indicators.actions.indices import publish_indices, take_publication
from indicators.actions.storing import store
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from indicators.models import LiveRelease
from tests.factories import World, make_person

ClientOf = Callable[[str], Client]
SPEC = IndexSpec(
    code="lage",
    title=Text("Lage der Gebiete", "Situation of areas"),
    components=("armutsquote", "offene-quote"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="mean",
    restandardise=False,
    exclude=Exclusion(areas=(("0102", "Haftanstalt"),)),
    breaks=(-0.5, 0.5),
    closed=("<", "<=", ">"),
    classes=("Hoch", "Mittel", "Niedrig"),
    classes_en=("high", "medium", "low"),
)


@pytest.fixture
def world(world: World) -> World:
    """The world with an index of an indicator for the administration and one for everybody; and one of the open one alone."""
    store(by=None, spec=SPEC)
    store(by=None, spec=replace(SPEC, code="offen", components=("offene-quote", "rats-quote")))
    approver = make_person("freigabe", "approver")
    publish_indices(by=approver, indices=["lage", "offen"], reason="Indizes")
    assert take_publication()
    return world


def test_an_index_is_listed_for_whom_every_component_is_visible(world: World, client_of: ClientOf) -> None:
    def listed(name: str) -> list[str]:
        return [one["code"] for one in client_of(name).get("/api/v1/indices/").json()]

    assert listed("planung") == ["lage", "offen"]
    assert listed("anonym") == []
    answer = client_of("anonym").get("/api/v1/indices/lage/values/")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_index")


def test_a_definition_is_told_with_its_edges_in_the_language_of_the_reader(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get("/api/v1/indices/lage/", headers={"accept-language": "en"}).json()
    assert answer["title"] == "Situation of areas" and answer["classes"] == ["high", "medium", "low"]
    assert answer["edges"] == [
        {"name": "high", "comparison": "<", "edge": -0.5},
        {"name": "medium", "comparison": "<=", "edge": 0.5},
        {"name": "low", "comparison": ">", "edge": 0.5},
    ]
    assert answer["areas_left_out"] == [{"area": "0102", "reason": "Haftanstalt"}]
    assert answer["periods"] == ["2019-12-31", "2020-12-31"] and "planungsraum" in answer["levels"]


def test_values_stand_beside_classes_components_and_reasons(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get("/api/v1/indices/lage/values/", {"level": "planungsraum"}).json()
    assert answer["codes"] == ["0101", "0102", "0201", "0202", "99999999"]
    assert answer["left_out"] == [None, "listed", None, None, "residual"]
    assert (
        answer["left_out_text"][1] == "Vom Index ausgenommen: Haftanstalt"
        or "Haftanstalt" in answer["left_out_text"][1]
    )
    assert answer["value"][1] is None and answer["class"][1] is None and answer["status"][1] == "not_applicable"
    known = [value for value in answer["value"] if value is not None]
    assert sum(known) == pytest.approx(0, abs=1e-5) and len(known) == 3
    assert [part["indicator"] for part in answer["components"]] == ["armutsquote", "offene-quote"]
    assert answer["class"][0] == 2 and answer["components"][0]["value"][0] == pytest.approx(20)


def test_history_of_an_area_is_that_of_its_periods_and_closed_like_the_index(world: World, client_of: ClientOf) -> None:
    client, path = client_of("planung"), "/api/v1/indices/lage/history/"
    found = client.get(path, {"area": "0101"}).json()
    assert found["periods"] == ["2019-12-31", "2020-12-31"]
    for at, period in enumerate(found["periods"]):
        whole = client.get("/api/v1/indices/lage/values/", {"period": period}).json()
        assert (found["value"][at], found["class"][at]) == (whole["value"][0], whole["class"][0])
    assert "Haftanstalt" in client.get(path, {"area": "0102"}).json()["left_out_text"][-1]
    assert client.get(path, {"area": "nichts"}).json()["code"] == "unknown_area"
    answer = client_of("anonym").get(path, {"area": "0101"})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_index")


def test_what_is_not_there_is_said_with_what_there_is(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    answer = client.get("/api/v1/indices/lage/values/", {"period": "2001"}).json()
    assert answer["code"] == "unknown_period" and "2020-12-31" in answer["detail"]
    assert client.get("/api/v1/indices/lage/values/", {"level": "kiez"}).json()["code"] == "unknown_level"
    store(by=None, spec=replace(SPEC, code="neu"))
    assert client.get("/api/v1/indices/neu/values/").json()["code"] == "index_not_released"


def test_an_answer_is_known_again(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    first = client.get("/api/v1/indices/lage/values/")
    again = client.get("/api/v1/indices/lage/values/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_release_lists_its_indices_with_what_is_new(world: World, client_of: ClientOf) -> None:
    number = LiveRelease.objects.get().release.number
    answer = client_of("planung").get(f"/api/v1/releases/{number}/").json()
    (lage, _offen) = answer["indices"]
    assert (lage["code"], lage["changed"]) == ("lage", True)
    assert lage["differences"]["new"] == ["2019-12-31", "2020-12-31"]
    assert client_of("anonym").get(f"/api/v1/releases/{number}/").status_code in (200, 404)


def test_an_export_has_the_columns_of_every_export_and_the_reason(world: World) -> None:
    out = io.StringIO()
    with transaction.atomic():
        call_command("export", "index:lage", "--level", "planungsraum", stdout=out)
        transaction.set_rollback(True)  # and with it the command's role
    rows = {row["area_code"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}
    assert rows["0101"]["class"] == "niedrig" and rows["0101"]["status"] == "ok" and rows["0101"]["reason"] == ""
    assert (rows["0102"]["class"], rows["0102"]["status"], rows["0102"]["reason"]) == ("", "not_applicable", "listed")
    assert list(rows["0101"])[-2:] == ["status", "reason"] and rows["0101"]["numerator"] == ""
