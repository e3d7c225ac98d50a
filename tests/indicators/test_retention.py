"""How long what was delivered is kept, as dates that a data-protection officer can redo by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.journey import OWNERS, TRANSITIONS, WORKER_STATES, Move, Owner, State
from indicators.periods import parse_period
from indicators.retention import REFUSED_DAYS, UNDECIDED_DAYS, Due, Stay, Term, due, lacks

LIVE = Stay(State.ACTIVE, date(2024, 2, 10), date(2023, 12, 31), date(2024, 2, 1), True, 10)


def test_the_sources_term_begins_with_the_day_of_the_delivery_where_that_is_later() -> None:
    assert due(LIVE) == Due(date(2034, 2, 2), Term.SOURCE)


def test_the_sources_term_begins_with_the_periods_end_where_that_is_later() -> None:
    """A day of delivery before the period's end is possible for planned figures."""
    assert due(replace(LIVE, period_ends=date(2024, 6, 30))) == Due(date(2034, 7, 1), Term.SOURCE)


def test_no_year_of_retention_means_the_next_day() -> None:
    assert due(replace(LIVE, retention_years=0)) == Due(date(2024, 2, 2), Term.SOURCE)


def test_the_term_of_a_leap_day_ends_with_february() -> None:
    assert due(replace(LIVE, received=date(2024, 2, 29))) == Due(date(2034, 3, 1), Term.SOURCE)


def test_what_was_refused_goes_after_ninety_days_and_what_nobody_decides_about_after_half_a_year() -> None:
    waiting = replace(LIVE, went_live=False, since=date(2024, 3, 1))
    assert due(replace(waiting, state=State.REFUSED)) == Due(date(2024, 5, 30), Term.REFUSED)
    assert due(replace(waiting, state=State.CANDIDATE)) == Due(date(2024, 8, 28), Term.UNDECIDED)
    assert (REFUSED_DAYS, UNDECIDED_DAYS) == (90, 180)


def test_a_source_with_a_shorter_term_is_never_kept_longer_for_waiting() -> None:
    assert due(replace(LIVE, state=State.REFUSED, went_live=False, retention_years=0)) == Due(
        date(2024, 2, 2), Term.SOURCE
    )


@pytest.mark.parametrize("state", WORKER_STATES)
def test_what_the_worker_has_is_never_due(state: State) -> None:
    assert due(replace(LIVE, state=state)) is None


def test_every_state_in_which_a_person_is_waited_for_leads_to_an_end_when_time_runs_out() -> None:
    waiting = [state for state in State if OWNERS[state] not in (Owner.WORKER, Owner.NOBODY)]
    ending = {way.before for way in TRANSITIONS if way.move is Move.EXPIRE}
    assert set(waiting) - {State.ACTIVE} == ending


@given(
    state=st.sampled_from([state for state in State if OWNERS[state] is not Owner.WORKER]),
    received=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    period_ends=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    waited=st.integers(0, 4000),
    years=st.integers(0, 100),
    live=st.booleans(),
)
def test_nothing_outlives_its_sources_term(state, received, period_ends, waited, years, live) -> None:
    since = date.fromordinal(received.toordinal() + waited)
    found = due(Stay(state, since, period_ends, received, live, years))
    longest = due(Stay(State.SUPERSEDED, since, period_ends, received, True, years))
    assert found is not None and longest is not None
    assert found.day <= longest.day
    assert not live or found == longest
    if not live and found.term is not Term.SOURCE:
        assert (found.term is Term.REFUSED) == (OWNERS[state] is Owner.NOBODY)


def test_a_rate_is_not_computed_from_what_is_left() -> None:
    p = parse_period
    erased = {"einwohner": [p("2018-06-30")], "leistungsberechtigte": [p("2015")]}
    assert lacks(p("2018-Q4"), ["leistungsberechtigte"], ["einwohner"], 6, erased)
    assert not lacks(p("2019-Q1"), ["leistungsberechtigte"], ["einwohner"], 6, erased)
    assert not lacks(p("2018-Q1"), ["leistungsberechtigte"], ["einwohner"], 6, erased)
    assert lacks(p("2015-12-31"), ["leistungsberechtigte"], ["einwohner"], 6, erased)
    assert not lacks(p("2018-Q4"), ["leistungsberechtigte"], [], 6, erased)
