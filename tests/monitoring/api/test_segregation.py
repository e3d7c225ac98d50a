"""Is the city growing apart: the page, its file and the interface say the same, and no more than the reader may see."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import World
from tests.factories.results import COUNTS
from tests.naive import segregating

ClientOf = Callable[[str], Client]
URL = "/api/v1/segregation/"


def _level(answer: dict, level: str) -> dict:  # type: ignore[type-arg]
    return next(one for one in answer["levels"] if one["level"] == level)


def test_the_interface_says_what_counting_by_hand_says(world: World, client_of: ClientOf) -> None:
    """The residual unit is no area: it lives nowhere."""
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    found = _level(answer, "planungsraum")
    assert found["periods"] == ["2019-12-31", "2020-12-31"]
    areas = [(float(n), float(d)) for n, d in COUNTS["planungsraum"][:4]]  # type: ignore[misc]
    assert found["dissimilarity"][-1] == pytest.approx(segregating.dissimilarity(areas), abs=5e-5)
    assert found["gini"][-1] == pytest.approx(segregating.gini(areas), abs=5e-5)
    assert found["areas"][-1] == 4
    assert "stadt" not in {one["level"] for one in answer["levels"]}


def test_too_few_published_areas_give_nothing_and_say_so(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    found = _level(client.get(URL, {"indicator": "armutsquote"}).json(), "planungsraum")
    assert found["dissimilarity"][0] is None and found["coverage"][0] < 0.9
    assert _level(client.get(URL, {"indicator": "armutsquote"}).json(), "bezirk")["dissimilarity"] == [None, None]
    page = client.get("/analysis/segregation/", {"indicator": "armutsquote"}, headers={"accept-language": "en"})
    assert "Nothing is computed" in page.content.decode()


def test_whoever_may_not_see_the_indicator_gets_nothing_of_it(world: World, client_of: ClientOf) -> None:
    assert Client().get(URL, {"indicator": "armutsquote"}).status_code == 404
    page = Client().get("/analysis/segregation/", {"indicator": "armutsquote"})
    assert '<option value="armutsquote"' not in page.content.decode()


def test_what_counts_nobody_is_refused_with_a_sentence(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "gibt-es-nicht"})
    assert answer.status_code == 404


def test_the_file_holds_the_numbers_of_the_interface(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    lines = client.get("/analysis/segregation/table.csv", {"indicator": "armutsquote"}).content.decode("utf-8-sig")
    found = _level(client.get(URL, {"indicator": "armutsquote"}).json(), "planungsraum")
    row = next(line.split(";") for line in lines.splitlines() if "planungsraum;2020-12-31" in line)
    assert float(row[3]) == found["dissimilarity"][-1]


def test_a_second_reader_asks_the_database_a_few_things_only(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("planung")
    client.get("/analysis/segregation/", {"indicator": "armutsquote"})
    with django_assert_max_num_queries(14):
        assert client.get("/analysis/segregation/", {"indicator": "armutsquote"}).status_code == 200
