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


class SuppressionReason(IntEnum):
    """Why a position is suppressed. Never leaves the sealed room."""

    NONE = 0
    SUPPLIER = 1
    PRIMARY = 2
    SECONDARY = 3
    MINIMUM_DENOMINATOR = 4
