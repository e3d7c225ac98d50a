"""The catalogue's pages: what they show, how many questions they ask, what they make of any address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import World

Clients = Callable[..., Client]


def test_a_card_shows_statement_source_period_levels_and_the_ways_on(world: World, client_of: Clients) -> None:
    page = client_of("gast").get("/indicators/").content.decode()
    for text in ("Titel offene-quote", "Kernaussage", "Melderegister", "31.12.2020", "Stadt, Bezirk, Planungsraum"):
        assert text in page, text
    assert 'href="/map/?indicator=offene-quote"' in page and 'href="/sources/register/"' in page


def test_indicators_stand_by_domain_and_title(world: World, client_of: Clients) -> None:
    page = client_of("statistik").get("/indicators/").content.decode()
    titles = ["Titel amtsquote", "Titel armutsquote", "Titel jugendquote", "Titel offene-quote", "Titel rats-quote"]
    places = [page.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)


def test_a_source_shows_terms_measures_indicators_and_what_is_live(world: World, client_of: Clients) -> None:
    page = client_of("planung").get("/sources/register/").content.decode()
    for text in ("Statistikstelle", "halbjährlich", "BMG", "dl-de/by-2-0", "1 Monat nach dem Stichtag", "10 Jahren"):
        assert text in page, text
    assert "leistungsberechtigte de" in page and "Titel armutsquote" in page
    assert "31.12.2020" in page and "31.12.2019" in page


def test_the_address_is_the_state_and_htmx_gets_the_short_one(world: World, client_of: Clients) -> None:
    client = client_of("planung")
    query = "?q=&domain=income&visibility=public&nichts=1"
    plain = client.get(f"/indicators/{query}")
    assert "Titel offene-quote" in plain.content.decode() and "Titel armutsquote" not in plain.content.decode()
    assert "HX-Push-Url" not in plain
    live = client.get(f"/indicators/{query}", headers={"HX-Request": "true"})
    assert live["HX-Push-Url"] == "/indicators/?domain=income&visibility=public"
    assert live.content == plain.content or "csrf" in live.content.decode()


def test_an_empty_list_helps(world: World, client_of: Clients) -> None:
    page = client_of("planung").get("/indicators/?q=armutsquote&domain=work").content.decode()
    assert "Nichts passt zu alledem" in page and "ohne den Filter „Lebenslage“" in page
    assert 'href="/indicators/?q=armutsquote"' in page


def test_an_empty_portal_says_what_to_do(db: None, client_of: Clients) -> None:
    for path in ("/indicators/", "/sources/", "/measures/"):
        assert "Anmelden" in client_of("gast").get(path).content.decode()
    assert "load_catalogue" in client_of("planung").get("/indicators/").content.decode()


@pytest.mark.parametrize("path", ["/indicators/", "/sources/", "/measures/", "/sources/register/", "/catalogue.zip"])
def test_more_entries_ask_no_more_questions(
    world: World, client_of: Clients, more: Callable[[int], None], path: str
) -> None:
    client = client_of("planung")
    client.get(path)  # what a process keeps of a release is read once
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counted.append(len(asked))
        more(12)
    assert counted[0] == counted[1] <= 14


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    path=st.sampled_from(["/indicators/", "/sources/", "/measures/"]),
    query=st.dictionaries(
        st.sampled_from(["q", "domain", "source", "level", "values", "page", "owner", "unit"]) | st.text(max_size=6),
        st.text(max_size=30) | st.sampled_from(["income", "register", "stadt", "\0", "' OR 1=1", "a" * 3000]),
        max_size=4,
    ),
)
def test_no_address_fails(world: World, path: str, query: dict[str, str]) -> None:
    assert Client().get(path, query).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/sources/gibt-es-nicht/", "/catalogue/unsinn/armutsquote.toml", "/catalogue/indicators/nichts.toml"],
)
def test_what_is_not_there_is_not_found(world: World, client_of: Clients, path: str) -> None:
    assert client_of("planung").get(path).status_code == 404


def test_lists_are_read_only(world: World, client_of: Clients) -> None:
    client: Any = client_of("planung")
    for path in ("/indicators/", "/sources/", "/catalogue.zip"):
        assert client.post(path).status_code == 405
