"""Whether the classes of an index hold: which areas change class if something is left out or weighed otherwise.

A class is robust where it stays when one component is left out, when the area that lies farthest out is left out, when a
weight is a quarter greater or smaller, or in the period before (``moves`` of two indices). Left out means: from the
comparison, so that centre and spread are others too. An area that has no class on one of the two sides is not compared.

Source: uncertainty and sensitivity analysis of composite indicators, OECD/JRC, Handbook on Constructing Composite
Indicators (2008), ch. 7, in its simplest form: one thing at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.indices import NO_CLASS, Index, index_of
from indicators.catalogue.specs import IndexSpec

WEIGHT_STEP = 0.25
"""By which part of itself a weight is made greater and smaller when weights are varied."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Areas in another class. ``compared``: areas with a class in both; ``changed``: their positions, ascending."""

    compared: int
    changed: NDArray[np.intp]


class Variation(StrEnum):
    """What is done to the index to see whether its classes hold."""

    COMPONENT_LEFT_OUT = "component_left_out"
    AREA_LEFT_OUT = "area_left_out"
    WEIGHT_GREATER = "weight_greater"
    WEIGHT_SMALLER = "weight_smaller"


@dataclass(frozen=True, eq=False)
class Variant:
    """The index done otherwise: ``at`` is the position of the component, or of the area that was left out."""

    variation: Variation
    at: int
    class_of: NDArray[np.int16]
    moves: Moves


def moves(before: NDArray[np.int16], after: NDArray[np.int16]) -> Moves:
    """Which areas are in another class; one that has no class on either side is not compared.

    >>> moves(np.array([0, 1, -1], np.int16), np.array([1, 1, 2], np.int16)).changed.tolist()
    [0]
    """
    both = (before != NO_CLASS) & (after != NO_CLASS)
    return Moves(int(both.sum()), np.flatnonzero(both & (before != after)))


def outlier(index: Index) -> int | None:
    """The area that lies farthest from the middle in any component, the first of several; nothing without areas.

    For min–max, whose ends are areas by construction, it is the area with the greatest distance from the mean of ``z``.
    """
    if not index.included.any():
        return None
    inside = index.z[:, index.included]
    away = np.abs(inside - inside.mean(axis=1, keepdims=True)).max(axis=0)
    return int(np.flatnonzero(index.included)[int(away.argmax())])


def variants(
    components: Floats, spec: IndexSpec, *, included: Bools, whole: Floats | None = None
) -> tuple[Variant, ...]:
    """The index without each of its components, without its outlier, and with each weight a quarter greater and smaller.

    Args:
        components, included, whole: as for ``index_of``.

    Returns:
        in this order; an index of one component is not computed without it, and its weight says nothing.
    """
    own = index_of(components, spec, included=included, whole=whole)
    found = list(_of_components(own, components, spec, included, whole))
    far = outlier(own)
    if far is not None:
        others = included & (np.arange(len(included)) != far)
        found.append(_varied(own, Variation.AREA_LEFT_OUT, far, components, spec, others, whole))
    if len(spec.components) > 1:
        for at in range(len(spec.components)):
            for variation, factor in (
                (Variation.WEIGHT_GREATER, 1 + WEIGHT_STEP),
                (Variation.WEIGHT_SMALLER, 1 - WEIGHT_STEP),
            ):
                weights = tuple(weight * factor if k == at else weight for k, weight in enumerate(spec.weights))
                other = replace(spec, weights=weights)
                found.append(_varied(own, variation, at, components, other, included, whole))
    return tuple(found)


def _of_components(
    own: Index, components: Floats, spec: IndexSpec, included: Bools, whole: Floats | None
) -> Iterator[Variant]:
    """Over the same areas: one that has no class for want of a component gets none because that is left out."""
    if len(spec.components) < 2:
        return
    for at in range(len(spec.components)):
        rest = [k for k in range(len(spec.components)) if k != at]
        other = replace(
            spec,
            components=tuple(spec.components[k] for k in rest),
            weights=tuple(spec.weights[k] for k in rest),
        )
        if spec.combine == "mean" and sum(other.weights) == 0:
            continue
        city = whole[rest] if whole is not None else None
        yield _varied(own, Variation.COMPONENT_LEFT_OUT, at, components[rest], other, own.included, city)


def _varied(
    own: Index,
    variation: Variation,
    at: int,
    components: Floats,
    spec: IndexSpec,
    included: Bools,
    whole: Floats | None,
) -> Variant:
    other = index_of(components, spec, included=included, whole=whole)
    return Variant(variation, at, other.class_of, moves(own.class_of, other.class_of))
