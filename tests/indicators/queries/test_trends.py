"""Trends, longer windows and smoothing behind the portal's door: from what the reader may see, and from nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.calculation.relative import Position
from indicators.calculation.trend import Course, Direction
from indicators.calculation.variants import Variant
from indicators.catalogue.specs import Break, Text, Visibility
from indicators.models import Release
from indicators.queries import catalogue
from indicators.queries.audience import PUBLIC, STAFF, STAFF_WITHOUT_COUNTS, Audience
from indicators.queries.errors import Unanswerable
from indicators.queries.series import series
from indicators.queries.sheets import place_of, sheet
from indicators.queries.values import Values, values
from indicators.states import ValueState
from tests.factories import EDITION, SUPPRESSED, make_world
from tests.factories.quarters import QUARTERS, add_quarters, cells, city

Make = Callable[..., Release]


@pytest.fixture
def released(db: None) -> Make:
    """Makes the release of one indicator with twenty quarters, as ``add_quarters``."""
    return lambda *changed, **how: add_quarters(make_world(), *changed, **how)


def entry(**changes: Any) -> catalogue.Entry:
    found = catalogue.indicator("quote")
    assert found is not None
    return replace(found, spec=replace(found.spec, **changes)) if changes else found


def courses(found: Values) -> list[str]:
    return [Course(code).word for code in found.trend.course]


def directions(found: Values) -> list[str]:
    return [Direction(code).word for code in found.trend.direction]


def states(found: Values) -> list[str]:
    return [ValueState(code).word for code in found.block.status]


def test_areas_of_a_map_are_told_apart_by_their_course(released: Make) -> None:
    found = values(released(), entry(), STAFF, judged=True)
    assert directions(found) == ["rising", "falling", "falling", "falling", "unknown"]
    assert courses(found) == ["diverging", "along", "lagging", "along", "unknown"]


def test_before_the_second_comparison_nothing_is_said(released: Make) -> None:
    found = values(released(), entry(), STAFF, period="2025-Q3", judged=True)
    assert directions(found)[0] == "rising"
    assert courses(found) == ["along"] * 4 + ["unknown"]


def test_level_says_nothing_about_the_trend_and_the_city_moves_beside_nobody(released: Make) -> None:
    live = released()
    whole = values(live, entry(), STAFF, level="stadt", judged=True)
    assert (directions(whole), courses(whole)) == (["falling"], ["unknown"])
    assert [Position(code) for code in whole.rest] == [Position.UNKNOWN]


def test_who_does_not_ask_for_judgements_gets_none(released: Make) -> None:
    found = values(released(), entry(), STAFF)
    assert set(courses(found)) == {"unknown"} and not found.rest.any()


def test_differences_to_the_rest_of_the_city_are_told_where_counts_are_shown(released: Make) -> None:
    live = released()
    words = [Position(code).word for code in values(live, entry(), STAFF, judged=True).rest]
    assert words[0] == "above" and words[-1] == "unknown"
    for audience in (STAFF_WITHOUT_COUNTS, PUBLIC):
        assert not values(live, entry(), audience, judged=True).rest.any()


def test_rounded_numbers_are_judged_as_they_are_shown(released: Make) -> None:
    found = values(released(visibility=Visibility.PUBLIC), entry(), PUBLIC, judged=True)
    assert courses(found)[:3] == ["diverging", "along", "lagging"]


@pytest.mark.parametrize("code", ["2025-Q4", "2024-Q4", "2024-Q3", "2025-Q3"])
def test_suppressed_cell_in_either_comparison_leaves_the_course_open(released: Make, code: str) -> None:
    found = values(released({code: {0: SUPPRESSED}}), entry(), STAFF, judged=True)
    assert courses(found)[0] == "unknown"
    assert courses(found)[2] == "lagging"


def test_missing_delivery_and_a_break_leave_the_course_open(released: Make) -> None:
    found = values(released(leave_out=["2025-Q3"]), entry(), STAFF, judged=True)
    assert courses(found) == ["unknown"] * 5


def test_break_inside_a_comparison_refuses_the_trend(released: Make) -> None:
    found = values(released(breaks=(Break("2025-Q2", Text("Neu", "New")),)), entry(), STAFF, judged=True)
    assert directions(found) == courses(found) == ["unknown"] * 5


def test_history_is_read_once_for_all_periods(
    released: Make, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live, own = released(), entry()
    values(live, own, STAFF, judged=True)
    with django_assert_num_queries(1):
        values(live, own, STAFF, period="2025-Q2", judged=True)
    with django_assert_num_queries(2):  # the period itself, and the windows of all levels
        values(live, own, STAFF, period="2025-Q1", variant="rolling4")


def test_rolling_mean_is_recomputed_from_the_counts_of_four_quarters(released: Make) -> None:
    found = values(released(), entry(), STAFF, variant="rolling4")
    counts = [cells(at)[0] for at in range(16, 20)]
    assert found.block.value[0] == pytest.approx(100 * sum(n for n, _ in counts) / 4000)
    assert found.block.denominator[0] == 1000
    assert found.window is not None
    assert [period.code for period in found.window.periods] == QUARTERS[16:]
    assert found.earlier is not None and found.earlier.code == "2024-Q4"
    before = values(released_again(found.release), entry(), STAFF, period="2024-Q4", variant="rolling4")
    assert found.against.change[0] == pytest.approx(found.block.value[0] - before.block.value[0])
    assert found.block.low[0] < found.block.value[0] < found.block.high[0]


def released_again(release: Release) -> Release:
    """The same release as a later question meets it."""
    return Release.objects.get(pk=release.pk)


def test_reference_of_a_variant_is_the_citys_own_window(released: Make) -> None:
    found = values(released(), entry(), STAFF, variant="rolling4")
    counts = [city(at) for at in range(16, 20)]
    expected = 100 * sum(n for n, _ in counts) / sum(d for _, d in counts)
    assert found.city_block.value[0] == pytest.approx(expected)
    assert found.against.difference[0] == pytest.approx(found.block.value[0] - expected)


@pytest.mark.parametrize("audience", [STAFF, STAFF_WITHOUT_COUNTS, PUBLIC])
@pytest.mark.parametrize("code", ["2025-Q1", "2025-Q4"])
def test_suppressed_quarter_hides_every_window_that_holds_it(released: Make, audience: Audience, code: str) -> None:
    """Otherwise four quarters minus three would be the fourth."""
    live = released({code: {1: SUPPRESSED}}, visibility=Visibility.PUBLIC)
    for variant in ("rolling4", "pooled3"):
        found = values(live, entry(), audience, variant=variant)
        assert states(found)[:3] == ["ok", "suppressed", "ok"]
        assert np.isnan([found.block.value[1], found.block.numerator[1], found.block.denominator[1]]).all()
        own = series(live, entry(), audience, area="0102", variant=variant)
        told = {line.period.code: ValueState(code).word for line, code in zip(own.lines, own.own.status, strict=True)}
        assert told["2025-Q4"] == "suppressed"


def test_quarter_that_is_too_thin_for_the_public_hides_its_windows_too(released: Make) -> None:
    live = released({"2025-Q2": {0: (20, 60)}}, visibility=Visibility.PUBLIC)
    assert states(values(live, entry(), PUBLIC, variant="rolling4"))[0] == "unreliable"
    assert states(values(live, entry(), STAFF, variant="rolling4"))[0] == "ok"


def test_rounding_of_an_audience_holds_for_variants(released: Make) -> None:
    live = released(visibility=Visibility.PUBLIC)
    for variant in ("rolling4", "pooled3", "smoothed"):
        found = values(live, entry(), PUBLIC, variant=variant).block
        assert np.array_equal(found.value, np.round(found.value, 1), equal_nan=True)
        assert np.isnan(found.numerator).all() and np.isnan(found.denominator).all()


def test_incomplete_and_broken_windows_say_so(released: Make) -> None:
    live = released(leave_out=["2025-Q2"])
    found = values(live, entry(), STAFF, variant="rolling4")
    assert set(states(found)) == {"missing"} and found.window is not None and found.window.gap
    assert set(states(values(live, entry(), STAFF, variant="rolling4", period="2025-Q1"))) == {"ok"}
    broken = entry(breaks=(Break("2025-Q2", Text("Neu", "New")),))
    assert set(states(values(live, broken, STAFF, variant="rolling4"))) == {"not_applicable"}


def test_smoothed_values_lie_between_the_area_and_all_areas_without_counts(released: Make) -> None:
    live = released({"2025-Q4": {0: (26, 100), 3: SUPPRESSED}})
    plain, smooth = (values(live, entry(), STAFF, variant=variant) for variant in (None, "smoothed"))
    assert states(smooth) == states(plain) == ["ok", "ok", "ok", "suppressed", "ok"]
    assert plain.block.value[1] < smooth.block.value[1] < smooth.block.value[0] < plain.block.value[0]
    assert smooth.block.value[4] == plain.block.value[4]  # the residual unit is no area
    assert np.isnan(smooth.block.numerator).all() and np.isnan(smooth.block.low).all()
    assert smooth.city_block.value[0] == plain.city_block.value[0]


def test_series_and_map_say_the_same_of_a_variant(released: Make) -> None:
    live = released()
    for variant in Variant:
        found = values(live, entry(), STAFF, variant=variant)
        own = series(live, entry(), STAFF, area="0101", variant=variant)
        assert own.own.value[-1] == found.block.value[0]
        assert own.against.change[-1] == pytest.approx(found.against.change[0], nan_ok=True)
        assert own.of_reference.value[-1] == found.city_block.value[0]


def test_series_tells_the_trend_of_every_period(released: Make) -> None:
    own = series(released(), entry(), STAFF, area="0101")
    assert [Course(code).word for code in own.trend.course[-2:]] == ["along", "diverging"]
    assert own.trend.direction[:5].tolist() == [Direction.UNKNOWN] * 5
    assert Position(own.rest[-1]) is Position.ABOVE


def test_sheet_tells_trend_and_rest_of_its_rows_together(released: Make) -> None:
    live = released()
    found = sheet(place_of(EDITION, "0101"), live, catalogue.indicators(), STAFF)
    row = next(row for row in found.rows if row.entry.code == "quote")
    assert (row.direction, row.course, row.rest) == (Direction.RISING, Course.DIVERGING, Position.ABOVE)
    residual = sheet(place_of(EDITION, "99999999"), live, catalogue.indicators(), STAFF)
    assert {row.course for row in residual.rows} == {Course.UNKNOWN}


@pytest.mark.parametrize(("code", "variant"), [("armutsquote", "rolling4"), ("armutsquote", "pooled3")])
def test_variant_that_the_periods_do_not_give_is_refused_with_what_there_is(
    released: Make, code: str, variant: str
) -> None:
    live = released()
    found = catalogue.indicator(code)
    assert found is not None
    with pytest.raises(Unanswerable) as refused:
        values(live, found, STAFF, variant=variant)
    assert refused.value.code == "variant_not_offered"
    assert refused.value.params["known"] == "none, smoothed"
