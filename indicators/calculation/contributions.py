"""What an index is made of, area by area: each component's part in it, and how far it is to the next class.

An index combines ``C_a = Σ_k w_k · z_ka`` (÷ ``Σ_k w_k`` where it is a mean) and may standardise the result once more, which
is a shift and a scaling: ``index_a = (C_a − m) ÷ s``. So each component's part can be told in units of the index itself:

    part_ka = (w_k · z_ka − m_k) ÷ s         m_k the part of component k in m; m = 0 and s = 1 without the second step
    index_a = base + Σ_k part_ka             base what belongs to no component: 0, but for min–max done twice

Source: decomposition of linear composite indicators, OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 10.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Floats
from indicators.calculation.indices import NO_CLASS, Index
from indicators.catalogue.specs import IndexSpec


@dataclass(frozen=True, eq=False)
class Parts:
    """What each component adds to the index: ``of`` (components, areas), NaN where an area is left out; ``base`` the rest."""

    of: Floats
    base: float


@dataclass(frozen=True, eq=False)
class Nearest:
    """The nearest edge between two classes: ``distance`` in units of the index, never negative; ``class_beyond`` it."""

    distance: Floats
    class_beyond: NDArray[np.int16]


def parts_of(index: Index, spec: IndexSpec) -> Parts:
    """Each component's part in the index, in units of the index: ``index_a = base + Σ_k part_ka``.

    A component that is the same everywhere adds 0. Where all combined values are tied and the index is standardised once
    more, the index is 0 everywhere, and so is every part.

    >>> from indicators.calculation.indices import index_of
    >>> from indicators.catalogue.specs import Exclusion, Text
    >>> spec = IndexSpec("i", Text("", ""), ("a", "b"), (2.0, 1.0), "mean_of_areas", "population_sd", "z", "mean", False,
    ...     Exclusion(), (0.0,), ("<=", ">"), ("low", "high"))
    >>> index = index_of(np.array([[1.0, 3.0], [4.0, 2.0]]), spec, included=np.ones(2, bool))
    >>> parts_of(index, spec).of.round(3).tolist(), index.value.round(3).tolist()
    ([[-0.667, 0.667], [0.333, -0.333]], [-0.333, 0.333])
    """
    weights = np.array(spec.weights)
    weighted = weights[:, np.newaxis] * index.z
    if spec.combine == "mean":
        weighted = weighted / weights.sum()
    taken = weighted[:, index.included]
    if not spec.restandardise or not taken.size:
        return Parts(weighted, 0.0)
    combined = taken.sum(axis=0)
    shifts, base, scale = np.zeros(len(weights)), 0.0, 0.0
    if spec.standardise == "min_max":
        scale = float(combined.max() - combined.min())
        base = -float(combined.min()) / scale if scale > 0 else 0.0
    else:
        ddof = int(spec.spread == "sample_sd")
        scale = float(combined.std(ddof=ddof)) if len(combined) > ddof else 0.0
        if spec.centre == "mean_of_areas":
            shifts = taken.mean(axis=1)
    if not index.value[index.included].any():  # all combined values are tied
        return Parts(np.where(np.isnan(weighted), np.nan, 0.0), 0.0)
    return Parts((weighted - shifts[:, np.newaxis]) / scale, base)


def nearest_edge(value: Floats, class_of: NDArray[np.int16], spec: IndexSpec) -> Nearest:
    """How far each area is from the class next to it: ``min |index_a − break|`` over the edges of its own class.

    NaN and ``NO_CLASS`` where an area has no class, and where the index has only one.
    """
    lower = np.array([-np.inf, *spec.breaks])
    upper = np.array([*spec.breaks, np.inf])
    own = np.where(class_of == NO_CLASS, 0, class_of)
    below, above = np.abs(value - lower[own]), np.abs(upper[own] - value)
    distance = np.minimum(below, above)
    known = (class_of != NO_CLASS) & np.isfinite(distance)
    beyond = np.where(known, np.where(below <= above, own - 1, own + 1), NO_CLASS)
    return Nearest(np.where(known, distance, np.nan), beyond.astype(np.int16))
