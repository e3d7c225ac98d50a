"""Types of areas, areas of the same type as a reference, similar areas: what a reader gets, and what not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.places import EDITION
from tests.factories.results import SUPPRESSED
from tests.factories.typologies import POOR, make_pairs, make_typology

ClientOf = Callable[[str], Client]
HARBOUR, HEATH = ("0101", "0102"), ("0201", "0202")


def asked(client: Client, path: str, **query: str) -> Any:
    return client.get(f"/api/v1/{path}", query, headers={"accept-language": "en"}).json()


@pytest.fixture
def planner(db: None, client_of: ClientOf) -> Client:
    make_pairs()
    make_typology()
    return client_of("planung")


def test_areas_that_are_alike_share_a_type_and_the_residual_unit_has_none(planner: Client) -> None:
    found = asked(planner, "typologies/paare/")
    type_of = dict(zip(found["codes"], found["type"], strict=True))
    assert type_of["0101"] == type_of["0102"] != type_of["0201"] == type_of["0202"]
    assert type_of["99999999"] is None and found["status"][-1] == "not_applicable"
    assert found["quality"] == "strong" and found["day"] == "2020-12-31"
    assert [one["changed"] for one in found["history"]] == [0, 0] and found["history"][1]["both"] == 4


def test_a_type_has_the_rate_of_its_areas_together_and_no_mean(planner: Client) -> None:
    found = asked(planner, "typologies/paare/")
    by_code = dict(zip(found["codes"], found["type"], strict=True))
    heath = found["described"][by_code["0202"]]
    assert heath["value"] == pytest.approx([100 * 20 / 400, 100 * 121 / 400])
    assert heath["value"][1] != pytest.approx((100 * 96 / 320 + 100 * 25 / 80) / 2)
    assert "Higher than in the city as a whole: Title jugend (30.3%, city 17.7%)." in heath["description"]
    assert {trait["indicator"]: trait["word"] for trait in heath["traits"]}["armut"] in ("below", "far_below")


def test_the_reference_is_all_areas_of_the_type_together(planner: Client) -> None:
    found = asked(planner, "values/", indicator="armut", reference="type")
    values = dict(zip(found["codes"], found["reference_value"], strict=True))
    assert values == pytest.approx({"0101": 20, "0102": 20, "0201": 5, "0202": 5, "99999999": None})
    assert found["reference"]["code"] == "type" and found["types"]["title"] == "Pairs of areas"
    young = asked(planner, "values/", indicator="jugend", reference="type")
    assert young["difference"][0] == pytest.approx(10 - 100 * 74 / 700, abs=1e-6)
    assert young["difference"][-1] is None
    assert asked(planner, "values/", indicator="armut")["types"] is None


def test_series_values_and_sheet_say_the_same_of_the_type(planner: Client) -> None:
    values = asked(planner, "values/", indicator="jugend", reference="type")
    for position, code in enumerate(values["codes"]):
        series = asked(planner, "series/", indicator="jugend", area=code, reference="type")
        sheet = asked(planner, f"area-sheets/{EDITION}/{code}/", reference="type")
        row = next(row for row in sheet["indicators"] if row["indicator"] == "jugend")
        assert series["reference_value"][-1] == values["reference_value"][position] == row["reference_value"], code
        assert series["difference"][-1] == values["difference"][position] == row["difference"], code
        assert (series["reference"]["code"], sheet["reference"]["code"]) == ("type", "type")
        beside = asked(planner, f"area-sheets/{EDITION}/{code}/")
        own = next(row for row in beside["indicators"] if row["indicator"] == "jugend")
        assert own["type_value"] == values["reference_value"][position]


def test_an_area_that_lacks_a_value_has_no_type_and_shifts_no_other(db: None, client_of: ClientOf) -> None:
    make_pairs(POOR | {"planungsraum": [(60, 300), SUPPRESSED, (16, 320), (4, 80), (2, 10)]})
    make_typology()
    planner = client_of("planung")
    found = asked(planner, "typologies/paare/")
    assert found["type"][1] is None and found["status"][1] == "suppressed"
    values = asked(planner, "values/", indicator="jugend", reference="type")
    assert values["reference_value"][1] is None and values["difference"][1] is None
    assert values["reference_value"][0] == 10.0  # alone in its type: the other half of the pair takes no part
    sheet = asked(planner, f"area-sheets/{EDITION}/0102/")
    assert sheet["type"] is None and sheet["similar"] == []
    assert asked(planner, "similar/", area="0102")["code"] == "incomplete_area"


def test_whoever_may_not_see_an_indicator_gets_no_typology_of_it(planner: Client, client_of: ClientOf) -> None:
    visitor = client_of("besuch")
    assert asked(visitor, "typologies/") == []
    assert asked(visitor, "typologies/paare/")["code"] == "unknown_typology"
    assert asked(visitor, "values/", indicator="jugend", reference="type")["code"] == "no_typology"
    assert asked(visitor, f"area-sheets/{EDITION}/0101/")["type"] is None
    assert asked(visitor, "similar/", area="0101")["code"] == "no_typology"
    assert [one["code"] for one in asked(planner, "typologies/")] == ["paare"]


def test_similar_areas_come_with_metric_variables_and_reason(planner: Client) -> None:
    found = asked(planner, "similar/", area="0101", most="2")
    assert (found["metric"], found["indicators"]) == ("mahalanobis", ["armut", "jugend"])
    assert [one["code"] for one in found["areas"]][0] == "0102"
    assert sum(found["areas"][0]["share"]) == pytest.approx(1, abs=1e-3)
    assert found["areas"][0]["reason"].startswith("Both above the city: Title armut")
    chosen = asked(planner, "similar/", area="0101", indicators="jugend")
    assert chosen["indicators"] == ["jugend"] and chosen["areas"][0]["share"] == [1.0]
    assert asked(planner, "similar/", area="0101", indicators=" , ")["indicators"] == ["armut", "jugend"]
    assert asked(planner, "similar/", area="0101", indicators="nirgends")["code"] == "unknown_indicator"
    assert asked(planner, "similar/", area="nirgends")["code"] == "unknown_area"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"indicators": ("armut", "fehlt")}, "unknown_typology"),
        ({"types": 4}, "too_few_areas"),
    ],
)
def test_what_cannot_be_a_typology_says_why(db: None, client_of: ClientOf, changes: dict[str, Any], code: str) -> None:
    make_pairs()
    make_typology(**changes)
    assert asked(client_of("planung"), "typologies/paare/")["code"] == code


def test_an_indicator_that_is_the_same_everywhere_is_named(db: None, client_of: ClientOf) -> None:
    make_pairs(POOR | {"planungsraum": [(30, 300), (40, 400), (32, 320), (8, 80), (2, 10)]})
    make_typology()
    found = asked(client_of("planung"), "typologies/paare/")
    assert found["code"] == "constant_component" and "armut" in found["detail"]


def test_levels_without_types_and_variants_say_so(planner: Client) -> None:
    assert asked(planner, "typologies/paare/", level="stadtteil")["code"] == "typology_not_at_level"
    assert asked(planner, "typologies/paare/", level="bezirk")["code"] == "too_few_areas"
    refused = asked(planner, "values/", indicator="armut", reference="type", variant="smoothed")
    assert refused["code"] == "variant_without_type"


def test_a_second_reader_of_a_sheet_asks_for_no_more_than_the_sheet(
    planner: Client, django_assert_max_num_queries: Any
) -> None:
    asked(planner, f"area-sheets/{EDITION}/0101/")
    with django_assert_max_num_queries(19):
        assert asked(planner, f"area-sheets/{EDITION}/0201/")["type"]["size"] == 2
