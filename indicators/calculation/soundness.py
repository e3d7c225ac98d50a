"""What is wrong with an index, or remarkable about it, once it meets its data: findings, each at the key where it is entered.

A finding either stops the computation, or lets it be seen but forbids to hand it in, or only informs (``Weight``). What a
document alone can get wrong (missing keys, lengths, the order of breaks) is found by the catalogue's format before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.calculation.correlations import Correlations
from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.indices import Index
from indicators.catalogue.references import sum_of_weights
from indicators.catalogue.specs import IndexSpec, IndicatorSpec, Polarity


class Weight(StrEnum):
    """How much a finding weighs: nothing can be computed · computed, but not to be handed in · good to know."""

    STOPS = "stops"
    FORBIDS = "forbids"
    INFORMS = "informs"


@dataclass(frozen=True)
class Finding:
    """``key``: where it was entered, as the catalogue names keys (``weights``, ``components[2]`` counts from 1)."""

    key: str
    code: str
    weight: Weight
    params: tuple[tuple[str, str | int | float], ...] = ()


#: Every code with the names of its parameters.
FINDING_CODES: dict[str, tuple[str, ...]] = {
    "weights_cancel": (),
    "weight_is_zero": ("component",),
    "component_constant": ("component",),
    "whole_unknown": ("component",),
    "all_areas_excluded": (),
    "single_area": ("area",),
    "all_tied": (),
    "class_without_areas": ("name",),
    "against_polarity": ("component",),
    "neutral_component": ("component",),
    "components_alike": ("component", "other", "correlation"),
    "unknown_component": ("component",),
    "nothing_in_common": (),
    "not_released": ("component",),
    "no_earlier": ("component", "years"),
    "break_inside": ("component", "years", "break"),
}


def of_definition(spec: IndexSpec, indicators: Sequence[IndicatorSpec]) -> Iterator[Finding]:
    """Findings that need no values: whether each component weighs something, and points the way in which disadvantage grows.

    Args:
        indicators: the components in the order of ``spec.components``.
    """
    if sum_of_weights(spec, indicators) is not None:
        yield Finding("weights", "weights_cancel", Weight.FORBIDS)
    for at, (weight, indicator) in enumerate(zip(spec.weights, indicators, strict=True), start=1):
        yield from _of_weight(at, weight, indicator)


def _of_weight(at: int, weight: float, indicator: IndicatorSpec) -> Iterator[Finding]:
    key, about = f"weights[{at}]", (("component", indicator.code),)
    if weight == 0:
        yield Finding(key, "weight_is_zero", Weight.FORBIDS, about)
    elif indicator.polarity is Polarity.NEUTRAL:
        yield Finding(key, "neutral_component", Weight.INFORMS, about)
    elif (weight < 0) != (indicator.polarity is Polarity.LOWER_IS_MORE_DISADVANTAGE):
        yield Finding(key, "against_polarity", Weight.INFORMS, about)


def of_values(
    spec: IndexSpec, components: Floats, index: Index, *, alone: str | None = None, whole: Floats | None = None
) -> Iterator[Finding]:
    """Findings about an index over its data: nobody left, one area, a constant component, all tied, an empty class.

    Args:
        components: (components, areas), as for ``index_of``; ``alone``: the only area that was left, which has no index.
    """
    taken = index.included
    if alone is not None:
        yield Finding("exclude", "single_area", Weight.STOPS, (("area", alone),))
        return
    if not taken.any():
        yield Finding("exclude", "all_areas_excluded", Weight.STOPS)
        return
    if spec.centre == "rate_of_the_whole" and whole is not None:
        for at, code in enumerate(spec.components):
            if not np.isfinite(whole[at]):
                yield Finding("centre", "whole_unknown", Weight.STOPS, (("component", code),))
    constant = _constant(components[:, taken])
    for at in np.flatnonzero(constant).tolist():
        about = (("component", spec.components[at]),)
        yield Finding(f"components[{at + 1}]", "component_constant", Weight.FORBIDS, about)
    if not constant.all() and np.ptp(index.value[taken]) == 0:
        yield Finding("components", "all_tied", Weight.FORBIDS)
    for at, name in enumerate(spec.classes):
        if not (index.class_of == at).any():
            yield Finding(f"classes[{at + 1}]", "class_without_areas", Weight.INFORMS, (("name", name),))


def _constant(values: Floats) -> Bools:
    return np.asarray(np.ptp(values, axis=1) == 0, bool)


def of_correlations(spec: IndexSpec, found: Correlations) -> Iterator[Finding]:
    """Components that say the same: what they measure counts twice. Rows after the components are not looked at."""
    count = len(spec.components)
    for one, other in found.alike():
        if one < count and other < count:
            names = (("component", spec.components[one]), ("other", spec.components[other]))
            strength = round(float(found.pearson[one, other]), 2)
            yield Finding(
                f"components[{other + 1}]", "components_alike", Weight.INFORMS, (*names, ("correlation", strength))
            )
