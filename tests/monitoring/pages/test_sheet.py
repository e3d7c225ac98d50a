"""The page of an indicator says in words what its sheet holds, and draws the city's line with its marks."""

from datetime import date

import pytest
from django.test import Client

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Break, Exceptional, Text, Visibility
from indicators.models import Indicator
from monitoring.pages.curve import HEIGHT, PAD, WIDTH, curve
from tests.factories import World, indicator_spec, make_person, make_world

ENDS = [date(2019, 12, 31), date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31)]
NONE = [None] * 4


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def planner(world: World) -> Client:
    browser = Client(headers={"accept-language": "de"})
    browser.force_login(make_person("jemand", "planner"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def amend(**changes: object) -> None:
    document = document_of(indicator_spec(**changes))
    Indicator.objects.filter(code="armutsquote").update(document=document, sha256=document_sha256(document))


def page_of(client: Client, language: str = "en") -> str:
    answer = client.get("/indicators/armutsquote/", headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_breaks_and_exceptional_spans_are_told_and_marked(planner: Client) -> None:
    amend(
        breaks=(Break("2020-06", Text("Neu gezählt", "Counted anew")),),
        exceptional=(Exceptional("2020-Q3", "2021-Q1", Text("Pandemie", "Pandemic")),),
    )
    page = page_of(planner)
    assert "Counted anew" in page and "Pandemic" in page
    assert page.count("new definition from here on") == 1
    assert page.count("<p>exceptional time</p>") == 1


def test_classes_that_never_change_are_named(planner: Client) -> None:
    assert "edges" not in page_of(planner)
    amend(fixed_classes=(5.0, 12.5))
    assert "5% · 12.5%" in page_of(planner)


def test_reader_learns_who_sees_it_and_why(planner: Client) -> None:
    amend(visibility=Visibility.ADMINISTRATION, visibility_reason=Text("Zur Planung", "For planning"))
    page = page_of(planner)
    assert "The administration." in page and "For planning" in page


def test_sources_stand_by_name_with_a_way_to_their_page(planner: Client) -> None:
    page = page_of(planner, "de")
    assert '<a href="/sources/register/">Melderegister</a>' in page
    assert ">register<" not in page


def test_line_runs_from_edge_to_edge_and_the_largest_value_stands_on_top() -> None:
    drawn = curve(ENDS, [1.0, 3.0, 2.0, 2.0], NONE, NONE, [], [])
    assert drawn is not None
    assert (drawn.least, drawn.most) == (1.0, 3.0)
    points = [tuple(map(float, point.split())) for point in drawn.line[1:].split("L")]
    assert points[0] == (PAD, HEIGHT - PAD)
    assert points[1][1] == PAD
    assert points[-1] == (WIDTH - PAD, HEIGHT / 2)


def test_unknown_value_leaves_a_gap_and_a_lone_one_a_dot() -> None:
    drawn = curve(ENDS, [1.0, None, 2.0, 3.0], NONE, NONE, [], [])
    assert drawn is not None
    first, second = drawn.line.split(" M")
    assert first.endswith("h0") and second.count("L") == 1


def test_break_stands_between_the_values_it_divides() -> None:
    drawn = curve(ENDS, [1.0, 1.0, 2.0, 2.0], NONE, NONE, [2], [(2, 3)])
    assert drawn is not None
    (mark,), (span,) = drawn.breaks, drawn.spans
    xs = [float(point.split()[0]) for point in drawn.line[1:].split("L")]
    assert xs[1] < mark < xs[2]
    assert (span.x, round(span.x + span.width, 1)) == (mark, WIDTH)


def test_range_is_drawn_where_both_ends_are_known() -> None:
    drawn = curve(ENDS, [2.0, 2.0, 2.0, 2.0], [1.0, 1.0, None, 1.0], [3.0, 4.0, None, 3.0], [], [])
    assert drawn is not None
    assert (drawn.least, drawn.most) == (1.0, 4.0)
    assert drawn.ribbon.count("M") == 1 and drawn.ribbon.endswith("Z")


def test_small_change_is_not_drawn_as_a_cliff() -> None:
    drawn = curve(ENDS, [3.1, 3.0, 3.0, 3.0], NONE, NONE, [], [])
    assert drawn is not None
    assert drawn.most - drawn.least == pytest.approx(0.2 * 3.1)
    assert drawn.least < 3.0 and drawn.most > 3.1
    near_zero = curve(ENDS, [0.0, 0.0, 0.0, 0.0], NONE, NONE, [], [])
    assert near_zero is not None and (near_zero.least, near_zero.most) == (0.0, 1.0)


def test_constant_series_is_a_line_and_one_value_is_none() -> None:
    assert curve(ENDS, [2.0, 2.0, 2.0, 2.0], NONE, NONE, [], []) is not None
    assert curve(ENDS, [2.0, None, None, None], NONE, NONE, [], []) is None
    assert curve(ENDS[:1], [2.0], [None], [None], [], []) is None
