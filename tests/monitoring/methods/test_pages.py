"""The pages of the methods: for everybody, with an example in numbers that their reader may see."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from monitoring.methods.registry import METHODS
from tests.factories import World

ClientOf = Callable[[str], Client]


def page(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    return answer.content.decode()


def example(client: Client, method: str) -> str:
    """The text of a method's examples without its marks."""
    found = re.findall(r'<section class="method-example-box".*?</section>', page(client, f"/methods/{method}/"), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(found)))


@pytest.mark.parametrize("who", ["", "planung", "admin"])
def test_every_method_has_a_page_for_everybody(world: World, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    listed = page(client, "/methods/")
    for method in METHODS:
        assert f"/methods/{method.code}/" in listed
        shown = page(client, f"/methods/{method.code}/")
        assert "What it does not say" in shown and "As the program computes it" in shown


def test_an_unknown_method_is_not_found(world: World, client_of: ClientOf) -> None:
    assert client_of("").get("/methods/nichts/").status_code == 404


def test_the_example_puts_the_city_s_numbers_into_the_rule(world: World, client_of: ClientOf) -> None:
    shown = example(client_of("planung"), "rates")
    assert "Title armutsquote" in shown
    assert "100 · 60 300 = 20.0%" in shown
    assert "70 + 38 + 2 = 110" in shown and "700 + 400 + 10 = 1,110" in shown


@pytest.mark.parametrize(
    "method", ["rates", "relative", "trend", "fluctuation", "rest", "classes", "allocation", "segregation"]
)
def test_planners_get_an_example(world: World, client_of: ClientOf, method: str) -> None:
    assert example(client_of("planung"), method)


@pytest.mark.parametrize("who", ["", "admin"])
@pytest.mark.parametrize("method", [method.code for method in METHODS])
def test_no_example_shows_a_count_to_whoever_gets_none(
    demo_world: World, client_of: ClientOf, who: str, method: str
) -> None:
    shown = example(client_of(who), method)
    assert not re.search(r"(?<![\d.,])(60|300|110|1,110|700|400)(?![\d.,%])", shown)


def test_the_allocation_of_the_example_adds_up(world: World, client_of: ClientOf) -> None:
    shown = page(client_of("planung"), "/methods/allocation/")
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', shown, re.S)
    assert sum(int(re.findall(r'<td class="num">(\d+)</td>', row)[-1]) for row in rows) == 10


def test_what_the_program_says_is_marked_as_english(world: World, client_of: ClientOf) -> None:
    shown = page(client_of(""), "/methods/fluctuation/", "de")
    assert '<div lang="en">' in shown and 'id="wilson"' in shown and "Newcombe" in shown
