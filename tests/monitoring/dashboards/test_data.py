"""What panels say: the same numbers as the rest of the interface, in few queries, whatever goes wrong in one of them."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from monitoring.dashboards.kinds import KINDS
from monitoring.dashboards.models import Dashboard
from tests.factories import COUNTS, EARLIER, World, indicator_spec, make_indicator
from tests.monitoring.dashboards.big_city import MOVED, RATES, make_big_city
from tests.monitoring.dashboards.conftest import ClientOf, Making


def panels(client_of: ClientOf, name: str = "planung", code: str = "d", **filters: str) -> list[dict[str, Any]]:
    answer = client_of(name).get(f"/api/v1/dashboards/{code}/data/", filters)
    assert answer.status_code == 200, answer.json()
    return answer.json()["panels"]


@pytest.mark.parametrize(
    ("area", "reference"), [("0", ""), ("01", ""), ("0101", ""), ("0101", "01"), ("0102", "parent"), ("0202", "")]
)
def test_key_figure_is_the_last_point_of_the_series(
    world: World, make_dashboard: Making, client_of: ClientOf, area: str, reference: str
) -> None:
    row = make_indicator(indicator_spec("ohne-bruch", breaks=()))
    world.releases.add(row, "2019-12-31", EARLIER)
    world.releases.add(row, "2020-12-31", COUNTS)
    world.releases.release("Mehr")
    make_dashboard("d", ("key_figure", {"indicator": "ohne-bruch"}))
    asked = {"area": "" if area == "0" else area, "reference": reference}
    figure = panels(client_of, **asked)[0]["key_figure"]
    series = (
        client_of("planung")
        .get(
            "/api/v1/series/",
            {"indicator": "ohne-bruch", "area": area, **({"reference": reference} if reference else {})},
        )
        .json()
    )
    for own, there in (
        ("value", "value"),
        ("low", "low"),
        ("high", "high"),
        ("reference_value", "reference_value"),
        ("change", "change"),
        ("status", "status"),
    ):
        assert figure[own] == series[there][-1], own
    if area != "0":
        assert (figure["difference"], figure["position"]) == (series["difference"][-1], series["position"][-1])
        assert figure["reference"]["code"] == series["reference"]["code"]
    assert figure["values"] == series["value"]
    assert figure["periods"] == series["periods"]


def test_map_has_the_values_of_the_interface(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("d", ("map", {"indicator": "armutsquote"}))
    for filters in ({}, {"level": "bezirk"}, {"reference": "02"}, {"reference": "parent"}, {"period": "2019-12-31"}):
        shown = panels(client_of, **filters)[0]["map"]
        values = client_of("planung").get("/api/v1/values/", {"indicator": "armutsquote", **filters}).json()
        for column in ("codes", "value", "status", "difference", "class", "breaks", "reference", "period", "level"):
            assert shown[column] == values[column], (filters, column)


def test_series_are_those_of_the_interface(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard(
        "d", ("series", {"indicator": "armutsquote"}), ("series", {"indicator": "armutsquote", "areas": ["0202"]})
    )
    districts, chosen = (panel["series"] for panel in panels(client_of))
    assert [line["code"] for line in districts["lines"]] == ["0", "01", "02"]
    assert [line["code"] for line in chosen["lines"]] == ["0", "0202"]
    for line in (*districts["lines"], *chosen["lines"]):
        series = client_of("planung").get("/api/v1/series/", {"indicator": "armutsquote", "area": line["code"]}).json()
        assert (line["value"], line["status"]) == (series["value"], series["status"])


def test_series_follow_the_area_of_the_filters(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("d", ("series", {"indicator": "armutsquote"}))

    def codes(area: str) -> list[str]:
        return [line["code"] for line in panels(client_of, area=area)[0]["series"]["lines"]]

    assert codes("01") == ["0", "0101", "0102"]
    assert codes("0202") == ["0202", "02", "0"]


def test_glance_counts_the_areas_inside_and_never_the_residual_unit(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("glance", {"residents": "offene-quote"}))
    assert panels(client_of)[0]["glance"]["levels"] == [
        {"level": "bezirk", "areas": 2},
        {"level": "planungsraum", "areas": 4},
    ]
    assert panels(client_of, area="01")[0]["glance"]["levels"] == [{"level": "planungsraum", "areas": 2}]


def test_comparison_across_a_break_is_refused(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    broken = make_indicator(indicator_spec("bruch"))  # its definition changed with 2019-12-31
    counts = {"stadt": [(100, 1000)]}
    world.releases.add(broken, "2018-12-31", counts)
    world.releases.add(broken, "2019-12-31", counts)
    world.releases.release("Bruch")
    make_dashboard("d", ("key_figure", {"indicator": "bruch"}))
    figure = panels(client_of)[0]["key_figure"]
    assert (figure["comparable"], figure["change"], figure["change_outside"]) == (False, None, None)


def test_filters_that_are_not_there_are_left_out_and_said(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}))
    answer = (
        client_of("planung").get("/api/v1/dashboards/d/data/", {"area": "9", "level": "kiez", "reference": "7"}).json()
    )
    assert answer["filters"] == {"area": "", "reference": "", "period": "", "level": "", "release": ""}
    assert len(answer["hints"]) == 3
    assert answer["panels"][0]["key_figure"]["area"]["code"] == "0"


def test_kept_filters_hold_until_the_address_says_otherwise(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), area="01", period="2019-12-31")
    kept = panels(client_of)[0]["key_figure"]
    assert (kept["area"]["code"], kept["period"]) == ("01", "2019-12-31")
    changed = panels(client_of, area="02")[0]["key_figure"]
    assert (changed["area"]["code"], changed["period"]) == ("02", "2019-12-31")


def test_pinned_dashboard_shows_its_release_for_ever(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), release="2026/1")
    world.releases.add(world.indicators["armutsquote"], "2020-12-31", {"stadt": [(50, 1000)]})
    world.releases.release("Korrektur")
    assert panels(client_of)[0]["key_figure"]["value"] == pytest.approx(100 * 110 / 1110)
    Dashboard.objects.update(release="")
    assert panels(client_of)[0]["key_figure"]["value"] == 5.0


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"period": "gestern"}, 400, "invalid_parameter"),
        ({"release": "letzte"}, 400, "invalid_parameter"),
        ({"release": "2026/9"}, 404, "unknown_release"),
    ],
)
def test_what_cannot_be_asked_is_said_in_problem_details_and_on_the_page(
    world: World, make_dashboard: Making, client_of: ClientOf, asked: dict[str, str], status: int, code: str
) -> None:
    make_dashboard("d", ("deliveries", {}))
    answer = client_of("planung").get("/api/v1/dashboards/d/data/", asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    page = client_of("planung").get("/dashboards/d/", asked)
    assert page.status_code == status and answer.json()["title"] in page.content.decode()


def test_panel_that_fails_says_so_and_leaves_the_others_alone(
    world: World, make_dashboard: Making, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), ("deliveries", {}), ("map", {"wrong": 1}))

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    kind = KINDS["deliveries"]
    monkeypatch.setitem(KINDS, "deliveries", type(kind)(**{**vars(kind), "plan": broken}))
    found = panels(client_of)
    assert [panel["state"] for panel in found] == ["ok", "failed", "failed"]
    assert client_of("planung").get("/dashboards/d/").status_code == 200


def test_empty_portal_says_what_to_do_next(db: None, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), default_for=["everybody"])
    for name in ("planung", ""):
        assert [panel["state"] for panel in panels(client_of, name)] == ["nothing_released"]
        assert 'class="empty"' in client_of(name).get("/dashboards/d/").content.decode()


def test_whole_dashboard_of_a_city_takes_at_most_twenty_one_queries(
    db: None, make_dashboard: Making, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Five hundred areas, four indicators, twenty-four quarters; nothing is warm."""
    city = make_big_city()
    make_dashboard(
        "d",
        ("glance", {}),
        *(("key_figure", {"indicator": code}) for code in RATES),
        ("map", {"indicator": RATES[0]}),
        ("map", {"indicator": RATES[1]}),
        *(("series", {"indicator": code}) for code in RATES),
        ("moved", {"indicators": list(RATES)}),
        ("deliveries", {}),
    )
    planner = client_of("planung")
    with django_assert_max_num_queries(21):
        answer = planner.get("/api/v1/dashboards/d/data/")
    found = answer.json()["panels"]
    assert [panel["state"] for panel in found] == ["ok"] * 13
    jumped = city.codes[next(iter(MOVED))]
    with django_assert_max_num_queries(21):
        figure = planner.get("/api/v1/dashboards/d/data/", {"area": jumped}).json()["panels"][1]["key_figure"]
    assert (figure["area"]["code"], figure["change_outside"]) == (jumped, True)


def test_answer_that_is_known_is_not_computed_again(
    world: World, make_dashboard: Making, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_dashboard("d", ("map", {"indicator": "armutsquote"}), ("deliveries", {}))
    planner = client_of("planung")
    first = planner.get("/api/v1/dashboards/d/data/")
    with django_assert_max_num_queries(9):  # with the goals that stand now
        again = planner.get("/api/v1/dashboards/d/data/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
