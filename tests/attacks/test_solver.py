"""The attackers' solver itself: it finds what can be found, and no more, as counting out every possibility shows."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.solver import Cell, Interval, Knowledge, Row, Sum, merged


def _cell(name: str) -> Cell:
    return "measure", name, "2025", 0


def _sum(*names: str) -> Sum:
    return tuple(sorted((_cell(name), 1.0) for name in names))


def _is(total: float, *names: str) -> Row:
    return Row(_sum(*names), total, total)


def test_parent_minus_siblings_is_found() -> None:
    known = Knowledge((_is(30, "a", "b", "c"), _is(12, "a"), _is(17, "b")))
    assert known.is_spanned(_sum("c"))
    assert known.interval(_sum("c")) == pytest.approx((1, 1))


def test_two_hidden_siblings_are_not_found_by_subtraction_but_their_sum_bounds_them() -> None:
    known = Knowledge((_is(30, "a", "b", "c"), _is(12, "a")))
    assert not known.is_spanned(_sum("c"))
    assert known.interval(_sum("c")) == pytest.approx((0, 18))


def test_two_counts_that_sum_to_two_are_one_each_where_zeros_would_be_shown() -> None:
    small = [Row(_sum(name), 1, math.inf) for name in "ab"]
    assert Knowledge((_is(2, "a", "b"), *small)).interval(_sum("a")).is_found()


def test_three_equations_together_give_away_what_none_of_them_does() -> None:
    rows = (_is(10, "a", "b"), _is(11, "b", "c"), _is(9, "a", "c"))
    for row in rows:
        assert not Knowledge((row,)).is_spanned(_sum("a"))
    assert Knowledge(rows).is_spanned(_sum("a"))
    assert Knowledge(rows).interval(_sum("a")) == pytest.approx((4, 4))


def test_a_rate_rounded_to_one_decimal_gives_away_a_count_among_few() -> None:
    """12.5 % of 80 residents, ± 0.05: ten, and nobody else."""
    cells = ((_cell("n"), 100.0), (_cell("r"), -12.55)), ((_cell("n"), 100.0), (_cell("r"), -12.45))
    known = Knowledge((_is(80, "r"), Row(cells[0], -math.inf, 0), Row(cells[1], 0, math.inf)))
    assert known.interval(_sum("n")).is_found()


def test_what_was_never_told_is_unbounded() -> None:
    assert Knowledge((_is(3, "a"),)).interval(_sum("z")) == Interval(0, math.inf)


def test_statements_that_contradict_each_other_are_no_safety() -> None:
    with pytest.raises(ValueError):
        Knowledge((_is(3, "a"), _is(9, "a", "b"), _is(2, "b"))).interval(_sum("a"))


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    groups=st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=4),
    target=st.integers(0, 3),
)
def test_bounds_are_those_of_every_possibility(counts: list[int], groups: list[set[int]], target: int) -> None:
    """All whole tables with the same sums, counted out: what the solver calls found is the same in each of them."""
    names = "abcd"
    rows = [_is(float(sum(counts[i] for i in group)), *(names[i] for i in group)) for group in groups]
    rows += [Row(_sum(name), 0, 6) for name in names]
    fitting = [
        table[target]
        for table in product(range(7), repeat=4)
        if all(sum(table[i] for i in group) == sum(counts[i] for i in group) for group in groups)
    ]
    found = Knowledge(merged(rows)).interval(_sum(names[target]))
    assert found.low <= min(fitting) + 1e-6 and found.high >= max(fitting) - 1e-6
    assert found.is_found() == (min(fitting) == max(fitting))
