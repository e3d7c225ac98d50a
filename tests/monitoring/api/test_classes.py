"""Classes of a map as a reader chooses them: the method, their number, and whose values the edges come from."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from indicators.calculation.classification import Choice, Method
from indicators.catalogue.specs import Break, Exceptional, IndicatorKind, Text
from indicators.queries import catalogue
from indicators.queries.audience import PUBLIC, STAFF
from indicators.queries.classes import Classing, Scope
from indicators.queries.values import values
from tests.factories import COUNTS, World, indicator_spec, make_indicator

ClientOf = Callable[[str], Client]
URL = "/api/v1/values/"
NOW = [20.0, 2.5, 9.375, 10.0]
BEFORE = [100 * 50 / 300, 100 * 30 / 310]  # of the other two one is suppressed, one missing


def asked(client: Client, **more: str) -> dict[str, object]:
    answer = client.get(URL, {"indicator": "armutsquote", **more})
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_without_a_wish_classes_are_as_they_were(world: World, client_of: ClientOf) -> None:
    answer = asked(client_of("planung"))
    assert answer["classes"] == {
        "method": "quantiles",
        "count": 5,
        "scope": "period",
        "first": "2020-12-31",
        "last": "2020-12-31",
        "periods": 1,
        "centre": None,
        "offered": ["quantiles", "natural", "equal", "deviations"],
    }


@pytest.mark.parametrize(
    ("choice", "edges"),
    [
        ("natural:3", [2.5, 2.5, 10.0, 20.0]),
        ("equal:5", [2.5, 6.0, 9.5, 13.0, 16.5, 20.0]),
        ("quantiles:3", [2.5, 9.375, 10.0, 20.0]),
    ],
)
def test_a_method_gives_its_edges_and_every_area_a_class(
    world: World, client_of: ClientOf, choice: str, edges: list[float]
) -> None:
    answer = asked(client_of("planung"), classes=choice)
    assert answer["breaks"] == pytest.approx(edges)
    assert f"{answer['classes']['method']}:{answer['classes']['count']}" == choice  # type: ignore[index]
    for value, own in zip(NOW, answer["class"], strict=False):  # type: ignore[call-overload]
        assert value <= edges[own + 1] and (value > edges[own] or own == 0)


def test_the_residual_unit_shapes_no_class(world: World, client_of: ClientOf) -> None:
    world.releases.add(
        world.indicators["armutsquote"],
        "2020-12-31",
        {**COUNTS, "planungsraum": [*COUNTS["planungsraum"][:4], (90, 100)]},
    )
    world.releases.release("Nachtrag")
    assert asked(client_of("planung"), classes="equal:3")["breaks"][-1] == 20.0  # type: ignore[index]


def test_classes_of_all_periods_are_the_same_in_each_of_them(world: World, client_of: ClientOf) -> None:
    planner = client_of("planung")
    now = asked(planner, classes="equal:3", scope="all")
    before = asked(planner, classes="equal:3", scope="all", period="2019-12-31")
    least, most = min(NOW + BEFORE), max(NOW + BEFORE)
    assert now["breaks"] == before["breaks"] == pytest.approx([least + (most - least) * step / 3 for step in range(4)])
    assert now["classes"] == before["classes"]
    assert (now["classes"]["first"], now["classes"]["periods"]) == ("2019-12-31", 2)  # type: ignore[index]
    own = asked(planner, classes="equal:3", period="2019-12-31")
    assert own["breaks"] != before["breaks"]


def test_deviations_lie_around_the_reference_of_the_latest_period(world: World, client_of: ClientOf) -> None:
    planner = client_of("planung")
    city = 100 * 110 / 1110
    answer = asked(planner, classes="deviations:4")
    assert answer["classes"]["centre"] == pytest.approx(city)  # type: ignore[index]
    assert answer["breaks"][2] == pytest.approx(city)  # type: ignore[index]
    before = asked(planner, classes="deviations:4", scope="all", period="2019-12-31")
    assert before["classes"]["centre"] == pytest.approx(city)  # type: ignore[index]
    district = asked(planner, classes="deviations:4", reference="02")
    assert district["classes"]["centre"] == pytest.approx(9.5)  # type: ignore[index]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"classes": "fixed"}, "no_fixed_classes"),
        ({"classes": "deviations:5", "reference": "parent"}, "no_reference_value"),
        ({"classes": "natural:9"}, "invalid_parameter"),
        ({"classes": "rot"}, "invalid_parameter"),
        ({"scope": "ewig"}, "invalid_parameter"),
    ],
)
def test_classes_that_cannot_be_drawn_are_refused_where_they_were_asked(
    world: World, client_of: ClientOf, more: dict[str, str], code: str
) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", **more})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["detail"]


def test_a_number_of_people_has_no_value_to_lie_around(world: World, client_of: ClientOf) -> None:
    made = make_indicator(indicator_spec("einwohnerzahl", kind=IndicatorKind.COUNT, denominator=(), unit="person"))
    world.releases.add(made, "2020-12-31", COUNTS)
    world.releases.release("Anzahl")
    answer = client_of("planung").get(URL, {"indicator": "einwohnerzahl", "classes": "deviations:5"})
    assert (answer.status_code, answer.json()["code"]) == (400, "no_reference_value")


def test_a_break_of_the_definition_parts_the_periods_that_share_classes(world: World) -> None:
    made = make_indicator(indicator_spec("neu-gezaehlt", breaks=(Break("2020-12-31", Text("Neu", "New")),)))
    world.releases.add(made, "2018-12-31", COUNTS)
    world.releases.add(made, "2019-12-31", COUNTS)
    world.releases.add(made, "2020-12-31", COUNTS)
    world.releases.add(made, "2020", COUNTS)
    live = world.releases.release("Bruch")
    entry = catalogue.indicator("neu-gezaehlt")
    assert entry is not None
    for period, shared in (("2019-12-31", ["2018-12-31", "2019-12-31"]), ("2020-12-31", ["2020-12-31"])):
        found = values(live, entry, STAFF, period=period, classing=Classing(scope=Scope.ALL))
        assert [own.code for own in found.drawn.periods] == shared


def test_what_the_public_does_not_get_shapes_no_class(world: World) -> None:
    """Below its own minimum denominator a value is no number for the public, in any period."""
    entry = catalogue.indicator("offene-quote")
    assert entry is not None
    everything = Classing(scope=Scope.ALL)
    staff, public = (values(world.live, entry, own, classing=everything).classes for own in (STAFF, PUBLIC))
    assert staff.upper != public.upper
    assert public.upper[-1] == 20.0 and 10.0 not in public.upper  # 8 of 80 people


def test_classes_of_all_periods_are_those_of_the_variant_on_the_map(world: World) -> None:
    """Four quarters together, the last period of each window; the first three have no window and shape nothing."""
    made = make_indicator(indicator_spec("quartalsquote", breaks=()))
    quarters = [f"{year}-Q{quarter}" for year in (2019, 2020) for quarter in range(1, 5)]
    for at, period in enumerate(quarters):
        world.releases.add(made, period, {"stadt": [(100 + at, 1000)], "planungsraum": [(10 * at, 400)] * 5})
    live = world.releases.release("Quartale")
    entry = catalogue.indicator("quartalsquote")
    assert entry is not None
    shared = Classing(Choice(Method.NATURAL, 7), Scope.ALL)
    found = values(live, entry, STAFF, variant="rolling4", classing=shared)
    means = [100 * sum(10 * (at - back) for back in range(4)) / 4 / 400 for at in range(3, 8)]
    assert list(found.drawn.classes.upper) == pytest.approx(means)
    assert values(live, entry, STAFF, classing=shared).drawn.classes.upper[-1] == pytest.approx(100 * 70 / 400)


def test_a_break_and_an_unusual_span_stand_beside_the_values(world: World, client_of: ClientOf) -> None:
    spans = (Exceptional("2020-Q2", "2020-Q4", Text("Ausnahme", "Exception")),)
    made = make_indicator(indicator_spec("ausnahmequote", exceptional=spans))
    world.releases.add(made, "2019-12-31", COUNTS)
    world.releases.add(made, "2020-12-31", COUNTS)
    world.releases.release("Ausnahme")
    planner = client_of("planung")
    inside = planner.get(URL, {"indicator": "ausnahmequote"}).json()
    before = planner.get(URL, {"indicator": "ausnahmequote", "period": "2019-12-31"}).json()
    assert inside["exceptional"] == [{"first": "2020-Q2", "last": "2020-Q4", "text": "Ausnahme"}]
    assert before["exceptional"] == []
    assert inside["breaks_of_definition"] == [{"period": "2019-12-31", "text": "Neue Definition"}]
