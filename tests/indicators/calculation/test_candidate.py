"""The method as a whole: protection, determinism, and what no relabelling may change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculation.blocks import LevelBlock
from indicators.calculation.candidate import calculate
from indicators.calculation.inputs import IndicatorInputs
from indicators.calculation.relative import Figures, relate
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, MinimumDenominator
from indicators.disclosure.policies import BA_3, BA_AKG_10, OPEN, REGISTER_3, DisclosurePolicy
from indicators.states import SuppressionReason, ValueState
from tests.indicators.calculation.cities import PERIODS, REST, InventedCity, cities, city, indicator

NUMBERS = ("numerator", "denominator", "value", "low", "high")
PROTECTED = st.sampled_from([BA_AKG_10, BA_3, REGISTER_3])


def cells(blocks: list[LevelBlock], level: str, places: list[str]) -> dict[str, tuple[str, str]]:
    """State and reason of each place in the first period."""
    block = next(b for b in blocks if b.level == level)
    told = zip(places, block.status, block.reasons, strict=True)
    return {p: (ValueState(s).word, SuppressionReason(r).name.lower()) for p, s, r in told}


def three_areas(faelle: tuple[float | str, ...], bevoelkerung: tuple[float, ...] = (100, 100, 100)) -> InventedCity:
    made = city({"01": ["0101", "0102"], "02": ["0201"]})
    areas = made.places["planungsraum"]
    made.deliver("faelle", "planungsraum", 0, dict(zip(areas, faelle, strict=True)))
    made.deliver("bevoelkerung", "planungsraum", 0, dict(zip(areas, bevoelkerung, strict=True)))
    return made


def first(
    made: InventedCity, spec: IndicatorSpec | None = None, **policies: DisclosurePolicy
) -> dict[str, tuple[str, str]]:
    inputs = made.inputs(spec or indicator(), **policies)
    return cells(calculate(inputs), "planungsraum", made.places["planungsraum"])


def test_rate_shares_the_fate_of_its_count() -> None:
    found = first(three_areas((9, 10, 0)), faelle=BA_AKG_10)
    assert found == {"0101": ("suppressed", "primary"), "0102": ("ok", "none"), "0201": ("ok", "none")}


def test_level_finer_than_the_source_delivers_has_no_block() -> None:
    """The police count by district: below it there is nothing to be missing."""
    made = city({"01": ["0101", "0102"], "02": ["0201"]})
    made.deliver("faelle", "bezirk", 0, {"01": 40.0, "02": 12.0})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 100.0, "0102": 300.0, "0201": 100.0})
    blocks = calculate(made.inputs(indicator()))
    assert {block.level for block in blocks} == {"stadt", "bezirk"}
    values = {block.level: block.value.tolist() for block in blocks if block.period == PERIODS[0]}
    assert values == {"stadt": [pytest.approx(10.4)], "bezirk": [10.0, 12.0]}


def test_level_stays_where_one_period_was_delivered_for_it() -> None:
    made = three_areas((20, 20, 30))
    made.deliver("faelle", "bezirk", 1, {"01": 40.0, "02": 12.0})
    assert {block.level for block in calculate(made.inputs(indicator()))} == {"stadt", "bezirk", "planungsraum"}


def test_suppliers_star_is_adopted() -> None:
    found = first(three_areas(("suppressed", 10, 20)), faelle=BA_AKG_10)
    assert found["0101"] == ("suppressed", "supplier")


def test_small_rest_is_protected_where_not_receiving_is_sensitive_too() -> None:
    areas = three_areas((95, 100, 80))
    assert [state for state, _ in first(areas, faelle=BA_AKG_10).values()] == ["suppressed", "ok", "ok"]
    assert [state for state, _ in first(areas, faelle=REGISTER_3).values()] == ["ok", "ok", "ok"]


def test_measure_can_be_sensitive_on_both_sides_although_its_register_is_not() -> None:
    areas = three_areas((98, 100, 80))
    inputs = areas.inputs(indicator())
    inputs.measures["faelle"] = areas.series("faelle", policy=REGISTER_3)  # type: ignore[index]
    assert calculate(inputs)[-3].status[0] == ValueState.OK
    sensitive = inputs.measures["faelle"]
    object.__setattr__(sensitive, "sensitive_complement", True)
    assert calculate(inputs)[-3].status[0] == ValueState.SUPPRESSED


def test_quotient_of_two_groups_has_no_rest_to_protect() -> None:
    assert first(three_areas((95, 100, 80)), indicator(unit="per_100"), faelle=BA_AKG_10)["0101"] == ("ok", "none")


def test_rate_over_too_few_persons_is_unreliable_and_holds_no_number() -> None:
    spec = indicator(minimum_denominator=MinimumDenominator(50, 100))
    made = three_areas((20, 20, 3), (49, 50, 30))
    assert first(made, spec, faelle=BA_AKG_10) == {
        "0101": ("unreliable", "minimum_denominator"),
        "0102": ("ok", "none"),
        "0201": ("suppressed", "primary"),  # the small count is protected first
    }


def test_small_weight_makes_a_share_unreliable() -> None:
    made = city({"01": ["0101", "0102"]})
    made.deliver("anteil", "planungsraum", 0, {"0101": 5.0, "0102": 7.0})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 49})
    spec = indicator(IndicatorKind.SHARE, minimum_denominator=MinimumDenominator(50, 100))
    found = first(made, spec, anteil=BA_AKG_10)
    assert found == {
        "0101": ("unreliable", "minimum_denominator"),
        "0102": ("ok", "none"),
    }  # no weight, nothing to judge


def test_total_of_residents_has_a_threshold_of_its_own() -> None:
    made = city({"01": ["0101", "0102"]})
    made.deliver("einwohner", "planungsraum", 0, {"0101": 9, "0102": 10})
    made.deliver("einwohner_0_5", "planungsraum", 0, {"0101": 5, "0102": 3})
    residents = indicator(IndicatorKind.COUNT, numerator=("einwohner",))
    assert first(made, residents, einwohner=REGISTER_3)["0101"] == ("suppressed", "primary")
    assert first(made, residents, einwohner=REGISTER_3)["0102"] == ("ok", "none")
    children = indicator(numerator=("einwohner_0_5",), denominator=("einwohner",))
    both = first(made, children, einwohner=REGISTER_3, einwohner_0_5=REGISTER_3)
    assert both == {"0101": ("suppressed", "primary"), "0102": ("ok", "none")}


def test_small_addend_does_not_hide_the_sum_that_is_shown() -> None:
    made = three_areas((30, 40, 50))
    made.deliver("weitere", "planungsraum", 0, {"0101": 1, "0102": 0, "0201": 2})
    spec = indicator(numerator=("faelle", "weitere"))
    assert set(first(made, spec, faelle=BA_AKG_10, weitere=BA_AKG_10).values()) == {("ok", "none")}


def test_sum_is_judged_by_the_strictest_policy_of_its_addends() -> None:
    made = three_areas((3, 40, 50))
    made.deliver("weitere", "planungsraum", 0, {"0101": 2, "0102": 0, "0201": 2})
    spec = indicator(numerator=("faelle", "weitere"))
    assert first(made, spec, faelle=REGISTER_3, weitere=BA_AKG_10)["0101"] == ("suppressed", "primary")


def test_three_persons_in_three_communities_may_be_shown_where_both_are_delivered() -> None:
    made = three_areas((4, 4, 4))
    made.deliver("bg", "planungsraum", 0, {"0101": 3, "0102": 2})
    spec = indicator(IndicatorKind.COUNT)
    series = {"faelle": made.series("faelle", policy=BA_3), "bg": made.series("bg", policy=BA_3)}
    inputs = IndicatorInputs(spec, PERIODS, made.hierarchy, series, {"faelle": "bg"})
    states = [state for state, _ in cells(calculate(inputs), "planungsraum", made.places["planungsraum"]).values()]
    assert states == ["ok", "suppressed", "suppressed"]


def test_protection_holds_at_every_level() -> None:
    made = three_areas((0, 4, 2))
    blocks = calculate(made.inputs(indicator(), faelle=BA_AKG_10))
    assert cells(blocks, "bezirk", made.places["bezirk"])["01"] == ("suppressed", "primary")
    assert cells(blocks, "stadt", ["0"]) == {"0": ("suppressed", "primary")}


@settings(max_examples=60, deadline=None)
@given(cities(), PROTECTED, st.sampled_from([0, 15]), st.sampled_from(list(IndicatorKind)))
def test_what_is_not_ok_holds_nothing(
    invented: InventedCity, policy: DisclosurePolicy, minimum: int, kind: IndicatorKind
) -> None:
    spec = indicator(kind, minimum_denominator=MinimumDenominator(minimum, 100))
    for block in calculate(invented.inputs(spec, faelle=policy, bevoelkerung=REGISTER_3)):
        hidden = block.status != ValueState.OK
        for name in NUMBERS:
            assert np.isnan(getattr(block, name)[hidden]).all()
        assert np.isnan(block.coverage[block.status == ValueState.SUPPRESSED]).all()
        assert not np.isnan(block.value[~hidden]).any()
        assert not any(np.isinf(getattr(block, name)).any() for name in NUMBERS)
        counted = block.numerator[~hidden]
        assert not ((counted > 0) & (counted < policy.smallest_safe)).any()
        assert ((block.reasons > 0) <= hidden).all()


@settings(max_examples=40, deadline=None)
@given(cities(), st.data())
def test_relabelling_areas_changes_nothing(invented: InventedCity, data: st.DataObject) -> None:
    before = calculate(invented.inputs(indicator(), faelle=BA_AKG_10))
    finest = invented.places["planungsraum"]
    movable = [place for place in finest if place != REST]
    order = data.draw(st.permutations(movable))
    invented.places["planungsraum"] = order + finest[len(movable) :]
    after = calculate(invented.inputs(indicator(), faelle=BA_AKG_10))
    for one, other in zip(before, after, strict=True):
        moved = (
            [finest.index(p) for p in invented.places["planungsraum"]] if one.level == "planungsraum" else slice(None)
        )
        for name in ("status", *NUMBERS):
            assert np.array_equal(getattr(one, name)[moved], getattr(other, name), equal_nan=name != "status")


@settings(max_examples=40, deadline=None)
@given(cities())
def test_city_differs_from_itself_by_nothing(invented: InventedCity) -> None:
    block = calculate(invented.inputs(indicator()))[0]
    own = Figures(block.status.astype(np.uint8), block.value, block.numerator, block.denominator, block.low, block.high)
    found = relate(own, own.at(0), kind=IndicatorKind.RATE, scale=100)
    if block.status[0] == ValueState.OK:
        assert found.difference.value[0] == 0
        assert abs(found.excess.value[0]) < 1e-9
    else:
        assert np.isnan(found.difference.value[0])


def test_no_change_is_written_as_one_zero() -> None:
    made = three_areas((10, 20, 30))
    made.deliver("anteil", "planungsraum", 0, {"0101": -0.0, "0102": 0.0, "0201": -1.0})
    block = calculate(made.inputs(indicator(IndicatorKind.CHANGE)))[-3]
    assert np.signbit(block.value).tolist() == [False, False, True]


def test_blocks_do_not_depend_on_other_indicators_computed_before() -> None:
    made = three_areas((10, 20, 30))
    one = [b.value.tobytes() for b in calculate(made.inputs(indicator()))]
    calculate(made.inputs(indicator(IndicatorKind.COUNT)))
    assert [b.value.tobytes() for b in calculate(made.inputs(indicator()))] == one


@pytest.mark.parametrize("kind", list(IndicatorKind))
def test_one_block_for_every_level_and_period(kind: IndicatorKind) -> None:
    made = three_areas((10, 20, 30))
    made.deliver("anteil", "planungsraum", 0, {"0101": 1.0, "0102": 2.0, "0201": 3.0})
    blocks = calculate(made.inputs(indicator(kind), faelle=OPEN))
    assert [(b.level, b.period) for b in blocks] == [(level, period) for level in made.levels for period in PERIODS]
    assert all(len(b.status) == len(made.places[b.level]) for b in blocks)
