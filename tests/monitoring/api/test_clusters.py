"""Spatial patterns by the interface: from protected values, with words for the whole, and for nobody more than the values."""

from collections.abc import Callable

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from areas.models import Area
from indicators.calculation.clusters import Overall
from indicators.queries import clusters as door
from monitoring.maps.patterns import overall_sentence
from tests.factories import World

ClientOf = Callable[[str], Client]
URL = "/api/v1/clusters/"


@pytest.fixture
def row(world: World) -> World:
    """The four planning areas as a row of squares, side by side to the last digit."""
    for position in range(4):
        square = Polygon.from_bbox((position, 50, position + 1, 51))
        areas = Area.objects.filter(level__code="planungsraum", position=position, is_residual=False)
        areas.update(geometry=MultiPolygon(square, srid=4326))
    door._neighbours.cache_clear()
    return world


def test_patterns_stand_in_the_order_of_the_edition_with_the_residual_unit_last(
    row: World, client_of: ClientOf
) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    assert answer["codes"] == ["0101", "0102", "0201", "0202", "99999999"]
    assert answer["neighbours"] == [1, 2, 2, 1, 0]
    assert answer["neighbours_mean"] == [2.5, (20 + 9.375) / 2, 6.25, 9.375, None]
    assert answer["pattern"] == ["not_significant"] * 4 + ["no_value"]
    assert (answer["overall"]["areas"], answer["overall"]["reason"]) == (4, None)
    assert answer["overall"]["mean"] == pytest.approx((20 + 2.5 + 9.375 + 10) / 4)
    assert "Moran" in answer["overall"]["sentence"]
    assert answer["permutations"] == 9999


def test_suppressed_and_missing_areas_take_no_part(row: World, client_of: ClientOf) -> None:
    asked = {"indicator": "armutsquote", "period": "2019-12-31"}
    answer = client_of("planung").get(URL, asked, headers={"accept-language": "en"}).json()
    assert answer["pattern"] == ["not_applicable", "no_value", "not_applicable", "no_value", "no_value"]
    assert answer["overall"]["reason"] == "too_few_areas"
    assert answer["overall"]["statistic"] is None and answer["p"] == [None] * 5
    assert answer["overall"]["sentence"].startswith("Fewer than three areas")


def test_areas_without_common_border_have_no_pattern_and_say_so(world: World, client_of: ClientOf) -> None:
    for position in range(4):
        apart = MultiPolygon(Polygon.from_bbox((2 * position, 50, 2 * position + 1, 51)), srid=4326)
        Area.objects.filter(level__code="planungsraum", position=position).update(geometry=apart)
    door._neighbours.cache_clear()
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    assert answer["overall"]["reason"] == "no_neighbours" and answer["overall"]["islands"] == 4
    assert answer["pattern"][:4] == ["not_applicable"] * 4


def test_the_public_gets_the_patterns_of_what_it_sees(demo_world: World, client_of: ClientOf) -> None:
    staff = client_of("planung").get(URL, {"indicator": "offene-quote"}).json()
    public = client_of("anonym").get(URL, {"indicator": "offene-quote"}).json()
    assert staff["overall"]["areas"] == 4
    assert public["overall"]["areas"] == 3  # 80 residents are too few for the public
    assert public["pattern"][3] == "no_value"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 400, "invalid_parameter"),
        ({"indicator": "gibt-es-nicht"}, 404, "unknown_indicator"),
        ({"indicator": "armutsquote", "level": "kiez"}, 404, "unknown_level"),
        ({"indicator": "armutsquote", "period": "2001"}, 404, "unknown_period"),
    ],
)
def test_what_is_not_there_is_said_in_problem_details(
    world: World, client_of: ClientOf, asked: dict[str, str], status: int, code: str
) -> None:
    answer = client_of("planung").get(URL, asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_who_may_not_see_an_indicator_gets_no_patterns_of_it(world: World, client_of: ClientOf) -> None:
    assert client_of("rat").get(URL, {"indicator": "armutsquote"}).status_code == 404
    assert client_of("anonym").get(URL, {"indicator": "armutsquote"}).status_code == 404


def test_shapes_are_read_once(
    row: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planner = client_of("planung")
    planner.get(URL, {"indicator": "armutsquote"})
    with django_assert_max_num_queries(14):
        planner.get(URL, {"indicator": "armutsquote", "period": "2019-12-31"})


@pytest.mark.parametrize(
    ("statistic", "p", "beginning"),
    [(0.4, 0.0002, "Neighbouring areas resemble each other more"), (-0.4, 0.01, "Neighbouring areas differ more")],
)
def test_the_whole_is_said_in_one_sentence(statistic: float, p: float, beginning: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        sentence = overall_sentence(Overall(statistic, -0.01, p, 10.0, 101, 0))
        chance = overall_sentence(Overall(0.02, -0.01, 0.3, 10.0, 101, 0))
    assert sentence.startswith(beginning)
    assert ("p < 0.001" in sentence) is (p < 0.001)
    assert "no more and no less than chance" in chance and "p = 0.300" in chance
