"""The numbers between the components of an index and the index itself, so that it can be computed again by hand.

    z_ka = (x_ka − centre_k) ÷ spread_k          centre and spread over the included areas; the value of the whole, or the
                                                 minimum and the width, where the index says so
    C_a  = Σ_k w_k · z_ka, divided by Σ_k w_k where the index is a mean
    index_a = (C_a − centre_C) ÷ spread_C        where the index is standardised once more; otherwise C_a

Source: as ``indices``, whose own functions compute centre and spread.
"""

from dataclasses import dataclass
from math import fsum

import numpy as np

from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.indices import centre_and_spread
from indicators.catalogue.specs import IndexSpec


@dataclass(frozen=True, eq=False)
class Between:
    """``centre`` and ``spread`` are (components,), ``combined`` is C of each area, NaN where an area is left out.

    ``combined_centre`` and ``combined_spread`` are 0 and 1 where the index is not standardised once more. A spread of 0
    divides nothing: such a component adds 0 everywhere.
    """

    centre: Floats
    spread: Floats
    combined: Floats
    combined_centre: float
    combined_spread: float


def between(
    components: Floats, z: Floats, spec: IndexSpec, *, included: Bools, whole: Floats | None = None
) -> Between | None:
    """The numbers of an index between its components and its values; nothing where no area is included.

    Args:
        components, z: (components, areas) as ``index_of`` takes and gives them.
        included, whole: as for ``index_of``.

    >>> from indicators.calculation.indices import index_of
    >>> from indicators.catalogue.specs import Exclusion, Text
    >>> spec = IndexSpec("i", Text("", ""), ("a", "b"), (2.0, 1.0), "mean_of_areas", "population_sd", "z", "mean", True,
    ...     Exclusion(), (0.0,), ("<=", ">"), ("low", "high"))
    >>> x, everywhere = np.array([[1.0, 3.0], [4.0, 2.0]]), np.ones(2, bool)
    >>> found = between(x, index_of(x, spec, included=everywhere).z, spec, included=everywhere)
    >>> found.centre.tolist(), found.spread.tolist(), found.combined.round(3).tolist(), round(found.combined_spread, 3)
    ([2.0, 3.0], [1.0, 1.0], [-0.333, 0.333], 0.333)
    """
    taken = included & np.isfinite(components).all(axis=0)
    if not taken.any():
        return None
    about_city = spec.centre == "rate_of_the_whole"
    centres = whole if about_city else None
    centre, spread = centre_and_spread(components[:, taken], spec, centres=centres)
    spread = np.where(z[:, taken].any(axis=1), spread, 0.0)  # the rounding of equal numbers is no spread
    combined = np.full(components.shape[1], np.nan)
    weights = np.array(spec.weights)
    combined[taken] = (weights[:, np.newaxis] * z[:, taken]).sum(axis=0)
    if spec.combine == "mean":
        combined = combined / fsum(spec.weights)
    middle, width = 0.0, 1.0
    if spec.restandardise:
        zero = np.zeros(1) if about_city and spec.standardise == "z" else None
        own_centre, own_spread = centre_and_spread(combined[np.newaxis, taken], spec, centres=zero)
        middle, width = float(own_centre[0]), float(own_spread[0])
    return Between(centre, spread, combined, middle, width)
