"""Goals: who sets them, what is refused where it was entered, and that each is shown wherever its indicator appears."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.calculation.goals import Standing
from indicators.catalogue.specs import Text
from indicators.models import AuditEntry
from indicators.periods import parse_period
from monitoring.departments.models import Department, Membership, Person
from monitoring.planning.endings import Ended
from monitoring.planning.goals.actions import Aim, Taken, set_goal, supersede_goal, withdraw_goal
from monitoring.planning.goals.queries import GoalLine, goals_for, goals_of
from monitoring.planning.goals.standing import Now, progress_of
from monitoring.planning.goals.wording import degree_text
from monitoring.planning.models import Goal
from tests.factories import EDITION, World, make_person, make_world


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


def aim(world: World, **changes: Any) -> Aim:
    given: dict[str, Any] = {
        "indicator": "armutsquote",
        "level": "planungsraum",
        "area": "0101",
        "target": 8.0,
        "due": date(2028, 12, 31),
        "start_period": parse_period("2019-12-31"),
        "start_value": 15.0,
        "start_release": world.live,
        "reason": "Beschluss des Ausschusses",
    }
    return Aim(**(given | changes))


def set_by(person: Person, made: Aim) -> Goal:
    department = Department.objects.get(memberships__person=person)
    return set_goal(by=person, aim=made, department=department)


FORM = {
    "indicator": "armutsquote",
    "where": "area",
    "area": "0101",
    "target": "8.5",
    "due": "2028-12-31",
    "start": "2019-12-31",
    "department": "sozialplanung",
    "reason": "Agreed in committee",
}


def test_goal_is_set_from_a_released_value_and_recorded(world: World, planner: Person) -> None:
    answer = client_of(planner).post("/planning/goals/new/", FORM)
    goal = Goal.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/planning/goals/{goal.pk}/"
    assert (goal.level, goal.area, goal.target, goal.start_period) == ("planungsraum", "0101", 8.5, "2019-12-31")
    assert goal.start_value == pytest.approx(
        client_of(planner).get("/api/v1/series/?indicator=armutsquote&area=0101").json()["value"][0]
    )
    entry = AuditEntry.objects.get(action="goal.set")
    assert (entry.actor, entry.subject, entry.subject_id) == ("planung", "goal", str(goal.pk))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due": "2019-06-30"}, "due"),
        ({"due": "someday"}, "due"),
        ({"target": "101"}, "target"),
        ({"target": "-1"}, "target"),
        ({"target": "few"}, "target"),
        ({"target": "nan"}, "target"),
        ({"target": "inf"}, "target"),
        ({"start": "2018-12-31"}, "start"),
        ({"start": "last year"}, "start"),
        ({"area": "0909"}, "area"),
        ({"area": "99999999"}, "area"),
        ({"area": ""}, "area"),
        ({"where": "city"}, "area"),
        ({"where": "level:planungsraum"}, "area"),
        ({"reason": " "}, "reason"),
        ({"indicator": "geheim"}, "indicator"),
        ({"department": "jugend"}, "department"),
        ({"area": "0202"}, "start"),
    ],
)
def test_what_is_wrong_is_said_where_it_was_entered(
    world: World, planner: Person, changes: dict[str, str], field: str
) -> None:
    Department.objects.create(code="jugend", name_de="Jugend", name_en="Youth")
    answer = client_of(planner).post("/planning/goals/new/", FORM | changes)
    assert answer.status_code == 422 and not Goal.objects.exists()
    assert list(answer.context["form"].errors) == [field]


def test_second_goal_for_the_same_place_and_date_leads_to_the_first(world: World, planner: Person) -> None:
    client = client_of(planner)
    client.post("/planning/goals/new/", FORM)
    answer = client.post("/planning/goals/new/", FORM | {"target": "7"})
    assert answer.status_code == 422 and f"/planning/goals/{Goal.objects.get().pk}/" in answer.content.decode()


def test_database_keeps_two_goals_of_one_place_and_date_apart(world: World, planner: Person) -> None:
    goal = set_by(planner, aim(world))
    goal.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        goal.save(force_insert=True)


def test_goal_is_superseded_not_edited(world: World, planner: Person) -> None:
    first = set_by(planner, aim(world))
    client = client_of(planner)
    sent = {"target": "7", "due": "2029-12-31", "start": "2019-12-31", "reason": "Later and lower"}
    answer = client.post(f"/planning/goals/{first.pk}/supersede/", sent)
    second = Goal.objects.get(ended_at=None)
    assert answer["Location"] == f"/planning/goals/{second.pk}/" and second.supersedes == first
    first.refresh_from_db()
    assert (first.target, first.end_reason, first.ended_by) == (8.0, "Later and lower", planner)
    assert f"/planning/goals/{first.pk}/" in client.get(f"/planning/goals/{second.pk}/").content.decode()
    with pytest.raises(Ended):
        supersede_goal(by=planner, goal=first, aim=aim(world, due=date(2030, 1, 1)))
    with pytest.raises(Ended):
        withdraw_goal(by=planner, goal=first, reason="twice")


def test_withdrawn_goal_stays_with_who_and_why_and_is_shown_nowhere(world: World, planner: Person) -> None:
    goal = set_by(planner, aim(world))
    client = client_of(planner)
    assert client.post(f"/planning/goals/{goal.pk}/withdraw/", {"reason": ""}).status_code == 422
    client.post(f"/planning/goals/{goal.pk}/withdraw/", {"reason": "No longer pursued"})
    page = client.get(f"/planning/goals/{goal.pk}/").content.decode()
    assert "No longer pursued" in page and "Petra Planung" in page
    assert goals_for("armutsquote", "0101", "planungsraum") == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(ended_by=None)


def test_only_who_answers_for_it_changes_a_goal(world: World, planner: Person) -> None:
    goal = set_by(planner, aim(world))
    above = Department.objects.create(code="dezernat", name_de="Dezernat", name_en="Dezernat")
    Department.objects.filter(code="sozialplanung").update(parent=above)
    colleague = make_person("kollegin", "planner")
    head = make_person("leitung", "head", department="dezernat")
    for person in (
        make_person("jugend", "planner", department="jugend"),
        make_person("daten", "statistician"),
        make_person("einblick", "viewer"),
        make_person("dezernatsplanung", "planner", department="dezernat"),
    ):
        with pytest.raises(PermissionDenied):
            withdraw_goal(by=person, goal=goal, reason="not mine")
        sent = client_of(person).post(f"/planning/goals/{goal.pk}/withdraw/", {"reason": "not mine"})
        assert sent.status_code == 403
    again = supersede_goal(by=colleague, goal=goal, aim=aim(world, target=9.0))
    withdraw_goal(by=head, goal=Goal.objects.get(pk=again.pk), reason="decided")


def test_nobody_sets_goals_for_a_department_that_is_not_theirs(world: World, planner: Person) -> None:
    other = Department.objects.create(code="jugend", name_de="Jugend", name_en="Youth")
    with pytest.raises(PermissionDenied):
        set_goal(by=planner, aim=aim(world), department=other)
    viewer = make_person("einblick", "viewer")
    with pytest.raises(PermissionDenied):
        set_by(viewer, aim(world))


def test_goal_of_an_indicator_that_one_may_not_see_is_not_there(world: World, planner: Person) -> None:
    youth = make_person("jugend", "planner", department="jugend")
    goal = set_goal(by=youth, aim=aim(world, indicator="jugendquote"), department=Department.objects.get(code="jugend"))
    assert client_of(youth).get(f"/planning/goals/{goal.pk}/").status_code == 200
    client = client_of(planner)
    assert client.get(f"/planning/goals/{goal.pk}/").status_code == 404
    assert client.get("/planning/goals/").context["goals"] == []
    assert client.get("/api/v1/goals/").json() == []


def test_area_that_starts_beyond_a_goal_for_every_area_is_to_hold_it(world: World) -> None:
    """Down to 10 %: from 7 to 8 is no way done, from 7 to 12 is none back, and no start is none."""
    period = parse_period("2019-12-31")
    nobody = Text("", "")
    goal = GoalLine(1, "armutsquote", "planungsraum", "", 10.0, date(2028, 12, 31), period, period.ends, None, nobody)
    value = np.array([8.0, 12.0, 12.0, 12.0])
    now = Now(parse_period("2020-12-31"), value, value - 0.1, value + 0.1)
    made = progress_of(goal, world.indicators["armutsquote"].spec, now, np.array([7.0, 7.0, 14.0, np.nan]))
    assert [Standing(one).word for one in made.standing] == ["reached", "behind", "ahead", "no_start"]
    assert np.isnan(made.degree[[0, 1, 3]]).all() and made.degree[2] == 50
    assert not made.against_polarity.any()


@pytest.mark.parametrize(("degree", "text"), [(99.7, "99"), (100.0, "100"), (99.0, "99"), (-15.4, "15"), (41.5, "42")])
def test_nothing_is_rounded_up_to_the_whole_way(degree: float, text: str) -> None:
    assert text in degree_text(degree)


def test_goals_of_area_level_and_city_are_told_where_they_hold(world: World, planner: Person) -> None:
    area = set_by(planner, aim(world))
    level = set_by(planner, aim(world, area="", start_value=None, due=date(2030, 12, 31)))
    city = set_by(planner, aim(world, level="", area="", target=9.0))
    assert [line.number for line in goals_for("armutsquote", "0101", "planungsraum")] == [area.pk, level.pk]
    assert [line.number for line in goals_for("armutsquote", "0102", "planungsraum")] == [level.pk]
    assert [line.number for line in goals_for("armutsquote", None)] == [city.pk]
    assert goals_of(["offene-quote"], "0101", "planungsraum") == {}


def shown(goals: list[dict[str, Any]]) -> list[tuple[int, float]]:
    return [(goal["goal"], goal["target"]) for goal in goals]


def test_goal_stands_in_every_answer_where_its_indicator_appears(world: World, planner: Person) -> None:
    area = set_by(planner, aim(world))
    level = set_by(planner, aim(world, area="", start_value=None, due=date(2030, 12, 31)))
    set_by(planner, aim(world, level="", area="", target=9.0))
    client = client_of(planner)
    series = client.get("/api/v1/series/?indicator=armutsquote&area=0101").json()
    assert shown(series["goals"]) == [(area.pk, 8.0), (level.pk, 8.0)]
    first = series["goals"][0]
    value = series["value"][-1]
    assert first["distance"] == pytest.approx(value - 8.0)
    assert first["degree"] == pytest.approx(100 * (15 - value) / (15 - 8))
    assert series["goals"][1]["start_value"] == pytest.approx(series["value"][0])
    sheet = client.get(f"/api/v1/area-sheets/{EDITION}/0101/").json()
    row = next(one for one in sheet["indicators"] if one["indicator"] == "armutsquote")
    assert row["goals"] == series["goals"]
    page = client.get(f"/areas/{EDITION}/0101/").content.decode()
    assert f"/planning/goals/{area.pk}/" in page and first["sentence"] in page.replace("&nbsp;", "\xa0")
    listed = client.get("/api/v1/goals/?area=0101").json()
    assert [one["state"] for one in listed] == [first]
    everywhere = next(one for one in client.get("/api/v1/goals/").json() if one["scope"] == "level")
    assert everywhere["state"] is None and sum(everywhere["areas"].values()) == 4


def test_city_goal_stands_on_the_indicators_sheet(world: World, planner: Person) -> None:
    goal = set_by(planner, aim(world, level="", area="", target=9.0))
    page = client_of(planner).get("/indicators/armutsquote/").content.decode()
    assert f"/planning/goals/{goal.pk}/" in page and "sheet-curve__target" in page


def test_who_is_not_of_the_administration_hears_of_no_goal(world: World, planner: Person) -> None:
    set_by(planner, aim(world, indicator="rats-quote"))
    council = client_of(make_person("rat", "council_member"))
    world.live.audit = "passed"
    world.live.save()
    answer = council.get("/api/v1/series/?indicator=rats-quote&area=0101")
    assert answer.status_code == 200 and answer.json()["goals"] == []
    assert council.get("/planning/goals/").status_code == 403
    assert Client().get("/api/v1/goals/").status_code == 403


def test_new_goal_changes_the_tag_of_answers_that_show_it(world: World, planner: Person) -> None:
    client = client_of(planner)
    address = "/api/v1/series/?indicator=armutsquote&area=0101"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    set_by(planner, aim(world))
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_list_asks_as_many_questions_for_ten_goals_as_for_one(
    world: World, planner: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(planner)
    set_by(planner, aim(world))
    client.get("/planning/goals/")
    with django_assert_max_num_queries(16) as one:
        client.get("/planning/goals/")
    for year in range(2029, 2038):
        for area in ("0101", "0102", "0201"):
            set_by(planner, aim(world, area=area, due=date(year, 12, 31)))
    with django_assert_max_num_queries(len(one)):
        assert len(client.get("/planning/goals/").context["goals"]) == 28


@pytest.mark.parametrize(
    ("query", "number"), [("", 2), ("department=jugend", 0), ("indicator=armutsquote", 2), ("standing=reached", 0)]
)
def test_list_is_filtered(world: World, planner: Person, query: str, number: int) -> None:
    set_by(planner, aim(world, target=0.5))
    set_by(planner, aim(world, level="", area="", target=0.5))
    assert len(client_of(planner).get(f"/planning/goals/?{query}").context["goals"]) == number


def test_portal_may_end_a_goal_and_change_nothing_else(
    world: World, planner: Person, as_role: Callable[[str], Any]
) -> None:
    goal = set_by(planner, aim(world))
    with as_role("portal"):
        withdraw_goal(by=planner, goal=goal, reason="over")
    for statement in (
        "UPDATE goal SET target = 1",
        "DELETE FROM goal",
        "DELETE FROM watch_entry",
        "DELETE FROM watch_dismissal",
    ):
        with pytest.raises(Exception, match="permission denied"), as_role("portal"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_goal_that_is_taken_by_its_new_date_is_refused(world: World, planner: Person) -> None:
    first, other = set_by(planner, aim(world)), set_by(planner, aim(world, due=date(2030, 12, 31)))
    with pytest.raises(Taken) as taken:
        supersede_goal(by=planner, goal=first, aim=aim(world, due=date(2030, 12, 31)))
    assert taken.value.goal == other
    assert Membership.objects.filter(person=planner).exists()


@pytest.mark.parametrize("role", ["viewer", "head", "statistician", "administrator"])
def test_everybody_of_the_administration_reads_goals(world: World, planner: Person, role: str) -> None:
    goal = set_by(planner, aim(world))
    client = client_of(make_person("jemand", role, department="anderswo"))
    for address in ("/planning/goals/", f"/planning/goals/{goal.pk}/"):
        page = client.get(address)
        assert page.status_code == 200
        assert ("Withdraw" in page.content.decode()) is False
