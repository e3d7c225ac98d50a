"""Early warning: who sees which entries, putting aside and what comes back, the notice; nothing is computed twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import AuditEntry
from monitoring.departments.models import Person
from monitoring.notices.models import Notification
from monitoring.planning.models import WatchDismissal, WatchEntry, WatchList
from monitoring.planning.watch import computing
from monitoring.planning.watch.actions import dismiss, restore
from tests.factories import EDITION, World, make_person, make_world

PAGE = "/planning/watch/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def planner(db: None) -> Person:
    return make_person("planung", "planner", first_name="Petra", last_name="Planung")


def client_of(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_list(world: World, quarter: str = "2020-Q4") -> WatchList:
    WatchList.objects.filter(release=world.live).delete()
    return WatchList.objects.create(
        release=world.live, quarter=quarter, method="test", judged_trends=40, judged_levels=30
    )


def make_entry(watch: WatchList, area: str = "0101", **changes: Any) -> WatchEntry:
    given: dict[str, Any] = {
        "watch": watch,
        "indicator": "armutsquote",
        "aspect": "trend",
        "edition": EDITION,
        "level": "planungsraum",
        "area": area,
        "period": "2020-12-31",
        "value": 20.0,
        "expected": 16.4,
        "low": 14.9,
        "high": 18.1,
        "earlier_period": "2019-12-31",
        "earlier_value": 16.7,
        "city_value": 9.9,
        "size": 5.0,
        "p": 1e-6,
        "leaning": 1,
        "alike": ["0102", "0201"],
        "is_new": True,
        "periods": ["2019-12-31", "2020-12-31"],
        "values": [16.7, 20.0],
        "lows": [14.0, 17.0],
        "highs": [19.0, 23.0],
        "city_values": [9.1, 9.9],
    }
    return WatchEntry.objects.create(**(given | changes))


def page_of(person: Person, query: str = "") -> Any:
    return client_of(person).get(f"{PAGE}?{query}")


def listed(answer: Any) -> list[tuple[str, str]]:
    return [(group.code, line.entry.aspect) for group in answer.context["listing"].groups for line in group.lines]


def put_aside(answer: Any) -> list[str]:
    return [group.code for group in answer.context["listing"].aside]


def test_entry_tells_what_was_observed_and_what_was_to_be_expected(world: World, planner: Person) -> None:
    watch = make_list(world)
    make_entry(watch)
    make_entry(watch, aspect="level", size=4.5)
    answer = page_of(planner)
    text = answer.content.decode().replace("&nbsp;", "\xa0")
    assert "Not for publication" in text and "1 area" in text
    assert "has risen by 3.3\xa0percentage points since 31 December 2019, to 20.0% on 31 December 2020." in text
    assert "16.4% was to be expected, and in 95 of 100 cases something between 14.9% and 18.1%" in text
    assert "By the 2 areas most like it" in text and "(city: 9.9%)" in text
    assert "Towards more disadvantage than was to be expected" in text
    assert f"/areas/{EDITION}/0101/" in text


def test_areas_with_more_towards_disadvantage_stand_first(world: World, planner: Person) -> None:
    watch = make_list(world)
    make_entry(watch, "0101", leaning=-1, size=-9.0)
    make_entry(watch, "0102", size=4.2)
    make_entry(watch, "0201", size=4.1)
    make_entry(watch, "0201", size=4.4, aspect="level")
    assert [group.code for group in page_of(planner).context["listing"].groups] == ["0201", "0102", "0101"]


@pytest.mark.parametrize(
    ("query", "areas"),
    [
        ("", ["0101", "0102", "0201"]),
        ("within=01", ["0101", "0102"]),
        ("aspect=level", ["0102"]),
        ("indicator=offene-quote", ["0201"]),
        ("domain=income", ["0101", "0102", "0201"]),
        ("domain=housing", []),
        ("show=new", ["0101", "0201"]),
        ("show=less", ["0201"]),
        ("show=more", ["0101", "0102"]),
        ("within=nowhere", []),
    ],
)
def test_list_is_filtered(world: World, planner: Person, query: str, areas: list[str]) -> None:
    watch = make_list(world)
    make_entry(watch, "0101", size=9.0)
    make_entry(watch, "0102", aspect="level", is_new=False)
    make_entry(watch, "0201", indicator="offene-quote", leaning=-1, size=-4.0)
    answer = page_of(planner, query)
    assert sorted(code for code, _ in listed(answer)) == areas
    assert answer.status_code == 200


def test_everybody_sees_the_entries_of_their_own_indicators_only(world: World, planner: Person) -> None:
    watch = make_list(world)
    make_entry(watch, "0101")
    make_entry(watch, "0102", indicator="jugendquote")
    assert listed(page_of(planner)) == [("0101", "trend")]
    youth = make_person("jugend", "planner", department="jugend")
    assert len(listed(page_of(youth))) == 2
    hidden = WatchEntry.objects.get(area="0102")
    assert client_of(planner).post(f"{PAGE}{hidden.pk}/dismiss/", {"note": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["council_member", "supplier", "neighbourhood_manager"])
def test_list_is_for_the_administration_alone(world: World, role: str) -> None:
    make_entry(make_list(world))
    assert page_of(make_person("jemand", role)).status_code == 403
    assert Client().get(PAGE).status_code in (302, 403)


def test_entry_is_put_aside_with_a_note_and_listed_again(world: World, planner: Person) -> None:
    entry = make_entry(make_list(world))
    client = client_of(planner)
    answer = client.post(f"{PAGE}{entry.pk}/dismiss/", {"note": "Known: new homes", "show": "new"})
    assert answer.status_code == 302 and answer["Location"] == f"{PAGE}?show=new#aside"
    shown = page_of(planner)
    assert listed(shown) == [] and put_aside(shown) == ["0101"]
    assert "Known: new homes" in shown.content.decode() and "Petra Planung" in shown.content.decode()
    dismissal = WatchDismissal.objects.get()
    client.post(f"{PAGE}dismissed/{dismissal.pk}/restore/")
    assert listed(page_of(planner)) == [("0101", "trend")]
    dismissal.refresh_from_db()
    assert dismissal.undone_by == planner and dismissal.note == "Known: new homes"
    actions = list(AuditEntry.objects.filter(subject="warning").values_list("actor", "action"))
    assert actions == [("planung", "warning.dismissed"), ("planung", "warning.restored")]


def test_dismissal_without_a_note_changes_nothing(world: World, planner: Person) -> None:
    entry = make_entry(make_list(world))
    for note in ("", "   ", "x" * 1001):
        client_of(planner).post(f"{PAGE}{entry.pk}/dismiss/", {"note": note})
    assert not WatchDismissal.objects.exists()


def test_second_click_puts_aside_once_and_takes_back_once(world: World, planner: Person) -> None:
    entry = make_entry(make_list(world))
    first = dismiss(by=planner, entry=entry, note="one")
    assert dismiss(by=planner, entry=entry, note="two").pk == first.pk
    restore(by=planner, dismissal=first)
    restore(by=planner, dismissal=first)
    assert AuditEntry.objects.filter(action="warning.restored").count() == 1


@pytest.mark.parametrize(("size", "aside"), [(5.0, True), (6.2, True), (6.3, False), (-5.0, False), (3.0, True)])
def test_what_was_put_aside_comes_back_when_it_grows_or_turns(
    world: World, planner: Person, size: float, aside: bool
) -> None:
    dismiss(by=planner, entry=make_entry(make_list(world)), note="known")
    make_entry(make_list(world), size=size)
    assert bool(put_aside(page_of(planner))) is aside


def test_what_was_put_aside_comes_back_in_the_next_quarter(world: World, planner: Person) -> None:
    dismiss(by=planner, entry=make_entry(make_list(world)), note="known")
    make_entry(make_list(world, "2021-Q1"))
    assert listed(page_of(planner)) == [("0101", "trend")]


def test_who_only_looks_puts_nothing_aside(world: World, planner: Person) -> None:
    entry = make_entry(make_list(world))
    viewer = make_person("einblick", "viewer")
    assert "Put aside" not in page_of(viewer).content.decode()
    assert client_of(viewer).post(f"{PAGE}{entry.pk}/dismiss/", {"note": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        dismiss(by=viewer, entry=entry, note="x")


def test_page_says_so_while_the_list_is_being_computed_and_when_nothing_is_released(
    world: World, planner: Person
) -> None:
    assert "is being computed" in page_of(planner).content.decode()
    make_list(world)
    assert "No area stands out" in page_of(planner).content.decode()


def test_page_without_any_release(db: None) -> None:
    assert "Nothing has been released yet" in page_of(make_person("planung", "planner")).content.decode()


def test_long_list_asks_no_more_questions_than_a_short_one(
    world: World, planner: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    watch = make_list(world)
    make_entry(watch)
    client = client_of(planner)
    client.get(PAGE)
    with django_assert_max_num_queries(20) as one:
        client.get(PAGE)
    for area in ("0102", "0201", "0202"):
        for aspect in ("trend", "level"):
            for indicator in ("armutsquote", "offene-quote"):
                make_entry(watch, area, aspect=aspect, indicator=indicator)
    with django_assert_max_num_queries(len(one)):
        assert len(listed(client.get(PAGE))) == 13


def test_tiny_city_has_a_list_without_entries_written_once_by_the_worker(
    world: World, planner: Person, as_role: Callable[[str], Any]
) -> None:
    with as_role("office"):
        written = computing.compute()
        assert written is not None and computing.compute() is None
    assert (written.quarter, written.judged_trends, written.judged_levels) == ("2020-Q4", 0, 0)
    assert not WatchEntry.objects.exists() and not Notification.objects.exists()


def test_new_entries_are_told_once_to_planners_and_heads_who_may_see_them(world: World, planner: Person) -> None:
    make_person("leitung", "head")
    make_person("einblick", "viewer")
    make_person("jugend", "planner", department="jugend")
    watch = make_list(world)
    make_entry(watch, "0101")
    make_entry(watch, "0102", indicator="jugendquote")
    make_entry(watch, "0201", is_new=False)
    computing.tell(world.live, watch)
    computing.tell(world.live, watch)
    found = Notification.objects.filter(kind="early_warning").values_list("person__username", "params__number", "path")
    assert sorted(found) == [("jugend", 2, PAGE), ("leitung", 1, PAGE), ("planung", 1, PAGE)]
    bell = client_of(planner).get("/notices/").content.decode()
    assert "Early warning, Q4 2020: new entries (1)" in bell


def test_portal_reads_the_list_with_its_own_role(world: World, planner: Person, as_role: Callable[[str], Any]) -> None:
    entry = make_entry(make_list(world))
    with as_role("portal"):
        dismissal = dismiss(by=planner, entry=WatchEntry.objects.select_related("watch").get(pk=entry.pk), note="known")
        restore(by=planner, dismissal=dismissal)
    with pytest.raises(Exception, match="permission denied"), as_role("portal"):
        WatchList.objects.all().delete()
