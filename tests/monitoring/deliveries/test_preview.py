"""A candidate against what is live: cells are counted once, jumps are those a statistician would look at first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue.specs import IndicatorKind
from indicators.office import deliveries as office
from indicators.office.comparison import Cells, count, jumps
from indicators.office.preview import preview
from indicators.states import ValueState
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk

OK, MISSING, SUPPRESSED = ValueState.OK, ValueState.MISSING, ValueState.SUPPRESSED


def _cells(*values: float | ValueState) -> Cells:
    """Numbers, or states without one."""
    states = [value if isinstance(value, ValueState) else OK for value in values]
    numbers = [np.nan if isinstance(value, ValueState) else value for value in values]
    return Cells(np.array(states, np.uint8), np.array(numbers, np.float64))


def _preview_of(desk: Desk, number: int):  # type: ignore[no-untyped-def]
    found = office.delivery(number)
    assert found is not None
    return preview(found)


def test_counts_by_hand() -> None:
    before = _cells(1.0, 2.0, 3.0, MISSING, 5.0, SUPPRESSED)
    after = _cells(1.0, 2.5, SUPPRESSED, 4.0, MISSING, MISSING)
    counts = count(after, before, before)
    assert (counts.new, counts.changed, counts.lost, counts.unchanged) == (1, 2, 2, 1)
    assert (counts.missing, counts.suppressed, counts.newly_suppressed) == (2, 1, 1)


states = st.one_of(st.sampled_from(list(ValueState)[1:]), st.floats(0, 100))


@given(st.lists(st.tuples(states, states), min_size=1, max_size=30))
def test_every_cell_is_counted_once(pairs: list[tuple[float, float]]) -> None:
    after, before = _cells(*(pair[0] for pair in pairs)), _cells(*(pair[1] for pair in pairs))
    for compared in (before, None):
        counts = count(after, compared, before)
        assert counts.new + counts.changed + counts.lost + counts.unchanged == counts.areas == len(pairs)
        assert min(counts.new, counts.changed, counts.lost, counts.unchanged) >= 0
    assert count(after, after, after).unchanged == len(pairs)


def test_jumps_of_rates_are_ordered_by_their_difference_and_need_both_numbers() -> None:
    found = jumps(_cells(10.0, 50.0, MISSING, 7.0), _cells(12.0, 40.0, 3.0, 7.0), IndicatorKind.RATE)
    assert [(jump.position, jump.before, jump.after) for jump in found] == [(1, 40.0, 50.0), (0, 12.0, 10.0)]


def test_jumps_of_counts_are_measured_against_what_a_count_of_that_size_fluctuates() -> None:
    """100 more among 10,000 is one standard deviation, 30 more among 100 are three."""
    found = jumps(_cells(10100.0, 130.0), _cells(10000.0, 100.0), IndicatorKind.COUNT)
    assert [(jump.position, jump.weight) for jump in found] == [(1, 3.0), (0, 1.0)]


def test_first_candidate_is_new_throughout(desk: Desk) -> None:
    compared = _preview_of(desk, desk.delivered().pk)
    assert compared.release is None
    (change,) = compared.indicators[0].periods
    assert change.is_new and change.compared_with is None and change.jumps == ()
    assert [(line.level, line.counts.areas, line.counts.new) for line in change.levels] == [
        ("stadt", 1, 1),
        ("bezirk", 3, 3),
        ("planungsraum", 5, 5),
    ]
    assert change.city_before is None and change.city_after is not None
    assert change.city_after.value == 100 * 113 / 1160  # 60 + 10 + 30 + 8 + 5 of 300 + 400 + 320 + 80 + 60


def test_a_new_period_is_compared_with_the_one_before_it(desk: Desk) -> None:
    desk.office.release(period="2023-12-31")
    (change,) = _preview_of(desk, desk.delivered(content=file_of(COUNTS | {"0201": (3, 320)})).pk).indicators[0].periods
    assert change.is_new and change.compared_with == "2023-12-31"
    assert [(jump.code, round(jump.before, 3), round(jump.after, 3)) for jump in change.jumps] == [
        ("0201", 9.375, 0.938)
    ]


def test_a_correction_is_compared_with_what_is_live_for_its_period(desk: Desk) -> None:
    released = desk.office.release()
    counts = dict(COUNTS)
    del counts["0202"]
    (change,) = (
        _preview_of(desk, desk.delivered(content=file_of(counts | {"0101": (90, 300)})).pk).indicators[0].periods
    )
    assert not change.is_new and change.compared_with == "2024-12-31"
    finest = change.finest
    assert (finest.new, finest.changed, finest.lost, finest.unchanged) == (0, 1, 1, 3)
    assert change.missing == (("0202", "Heide West"),)
    assert [jump.code for jump in change.jumps] == ["0101"]
    assert _preview_of(desk, released.pk).release is None  # what went live is compared with what was there before it


def test_newly_suppressed_areas_are_named(desk: Desk) -> None:
    desk.office.release()
    delivery = desk.delivered(content=file_of(COUNTS | {"0102": (2, 400)}))
    (change,) = _preview_of(desk, delivery.pk).indicators[0].periods
    assert change.newly_suppressed == (("0102", "Hafenviertel Süd"),)
    assert change.finest.newly_suppressed == 1


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.office.release()
    (change,) = _preview_of(desk, desk.delivered().pk).indicators[0].periods
    assert change.is_unchanged or change.finest.unchanged == change.finest.areas
    assert change.jumps == ()
