"""Composite indices: components standardised over the areas, combined, and divided into classes.

With components x_k (k = 1 … K) and their weights w_k, over the included areas only:

    z_ka = (x_ka − c_k) ÷ s_k            c_k the mean of the areas, or the value of the whole; s_k population or sample SD
    z_ka = (x_ka − min_k) ÷ (max_k − min_k)                                                           for ``min_max``
    C_a  = Σ_k w_k · z_ka, divided by Σ_k w_k where the index is a mean
    index_a = C_a, or C_a standardised once more in the same way (``restandardise``)

An area is left out where it has fewer residents than ``exclude.residents_below``, where the index lists it, or where one of
its components is not there: nothing stands in for a missing component. What is left out shifts neither mean nor spread.

Source: Monitoring Soziale Stadtentwicklung Berlin 2013 to 2019 (methods, Berlin MSS): z over the included areas, simple mean,
population SD, equal weights, the sum standardised again; its published classes are reproduced in ``tests/real``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats
from indicators.catalogue.specs import Exclusion, IndexSpec

NO_CLASS = -1
"""Class of an area that the index leaves out."""


@dataclass(frozen=True, eq=False)
class Index:
    """An index over the areas of a level.

    ``z`` (components, areas) and ``value`` (areas) are NaN where an area is left out; ``class_of`` is the position in the
    index's ``classes``, ``NO_CLASS`` where it is left out.
    """

    included: Bools
    z: Floats
    value: Floats
    class_of: NDArray[np.int16]


def index_of(components: Floats, spec: IndexSpec, *, included: Bools, whole: Floats | None = None) -> Index:
    """An index and the classes of its areas.

    Args:
        components: (components, areas) in the order of ``spec.components``; NaN where there is no number.
        included: (areas,), which areas may take part (``included_areas``); those without all components never do.
        whole: (components,), values of the whole city; needed where ``spec.centre`` is ``rate_of_the_whole``.

    Returns:
        everything NaN and without class where no area takes part; a component that is the same everywhere adds 0.

    Raises:
        ValueError: the shapes do not fit, or the values of the whole are needed and missing.

    >>> from datetime import date
    >>> from indicators.catalogue.specs import Exclusion, IndexSpec, Text
    >>> spec = IndexSpec("i", Text("", ""), ("a",), (1.0,), "mean_of_areas", "population_sd", "z", "sum", False,
    ...     Exclusion(), (0.0,), ("<=", ">"), ("low", "high"))
    >>> found = index_of(np.array([[1.0, 3.0, np.nan]]), spec, included=np.ones(3, bool))
    >>> found.value.tolist(), found.class_of.tolist()
    ([-1.0, 1.0, nan], [0, 1, -1])
    """
    if len(components) != len(spec.components):
        raise ValueError(f"{len(components)} components instead of {len(spec.components)}")
    if spec.centre == "rate_of_the_whole" and whole is None:
        raise ValueError("the values of the whole are missing")
    taken = included & np.isfinite(components).all(axis=0)
    z = np.full(components.shape, np.nan)
    value = np.full(components.shape[1], np.nan)
    if taken.any():
        centres = whole if spec.centre == "rate_of_the_whole" else None
        z[:, taken] = _standardised(components[:, taken], centres, spec)
        weights = np.array(spec.weights)
        combined = weights @ z[:, taken]
        if spec.combine == "mean":
            combined = combined / weights.sum()
        if spec.restandardise:
            middle = np.zeros(1) if centres is not None and spec.standardise == "z" else None
            combined = _standardised(combined[np.newaxis], middle, spec)[0]
        value[taken] = combined
    return Index(taken, z, value, classes_of(value, spec))


def included_areas(exclude: Exclusion, codes: tuple[str, ...], residents: Floats | None) -> Bools:
    """Which areas an index may take: none that it lists, none with too few residents.

    Args:
        residents: (areas,), NaN where unknown; an unknown number leaves nobody out. ``None``: unknown throughout.
    """
    listed = {code for code, _ in exclude.areas}
    taken = np.array([code not in listed for code in codes], bool)
    if exclude.residents_below is not None and residents is not None:
        taken &= ~(residents < exclude.residents_below)
    return taken


def classes_of(value: Floats, spec: IndexSpec) -> NDArray[np.int16]:
    """The class of each value: the first whose upper break it does not pass, the last above all breaks; any shape."""
    found = np.full(value.shape, len(spec.breaks), np.int16)
    for position in range(len(spec.breaks) - 1, -1, -1):
        limit = spec.breaks[position]
        below = value <= limit if spec.closed[position] == "<=" else value < limit
        found[below] = position
    found[np.isnan(value)] = NO_CLASS
    return found


def _standardised(values: Floats, centres: Floats | None, spec: IndexSpec) -> Floats:
    """Each row over its columns; a row without spread becomes 0."""
    if spec.standardise == "min_max":
        lowest = values.min(axis=1, keepdims=True)
        return _divided(values - lowest, values.max(axis=1, keepdims=True) - lowest)
    middle = values.mean(axis=1, keepdims=True) if centres is None else centres[:, np.newaxis]
    if spec.spread == "sample_sd" and values.shape[1] < 2:
        return np.zeros(values.shape)
    return _divided(values - middle, values.std(axis=1, ddof=int(spec.spread == "sample_sd"), keepdims=True))


def _divided(part: Floats, by: Floats) -> Floats:
    return np.divide(part, by, out=np.zeros(part.shape), where=np.broadcast_to(by > 0, part.shape))
