"""What stands between components and index leads from the ones to the other, whatever the definition."""

from dataclasses import replace
from math import isclose
from statistics import fmean, pstdev, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.index_steps import between
from indicators.calculation.indices import index_of
from tests.indicators.calculation.test_indices import STATUS

ROWS = st.lists(
    st.tuples(*[st.floats(-1000, 1000).map(lambda value: round(value, 3))] * 2), min_size=3, max_size=12, unique=True
)


@pytest.mark.parametrize("standardise", ["z", "min_max"])
@pytest.mark.parametrize("centre", ["mean_of_areas", "rate_of_the_whole"])
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("combine", ["sum", "mean"])
@given(rows=ROWS)
def test_the_steps_give_the_index(
    standardise: str, centre: str, again: bool, combine: str, rows: list[tuple[float, float]]
) -> None:
    spec = replace(
        STATUS, standardise=standardise, centre=centre, restandardise=again, combine=combine, weights=(2.0, 1.0)
    )
    x = np.array(rows).T
    included, whole = np.ones(len(rows), bool), np.array([1.0, 2.0]) if centre == "rate_of_the_whole" else None
    index = index_of(x, spec, included=included, whole=whole)
    found = between(x, index.z, spec, included=included, whole=whole)
    assert found is not None
    for row, z, middle, width in zip(x, index.z, found.centre, found.spread, strict=True):
        assert z == pytest.approx((row - middle) / width if width else np.zeros(len(row)), abs=1e-6)
    if found.combined_spread > 1e-6:
        again_by_hand = (found.combined - found.combined_centre) / found.combined_spread
        assert again_by_hand == pytest.approx(index.value, abs=1e-6)


@pytest.mark.parametrize("sample", [True, False])
def test_centre_and_spread_are_those_of_the_standard_library(sample: bool) -> None:
    spec = replace(STATUS, spread="sample_sd" if sample else "population_sd")
    x = np.array([[1.0, 2.0, 4.0, 9.0], [3.0, 1.0, 2.0, 8.0]])
    included = np.array([True, True, True, False])
    index = index_of(x, spec, included=included)
    found = between(x, index.z, spec, included=included)
    assert found is not None
    spread = stdev if sample else pstdev
    for at, row in enumerate(x):
        assert isclose(found.centre[at], fmean(row[:3])) and isclose(found.spread[at], spread(row[:3]))
    combined = index.z[:, :3].sum(axis=0)
    assert isclose(found.combined_spread, spread(combined)) and np.isnan(found.combined[3])


def test_a_constant_component_has_no_spread_and_nobody_left_nothing_to_tell() -> None:
    x = np.array([[5.1, 5.1, 5.1], [1.0, 2.0, 3.0]])
    index = index_of(x, STATUS, included=np.ones(3, bool))
    found = between(x, index.z, STATUS, included=np.ones(3, bool))
    assert found is not None and found.spread[0] == 0 and not index.z[0].any()
    assert between(x, index.z, STATUS, included=np.zeros(3, bool)) is None
