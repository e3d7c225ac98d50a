"""Every finding about an index that meets its data, each from an index that has nothing else wrong with it."""

from dataclasses import replace

import numpy as np

from indicators.calculation.correlations import correlations
from indicators.calculation.indices import index_of
from indicators.calculation.soundness import FINDING_CODES, Finding, Weight, of_correlations, of_definition, of_values
from indicators.catalogue.specs import Polarity
from tests.factories.catalogue import indicator_spec
from tests.indicators.calculation.test_robustness import FOUR, SPEC

HIGHER, LOWER, NEUTRAL = (
    indicator_spec("a"),
    indicator_spec("b", polarity=Polarity.LOWER_IS_MORE_DISADVANTAGE),
    indicator_spec("b", polarity=Polarity.NEUTRAL),
)


def found(
    values: np.ndarray, included: list[bool] | None = None, alone: str | None = None, **changes: object
) -> list[tuple[str, str, Weight]]:
    spec = replace(SPEC, **changes)
    whole = np.full(len(values), np.nan) if spec.centre == "rate_of_the_whole" else None
    index = index_of(values, spec, included=np.array(included or [True] * values.shape[1]), whole=whole)
    return [told(one) for one in of_values(spec, values, index, alone=alone, whole=whole)]


def told(finding: Finding) -> tuple[str, str, Weight]:
    assert tuple(name for name, _ in finding.params) == FINDING_CODES[finding.code]
    return finding.key, finding.code, finding.weight


def test_sound_index_has_no_findings() -> None:
    assert found(FOUR) == []
    assert list(of_definition(replace(SPEC, weights=(1.0, -1.0)), [HIGHER, LOWER])) == []


def test_all_areas_excluded_stops() -> None:
    assert found(FOUR, [False] * 4) == [("exclude", "all_areas_excluded", Weight.STOPS)]


def test_single_area_is_compared_with_nothing() -> None:
    assert found(FOUR, [False] * 4, alone="02") == [("exclude", "single_area", Weight.STOPS)]


def test_constant_component_is_named_where_it_stands() -> None:
    values = np.array([[1.0, 2.0, 3.0, 6.0], [0.3, 0.3, 0.3, 0.3]])
    assert ("components[2]", "component_constant", Weight.FORBIDS) in found(values)


def test_all_values_tied_are_noticed_although_each_component_varies() -> None:
    values = np.array([[1.0, 2.0, 4.0, 3.0], [2.0, 4.0, 8.0, 6.0]])
    assert ("components", "all_tied", Weight.FORBIDS) in found(values, weights=(1.0, -1.0))


def test_city_without_a_value_cannot_be_the_centre() -> None:
    assert ("centre", "whole_unknown", Weight.STOPS) in found(FOUR, centre="rate_of_the_whole")


def test_class_without_areas_is_mentioned() -> None:
    spec = {"breaks": (-9.0, 1.0), "closed": ("<", "<=", ">")}
    assert found(FOUR, **spec) == [("classes[1]", "class_without_areas", Weight.INFORMS)]


def test_component_against_its_polarity_is_mentioned() -> None:
    assert [told(one) for one in of_definition(SPEC, [HIGHER, LOWER])] == [
        ("weights[2]", "against_polarity", Weight.INFORMS)
    ]
    turned = replace(SPEC, weights=(-1.0, -2.0))
    assert [told(one)[0] for one in of_definition(turned, [HIGHER, LOWER])] == ["weights[1]"]


def test_weights_that_cancel_each_other_out_say_so_unless_the_component_points_the_other_way() -> None:
    against = replace(SPEC, weights=(1.0, -1.0))
    assert told(next(iter(of_definition(against, [HIGHER, HIGHER])))) == ("weights", "weights_cancel", Weight.FORBIDS)
    assert list(of_definition(against, [HIGHER, LOWER])) == []


def test_neutral_component_and_one_without_weight_are_mentioned() -> None:
    assert [told(one) for one in of_definition(SPEC, [HIGHER, NEUTRAL])] == [
        ("weights[2]", "neutral_component", Weight.INFORMS)
    ]
    light = replace(SPEC, weights=(1.0, 0.0))
    assert [told(one) for one in of_definition(light, [HIGHER, LOWER])] == [
        ("weights[2]", "weight_is_zero", Weight.FORBIDS)
    ]


def test_components_that_say_the_same_are_mentioned_and_the_index_with_them_is_not() -> None:
    rows = np.vstack([FOUR[0], FOUR[0] * 2 + 1, FOUR[0]])
    assert [told(one) for one in of_correlations(SPEC, correlations(rows))] == [
        ("components[2]", "components_alike", Weight.INFORMS)
    ]
