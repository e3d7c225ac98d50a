"""An index at one level: reasons in their order, states, changes, and invariants; beside it the second computation."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculation.index_blocks import IndexBlock, Level, Parts, index_block, residents_at
from indicators.calculation.indices import NO_CLASS
from indicators.catalogue.documents import document_of
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from indicators.periods import parse_period
from indicators.states import LeftOut, ValueState
from tests.naive.indices import by_definition

SPEC = IndexSpec(
    code="lage",
    title=Text("Lage", "Situation"),
    components=("a", "b"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="sum",
    restandardise=True,
    exclude=Exclusion(residents_below=300, areas=(("03", "Haftanstalt"),)),
    breaks=(-1.0, 1.0),
    closed=("<", "<=", ">"),
    classes=("hoch", "mittel", "niedrig"),
)
OK, MISSING, SUPPRESSED = ValueState.OK, ValueState.MISSING, ValueState.SUPPRESSED
UNRELIABLE, NOT_APPLICABLE = ValueState.UNRELIABLE, ValueState.NOT_APPLICABLE


def parts(*rows: list[float | ValueState], whole: tuple[float, ...] = ()) -> Parts:
    status = [[int(cell) if isinstance(cell, ValueState) else int(OK) for cell in row] for row in rows]
    value = [[np.nan if isinstance(cell, ValueState) else cell for cell in row] for row in rows]
    city = np.array(whole or (np.nan,) * len(rows))
    return Parts(np.array(status, np.uint8), np.array(value, np.float64), city)


def level(size: int, residents: list[float] | None = None, *, residual: bool = False) -> Level:
    last = np.zeros(size, bool)
    last[-1] = residual
    return Level(
        tuple(f"{at:02}" for at in range(1, size + 1)), last, np.array(residents) if residents is not None else None
    )


def reasons(block: IndexBlock) -> list[str]:
    return [LeftOut(code).word for code in block.left_out]


def states(block: IndexBlock) -> list[str]:
    return [ValueState(code).word for code in block.status]


def test_each_area_is_left_out_for_the_first_reason_that_holds() -> None:
    block = index_block(
        SPEC,
        level(8, [400, 500, 20, 299, 600, 700, np.nan, 20], residual=True),
        parts(
            [1.0, 2.0, MISSING, MISSING, NOT_APPLICABLE, SUPPRESSED, 3.0, 4.0],
            [2.0, 3.0, 4.0, 5.0, NOT_APPLICABLE, NOT_APPLICABLE, 7.0, 8.0],
        ),
    )
    assert reasons(block) == [
        "none", "none", "listed", "residents", "not_computed", "no_number", "none", "residual",
    ]  # fmt: skip
    assert states(block) == [
        "ok", "ok", "not_applicable", "not_applicable", "not_applicable", "suppressed", "ok", "not_applicable",
    ]  # fmt: skip
    gone = ~block.included
    assert np.isnan(block.value[gone]).all() and np.isnan(block.z[:, gone]).all()
    assert (block.class_of[gone] == NO_CLASS).all() and (block.class_of[~gone] != NO_CLASS).all()


@pytest.mark.parametrize(
    ("cell", "state"), [(MISSING, "missing"), (SUPPRESSED, "suppressed"), (UNRELIABLE, "unreliable")]
)
def test_an_area_without_a_number_takes_the_state_of_the_component(cell: ValueState, state: str) -> None:
    block = index_block(SPEC, level(3), parts([1.0, 2.0, 5.0], [1.0, 2.0, cell]))
    spec = replace(SPEC, exclude=Exclusion())
    block = index_block(spec, level(3), parts([1.0, 2.0, 5.0], [1.0, 2.0, cell]))
    assert (states(block)[2], reasons(block)[2]) == (state, "no_number")


def test_the_strongest_of_several_states_counts() -> None:
    block = index_block(SPEC, level(4), parts([1.0, 2.0, 3.0, MISSING], [1.0, 2.0, 3.0, SUPPRESSED]))
    assert states(block)[3] == "suppressed"


def test_changes_are_standardised_in_the_unit_of_the_value() -> None:
    """Δa = 1, 2, 3 and Δb = 1, 3, 2: the index by hand of ``test_indices``, whatever the level of the values."""
    spec = replace(SPEC, change_years=2, exclude=Exclusion())
    now = parts([11.0, 52.0, 9.0, 4.0], [3.0, 8.0, 4.0, 1.0])
    then = parts([10.0, 50.0, 6.0, NOT_APPLICABLE], [2.0, 5.0, 2.0, NOT_APPLICABLE])
    block = index_block(spec, level(4), now, then)
    assert block.value[:3] == pytest.approx([-(2**0.5), 0.5**0.5, 0.5**0.5])
    assert block.components[:, :3].tolist() == [[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]]
    assert (reasons(block)[3], states(block)[3]) == ("no_earlier", "not_applicable")


def test_a_value_that_was_hidden_then_hides_the_change() -> None:
    spec = replace(SPEC, change_years=1, exclude=Exclusion())
    block = index_block(
        spec, level(3), parts([1.0, 2.0, 3.0], [1.0, 4.0, 3.0]), parts([0.0, 1.0, SUPPRESSED], [0.0, 1.0, 1.0])
    )
    assert (reasons(block)[2], states(block)[2]) == ("no_earlier", "suppressed")


def test_changes_about_the_city_are_distances_from_the_change_of_the_city() -> None:
    spec = replace(SPEC, change_years=1, centre="rate_of_the_whole", restandardise=False, exclude=Exclusion())
    block = index_block(
        spec,
        level(2),
        parts([3.0, 5.0], [2.0, 6.0], whole=(10.0, 20.0)),
        parts([1.0, 1.0], [1.0, 3.0], whole=(7.0, 18.0)),
    )
    assert block.z[0].tolist() == [-1.0, 1.0]  # changes 2 and 4, the city's is 3
    assert block.z[1].tolist() == [-1.0, 1.0]  # changes 1 and 3, the city's is 2


def test_earlier_values_belong_to_an_index_of_changes() -> None:
    now = parts([1.0, 2.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="changes"):
        index_block(SPEC, level(2), now, now)
    with pytest.raises(ValueError, match="changes"):
        index_block(replace(SPEC, change_years=1), level(2), now)


def test_of_one_area_alone_and_of_none_there_is_nothing_to_say() -> None:
    alone = index_block(SPEC, level(3), parts([1.0, MISSING, 3.0], [1.0, 2.0, 3.0]))
    assert reasons(alone) == ["alone", "no_number", "listed"] and not alone.says_something
    assert states(alone) == ["not_applicable", "missing", "not_applicable"]
    nobody = index_block(SPEC, level(2, [10, 20]), parts([1.0, 2.0], [1.0, 2.0]))
    assert reasons(nobody) == ["residents", "residents"] and not nobody.says_something


def test_a_component_that_is_the_same_everywhere_adds_nothing() -> None:
    """0.1 cannot be written in binary: the mean of many of them is another number, and must make no class."""
    varied = [1.0, 2.0, 4.0, 4.0, 5.0, 9.0, 1.0]
    block = index_block(replace(SPEC, exclude=Exclusion()), level(7), parts([0.1] * 7, varied))
    assert block.z[0].tolist() == [0.0] * 7
    assert block.value == pytest.approx((np.array(varied) - np.mean(varied)) / np.std(varied))


def test_components_that_outweigh_each_other_make_no_class_of_rounding() -> None:
    rows = [0.1, 0.7, 1.3, 2.9, 0.4]
    spec = replace(SPEC, exclude=Exclusion(), weights=(2.0, 1.0))
    block = index_block(spec, level(5), parts(rows, [-2 * row for row in rows]))
    opposite = index_block(replace(spec, weights=(1.0, 1.0)), level(5), parts(rows, [-row for row in rows]))
    assert opposite.value.tolist() == [0.0] * 5
    assert block.included.all()


def test_without_the_city_nothing_is_about_the_city() -> None:
    block = index_block(
        replace(SPEC, centre="rate_of_the_whole", exclude=Exclusion()), level(2), parts([1.0, 2.0], [1.0, 2.0])
    )
    assert reasons(block) == ["no_number", "no_number"] and states(block) == ["missing", "missing"]
    assert not block.says_something


def test_residents_are_those_of_the_day_or_of_the_year_before() -> None:
    day = parse_period("2020-Q4")
    offered = [parse_period(code) for code in ("2019-Q4", "2020-Q3", "2021-Q1")]
    assert residents_at(day, offered) == parse_period("2020-Q3")
    assert residents_at(day, [*offered, parse_period("2020-12-31")]) == parse_period("2020-12-31")
    assert residents_at(day, [parse_period("2019-Q3")]) is None


NUMBERS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=4, max_size=30)


def _values(rows: list[tuple[int, int]]) -> np.ndarray:
    values = np.array(rows, np.float64).T / 8
    assume(np.ptp(values, axis=1).min() > 0)
    return values


def _of(values: np.ndarray, spec: IndexSpec, **more: Any) -> IndexBlock:
    size = values.shape[1]
    whole = more.get("whole", np.array([20.0, 30.0]))
    return index_block(spec, level(size), Parts(np.zeros(values.shape, np.uint8), values, whole))


@given(
    NUMBERS,
    st.sampled_from(["mean_of_areas", "rate_of_the_whole"]),
    st.sampled_from(["population_sd", "sample_sd"]),
    st.sampled_from(["z", "min_max"]),
    st.sampled_from(["sum", "mean"]),
    st.booleans(),
    st.sampled_from([(1.0, 1.0), (2.0, 1.0), (3.0, -1.0)]),
)
def test_the_second_computation_says_the_same(
    rows: list[tuple[int, int]], centre: str, spread: str, standardise: str, combine: str, again: bool, weights: Any
) -> None:
    values = _values(rows)
    spec = replace(
        SPEC,
        centre=centre,
        spread=spread,
        standardise=standardise,
        combine=combine,
        restandardise=again,
        weights=weights,
    )
    spec = replace(spec, exclude=Exclusion(), breaks=(-0.123, 0.987))
    sums = _of(values, replace(spec, restandardise=False)).value
    assume(np.ptp(sums) > 1e-6)
    block = _of(values, spec)
    told = by_definition(document_of(spec), values.tolist(), [20.0, 30.0], [""] * len(rows))
    for at, found in enumerate(told):
        assert found is not None
        assert block.value[at] == pytest.approx(found[0], abs=1e-9)
        if min(abs(found[0] - edge) for edge in spec.breaks) > 1e-9:
            assert spec.classes[block.class_of[at]] == found[1]


@given(NUMBERS, st.integers(1, 50), st.integers(-1000, 1000))
def test_an_index_is_the_same_after_a_positive_affine_change_of_a_component(
    rows: list[tuple[int, int]], factor: int, shift: int
) -> None:
    values = _values(rows)
    spec = replace(SPEC, exclude=Exclusion(), restandardise=False)
    changed = values.copy()
    changed[0] = factor * changed[0] + shift
    for own in (spec, replace(spec, standardise="min_max")):
        assert _of(changed, own).value == pytest.approx(_of(values, own).value, abs=1e-9)
    city = replace(spec, centre="rate_of_the_whole")
    moved = _of(changed, city, whole=np.array([factor * 20.0 + shift, 30.0]))
    assert moved.value == pytest.approx(_of(values, city).value, abs=1e-9)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_another_order_of_the_areas_changes_no_bit(rows: list[tuple[int, int]], chance: Any) -> None:
    values = _values(rows)
    order = list(range(len(rows)))
    chance.shuffle(order)
    spec = replace(SPEC, exclude=Exclusion())
    assert _of(values[:, order], spec).value.tolist() == _of(values, spec).value[order].tolist()


@pytest.mark.parametrize(("comparison", "name"), [("<", "hoch"), ("<=", "niedrig")])
def test_an_edge_belongs_to_the_class_that_the_definition_says(comparison: str, name: str) -> None:
    """0 and 2 are standardised to −1 and 1 exactly, twice over: both lie on an edge."""
    last = {"<": ">=", "<=": ">"}[comparison]
    spec = replace(
        SPEC,
        exclude=Exclusion(),
        breaks=(-1.0,),
        closed=(comparison, last),
        classes=("niedrig", "hoch"),
    )
    block = index_block(spec, level(2), parts([0.0, 2.0], [10.0, 30.0]))
    assert block.value.tolist() == [-1.0, 1.0]
    assert spec.classes[block.class_of[0]] == name
