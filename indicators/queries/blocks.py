"""Released blocks as arrays, shown as far as the audience may see them."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.specs import IndicatorSpec
from indicators.models import ReleasedBlock
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.states import ValueState

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


def shown(block: Block, spec: IndicatorSpec, audience: Audience) -> Block:
    """The block as ``audience`` gets it.

    The public has a minimum denominator of its own, below which a value is unreliable. Whoever gets no counts gets every
    number rounded to the indicator's decimals, and so does everybody where the supplier published none.
    """
    hidden = np.zeros(block.status.shape, bool)
    if audience.public:
        hidden = (block.status == ValueState.OK) & (block.denominator < spec.minimum_denominator.public)
    exact = np.isfinite(block.numerator) & np.isfinite(block.denominator) & audience.counts

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


def not_computed(like: Block, level: str, size: int) -> Block:
    """A block of cells to which the indicator does not apply: a level above for which it cannot be aggregated."""
    none = np.full(size, np.nan)
    status = np.full(size, ValueState.NOT_APPLICABLE, np.uint8)
    return replace(like, level=level, status=status, numerator=none, denominator=none, value=none, low=none, high=none)


_NUMBERS = ("numerator", "denominator", "value", "low", "high")
_PERIOD = ("code", "kind", "starts", "ends")


def released_blocks(
    release_id: int, indicator_id: int, edition: str, periods: Collection[str], levels: Collection[str]
) -> dict[tuple[str, str], Block]:
    """(period, level) → block, as released and before ``shown``; one query."""
    rows = ReleasedBlock.objects.filter(
        release_id=release_id,
        indicator_id=indicator_id,
        edition__code=edition,
        period__code__in=periods,
        level__code__in=levels,
    ).values_list(
        "level__code",
        "as_of",
        "data_status",
        *(f"period__{part}" for part in _PERIOD),
        *(f"denominator_period__{part}" for part in _PERIOD),
        "status",
        *_NUMBERS,
    )
    blocks = (_block(row) for row in rows)
    return {(block.period.code, block.level): block for block in blocks}


def _block(row: tuple) -> Block:
    level, as_of, data_status, *rest = row
    return Block(
        level,
        period_of(*rest[0:4]),
        period_of(*rest[4:8]) if rest[4] else None,
        as_of.isoformat(),
        data_status,
        np.array(rest[8], np.uint8),
        *(np.array(numbers, np.float64) for numbers in rest[9:14]),
    )


def period_of(code: str, kind: str, starts: object, ends: object) -> Period:
    """The pure period of four columns."""
    return Period(ends, starts, kind, code)  # type: ignore[arg-type]
