"""A planner sets a goal and puts an early warning aside, by keyboard as well; axe is silent, nothing sticks out."""

from datetime import date

import pytest

from indicators.periods import parse_period
from monitoring.departments.models import Department, Person
from monitoring.planning.goals.actions import Aim, set_goal
from monitoring.planning.models import Goal, WatchDismissal, WatchEntry
from tests.factories import World
from tests.functional.conftest import Visiting
from tests.monitoring.planning.test_watch import make_entry, make_list


@pytest.fixture(scope="module")
def entry(world: World) -> WatchEntry:
    """Three entries, in a list that the server reads."""
    watch = make_list(world)
    make_entry(watch, aspect="level", size=4.5)
    make_entry(watch, "0201", leaning=-1, size=-4.0, is_new=False)
    return make_entry(watch)


@pytest.fixture(scope="module")
def goals(world: World) -> tuple[Goal, Goal]:
    """One for an area, one for every area of its level."""
    return goal_of(world, "0102", 15.0), goal_of(world, "", None)


def goal_of(world: World, area: str, start_value: float | None) -> Goal:
    aim = Aim(
        indicator="armutsquote",
        level="planungsraum",
        area=area,
        target=8.0,
        due=date(2028, 12, 31),
        start_period=parse_period("2019-12-31"),
        start_value=start_value,
        start_release=world.live,
        reason="Agreed",
    )
    planner = Person.objects.get(username="planung")
    return set_goal(by=planner, aim=aim, department=Department.objects.get(memberships__person=planner))


def test_each_part_of_a_date_shows_the_focus(world: World, visit: Visiting) -> None:
    page = visit("planung").open("/planning/goals/new/")
    page.locator("input[type=date]").focus()
    for _ in range(3):
        assert page.eval_on_selector("input[type=date]", "field => getComputedStyle(field).outlineStyle") == "solid"
        page.keyboard.press("Tab")


def test_goal_is_set_superseded_and_withdrawn_in_the_browser(world: World, visit: Visiting) -> None:
    window = visit("planung", language="en")
    page = window.open("/planning/goals/")
    page.get_by_role("link", name="Set a goal").click()
    page.get_by_label("Where", exact=True).select_option("area")
    page.get_by_label("Indicator", exact=True).select_option("armutsquote")
    page.get_by_label("Code of the area").fill("0101")
    page.get_by_label("Target value").fill("8")
    page.get_by_label("To be reached by").fill("2000-01-01")
    page.get_by_label("Period of the start").fill("2019-12-31")
    page.get_by_label("Why").fill("Agreed in committee")
    page.get_by_role("button", name="Set the goal").press("Enter")
    assert "must lie after the start" in page.locator(".kern-error").inner_text()
    page.get_by_label("To be reached by").fill("2028-12-31")
    page.get_by_role("button", name="Set the goal").press("Enter")
    page.wait_for_selector(".goal-chart svg")
    assert "Agreed in committee" in page.content()
    page.get_by_text("Put another goal in its place").press("Enter")
    page.get_by_label("Target value").fill("7")
    page.locator("details[open]").get_by_label("Why").fill("Lower")
    page.get_by_role("button", name="Set the new goal").press("Enter")
    page.wait_for_selector("#before")
    page.get_by_text("Withdraw the goal").press("Enter")
    page.locator("details[open]").get_by_label("Why").fill("Over")
    page.get_by_role("button", name="Withdraw", exact=True).press("Enter")
    page.wait_for_selector("text=This goal was withdrawn")
    assert window.complaints == []


def test_entry_is_put_aside_by_keyboard_and_listed_again(entry: WatchEntry, visit: Visiting) -> None:
    window = visit("planung", language="en")
    page = window.open("/planning/watch/?show=new")
    line = page.locator(f"#entry-{entry.pk}")
    line.locator("summary").press("Enter")
    line.get_by_label("Note: what is known about it").fill("New homes")
    line.get_by_role("button", name="Put aside").press("Enter")
    page.wait_for_selector("#aside")
    assert page.url.endswith("?show=new#aside") and page.locator(f"#entry-{entry.pk}").count() == 1
    page.locator("#aside > summary").press("Enter")
    assert "New homes" in page.locator("#aside").inner_text()
    page.get_by_role("button", name="List again").press("Enter")
    page.wait_for_selector("text=It is listed again.")
    assert WatchDismissal.objects.get().undone_at is not None and window.complaints == []


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("de", "light", 1280), ("en", "dark", 390), ("de", "dark", 1920)]
)
def test_axe_is_silent_and_nothing_sticks_out(
    entry: WatchEntry, goals: tuple[Goal, Goal], visit: Visiting, language: str, theme: str, width: int
) -> None:
    window = visit("planung", language=language, theme=theme, width=width)
    one, every = goals
    found = {}
    for path in (
        "/planning/watch/",
        "/planning/goals/",
        "/planning/goals/new/",
        f"/planning/goals/{one.pk}/",
        f"/planning/goals/{every.pk}/",
    ):
        page = window.open(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        found[path] = window.violations()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {path: problems for path, problems in found.items() if problems} == {}
