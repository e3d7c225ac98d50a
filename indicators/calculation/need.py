"""How much more an area counts by its need: weights from an index or from a value against the city, linear or by class.

    deviation_a = ± z_a                     of an index: already in standard deviations around 0
    deviation_a = ± (v_a ÷ v_city − 1)      of an indicator: 0.5 means half as much again as the city
    weight_a    = max(lowest, 1 + strength · deviation_a)       linear
    weight_a    = weight of the class of a                      stepped

1 is the weight of the city: an area like the city counts each of its heads once. The sign makes more need positive.
Source: methods, "Allocation".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.allocation import Refused
from indicators.calculation.hierarchy import Floats

Classes = NDArray[np.int16]

NO_CLASS = -1
QUARTERS = 4


def relative_deviation(value: Floats, city: float, *, more_is_need: bool) -> Floats:
    """How far each value lies from the city's, as a part of it; NaN where there is no value.

    Raises:
        Refused: ``no_reference``, where the city has no value or 0.

    >>> relative_deviation(np.array([12.0, 6.0]), 8.0, more_is_need=True).tolist()
    [0.5, -0.25]
    """
    if not np.isfinite(city) or city == 0:
        raise Refused("no_reference")
    apart = value / city - 1
    return apart if more_is_need else -apart


def linear_weights(deviation: Floats, *, strength: float, lowest: float) -> Floats:
    """``max(lowest, 1 + strength · deviation)``; NaN stays NaN.

    Args:
        strength: 0 is the equal split; 1 on a rate shares by the number of people whom the rate counts.
        lowest: no area counts less than this, whatever its need; 0 or more.

    >>> linear_weights(np.array([0.5, -2.0, np.nan]), strength=0.8, lowest=0.25).tolist()
    [1.4, 0.25, nan]
    """
    return np.maximum(lowest, 1 + strength * deviation)


def stepped_weights(class_of: Classes, weights: Sequence[float]) -> Floats:
    """The weight of each area's class; NaN for an area without one.

    Raises:
        Refused: ``class_weights`` (classes, weights), where a class has no weight.

    >>> stepped_weights(np.array([1, 0, -1], np.int16), (1.0, 1.5)).tolist()
    [1.5, 1.0, nan]
    """
    highest = int(class_of.max(initial=NO_CLASS)) + 1
    if highest > len(weights):
        raise Refused("class_weights", classes=highest, weights=len(weights))
    table = np.array([*weights, np.nan])
    return table[class_of]


def quarters(deviation: Floats) -> Classes:
    """The quarter of need of each area among those with a value: 0 the lowest, 3 the highest; ``NO_CLASS`` without.

    ``⌊4 · r ÷ n⌋`` with r the number of areas that have less need: equal values share a quarter, the lower one they touch.

    >>> quarters(np.array([0.1, 0.4, np.nan, 0.2, 0.3])).tolist()
    [0, 3, -1, 1, 2]
    """
    found = np.full(deviation.shape, NO_CLASS, np.int16)
    known = np.isfinite(deviation)
    values = deviation[known]
    if values.size:
        less = np.searchsorted(np.sort(values), values, side="left")
        found[known] = QUARTERS * less // values.size
    return found


def stronger(weights: Sequence[float], by: float) -> tuple[float, ...]:
    """Weights of classes whose distance from 1 is larger by a part (``0.1``: 10 % stronger); none falls below 0.

    >>> [round(weight, 3) for weight in stronger((0.8, 1.0, 1.5), 0.1)]
    [0.78, 1.0, 1.55]
    """
    return tuple(max(0.0, 1 + (weight - 1) * (1 + by)) for weight in weights)
