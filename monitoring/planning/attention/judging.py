"""Whether areas meet a rule, where some of it may be unknown: yes, no, or not known. Pure.

    all of:  no where one is no; else unknown where one is unknown; else yes
    any of:  yes where one is yes; else unknown where one is unknown; else no

Source: Kleene (1952), strong three-valued logic. An area of which something is not known is never put on a list for it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitoring.planning.attention.rule import Combining, Side

Verdicts = NDArray[np.int8]
Floats = NDArray[np.float64]
YES, NO, UNKNOWN = 1, -1, 0


def combined(verdicts: Sequence[Verdicts], combining: Combining) -> Verdicts:
    """The verdict on each area over all criteria, at least one.

    >>> one, other = np.array([1, 1, 0, 0], np.int8), np.array([1, -1, -1, 1], np.int8)
    >>> combined([one, other], Combining.ALL).tolist(), combined([one, other], Combining.ANY).tolist()
    ([1, -1, -1, 0], [1, 1, 0, 1])
    """
    stacked = np.stack(verdicts)
    found: Verdicts = stacked.min(axis=0) if combining is Combining.ALL else stacked.max(axis=0)
    return found


def in_groups(group: NDArray[np.int16], wanted: Sequence[int]) -> Verdicts:
    """Whether each area's group is one of those; unknown where it has none.

    >>> in_groups(np.array([11, 3, -1], np.int16), [11, 8]).tolist()
    [1, -1, 0]
    """
    return np.where(group < 0, UNKNOWN, np.where(np.isin(group, wanted), YES, NO)).astype(np.int8)


def beside(difference: Floats, side: Side, by: float) -> Verdicts:
    """Whether an area's difference to the city lies on a side by at least ``by``; unknown where there is no difference.

    >>> beside(np.array([2.0, 1.9, -2.0, np.nan, 0.0]), Side.ABOVE, 2.0).tolist()
    [1, -1, -1, 0, -1]
    >>> beside(np.array([0.0, -0.1]), Side.BELOW, 0.0).tolist()
    [-1, 1]
    """
    towards = difference if side is Side.ABOVE else -difference
    return np.where(np.isnan(difference), UNKNOWN, np.where((towards > 0) & (towards >= by), YES, NO)).astype(np.int8)


def clearly(low: Floats, high: Floats, city: Floats, side: Side) -> Verdicts:
    """Whether the city's value lies outside of the range in which the area's fluctuates, on that side.

    >>> low, high, city = np.array([5.0, 3.0, np.nan]), np.array([7.0, 6.0, 2.0]), np.array([4.0, 4.0, 4.0])
    >>> clearly(low, high, city, Side.ABOVE).tolist()
    [1, -1, 0]
    """
    outside = low > city if side is Side.ABOVE else high < city
    known = ~np.isnan(low) & ~np.isnan(high) & ~np.isnan(city)
    return np.where(known, np.where(outside, YES, NO), UNKNOWN).astype(np.int8)
