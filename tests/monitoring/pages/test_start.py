"""The start page: what is new since the last visit, what belongs to the reader, what is public."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indicator, Release
from monitoring.departments.models import Person, Visit
from monitoring.pages.glance import chosen, counted_domains
from tests.factories import COUNTS, World, make_person, make_world

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NOON = timezone.now()


@pytest.fixture
def world() -> World:
    made = make_world()
    Release.objects.update(activated_at=NOON - timedelta(days=3))
    Indicator.objects.update(changed_at=NOON - timedelta(days=3))
    return made


def start(person: Person | None, language: str = "en") -> str:
    cache.clear()
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def was_here(person: Person, ago: timedelta) -> Person:
    Visit.objects.create(person=person, seen_at=NOON - ago)
    return person


def test_on_the_first_visit_nothing_is_called_new(world: World) -> None:
    page = start(make_person("p", "planner"))
    assert "Welcome" in page and "New since" not in page


def test_what_came_since_the_last_visit_is_new(world: World) -> None:
    person = was_here(make_person("p", "planner"), timedelta(days=1))
    world.releases.add(world.indicators["armutsquote"], "2021-12-31", COUNTS)
    world.releases.release("Jahr 2021")
    Indicator.objects.filter(code="rats-quote").update(changed_at=NOON)
    page = start(person)
    news = page[page.index("New since your last visit") : page.index("in figures")]
    assert "Jahr 2021" in news and "Title armutsquote" in news and "31 December 2021" in news
    assert "Title rats-quote" in news and "Title offene-quote" not in news


def test_where_nothing_came_it_says_so(world: World) -> None:
    page = start(was_here(make_person("p", "planner"), timedelta(days=1)))
    assert "Nothing has changed since then" in page


def test_news_are_only_what_the_reader_may_see(world: World) -> None:
    person = was_here(make_person("c", "council_member"), timedelta(days=1))
    Release.objects.update(audit="passed")
    for code in ("armutsquote", "rats-quote"):
        world.releases.add(world.indicators[code], "2021-12-31", COUNTS)
    world.releases.release("Jahr 2021", audit="passed")
    page = start(person)
    assert "Title rats-quote" in page and "Title armutsquote" not in page


def test_a_person_sees_departments_and_what_they_are_there(world: World) -> None:
    page = start(make_person("p", "planner", "head", department="jugend"))
    assert "My departments" in page and "Jugend" in page and "Head, Planning" in page


def test_the_way_to_the_office_is_for_its_people(world: World) -> None:
    words = "deliveries and approvals"
    assert words not in start(make_person("p", "planner")).lower()
    assert words.replace(" and ", " and ") in start(make_person("s", "statistician")).lower()


def test_visitors_read_in_plain_words_what_is_public(world: World) -> None:
    closed = start(None)
    assert "Nothing is open to you yet" in closed
    Release.objects.update(is_demo=True)
    page = start(None)
    assert "What you find here" in page and "Title offene-quote" in page
    assert "Title armutsquote" not in page and "My departments" not in page


def test_an_empty_portal_says_how_to_begin() -> None:
    assert "how the first delivery is made" in start(make_person("a", "administrator"))


def test_the_page_asks_a_bounded_number_of_questions(world: World) -> None:
    person = was_here(make_person("p", "planner"), timedelta(days=1))
    start(person)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= 40, "\n".join(query["sql"][:120] for query in asked.captured_queries)


def _row(code: str, domain: str, **changes: object) -> dict[str, object]:
    row = {"indicator": code, "domain": domain, "kind": "rate", "polarity": "neutral", "status": "ok", "headline": 0}
    return row | changes


def test_the_figures_are_people_and_one_of_each_domain_that_points_to_disadvantage() -> None:
    rows = [
        _row("a", "population"),
        _row("b", "income", polarity="higher_is_more_disadvantage"),
        _row("c", "income", polarity="higher_is_more_disadvantage"),
        _row("d", "work", polarity="higher_is_more_disadvantage", status="suppressed"),
        _row("e", "population", kind="count"),
        _row("f", "housing", polarity="lower_is_more_disadvantage"),
    ]
    assert [row["indicator"] for row in chosen(rows)] == ["e", "b", "f", "a"]
    placed = [*rows, _row("g", "income", headline=2), _row("h", "work", headline=1), _row("i", "care", headline=3)]
    assert [row["indicator"] for row in chosen(placed)] == ["h", "g", "i", "e"]


def test_domains_are_counted_where_there_are_values() -> None:
    listed = [
        {"domain": "work", "periods": ["2020"]},
        {"domain": "work", "periods": []},
        {"domain": "care", "periods": []},
    ]
    assert counted_domains(listed) == [("work", 1)]
