"""Composite indices: components standardised over the areas, combined, and divided into classes.

With components x_k (k = 1 … K) and their weights w_k, over the included areas only:

    z_ka = (x_ka − c_k) ÷ s_k            c_k the mean of the areas, or the value of the whole; s_k population or sample SD
    z_ka = (x_ka − min_k) ÷ (max_k − min_k)                                                           for ``min_max``
    C_a  = Σ_k w_k · z_ka, divided by Σ_k w_k where the index is a mean
    index_a = C_a, or C_a standardised once more in the same way (``restandardise``)

Sums over areas are rounded once (``math.fsum``), so that the order of the areas changes no bit. A row whose spread is no
larger than the rounding of its numbers has none: a constant component adds 0.

An area is left out where it has fewer residents than ``exclude.residents_below``, where the index lists it, or where one of
its components is not there: nothing stands in for a missing component. What is left out shifts neither mean nor spread.

Source: Monitoring Soziale Stadtentwicklung Berlin 2013 to 2019 (methods, Berlin MSS): z over the included areas, simple mean,
population SD, equal weights, the sum standardised again; its published classes are reproduced in ``tests/real``.
"""

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats
from indicators.catalogue.specs import Exclusion, IndexSpec

NO_CLASS = -1
"""Class of an area that the index leaves out."""
_ROUNDING = 1e-12


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
        inside = components[:, taken]
        z[:, taken] = _standardised(inside, centres, spec, np.abs(inside).max(axis=1))
        value[taken] = _combined(z[:, taken], spec, about_city=centres is not None)
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


def centre_and_spread(values: Floats, spec: IndexSpec, *, centres: Floats | None = None) -> tuple[Floats, Floats]:
    """What is taken off each row and what it is divided by: (rows, areas) → two arrays of (rows,).

    Args:
        values: of the included areas, at least one.
        centres: (rows,), values of the whole in place of the means; they shift no spread, which is that around the means.

    >>> from types import SimpleNamespace
    >>> spec = SimpleNamespace(standardise="z", spread="population_sd")
    >>> [found.tolist() for found in centre_and_spread(np.array([[1.0, 3.0]]), spec)]
    [[2.0], [1.0]]
    """
    if spec.standardise == "min_max":
        least = values.min(axis=1)
        return least, values.max(axis=1) - least
    means = np.array([fsum(row) / len(row) for row in values])
    freedom = values.shape[1] - int(spec.spread == "sample_sd")
    squares = np.array([fsum(row) for row in (values - means[:, np.newaxis]) ** 2])
    width = np.sqrt(squares / freedom) if freedom else np.zeros(len(values))
    return (means if centres is None else centres), np.asarray(width, np.float64)


def _combined(z: Floats, spec: IndexSpec, *, about_city: bool) -> Floats:
    """The weighted sum (or mean) of each column, component after component, so that the bits do not depend on the machine."""
    combined = np.zeros(z.shape[1])
    for weight, row in zip(spec.weights, z, strict=True):
        combined = combined + weight * row
    if spec.combine == "mean":
        combined = combined / fsum(spec.weights)
    if not spec.restandardise:
        return combined
    middle = np.zeros(1) if about_city and spec.standardise == "z" else None
    size = sum(abs(weight) for weight in spec.weights)
    return np.asarray(_standardised(combined[np.newaxis], middle, spec, np.array([size]))[0], np.float64)


def _standardised(values: Floats, centres: Floats | None, spec: IndexSpec, sizes: Floats) -> Floats:
    """Each row over its columns; a row without spread becomes 0. ``sizes``: what the rounding of each row goes by."""
    middle, width = centre_and_spread(values, spec, centres=centres)
    spread = np.broadcast_to((width > _ROUNDING * sizes)[:, np.newaxis], values.shape)
    part = values - middle[:, np.newaxis]
    found: Floats = np.divide(part, width[:, np.newaxis], out=np.zeros(values.shape), where=spread)
    return found
