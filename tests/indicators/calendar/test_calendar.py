"""What is due when: known answers for every cadence, over leap years and the turn of the year, and a naive second way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calendar import Delivered, SlotState, Standing, Terms, due_on, period_of, shifted, slots
from indicators.periods import parse_period
from tests.naive import due as naive

LIVE, WORK, ENDED = Standing.RELEASED, Standing.IN_WORK, Standing.ENDED

#: (period, cadence, lag, due)
DUES = (
    ("2025-Q4", "quarter", 3, "2026-03-31"),  # SGB II
    ("2025-Q3", "quarter", 6, "2026-03-31"),  # employment, over the turn of the year
    ("2025-12", "month", 3, "2026-03-31"),
    ("2023-11", "month", 3, "2024-02-29"),  # into a leap day
    ("2024-11", "month", 3, "2025-02-28"),
    ("2024-02", "month", 0, "2024-02-29"),
    ("2025-H2", "half-year", 1, "2026-01-31"),
    ("2025-H1", "half-year", 6, "2025-12-31"),
    ("2025", "year", 4, "2026-04-30"),
    ("2023", "year", 2, "2024-02-29"),
    ("2024/25", "school-year", 3, "2025-10-31"),
    ("2023/24", "school-year", 7, "2025-02-28"),
    ("2024-02-29", "year", 12, "2025-02-28"),
    ("2025-06-15", "year", 1, "2025-07-15"),
    ("2023..2025", "year", 5, "2026-05-31"),
)
#: (period, months of the cadence, next)
NEXT = (
    ("2025-12", "month", "2026-01"),
    ("2024-01-31", "month", "2024-02-29"),
    ("2025-Q4", "quarter", "2026-Q1"),
    ("2025-09-30", "quarter", "2025-12-31"),
    ("2025-H2", "half-year", "2026-H1"),
    ("2025-12-31", "half-year", "2026-06-30"),
    ("2025", "year", "2026"),
    ("2023-02-28", "year", "2024-02-29"),
    ("2024-02-29", "year", "2025-02-28"),
    ("2024/25", "school-year", "2025/26"),
    ("1999/00", "school-year", "2000/01"),
    ("2021", "two-years", "2023"),
    ("2016..2018", "year", "2017..2019"),
)
KINDS = ("month", "quarter", "half-year", "year", "school-year")


@pytest.mark.parametrize(("period", "cadence", "lag", "expected"), DUES)
def test_a_period_is_due_after_its_source_s_lag(period: str, cadence: str, lag: int, expected: str) -> None:
    assert due_on(parse_period(period), Terms(cadence, lag)).isoformat() == expected


def test_agreed_days_come_on_top() -> None:
    assert due_on(parse_period("2025-Q4"), Terms("quarter", 3, extra_days=15)) == date(2026, 4, 15)


@pytest.mark.parametrize(("period", "cadence", "expected"), NEXT)
def test_the_next_period_is_of_the_same_kind(period: str, cadence: str, expected: str) -> None:
    assert shifted(parse_period(period), Terms(cadence, 0).step).code == expected


def _state(
    code: str, *delivered: Delivered, today: str, cadence: str = "quarter", **more: object
) -> tuple[object, int]:
    found = slots(delivered, Terms(cadence, 3), today=date.fromisoformat(today), **more)  # type: ignore[arg-type]
    slot = next(one for one in found if one.period.code == code)
    return slot.state, slot.days_late


def test_a_quarter_goes_from_not_yet_over_due_to_late() -> None:
    live = Delivered(parse_period("2025-Q3"), LIVE, 1)
    for today, expected in (
        ("2026-03-30", (SlotState.NOT_YET, 0)),
        ("2026-03-31", (SlotState.DUE, 0)),
        ("2026-04-14", (SlotState.DUE, 0)),
        ("2026-04-15", (SlotState.LATE, 15)),
        ("2026-05-01", (SlotState.LATE, 31)),
    ):
        assert _state("2025-Q4", live, today=today) == expected


def test_what_is_delivered_is_in_work_until_it_is_live_and_open_again_when_it_was_refused() -> None:
    live, quarter = Delivered(parse_period("2025-Q3"), LIVE, 1), parse_period("2025-Q4")
    for standing, expected in ((WORK, SlotState.IN_WORK), (LIVE, SlotState.RELEASED), (ENDED, SlotState.DUE)):
        found = slots([live, Delivered(quarter, standing, 2)], Terms("quarter", 3), today=date(2026, 4, 1))
        slot = next(one for one in found if one.period == quarter)
        assert (slot.state, slot.deliveries) == (expected, (2,))


def test_a_period_that_does_not_come_is_waived_and_one_that_was_left_out_is_told() -> None:
    first, last = Delivered(parse_period("2024-Q4"), LIVE), Delivered(parse_period("2025-Q3"), LIVE)
    found = slots([first, last], Terms("quarter", 3), today=date(2026, 1, 10), waived={"2025-Q1"})
    assert [(slot.period.code, slot.state) for slot in found][:4] == [
        ("2024-Q4", SlotState.RELEASED),
        ("2025-Q1", SlotState.WAIVED),
        ("2025-Q2", SlotState.SKIPPED),
        ("2025-Q3", SlotState.RELEASED),
    ]


def test_a_reference_day_is_followed_by_the_same_day_and_covers_what_came_before_it() -> None:
    delivered = [Delivered(parse_period(code), LIVE) for code in ("2023-06-30", "2024-06-30")]
    found = slots(delivered, Terms("year", 2), today=date(2025, 9, 20))
    assert [slot.period.code for slot in found] == ["2023-06-30", "2024-06-30", "2025-06-30", "2026-06-30"]
    assert [slot.state for slot in found][2:] == [SlotState.LATE, SlotState.NOT_YET]
    irregular = [Delivered(parse_period("2023-12-31"), LIVE), *delivered[1:]]
    assert [slot.state for slot in slots(irregular, Terms("year", 2), today=date(2024, 7, 1))][:1] == [
        SlotState.RELEASED
    ]


def test_nothing_is_expected_before_anything_was_delivered_or_agreed() -> None:
    terms = Terms("quarter", 3)
    assert slots([], terms, today=date(2026, 4, 1)) == ()
    assert slots([Delivered(parse_period("2025-Q4"), ENDED, 1)], terms, today=date(2026, 4, 1)) == ()
    agreed = slots([], terms, today=date(2026, 4, 1), first=parse_period("2025-Q3"))
    assert [slot.period.code for slot in agreed][:3] == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert agreed[0].state is SlotState.LATE and agreed[0].days_late == (date(2026, 4, 1) - date(2025, 12, 31)).days
    later = slots(
        [Delivered(parse_period("2025-Q1"), LIVE)], terms, today=date(2026, 4, 1), first=parse_period("2025-Q3")
    )
    assert later[0].period.code == "2025-Q3"


@pytest.mark.parametrize("cadence", ["day", "irregular"])
def test_what_has_no_dates_is_never_late(cadence: str) -> None:
    assert slots([Delivered(parse_period("2020"), LIVE)], Terms(cadence, 3), today=date(2026, 1, 1)) == ()


def test_there_is_always_one_period_to_come() -> None:
    found = slots([Delivered(parse_period("2025"), LIVE)], Terms("two-years", 6), today=date(2026, 1, 1))
    assert [slot.period.code for slot in found] == ["2025", "2027"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lag", [0, 1, 3, 6, 14])
def test_dates_and_states_agree_with_the_naive_way(kind: str, lag: int) -> None:
    terms = Terms(kind, lag, extra_days=5, grace_days=10)
    ends = naive.ends_of(kind, 2022, 6)
    for today in (date(2024, 2, 28), date(2024, 2, 29), date(2025, 1, 1), date(2026, 3, 31), date(2026, 12, 31)):
        found = slots([], terms, today=today, first=period_of(kind, ends[0]), ahead_days=0)
        told = [(slot.period.ends, slot.due, slot.state.value, slot.days_late) for slot in found]
        assert told == [(end, *naive.state(today, end, lag, 5, 10)) for end in ends][: len(told)]
        assert told[-1][1] > today and (len(told) < 2 or told[-2][1] <= today)


@given(
    day=st.dates(date(1995, 1, 1), date(2045, 12, 31)),
    kind=st.sampled_from(KINDS),
    lag=st.integers(0, 30),
)
def test_every_day_lies_in_one_period_and_the_next_one_begins_the_day_after(day: date, kind: str, lag: int) -> None:
    period = period_of(kind, day)
    assert period.starts <= day <= period.ends and period == parse_period(period.code)
    following = shifted(period, Terms(kind, 0).step)
    assert following.starts == period.ends + timedelta(days=1)
    assert due_on(period, Terms(kind, lag)) == naive.months_on(period.ends, lag)
