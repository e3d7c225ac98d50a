"""The value of several areas together: from counts, never a mean of rates; what is lacking is told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.groups import group_figures
from indicators.calculation.relative import Figures, figures
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState

OK, MISSING, SUPPRESSED = (int(state) for state in (ValueState.OK, ValueState.MISSING, ValueState.SUPPRESSED))
NOT_APPLICABLE = int(ValueState.NOT_APPLICABLE)
RATE, SHARE, COUNT, CHANGE = (
    IndicatorKind.RATE,
    IndicatorKind.SHARE,
    IndicatorKind.COUNT,
    IndicatorKind.CHANGE,
)


def together(own: Figures, group_of: list[int], groups: int, kind: IndicatorKind = RATE, **more: object) -> Figures:
    return group_figures(
        own,
        np.array(group_of),
        groups,
        kind=kind,
        scale=100,
        minimum_coverage=0.95,
        **more,  # type: ignore[arg-type]
    )


def test_a_rate_is_recomputed_from_counts_and_no_mean_of_rates() -> None:
    found = together(figures([OK, OK], [20.0, 5.0], [20, 20], [100, 400]), [0, 0], 1)
    assert found.value[0] == 8.0 != np.mean([20.0, 5.0])
    assert (found.numerator[0], found.denominator[0]) == (40, 500)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500), st.integers(-1, 3)), min_size=1, max_size=30),
)
def test_groups_of_groups_give_the_whole(areas: list[tuple[int, int, int]]) -> None:
    n, d, group = (np.array(column, float) for column in zip(*areas, strict=True))
    own = figures(np.zeros(len(n)), 100 * n / d, n, d)
    found = together(own, group.astype(int).tolist(), 4)
    inside = group >= 0
    assert np.nansum(found.numerator) == n[inside].sum() and np.nansum(found.denominator) == d[inside].sum()
    assert found.status[4] == NOT_APPLICABLE and np.isnan(found.value[4])


def test_a_suppressed_area_is_lacking_by_its_residents() -> None:
    own = figures([OK, OK, SUPPRESSED], [10.0, 10.0, np.nan], [50, 50, np.nan], [500, 500, np.nan])
    assert together(own, [0, 0, 0], 1).status[0] == SUPPRESSED  # one of three areas
    few = together(own, [0, 0, 0], 1, residents=np.array([900.0, 900.0, 20.0]))
    assert (few.status[0], few.value[0]) == (OK, 10.0)
    unknown = together(own, [0, 0, 0], 1, residents=np.array([900.0, 900.0, np.nan]))
    assert unknown.status[0] == SUPPRESSED  # then every area counts the same


def test_the_strongest_state_of_what_is_lacking_is_told() -> None:
    own = figures([MISSING, SUPPRESSED, NOT_APPLICABLE, OK], [np.nan, np.nan, np.nan, 5.0], 5.0, 100.0)
    assert together(own, [0, 0, 1, 2], 3).status.tolist() == [SUPPRESSED, NOT_APPLICABLE, OK, NOT_APPLICABLE]


def test_a_share_needs_a_weight() -> None:
    own = figures([OK, OK], [40.0, 10.0])
    assert together(own, [0, 0], 1, SHARE).status.tolist() == [NOT_APPLICABLE, NOT_APPLICABLE]
    weighted = together(own, [0, 0], 1, SHARE, weight=np.array([100.0, 900.0]))
    assert weighted.value[0] == 13.0 and np.isnan(weighted.numerator[0])
    changed = together(figures([OK, OK], [-1.0, 1.0]), [0, 0], 1, CHANGE, weight=np.array([1.0, 3.0]))
    assert changed.value[0] == 0.5


def test_a_count_is_a_sum_and_zero_a_number() -> None:
    own = figures([OK, OK, OK], [0.0, 0.0, 7.0], [0, 0, 7])
    assert together(own, [0, 0, 1], 2, COUNT).value[:2].tolist() == [0.0, 7.0]


@pytest.mark.parametrize("denominator", [0.0])
def test_a_group_of_nobody_has_no_rate(denominator: float) -> None:
    found = together(figures([OK], [np.nan], [0.0], [denominator]), [0], 1)
    assert found.status[0] == NOT_APPLICABLE and np.isnan(found.value[0])
