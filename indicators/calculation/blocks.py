"""The result of one indicator for one period at one level: what is stored, hashed and never changed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Floats
from indicators.periods import Period

STORED = ("numerator", "denominator", "value", "low", "high", "coverage")
"""The columns of numbers that a stored block holds beside its status, in the order in which they are hashed."""


@dataclass(frozen=True, eq=False)
class LevelBlock:
    """Arrays in the position order of the level, the residual unit last; all of the same length.

    ``status`` holds ``ValueState`` codes. The numbers are NaN wherever the status is not ``OK``, and where the kind
    has none (no counts for a share, no range for a count). ``coverage`` is the share of the base population that is
    counted; it stays with a *missing* aggregate and is NaN where the status is *suppressed*. ``reasons``
    (``SuppressionReason``) are for the sealed room only and are no part of the block's content.
    """

    indicator: str
    level: str
    period: Period
    base_period: Period | None  # of the denominator, or of the weight
    status: NDArray[np.int16]
    numerator: Floats
    denominator: Floats
    value: Floats
    low: Floats
    high: Floats
    coverage: Floats
    reasons: NDArray[np.uint8]
