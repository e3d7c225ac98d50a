"""Status × dynamics and early warning on a dashboard: what they count, who gets them, and that they do not grow stale."""

from datetime import date
from typing import Any

import pytest

from indicators.periods import parse_period
from monitoring.departments.models import Department, Person
from monitoring.planning.goals.actions import Aim, set_goal
from monitoring.planning.watch.actions import dismiss
from tests.factories import World
from tests.factories.indices import make_pair
from tests.monitoring.dashboards.conftest import ClientOf, Making
from tests.monitoring.planning.test_watch import make_entry, make_list

GROUPS = "/api/v1/indices/verlauf/groups/"


def shown(client_of: ClientOf, name: str = "planung", **filters: str) -> list[dict[str, Any]]:
    answer = client_of(name).get("/api/v1/dashboards/d/data/", filters)
    panels: list[dict[str, Any]] = answer.json()["panels"]
    return panels


def test_groups_are_counted_as_on_their_page_and_the_chosen_area_is_named(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_pair()
    make_dashboard("d", ("groups", {}))
    told = client_of("planung").get(GROUPS, {"area": "0101"}).json()
    (panel,) = shown(client_of)
    found = panel["groups"]
    assert (found["labels"], found["counts"]) == (told["labels"], told["counts"])
    assert (found["placed"], found["areas"], found["chosen"]) == (3, 4, None)
    chosen = shown(client_of, area="0101")[0]["groups"]["chosen"]
    assert (chosen["name"], chosen["group"]) == ("Hafenviertel Nord", told["path"]["steps"][-1]["group"])
    assert shown(client_of, area="0102")[0]["groups"]["chosen"]["group"] is None
    page = client_of("planung").get("/dashboards/d/?area=0101").content.decode()
    assert "is-chosen" in page and "index=verlauf" in page and "area=0101" in page


def test_groups_follow_the_period_and_need_both_indices(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("groups", {}), ("groups", {"index": "nichts"}))
    assert [panel["state"] for panel in shown(client_of)] == ["no_dynamics_index"] * 2
    make_pair()
    assert [panel["state"] for panel in shown(client_of)] == ["ok", "no_dynamics_index"]
    assert shown(client_of, period="2019-12-31")[0]["groups"]["period"] == "2019-12-31"
    assert shown(client_of, period="2018-12-31")[0]["state"] == "unknown_period"


def test_groups_are_closed_to_whoever_may_not_see_every_component(
    demo_world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("groups", {}), default_for=["council_member"])
    make_pair()
    (panel,) = shown(client_of, "rat")
    assert panel["state"] != "ok" and "groups" not in panel
    (panel,) = shown(client_of, "planung")
    assert panel["state"] == "ok"


def test_early_warning_lists_the_first_areas_for_staff_and_is_not_there_for_others(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    text = {"heading": {"de": "a", "en": "a"}, "body": {"de": "b", "en": "b"}}
    make_dashboard("d", ("watch", {"most": 1}), ("text", text), default_for=["council_member"])
    assert shown(client_of)[0]["watch"]["is_ready"] is False
    watch = make_list(world)
    make_entry(watch)
    first = make_entry(watch, "0201", size=9.0)
    found = shown(client_of)[0]["watch"]
    assert (found["quarter"], found["areas"], found["entries"]) == ("2020-Q4", 2, 2)
    assert [group["code"] for group in found["groups"]] == ["0201"]
    assert found["groups"][0]["lines"][0]["sentence"]
    assert [group["code"] for group in shown(client_of, area="01")[0]["watch"]["groups"]] == ["0101"]
    page = client_of("planung").get("/dashboards/d/").content.decode()
    assert "Nicht zur Veröffentlichung" in page or "Not for publication" in page
    assert [panel["kind"] for panel in shown(client_of, "einblick")] == ["watch", "text"]
    assert [panel["kind"] for panel in shown(client_of, "rat")] == ["text"]
    dismiss(by=planner_of(client_of), entry=first, note="bekannt")
    found = shown(client_of)[0]["watch"]
    assert ([group["code"] for group in found["groups"]], found["put_aside"]) == (["0101"], 1)


def planner_of(client_of: ClientOf) -> Person:
    client_of("planung")
    return Person.objects.get(username="planung")


@pytest.mark.parametrize("kind", ["key_figure", "series"])
def test_a_goal_that_was_just_set_stands_beside_the_indicator_at_once(
    world: World, make_dashboard: Making, client_of: ClientOf, kind: str
) -> None:
    make_dashboard("d", (kind, {"indicator": "armutsquote"}))
    assert shown(client_of)[0][kind]["goals"] == []
    planner = planner_of(client_of)
    aim = Aim(
        indicator="armutsquote",
        level="",
        area="",
        target=8.0,
        due=date(2028, 12, 31),
        start_period=parse_period("2019-12-31"),
        start_value=9.0,
        start_release=world.live,
        reason="Beschluss",
    )
    set_goal(by=planner, aim=aim, department=Department.objects.get(memberships__person=planner))
    assert [goal["target"] for goal in shown(client_of)[0][kind]["goals"]] == [8.0]
