"""A labelled matrix of counts at one level: every operation checks that both axes name the same periods and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.calculation.hierarchy import Bools, Floats, Positions, States
from indicators.calculation.precedence import strongest
from indicators.periods import Period
from indicators.states import ValueState

_Cell = TypeVar("_Cell", np.float64, np.uint8, np.bool_)


class AxesError(ValueError):
    """Two matrices do not name the same periods and places in the same order."""


@dataclass(frozen=True, eq=False)
class CountMatrix:
    """Counts of one measure, or of a sum of measures, at one level.

    Args:
        level, periods, places: the labels of the axes; all arrays are (periods × places).
        residual: the last place is the residual unit.
        known: sum over the parts whose number is known; 0 where none is.
        size: ``known`` plus the stand-ins of the parts that are not known: each stands in with the number it was last
            reported with. A part that was never reported has none.
        states: ``OK`` where every part is known (or the total was delivered); else the strongest state of the parts.
        outranks: the number does not come from the parts: a delivered total, or a residual unit that closes a gap.
        starred: the supplier suppressed the total of this place itself; it is never rebuilt from the parts.
    """

    level: str
    periods: tuple[Period, ...]
    places: tuple[str, ...]
    residual: bool
    known: Floats
    size: Floats
    states: States
    outranks: Bools
    starred: Bools

    def __post_init__(self) -> None:
        shape = (len(self.periods), len(self.places))
        for array in (self.known, self.size, self.states, self.outranks, self.starred):
            if array.shape != shape:
                raise AxesError(f"{self.level}: {array.shape} is not {shape}")

    @classmethod
    def of(
        cls,
        level: str,
        periods: Sequence[Period],
        places: Sequence[str],
        known: ArrayLike,
        states: States | None = None,
        *,
        size: Floats | None = None,
        residual: bool = False,
    ) -> "CountMatrix":
        """Delivered numbers with their labels; without states all are ``OK``, without sizes nothing stands in.

        >>> from indicators.periods import parse_period
        >>> CountMatrix.of("bezirk", [parse_period("2018")], ["01", "02"], [[3, 4]]).known.tolist()
        [[3.0, 4.0]]
        """
        numbers = np.asarray(known, np.float64)
        given = np.zeros(numbers.shape, np.uint8) if states is None else states
        none = np.zeros(numbers.shape, bool)
        sizes = numbers if size is None else size
        return cls(level, tuple(periods), tuple(places), residual, numbers, sizes, given, none, none)

    def check_axes(self, other: "CountMatrix") -> None:
        """Raises ``AxesError`` unless both matrices carry the same labels."""
        if self.level != other.level or self.periods != other.periods or self.places != other.places:
            raise AxesError(f"{self.level} and {other.level}: the axes differ")

    @property
    def ok(self) -> Bools:
        """Where every part is known."""
        known: Bools = self.states == ValueState.OK
        return known

    @property
    def absent_residual(self) -> Bools:
        """Where the residual unit was not reported, now or before: a register without that row has no such cases."""
        absent = np.zeros(self.states.shape, bool)
        if self.residual:
            absent[:, -1] = (self.states[:, -1] == ValueState.MISSING) & (self.size[:, -1] == 0)
        return absent

    def __add__(self, other: "CountMatrix") -> "CountMatrix":
        """Sum of two measures cell by cell: known where both are; an absent residual unit counts as none."""
        self.check_axes(other)
        states = strongest(self.states, other.states)
        if self.residual:
            states = np.where(self.absent_residual, other.states, states)
            states = np.where(other.absent_residual, self.states, states)
        return CountMatrix(
            self.level,
            self.periods,
            self.places,
            self.residual,
            np.where(states == ValueState.OK, self.known + other.known, 0.0),
            self.size + other.size,
            states,
            self.outranks | other.outranks,
            self.starred | other.starred,
        )

    def filled_by(self, other: "CountMatrix") -> "CountMatrix":
        """The cells of this matrix, and where they are missing those of ``other``."""
        self.check_axes(other)
        gaps = self.states == ValueState.MISSING
        return CountMatrix(
            self.level,
            self.periods,
            self.places,
            self.residual,
            np.where(gaps, other.known, self.known),
            np.where(gaps, other.size, self.size),
            np.where(gaps, other.states, self.states),
            np.where(gaps, other.outranks, self.outranks),
            np.where(gaps, other.starred, self.starred),
        )

    def rows(self, positions: Positions, periods: Sequence[Period]) -> "CountMatrix":
        """The rows at ``positions``, relabelled to ``periods`` (pairing); position −1 gives a row of missing cells."""
        if len(positions) != len(periods):
            raise AxesError(f"{self.level}: {len(positions)} rows for {len(periods)} periods")
        absent = positions < 0
        shape = (len(positions), len(self.places))

        def pick(array: NDArray[_Cell], empty: float) -> NDArray[_Cell]:
            if not absent.any():
                return array[positions]
            taken = np.full(shape, empty, array.dtype)
            taken[~absent] = array[positions[~absent]]
            return taken

        return CountMatrix(
            self.level,
            tuple(periods),
            self.places,
            self.residual,
            pick(self.known, 0.0),
            pick(self.size, 0.0),
            pick(self.states, ValueState.MISSING),
            pick(self.outranks, False),
            pick(self.starred, False),
        )
