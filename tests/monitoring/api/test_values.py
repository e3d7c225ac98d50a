"""The values endpoint: every number against its reference, every state apart."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries

from monitoring.api.views.values import ValuesView
from monitoring.departments.models import Person
from monitoring.pages.asking import ask
from tests.factories import World

ClientOf = Callable[[str], Client]
URL = "/api/v1/values/"


def test_values_stand_in_the_order_of_the_edition_with_the_residual_unit_last(
    world: World, client_of: ClientOf
) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    assert answer["codes"] == ["0101", "0102", "0201", "0202", "99999999"]
    assert answer["parents"] == ["01", "01", "02", "02", "99"]
    assert answer["residual"] == {"position": 4, "code": "99999999", "share": pytest.approx(100 * 2 / 110)}


def test_rate_is_compared_with_the_rate_of_the_whole(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    city = 100 * 110 / 1110
    assert answer["city"]["value"] == pytest.approx(city)
    assert answer["reference"] == answer["city"]
    assert answer["value"][0] == 20.0
    assert answer["difference"][0] == pytest.approx(20 - city)
    assert answer["index"][0] == pytest.approx(100 * 20 / city)
    assert answer["position"] == ["above", "below", "within", "within", "above"]


def test_change_is_against_the_same_day_a_year_before_and_divergence_against_the_city(
    world: World, client_of: ClientOf
) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}).json()
    own = 20 - 100 * 50 / 300
    city = 100 * 110 / 1110 - 100 * 100 / 1100
    assert answer["periods_used"] == {"numerator": "2020-12-31", "denominator": "2020-12-31", "earlier": "2019-12-31"}
    assert answer["change"][0] == pytest.approx(own)
    assert answer["divergence"][0] == pytest.approx(own - city)
    assert answer["change"][1] is None  # suppressed a year before


def test_suppressed_and_missing_values_stay_apart_and_hold_no_number(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "period": "2019-12-31"}).json()
    assert answer["status"] == ["ok", "suppressed", "ok", "missing", "ok"]
    for column in (
        "value",
        "numerator",
        "denominator",
        "low",
        "high",
        "difference",
        "index",
        "change",
        "position",
        "class",
    ):
        assert answer[column][1] is None, column
        assert answer[column][3] is None, column


def test_area_above_can_be_the_reference_of_all(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "reference": "02"}).json()
    assert answer["reference"]["name"] == "Heide"
    assert answer["reference"]["value"] == pytest.approx(9.5)
    assert answer["difference"][0] == pytest.approx(20 - 9.5)


def test_each_area_can_be_compared_with_the_area_above_it(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "reference": "parent"}).json()
    assert answer["reference_value"] == pytest.approx([10.0, 10.0, 9.5, 9.5, 20.0])
    assert answer["difference"][:2] == pytest.approx([10.0, -7.5])


@pytest.mark.parametrize("reference", ["0101", "99999999", "99", "nirgends"])
def test_reference_that_is_not_above_the_level_is_refused(world: World, client_of: ClientOf, reference: str) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "reference": reference})
    assert (answer.status_code, answer.json()["code"]) == (400, "reference_not_above")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 400, "invalid_parameter"),
        ({"indicator": "gibt-es-nicht"}, 404, "unknown_indicator"),
        ({"indicator": "armutsquote", "level": "kiez"}, 404, "unknown_level"),
        ({"indicator": "armutsquote", "period": "2001"}, 404, "unknown_period"),
        ({"indicator": "armutsquote", "period": "gestern"}, 400, "invalid_parameter"),
        ({"indicator": "armutsquote", "edition": "kiez-1900-01-01"}, 404, "unknown_edition"),
        ({"indicator": "armutsquote", "release": "2026/9"}, 404, "unknown_release"),
        ({"indicator": "armutsquote", "release": "letzte"}, 400, "invalid_parameter"),
        ({"indicator": "armuts\0quote"}, 400, "invalid_parameter"),
    ],
)
def test_what_is_not_there_is_said_in_problem_details(
    world: World, client_of: ClientOf, asked: dict[str, str], status: int, code: str
) -> None:
    answer = client_of("planung").get(URL, asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]


def test_unknown_period_lists_what_there_is(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "period": "2001"})
    assert "2020-12-31, 2019-12-31" in answer.json()["detail"]


def test_problems_are_worded_in_the_asked_language(world: World, client_of: ClientOf) -> None:
    planner = client_of("planung")
    german, english = (
        planner.get(URL, {"indicator": "x"}, headers={"accept-language": language}).json()["title"]
        for language in ("de", "en")
    )
    assert english == "Unknown indicator"
    assert german == "Unbekannter Indikator"


def test_earlier_release_stays_citable(world: World, client_of: ClientOf) -> None:
    world.releases.add(
        world.indicators["armutsquote"], "2020-12-31", {"stadt": [(50, 500)], "planungsraum": [(5, 100)] * 5}
    )
    world.releases.release("Korrektur")
    planner = client_of("planung")
    now = planner.get(URL, {"indicator": "armutsquote"}).json()
    then = planner.get(URL, {"indicator": "armutsquote", "release": "2026/1"}).json()
    assert (now["release"]["number"], now["value"][0]) == ("2026/2", 5.0)
    assert (then["release"]["number"], then["value"][0]) == ("2026/1", 20.0)


def test_withdrawn_release_answers_with_its_tombstone(world: World, client_of: ClientOf) -> None:
    first = world.live
    world.releases.release("Korrektur")
    first.withdrawn_at = first.activated_at
    first.withdrawn_reason = "Falscher Stichtag"
    first.save()
    answer = client_of("planung").get(URL, {"indicator": "armutsquote", "release": first.number})
    assert (answer.status_code, answer.json()["code"]) == (410, "release_withdrawn")
    assert "Falscher Stichtag" in answer.json()["detail"]


def test_values_take_few_queries_and_what_a_release_keeps_is_asked_once(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planner = client_of("planung")
    with django_assert_max_num_queries(
        15
    ):  # with places beyond the city, the history of areas and parents, reforms and design effects
        planner.get(URL, {"indicator": "armutsquote", "reference": "parent"})
    with django_assert_max_num_queries(7):
        planner.get(URL, {"indicator": "armutsquote", "reference": "parent", "period": "2019-12-31"})


def test_reader_who_has_the_answer_gets_304_before_anything_is_read(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planner = client_of("planung")
    first = planner.get(URL, {"indicator": "armutsquote"})
    assert first["Cache-Control"] == "private, no-cache"
    with django_assert_max_num_queries(5):
        again = planner.get(URL, {"indicator": "armutsquote"}, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_etag_tells_releases_languages_and_rights_apart(demo_world: World, client_of: ClientOf) -> None:
    asked = {"indicator": "offene-quote"}
    planner = client_of("planung")
    tags = {
        planner.get(URL, asked)["ETag"],
        planner.get(URL, asked, headers={"accept-language": "en"})["ETag"],
        client_of("anonym").get(URL, asked)["ETag"],
        client_of("admin").get(URL, asked)["ETag"],
    }
    demo_world.releases.release("Korrektur", is_demo=True)
    tags.add(planner.get(URL, asked)["ETag"])
    assert len(tags) == 5


def test_values_are_compressed_for_who_takes_it(world: World, client_of: ClientOf) -> None:
    answer = client_of("planung").get(URL, {"indicator": "armutsquote"}, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert client_of("leitung").get(
        URL, {"indicator": "armutsquote"}, headers={"accept-encoding": "gzip", "if-none-match": answer["ETag"]}
    ).status_code in (200, 304)


def test_answer_that_was_computed_once_is_read_again_without_its_blocks(
    world: World, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = client_of("planung").get(URL, {"indicator": "armutsquote"})
    head = client_of("leitung")
    with django_assert_max_num_queries(5):
        again = head.get(URL, {"indicator": "armutsquote"})
    assert (again.content, again["ETag"], again["Cache-Control"]) == (
        first.content,
        first["ETag"],
        first["Cache-Control"],
    )


def test_kept_answer_is_never_given_to_another_rights_class(demo_world: World, client_of: ClientOf) -> None:
    asked = {"indicator": "offene-quote"}
    staff = client_of("planung").get(URL, asked).json()
    public = client_of("anonym").get(URL, asked).json()
    admin = client_of("admin").get(URL, asked).json()
    assert (staff["numerator"][0], public["numerator"][0], admin["numerator"][0]) == (60, None, None)


def test_page_that_asks_in_the_same_process_gets_the_document_of_its_own_question(
    world: World, client_of: ClientOf, rf: RequestFactory
) -> None:
    """Kept answers are told apart by the question, not by the address of whoever asks."""
    planner = client_of("planung")
    planner.get(URL, {"indicator": "armutsquote"})
    page = rf.get("/map/")
    page.resolver_match = resolve("/map/")
    page.user = Person.objects.get(username="planung")
    values = ask(page, ValuesView, {"indicator": "armutsquote", "level": "bezirk"})
    city = ask(page, ValuesView, {"indicator": "armutsquote", "level": "stadt"})
    assert (values.data["codes"], city.data["codes"]) == (("01", "02", "99"), ("0",))
