"""Goals: by hand, against the naive way, and at every edge."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculation.goals import Aims, Beside, Measured, Progress, Standing, progress
from tests.naive import goals as naive

NONE = float("nan")


def one(
    start: float,
    target: float,
    value: float,
    *,
    day: float = 100,
    until: float = 200,
    worse: float = 1,
    low: float = NONE,
    high: float = NONE,
    comparable: bool = True,
) -> Progress:
    """A goal that began on day 0."""
    row = [np.array([number], float) for number in (start, 0, target, until, worse)]
    return progress(
        Aims(*row), Measured(*(np.array([n], float) for n in (value, low, high, day)), np.array([comparable]))
    )


def standing(found: Progress) -> str:
    return Standing(found.standing[0]).word


def test_one_goal_by_hand() -> None:
    """From 18 % to 12 % in four years; after one year 17.1 %: 0.9 of 6 points are 15 %, the path is at 16.5 %."""
    found = one(18.0, 12.0, 17.1, day=365.25, until=4 * 365.25, low=16.8, high=17.4)
    assert found.distance[0] == pytest.approx(5.1)
    assert found.degree[0] == pytest.approx(15.0)
    assert found.path[0] == pytest.approx(16.5)
    assert found.pace[0] == pytest.approx(-1.7)
    assert standing(found) == "behind"
    assert Beside(found.beside[0]) is Beside.ABOVE


@pytest.mark.parametrize(
    ("value", "degree", "word"),
    [
        (22, -20, "behind"),
        (20, 0, "behind"),
        (16, 40, "behind"),
        (15, 50, "on_path"),
        (14, 60, "ahead"),
        (9, 110, "reached"),
    ],
)
def test_degree_is_told_as_it_is_also_below_nothing_and_beyond_all(value: float, degree: float, word: str) -> None:
    found = one(20, 10, value)
    assert found.degree[0] == pytest.approx(degree) and standing(found) == word


def test_way_up_is_judged_the_other_way_round() -> None:
    assert standing(one(60, 80, 75, worse=-1)) == "ahead"
    assert standing(one(60, 80, 65, worse=-1)) == "behind"
    assert standing(one(60, 80, 81, worse=-1)) == "reached"


def test_goal_to_hold_has_no_degree_and_its_way_from_the_polarity() -> None:
    assert np.isnan(one(10, 10, 9).degree[0])
    assert [standing(one(10, 10, value, worse=1)) for value in (9, 10, 11)] == ["reached", "reached", "behind"]
    assert [standing(one(10, 10, value, worse=-1)) for value in (9, 11)] == ["behind", "reached"]
    assert standing(one(10, 10, 10.4, worse=0, low=9.9, high=10.9)) == "reached"
    assert standing(one(10, 10, 12.0, worse=0, low=11.0, high=13.0)) == "behind"


def test_date_that_has_passed_is_reached_or_missed_and_asks_for_no_pace() -> None:
    for day in (200, 250):
        assert standing(one(20, 10, 9, day=day)) == "reached"
        late = one(20, 10, 12, day=day)
        assert standing(late) == "missed" and np.isnan(late.pace[0]) and late.path[0] == 10


def test_what_is_missing_or_not_comparable_has_no_degree() -> None:
    for found, word in (
        (one(20, 10, NONE), "no_value"),
        (one(NONE, 10, 15), "no_start"),
        (one(20, 10, 15, comparable=False), "not_comparable"),
        (one(20, 10, 15, day=0), "not_begun"),
        (one(20, 10, 15, day=-5), "not_begun"),
    ):
        assert standing(found) == word
        assert np.isnan(found.degree[0]) and np.isnan(found.pace[0])
    assert np.isnan(one(20, 10, 15, comparable=False).distance[0])
    assert one(NONE, 10, 15).distance[0] == 5


def test_path_within_the_range_of_fluctuation_is_on_the_path() -> None:
    assert standing(one(20, 10, 16, low=14.9, high=17)) == "on_path"
    assert standing(one(20, 10, 16, low=15.1, high=17)) == "behind"
    assert standing(one(20, 10, 14, low=13, high=15.0)) == "on_path"


def test_target_beside_the_range() -> None:
    assert [
        Beside(one(20, 10, 15, low=low, high=high).beside[0]).word for low, high in ((11, 19), (10, 19), (5, 9))
    ] == [
        "above",
        "within",
        "below",
    ]


def test_goal_against_the_polarity_is_noted() -> None:
    assert one(10, 20, 12, worse=1).against_polarity[0] and not one(20, 10, 12, worse=1).against_polarity[0]
    assert not one(10, 20, 12, worse=0).against_polarity[0] and not one(10, 10, 12, worse=1).against_polarity[0]


def test_target_day_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="target day"):
        one(20, 10, 15, until=0)


WHOLE = st.integers(-40, 40).map(lambda eighths: eighths / 8)
MAYBE = st.one_of(st.none(), WHOLE)


@given(
    MAYBE, WHOLE, MAYBE, st.integers(-50, 500), st.integers(1, 400), st.sampled_from([-1, 0, 1]), st.booleans(), WHOLE
)
def test_every_goal_is_the_naive_one(
    start: float | None,
    target: float,
    value: float | None,
    day: int,
    until: int,
    worse: int,
    comparable: bool,
    half: float,
) -> None:
    low, high = (None, None) if value is None or half < 0 else (value - half, value + half)
    wanted = naive.progress(start, 0, target, until, worse, value, low, high, day, comparable)
    numbers = [NONE if number is None else number for number in (start, value, low, high)]
    found = one(
        numbers[0],
        target,
        numbers[1],
        day=day,
        until=until,
        worse=worse,
        low=numbers[2],
        high=numbers[3],
        comparable=comparable,
    )
    for name in ("distance", "degree", "path", "pace"):
        number = getattr(found, name)[0]
        expected = wanted[name]
        assert (expected is None and np.isnan(number)) or number == pytest.approx(float(Fraction(expected)), abs=1e-9)  # type: ignore[arg-type]
    assert standing(found) == wanted["standing"]


@given(WHOLE, WHOLE, WHOLE, st.integers(1, 199))
def test_turning_everything_round_turns_nothing_but_the_signs(
    start: float, target: float, value: float, day: int
) -> None:
    assume(start != target)
    found, turned = one(start, target, value, day=day), one(-start, -target, -value, day=day, worse=-1)
    assert standing(found) == standing(turned)
    assert found.degree[0] == pytest.approx(turned.degree[0]) and found.distance[0] == -turned.distance[0]
