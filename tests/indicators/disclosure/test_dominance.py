"""Sums of money: who could estimate whom."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.disclosure.dominance import dominance_level, dominated, estimable, p_percent_level
from indicators.disclosure.model import Block
from indicators.disclosure.protection import protect

SHARES = st.lists(st.integers(0, 1000), min_size=3, max_size=6)


@given(SHARES, st.integers(1, 99))
def test_level_is_above_nothing_exactly_where_the_cell_is_unsafe(given_shares: list[int], k: int) -> None:
    largest = np.sort(np.array([given_shares], float))[:, ::-1]
    total = largest.sum(axis=1)
    assert (dominance_level(largest, total, 2, k) > 1e-9).tolist() == (
        100 / k * largest[:, :2].sum(axis=1) - total > 1e-9
    ).tolist()
    second_knows = total - largest[:, 1]
    assert estimable(largest, total, k).tolist() == (second_knows < (1 + k / 100) * largest[:, 0] - 1e-12).tolist()


def test_safe_by_2_k_is_safe_by_p_percent() -> None:
    """The handbook: k = 100 · 100 / (100 + p)."""
    random = np.random.default_rng(1)
    largest = np.sort(random.integers(1, 1000, (500, 5)).astype(float))[:, ::-1]
    total = largest.sum(axis=1)
    safe = ~dominated(largest, total, 2, 100 * 100 / 110)
    assert safe.any()
    assert not (safe & estimable(largest, total, 10)).any()


def test_too_few_contributions_are_refused() -> None:
    with pytest.raises(ValueError, match="2 contributions"):
        dominated(np.ones((1, 1)), np.ones(1), 2, 85)


def test_upper_end_of_a_dominated_sum_reaches_its_level() -> None:
    largest = np.array([[50_000.0, 49_000.0]])
    level = 100_000 + p_percent_level(largest, np.array([100_000.0]), 10)
    block = Block.of(
        [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [190_000, 100_000, 40_000, 50_000],
        primary=[0, 1, 0, 0],
        threshold=[0, float(level[0]), 0, 0],
        priority=[0, 1, 1, 1],
    )
    found = protect(block)
    assert found.proved and found.high[1] >= 104_000
