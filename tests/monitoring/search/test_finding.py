"""What is found, in which order, and by whom."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from areas.folding import fold
from areas.models import Area, AreaEdition
from indicators.catalogue.specs import Label, Text, Visibility
from monitoring.dashboards.models import Dashboard
from monitoring.departments.models import Department
from monitoring.departments.readers import ANONYMOUS, Reader, reader_of
from monitoring.search import sources
from monitoring.search.finding import find
from monitoring.search.results import Kind
from tests.factories import indicator_spec, make_indicator, make_person
from tests.monitoring.search.conftest import SQUARE, Town

PLANNER = Reader(person=1, roles=frozenset({"planner"}), departments=frozenset({"sozialplanung"}))


def titles(search: str, reader: Reader = ANONYMOUS, most: int = 5) -> list[str]:
    return [result.thing.title for result in find(reader, search, most).results]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("kirchpl", "Kirchplatz"),
        ("kirchplaz", "Kirchplatz"),
        ("Kirhcplatz", "Kirchplatz"),
        ("hafen", "Hafenviertel"),
        ("hafenvirtel", "Hafenviertel"),
        ("hafenviertel nrod", "Hafenviertel Nord"),
        ("schlossstr", "Schloßstraße"),
        ("Schlosstrasse", "Schloßstraße"),
        ("muellerstr", "Müllerstraße"),
        ("mullerwisen", "Müllerwiesen"),
        ("heide", "Heide Ost"),
        ("haide west", "Heide West"),
        ("grosse haide", "Große Heide"),
        ("speicherinssel", "Speicherinsel"),
        ("spicherinsel", "Speicherinsel"),
        ("010202", "Speicherinsel"),
        ("0201", "Müllerwiesen"),
        ("altstatt", "Altstadt"),
        ("mite", "Mitte"),
    ],
)
def test_realistic_typing_finds_the_place_that_was_meant(town: Town, search: str, first: str) -> None:
    assert titles(search)[0] == first


def test_a_place_is_told_from_its_namesake_by_quarter_or_district(town: Town) -> None:
    answer = find(ANONYMOUS, "kirchplatz altstadt", 5)
    assert [result.thing.code for result in answer.results] == ["010101"]
    assert [result.thing.code for result in find(ANONYMOUS, "süd kirchplatz", 5).results] == ["020102"]


def test_the_common_layer_comes_first_and_says_which_level_it_is(town: Town) -> None:
    found = find(ANONYMOUS, "Kirchplatz", 5).results
    assert [(result.thing.edition, result.thing.level) for result in found] == [
        ("orte-2024", "planungsraum"),
        ("orte-2024", "planungsraum"),
        ("schulen-2020", "schulbezirk"),
    ]
    assert found[0].thing.detail == "Planungsraum · Altstadt · Mitte · 010101"


def test_what_only_the_earlier_edition_has_is_found_and_marked(town: Town) -> None:
    with override("en"):
        (found,) = find(ANONYMOUS, "gerbergasse", 5).results
    assert found.thing.edition == "orte-2015"
    assert found.thing.detail.endswith("until 30 June 2024")


def test_a_quarter_brings_what_lies_inside_after_itself(town: Town) -> None:
    assert titles("Hafenviertel") == ["Hafenviertel", "Hafenviertel Nord", "Speicherinsel"]


def test_the_residual_unit_and_drafts_are_not_found(town: Town) -> None:
    assert titles("zuordenbar") == []
    AreaEdition.objects.filter(pk=town.schools.pk).update(is_active=False)
    assert all(result.thing.edition != "schulen-2020" for result in find(ANONYMOUS, "Kirchplatz", 5).results)


def test_near_misses_say_what_was_probably_meant(town: Town) -> None:
    assert find(ANONYMOUS, "speicherinssel", 5).did_you_mean == "Speicherinsel"
    assert find(ANONYMOUS, "kirhcplatz altstadt", 5).did_you_mean == "Kirchplatz Altstadt"
    assert find(ANONYMOUS, "Kirchplatz", 5).did_you_mean == ""
    assert find(ANONYMOUS, "xyzzy", 5).did_you_mean == ""


def test_nothing_is_found_for_signs_and_blanks(town: Town) -> None:
    for search in ("", "   ", "%", "'; --", "***", "\\", "_"):
        assert find(ANONYMOUS, search, 5).results == ()


def test_an_indicator_is_found_by_title_code_name_over_time_and_domain(town: Town) -> None:
    spec = indicator_spec(
        "sgb2-quote",
        title=Text("Leistungsberechtigte nach SGB II", "SGB II recipients"),
        labels=(Label(Text("Bürgergeld", "Citizen's benefit"), "2023-01-01", None),),
        visibility=Visibility.PUBLIC,
    )
    make_indicator(spec)
    for search in (
        "leistungsberechtigte",
        "Leistungsberechtige",
        "sgb",
        "sgb2-quote",
        "recipients",
        "Bürgergelt",
        "einkommen",
    ):
        assert titles(search) == ["Leistungsberechtigte nach SGB II"], search


def test_what_a_reader_may_not_see_is_not_found(town: Town) -> None:
    for visibility in Visibility:
        departments = ("jugend",) if visibility is Visibility.DEPARTMENT else ()
        make_indicator(
            indicator_spec(
                f"quote-{visibility}",
                title=Text(f"Quote {visibility}", "x"),
                visibility=visibility,
                departments=departments,
            )
        )
    assert titles("quote") == ["Quote public"]
    assert sorted(titles("quote", PLANNER)) == ["Quote administration", "Quote council", "Quote public"]
    youth = Reader(person=2, roles=frozenset({"planner"}), departments=frozenset({"jugend"}))
    assert "Quote department" in titles("quote", youth)


def test_three_queries_are_enough_whatever_is_asked(town: Town) -> None:
    for search in ("kirchplatz", "hafenvirtel nord altstadt ost west", "0"):
        with CaptureQueriesContext(connection) as asked:
            find(ANONYMOUS, search, 5)
        assert len(asked) <= 3


def test_a_name_is_folded_in_the_database_as_in_python(town: Town) -> None:
    names = ["Große Müggel-Straße (Süd)", "Łódź", "Ærøskøbing", "Neue Aue", "  St. Pauli/Ost 3 ", "Çeşme", "Ťřůě"]
    for position, name in enumerate(names):
        Area.objects.create(
            edition=town.schools,
            level=town.schools.system.levels.get(rank=1),
            parent=town.schools.areas.get(level__rank=0),
            code=f"X{position}",
            name=name,
            position=100 + position,
            geometry=SQUARE,
        )
    stored = dict(Area.objects.filter(code__startswith="X").values_list("name", "folded"))
    assert stored == {name: fold(name) for name in names}


def test_the_portals_role_may_search(town: Town, as_role: Any) -> None:
    with as_role("portal"):
        assert titles("kirchplaz")[0] == "Kirchplatz"


def test_the_endpoint_answers_with_pages_to_open(town: Town, client: Client) -> None:
    answer = client.get("/api/v1/search/", {"q": "Hafenviertel", "limit": 2})
    assert answer.status_code == 200
    found = answer.json()
    assert [one["title"] for one in found["results"]] == ["Hafenviertel", "Hafenviertel Nord"]
    assert found["totals"] == {"area": 3, "indicator": 0, "dashboard": 0}
    assert all(client.get(one["url"]).status_code == 200 for one in found["results"])


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "x" * 101}, {"q": "x", "limit": "0"}, {"q": "x", "limit": "51"}]
)
def test_the_endpoint_refuses_with_problem_details(client: Client, db: None, query: dict[str, str]) -> None:
    answer = client.get("/api/v1/search/", query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_page_works_without_javascript(town: Town, client: Client) -> None:
    page = client.get("/search/", {"q": "speicherinssel"}, headers={"Accept-Language": "de"}).content.decode()
    assert "Speicherinsel</strong>" in page and "/areas/orte-2024/010202/" in page
    assert client.get("/search/").status_code == 200
    assert client.get("/search/", {"q": "<script>alert(1)</script>"}).content.count(b"<script>alert") == 0


def test_an_office_person_finds_the_same_as_everybody_in_the_administration(town: Town, client: Client) -> None:
    make_indicator(indicator_spec("armutsquote", title=Text("Armutsquote", "Poverty rate")))
    client.force_login(make_person("s", "statistician"), backend="django.contrib.auth.backends.ModelBackend")
    assert [one["code"] for one in client.get("/api/v1/search/", {"q": "armut"}).json()["results"]] == ["armutsquote"]


def test_a_kind_is_found_by_its_own_list(town: Town) -> None:
    answer = find(ANONYMOUS, "kirchplatz", 1)
    assert len(answer.of(Kind.AREA)) == 1 and answer.totals[Kind.AREA] == 3


def test_dashboards_are_found_by_those_who_may_look_at_them(town: Town) -> None:
    owner = make_person("owner", "planner", department="jugend")
    youth = Department.objects.get(code="jugend")
    own = Dashboard.objects.create(
        code="spielplaetze", title_de="Spielplätze", title_en="Playgrounds", owner=owner, department=youth
    )
    Dashboard.objects.create(code="ueberblick", title_de="Überblick", title_en="Overview", default_for=["everybody"])
    colleague = reader_of(make_person("colleague", "planner", department="wohnen"))
    assert titles("spielpletze", reader_of(owner)) == ["Spielplätze"]
    assert titles("spielplätze", colleague) == titles("spielplätze") == []
    assert titles("uberblick", colleague) == ["Überblick"]
    own.shared_with.add(Department.objects.get(code="wohnen"))
    assert titles("playground", colleague) == ["Spielplätze"]
    with CaptureQueriesContext(connection) as asked:
        find(colleague, "spielplatz", 5)
    assert len(asked) == 3, "areas, indicators, dashboards with those that they are shared with"


def test_the_words_of_a_domain_are_looked_up_once_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    sources._in_both_languages.cache_clear()
    with override("en"):
        assert sources._in_both_languages("work") == ("Arbeit", "Work")
    monkeypatch.setattr(sources, "override", None)
    assert sources._in_both_languages("work") == ("Arbeit", "Work")
