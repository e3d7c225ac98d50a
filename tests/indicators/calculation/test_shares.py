"""Shares that come without counts are aggregated by a named weight only."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue.specs import Break, IndicatorKind, MeasureFrom, MinimumDenominator
from tests.indicators.calculation.cities import TEXT, InventedCity, city, indicator
from tests.indicators.calculation.test_rates import block_of, shown

SHARE = IndicatorKind.SHARE


def two_districts() -> InventedCity:
    made = city({"01": ["0101", "0102"], "02": ["0201"]})
    made.deliver("anteil", "planungsraum", 0, {"0101": 10.0, "0102": 30.0, "0201": 5.0})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 100, "0102": 300, "0201": 600})
    return made


def test_share_is_aggregated_by_its_weight() -> None:
    made = two_districts()
    assert shown(made, indicator(SHARE), "bezirk") == {"01": ("ok", 25), "02": ("ok", 5)}
    assert shown(made, indicator(SHARE), "stadt") == {"0": ("ok", 13)}


def test_share_without_counts_shows_no_counts_and_no_range() -> None:
    block = block_of(two_districts(), indicator(SHARE), "stadt")
    assert all(np.isnan(column).all() for column in (block.numerator, block.denominator, block.low, block.high))


def test_share_without_a_weight_cannot_be_aggregated() -> None:
    made, spec = two_districts(), indicator(SHARE, weight=())
    assert shown(made, spec, "planungsraum")["0101"] == ("ok", 10)
    assert shown(made, spec, "stadt") == {"0": ("not_applicable", None)}
    made.deliver("anteil", "stadt", 0, {"0": 12.5})
    assert shown(made, spec, "stadt") == {"0": ("ok", 12.5)}


def test_single_zero_is_a_share_and_an_area_not_computed_is_none() -> None:
    made = two_districts()
    made.deliver("anteil", "planungsraum", 0, {"0101": 0.0, "0201": "not_applicable"})
    assert shown(made, indicator(SHARE), "planungsraum") == {
        "0101": ("ok", 0),
        "0102": ("ok", 30),
        "0201": ("not_applicable", None),
    }
    assert shown(made, indicator(SHARE), "bezirk") == {"01": ("ok", 22.5), "02": ("not_applicable", None)}
    assert shown(made, indicator(SHARE), "stadt") == {"0": ("missing", None)}


def test_few_residents_in_areas_not_computed_leave_the_aggregate_standing() -> None:
    made = two_districts()
    made.deliver("anteil", "planungsraum", 0, {"0101": "not_applicable"})
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 20, "0102": 380})
    block = block_of(made, indicator(SHARE), "bezirk")
    assert (block.value[0], block.coverage[0]) == (30, 0.95)


def test_share_delivered_for_a_district_outranks_the_weighted_one() -> None:
    made = two_districts()
    made.deliver("anteil", "bezirk", 0, {"01": 20.0})
    assert shown(made, indicator(SHARE), "bezirk") == {"01": ("ok", 20), "02": ("ok", 5)}
    assert shown(made, indicator(SHARE), "stadt") == {"0": ("ok", 11)}  # (400 · 20 + 600 · 5) ÷ 1,000


def test_delivered_share_stands_for_the_whole_district_also_where_a_weight_is_missing() -> None:
    made = two_districts()
    made.deliver("bevoelkerung", "planungsraum", 1, {"0102": 300, "0201": 600})
    made.deliver("anteil", "planungsraum", 1, {"0101": 10.0, "0102": 30.0, "0201": 5.0})
    made.deliver("anteil", "bezirk", 1, {"01": 20.0})
    block = block_of(made, indicator(SHARE), "stadt", row=1)
    assert (block.value[0], block.coverage[0]) == (11, 1)  # district 01 weighs its last known 400


def test_share_over_few_persons_stays_unreliable_while_their_number_is_missing() -> None:
    made = two_districts()
    made.deliver("bevoelkerung", "planungsraum", 0, {"0101": 40})
    made.deliver("anteil", "planungsraum", 1, {"0101": 10.0, "0102": 30.0, "0201": 5.0})
    spec = indicator(SHARE, minimum_denominator=MinimumDenominator(50, 100))
    assert [state for state, _ in shown(made, spec, "planungsraum", row=1).values()] == ["unreliable", "ok", "ok"]


def test_missing_weight_counts_against_the_coverage_with_its_last_size() -> None:
    made = two_districts()
    made.deliver("anteil", "planungsraum", 1, {"0101": 10.0, "0102": 30.0, "0201": 5.0})
    made.deliver("bevoelkerung", "planungsraum", 1, {"0101": 100, "0102": 300})
    assert shown(made, indicator(SHARE), "planungsraum", row=1)["0201"] == ("ok", 5)
    assert shown(made, indicator(SHARE), "stadt", row=1) == {"0": ("missing", None)}


def test_definition_that_changed_takes_the_measure_of_its_time() -> None:
    made = two_districts()
    made.deliver("anteil", "planungsraum", 1, {"0101": 99.0, "0102": 99.0, "0201": 99.0})
    made.deliver("anteil_neu", "planungsraum", 0, {"0101": 77.0, "0102": 77.0, "0201": 77.0})
    made.deliver("anteil_neu", "planungsraum", 1, {"0101": 1.0, "0102": 2.0, "0201": 3.0})
    spec = indicator(SHARE, measure_from=(MeasureFrom("2018-Q2", "anteil_neu"),), breaks=(Break("2018-Q2", TEXT),))
    assert shown(made, spec, "planungsraum", 0)["0101"] == ("ok", 10)
    assert shown(made, spec, "planungsraum", 1) == {"0101": ("ok", 1), "0102": ("ok", 2), "0201": ("ok", 3)}


def test_negative_change_is_weighted_like_a_share() -> None:
    made = two_districts()
    made.deliver("anteil", "planungsraum", 0, {"0101": -1.0, "0102": 1.0, "0201": -2.0})
    assert shown(made, indicator(IndicatorKind.CHANGE), "bezirk") == {"01": ("ok", 0.5), "02": ("ok", -2)}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=3, max_size=3))
def test_share_weighted_by_its_own_denominator_equals_the_rate(counts: list[tuple[int, int]]) -> None:
    made = city({"01": ["0101", "0102"], "02": ["0201"]})
    for place, (n, d) in zip(made.places["planungsraum"], counts, strict=True):
        made.deliver("faelle", "planungsraum", 0, {place: n})
        made.deliver("bevoelkerung", "planungsraum", 0, {place: d})
        made.deliver("anteil", "planungsraum", 0, {place: 100 * n / d})
    for level in made.levels:
        shares, rates = (block_of(made, indicator(kind), level).value for kind in (SHARE, IndicatorKind.RATE))
        assert np.allclose(shares, rates, rtol=1e-12, atol=1e-12)
