"""Which state wins when values with different states are combined.

``SUPPRESSED > MISSING > PENDING > UNRELIABLE > NOT_APPLICABLE > OK``: protection outranks everything; what was not
delivered outranks what will be; *not applicable* yields to every gap that could still be filled. States are ranked,
the largest rank wins, and ranks are translated back: two table look-ups, vectorised.
"""

import numpy as np

from indicators.calculation.hierarchy import States
from indicators.states import ValueState

PRECEDENCE = (
    ValueState.OK,
    ValueState.NOT_APPLICABLE,
    ValueState.UNRELIABLE,
    ValueState.PENDING,
    ValueState.MISSING,
    ValueState.SUPPRESSED,
)

_STATE_OF_RANK = np.array(PRECEDENCE, np.uint8)
_RANK_OF_STATE = np.argsort(_STATE_OF_RANK).astype(np.uint8)

RANK_NOT_APPLICABLE = int(_RANK_OF_STATE[ValueState.NOT_APPLICABLE])
RANK_MISSING = int(_RANK_OF_STATE[ValueState.MISSING])


def rank(states: States) -> States:
    """Rank of each state; 0 is ``OK``. Raises ``IndexError`` for a code that is no ``ValueState``."""
    return _RANK_OF_STATE[states]


def state_of(ranks: States) -> States:
    """Inverse of ``rank``."""
    return _STATE_OF_RANK[ranks]


def strongest(first: States, second: States) -> States:
    """The state of a combination of two values.

    >>> both = strongest(np.array([ValueState.OK], np.uint8), np.array([ValueState.MISSING], np.uint8))
    >>> ValueState(both[0]).name
    'MISSING'
    """
    return state_of(np.maximum(rank(first), rank(second)))
