"""Single cells out of blocks: one area over periods and indicators, never a whole array."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import F

from indicators.calculation.relative import Figures
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import ReleasedBlock
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, block_of, shown
from indicators.queries.releases import Line
from indicators.states import ValueState

_ARRAYS = ("status", "numerator", "denominator", "value", "low", "high")

#: (indicator, period, level) → one cell as a block of length 1.
Cells = Mapping[tuple[str, str, str], Block]


@dataclass(frozen=True)
class Place:
    """One area as a level and a position in its arrays."""

    level: str
    position: int


def cells(places: Iterable[Place], lines: Sequence[Line]) -> Cells:
    """The cells of ``places`` in the blocks of ``lines``; PostgreSQL picks them out of the arrays.

    One query a place; several places of one level must not be asked for at once.
    """
    found: dict[tuple[str, str, str], Block] = {}
    for place in places:
        of_entry = {line.entry: line for line in lines if line.level == place.level}
        columns = (F(f"{array}__{place.position}") for array in _ARRAYS)
        for entry, *cell in ReleasedBlock.objects.filter(pk__in=of_entry).values_list("id", *columns):
            line = of_entry[entry]
            found[line.indicator, line.period.code, line.level] = block_of(line, *([part] for part in cell))
    return found


def shown_cells(found: Cells, specs: Mapping[str, IndicatorSpec], audience: Audience) -> Cells:
    """Every cell as the audience gets it; those of one indicator at once, since a sheet has a thousand of them."""
    of_indicator: dict[str, list[tuple[str, str, str]]] = {}
    for key in found:
        of_indicator.setdefault(key[0], []).append(key)
    seen: dict[tuple[str, str, str], Block] = {}
    for code, keys in of_indicator.items():
        columns = {array: np.concatenate([getattr(found[key], array) for key in keys]) for array in _ARRAYS}
        together = shown(replace(found[keys[0]], **columns), specs[code], audience)
        for at, key in enumerate(keys):
            seen[key] = replace(found[key], **{array: getattr(together, array)[at : at + 1] for array in _ARRAYS})
    return seen


def along(found: Cells, indicator: str, level: str, periods: Iterable[Period | None]) -> Figures:
    """Cells of one place as figures over ``periods``.

    No period is *missing*; a level for which the indicator was not computed is *not applicable*.
    """
    nothing = float("nan")
    status: list[int] = []
    numbers: list[tuple[float, ...]] = []
    for period in periods:
        cell = found.get((indicator, period.code, level)) if period else None
        if cell is None:
            status.append(ValueState.NOT_APPLICABLE if period else ValueState.MISSING)
            numbers.append((nothing,) * 5)
        else:
            status.append(int(cell.status[0]))
            columns = (cell.value, cell.numerator, cell.denominator, cell.low, cell.high)
            numbers.append(tuple(float(column[0]) for column in columns))
    table = np.array(numbers, np.float64).reshape(-1, 5)
    return Figures(np.array(status, np.uint8), *table.T)
