"""Worked examples can be computed again by hand, from what their reader sees; whoever gets none is told why."""

import re
from collections.abc import Callable
from datetime import date
from math import sqrt

import pytest
from django.test import Client

from indicators.periods import parse_period
from monitoring.departments.models import Department
from monitoring.methods.registry import METHODS
from monitoring.planning.goals.actions import Aim, set_goal
from tests.factories import World, make_person
from tests.factories.quarters import add_quarters
from tests.factories.typologies import make_pairs, make_typology

ClientOf = Callable[[str], Client]
NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


def page(client: Client, method: str, language: str = "en") -> str:
    answer = client.get(f"/methods/{method}/", headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def boxes(client: Client, method: str) -> list[str]:
    return re.findall(r'<section class="method-example-box".*?</section>', page(client, method), re.S)


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).replace("\u00a0", " ")


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "").replace("%", "").strip())


def tables(markup: str) -> list[list[list[str]]]:
    """Rows of cells of every table in an example."""
    return [
        [[plain(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]
        for rows in (
            re.findall(r"<tr>(.*?)</tr>", table, re.S) for table in re.findall(r"<tbody>.*?</tbody>", markup, re.S)
        )
    ]


def degree(text: str) -> float:
    """The degree of achievement before it is rounded."""
    found = re.search(r"Degree of achievement.*?= (− )?([\d.,]+)", text)
    assert found, text
    return (-1 if found[1] else 1) * number(found[2])


@pytest.fixture
def pairs(db: None) -> None:
    make_pairs()
    make_typology()


def test_the_type_of_an_area_is_the_one_with_the_nearest_centre(pairs: None, client_of: ClientOf) -> None:
    (box,) = boxes(client_of("planung"), "types")
    standardised, squares = tables(box)
    for row in standardised:
        value, mean, spread, z = (number(cell) for cell in row[1:5])
        assert (value - mean) / spread == pytest.approx(z, abs=2e-3)
    own = sum((number(row[4]) - number(row[5])) ** 2 for row in standardised)
    least = min(number(row[1]) for row in squares)
    assert least == pytest.approx(own, abs=5e-3) and len(squares) == 2
    assert "belongs to the type" in plain(box)


def test_the_distance_to_the_most_similar_area_can_be_redone(pairs: None, client_of: ClientOf) -> None:
    (box,) = boxes(client_of("planung"), "similar")
    differences, matrix, shares = tables(box)
    apart = [number(row[4]) for row in differences]
    for row in differences:
        assert (number(row[2]) - number(row[1])) / number(row[3]) == pytest.approx(number(row[4]), abs=2e-3)
    weighted = [sum(number(b) * d for b, d in zip(row[1:], apart, strict=True)) for row in matrix]
    distance = sqrt(sum(part**2 for part in weighted))
    told = client_of("planung").get("/api/v1/similar/?area=0101").json()
    assert told["areas"][0]["distance"] == pytest.approx(distance, rel=0.02, abs=5e-3)
    for row, share in zip(shares, told["areas"][0]["share"], strict=True):
        assert number(row[1]) == pytest.approx(100 * share, abs=0.51)


def test_a_goal_that_is_set_is_the_example(world: World, client_of: ClientOf) -> None:
    planner = make_person("zielsetzer", "planner")
    aim = Aim(
        indicator="armutsquote",
        level="planungsraum",
        area="0101",
        target=8.0,
        due=date(2028, 12, 31),
        start_period=parse_period("2019-12-31"),
        start_value=16.0,
        start_release=world.live,
        reason="Beschluss",
    )
    set_goal(by=planner, aim=aim, department=Department.objects.get(memberships__person=planner))
    told = plain(boxes(client_of("planung"), "goals")[0])
    assert "20 − 8 = 12 ≈ +12.0 percentage points" in told
    assert "assumed" not in told
    assert degree(told) == -50


def test_without_a_goal_an_assumed_one_for_the_city_is_said_to_be_assumed(world: World, client_of: ClientOf) -> None:
    for who in ("planung", ""):
        found = boxes(client_of(who), "goals")
        assert all("this target is assumed" in plain(box) for box in found)
    (box,) = boxes(client_of("planung"), "goals")
    rows = tables(box)[0]
    start, value, target = (number(row[2]) for row in rows)
    assert target == pytest.approx(0.9 * start, abs=0.05)
    assert degree(plain(box)) == pytest.approx(100 * (start - value) / (start - target), abs=0.05)


def test_a_smoothed_value_and_a_longer_one_are_shown_step_by_step(world: World, client_of: ClientOf) -> None:
    add_quarters(world)
    longer, smoothed = boxes(client_of("planung"), "longer")
    assert "Mean of the numerators" in plain(longer) and "variant=rolling4" in longer
    assert "What is left of the own rate" in plain(smoothed) and "variant=smoothed" in smoothed
    for box in boxes(client_of("admin"), "longer"):
        assert "The counts behind it are not shown to you." in plain(box)


def test_patterns_are_shown_with_the_neighbours_they_come_from(demo_world: World, client_of: ClientOf) -> None:
    found = boxes(client_of("planung"), "clusters")
    for box in found:
        rows = tables(box)[0]
        lag = sum(number(row[2]) for row in rows) / len(rows)
        shown = re.search(rf"{len(rows)} = (−?[\d.,]+)", plain(box))
        assert shown and number(shown[1]) == pytest.approx(lag, abs=2e-3)


@pytest.mark.parametrize("who", ["", "planung", "admin", "rat"])
def test_before_the_first_release_every_page_says_what_brings_an_example(
    db: None, client_of: ClientOf, who: str
) -> None:
    for method in METHODS:
        shown = page(client_of(who), method.code)
        assert "method-example-box" not in shown, method.code
        assert "Nothing has been released yet" in shown, method.code


def test_early_warning_has_an_example_for_its_own_readers_alone(demo_world: World, client_of: ClientOf) -> None:
    shown = page(client_of(""), "watch")
    assert "method-example-box" not in shown and "for the administration alone" in shown


@pytest.mark.parametrize("method", ["types", "similar", "unusual", "clusters", "longer", "goals"])
def test_no_example_shows_a_count_to_whoever_gets_none(pairs: None, client_of: ClientOf, method: str) -> None:
    """Counts of the pairs' areas: 60 of 300, 80 of 400, 16 of 320, 4 of 80, 30 and 44 and 96."""
    for who in ("", "admin"):
        shown = " ".join(plain(box) for box in boxes(client_of(who), method))
        assert not re.search(r"(?<![\d.,−])(300|400|320|60|80|44|96)(?![\d.,%])", shown), who
