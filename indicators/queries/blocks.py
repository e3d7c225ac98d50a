"""Released blocks as arrays, shown as far as the audience may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.releases import Line
from indicators.states import ValueState
from indicators.stored_arrays import stored_arrays

Floats = NDArray[np.float64]
States = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Block:
    """Values of one indicator and period at one level, in the position order of the edition; NaN where there is no number.

    ``status`` holds ``ValueState`` codes.
    """

    level: str
    period: Period
    denominator_period: Period | None
    as_of: str
    data_status: str
    status: States
    numerator: Floats
    denominator: Floats
    value: Floats
    low: Floats
    high: Floats

    def at(self, positions: NDArray[np.intp]) -> "Block":
        """The cells at ``positions``, in their order; −1 gives a missing cell."""
        absent = positions < 0

        def pick(array: Floats) -> Floats:
            return np.where(absent, np.nan, array[positions])

        return replace(
            self,
            status=np.where(absent, ValueState.MISSING, self.status[positions]).astype(np.uint8),
            numerator=pick(self.numerator),
            denominator=pick(self.denominator),
            value=pick(self.value),
            low=pick(self.low),
            high=pick(self.high),
        )


def shown(block: Block, spec: IndicatorSpec, audience: Audience) -> Block:
    """The block as ``audience`` gets it.

    The public has a minimum denominator of its own, below which a value is unreliable. Whoever gets no counts gets every
    number rounded to the indicator's decimals, and so does everybody where the supplier published none.
    """
    hidden = np.zeros(block.status.shape, bool)
    if audience.public:
        hidden = (block.status == ValueState.OK) & (block.denominator < spec.minimum_denominator.public)
    exact = counts_published(spec, block.numerator, block.denominator) & audience.counts

    def number(array: Floats) -> Floats:
        return np.where(hidden, np.nan, np.where(exact, array, np.round(array, spec.decimals)))

    none = np.full(block.value.shape, np.nan)
    return replace(
        block,
        status=np.where(hidden, ValueState.UNRELIABLE, block.status).astype(np.uint8),
        numerator=block.numerator if audience.counts else none,
        denominator=block.denominator if audience.counts else none,
        value=number(block.value),
        low=number(block.low),
        high=number(block.high),
    )


def counts_published(spec: IndicatorSpec, numerator: Floats, denominator: Floats) -> NDArray[np.bool_]:
    """Where a value's counts are known, so that rounding it would hide nothing; a count has no denominator."""
    whole = spec.kind is IndicatorKind.COUNT
    return np.asarray(np.isfinite(numerator) & (np.isfinite(denominator) | whole), bool)


def not_computed(like: Block, level: str, size: int) -> Block:
    """A block of cells to which the indicator does not apply: a level above for which it cannot be aggregated."""
    none = np.full(size, np.nan)
    status = np.full(size, ValueState.NOT_APPLICABLE, np.uint8)
    return replace(like, level=level, status=status, numerator=none, denominator=none, value=none, low=none, high=none)


_NUMBERS = ("numerator", "denominator", "value", "low", "high")


def released_blocks(lines: Iterable[Line]) -> dict[tuple[str, str], Block]:
    """(period, level) → block of some lines of one indicator, as released and before ``shown``; one query."""
    of_entry = {line.entry: line for line in lines}
    read = stored_arrays("released_block", of_entry, ("status", *_NUMBERS))
    blocks = [block_of(of_entry[entry], *arrays) for entry, arrays in read.items()]
    return {(block.period.code, block.level): block for block in blocks}


def block_of(line: Line, status: ArrayLike, *numbers: ArrayLike) -> Block:
    """The block of a line from its columns in the order numerator, denominator, value, low, high."""
    arrays = (np.array(column, np.float64) for column in numbers)
    place = (line.level, line.period, line.denominator_period, line.as_of, line.data_status)
    return Block(*place, np.array(status, np.uint8), *arrays)
