"""The states of a value. Pure: numbers travel in arrays beside an array of these codes.

A number (zero included) is ``OK``; every other state has an empty number. Suppressed by the supplier, primary and
secondary are told apart in the sealed room only, by ``SuppressionReason``.
"""

from enum import IntEnum


class ValueState(IntEnum):
    """State of one value, as stored in blocks (smallint) and exported by its ``word``."""

    OK = 0
    MISSING = 1
    PENDING = 2
    NOT_APPLICABLE = 3
    UNRELIABLE = 4
    SUPPRESSED = 5

    @property
    def word(self) -> str:
        """The word in files and the API: ``ok``, ``missing``, ``pending``, ``not_applicable``, …"""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "ValueState":
        """Inverse of ``word``; raises ``KeyError`` for an unknown one."""
        return cls[word.upper()]


class LeftOut(IntEnum):
    """Why an index leaves an area out, as stored in its blocks; ``NONE`` where the area has an index.

    The first reason that holds counts, in this order. Where a component has no number, the area's state is the strongest
    state of its components; in every other case the index is *not applicable* to it.
    """

    NONE = 0
    RESIDUAL = 1  # the residual unit is never an area of a comparison
    LISTED = 2  # the index names the area, with a reason
    RESIDENTS = 3  # fewer residents than the index asks for
    NOT_COMPUTED = 4  # a component does not apply there
    NO_NUMBER = 5  # a component is missing, follows later, is unreliable or suppressed
    NO_EARLIER = 6  # a component's change is not known: no number then, or the area was another one
    ALONE = 7  # no other area is left to compare it with

    @property
    def word(self) -> str:
        """The word in files and the API: ``residents``, ``not_computed``, …"""
        return self.name.lower()


class SuppressionReason(IntEnum):
    """Why a position is suppressed. Never leaves the sealed room."""

    NONE = 0
    SUPPLIER = 1
    PRIMARY = 2
    SECONDARY = 3
    MINIMUM_DENOMINATOR = 4
