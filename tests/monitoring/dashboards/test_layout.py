"""Panels stand on a grid of twelve columns, none over another."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from monitoring.dashboards.layout import COLUMNS, HIGHEST, ROWS, LayoutProblem, Place, closed_up, verify
from monitoring.dashboards.models import Panel
from tests.monitoring.dashboards.conftest import Making

places = st.builds(
    Place, st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1), st.integers(1, COLUMNS), st.integers(1, HIGHEST)
).filter(lambda place: place.fits)


def test_panels_side_by_side_and_below_each_other_are_a_layout() -> None:
    verify([Place(0, 0, 6, 2), Place(6, 0, 6, 4), Place(0, 2, 6, 2), Place(0, 4, 12, 16)])


@pytest.mark.parametrize(
    ("layout", "code", "panel"),
    [
        ([Place(0, 0, 6, 2), Place(5, 1, 6, 2)], "overlaps", 1),
        ([Place(0, 0, 6, 2), Place(7, 0, 6, 2)], "outside_the_grid", 1),
        ([Place(-1, 0, 6, 2)], "outside_the_grid", 0),
        ([Place(0, 0, 0, 2)], "outside_the_grid", 0),
        ([Place(0, 0, 1, HIGHEST + 1)], "outside_the_grid", 0),
        ([Place(0, ROWS - 1, 1, 2)], "outside_the_grid", 0),
        ([Place(n % 12, n // 12, 1, 1) for n in range(25)], "too_many_panels", 24),
    ],
)
def test_layout_that_cannot_be_names_the_panel(layout: list[Place], code: str, panel: int) -> None:
    with pytest.raises(LayoutProblem) as problem:
        verify(layout)
    assert (problem.value.code, problem.value.panel) == (code, panel)


@given(places, places)
def test_two_panels_overlap_exactly_where_they_share_a_cell(one: Place, other: Place) -> None:
    def cells(place: Place) -> set[tuple[int, int]]:
        return {(place.x + i, place.y + j) for i in range(place.w) for j in range(place.h)}

    assert one.overlaps(other) == other.overlaps(one) == bool(cells(one) & cells(other))


@given(st.lists(places, max_size=8))
def test_closing_up_moves_panels_up_only_and_over_no_other(given_places: list[Place]) -> None:
    free: list[Place] = []
    for place in given_places:
        if not any(place.overlaps(other) for other in free):
            free.append(place)
    found = closed_up(free)
    verify(found)
    for before, after in zip(free, found, strict=True):
        assert (after.x, after.w, after.h) == (before.x, before.w, before.h)
        assert after.y <= before.y
    assert closed_up(found) == found


def test_gap_of_a_panel_that_is_not_shown_is_closed() -> None:
    assert closed_up([Place(0, 0, 12, 1), Place(0, 5, 6, 2)]) == [Place(0, 0, 12, 1), Place(0, 1, 6, 2)]


@pytest.mark.parametrize("place", [{"x": 7, "w": 6}, {"y": ROWS, "h": 1}, {"w": 0}, {"h": HIGHEST + 1}])
def test_database_keeps_panels_on_the_grid(make_dashboard: Making, place: dict[str, int]) -> None:
    dashboard = make_dashboard("d")
    whole = {"x": 0, "y": 0, "w": 6, "h": 2} | place
    with pytest.raises(IntegrityError), transaction.atomic():
        Panel.objects.create(dashboard=dashboard, number=1, kind="deliveries", **whole)


def test_every_place_on_the_grid_has_its_class_in_the_style_sheet() -> None:
    sheet = (Path(settings.BASE_DIR) / "static" / "src" / "css" / "dashboard-grid.css").read_text()
    classes = set(re.findall(r"\.((?:at|is)-[a-z]\d+)", sheet))
    expected = {f"at-x{n}" for n in range(COLUMNS)} | {f"at-y{n}" for n in range(ROWS)}
    expected |= {f"is-w{n}" for n in range(1, COLUMNS + 1)} | {f"is-h{n}" for n in range(1, HIGHEST + 1)}
    assert classes == expected
