"""Single cells out of blocks: one area over periods and indicators, never a whole array."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import F, Q

from indicators.calculation.relative import Figures, figures
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import ReleasedBlock
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, period_of, shown

_ARRAYS = ("status", "numerator", "denominator", "value", "low", "high")
_PERIOD = ("code", "kind", "starts", "ends")

#: (indicator, period, level) → one cell as a block of length 1.
Cells = Mapping[tuple[str, str, str], Block]


@dataclass(frozen=True)
class Place:
    """One area as a level and a position in its arrays."""

    level: str
    position: int


def cells(release_id: int, edition: str, places: Iterable[Place], wanted: Q) -> Cells:
    """The cells of ``places`` in the blocks that ``wanted`` selects; PostgreSQL picks them out of the arrays.

    One query a place; several places of one level must not be asked for at once.
    """
    found: dict[tuple[str, str, str], Block] = {}
    for place in places:
        rows = ReleasedBlock.objects.filter(
            wanted, release_id=release_id, edition__code=edition, level__code=place.level
        ).values_list(
            "indicator__code",
            "as_of",
            "data_status",
            *(f"period__{part}" for part in _PERIOD),
            *(f"denominator_period__{part}" for part in _PERIOD),
            *(F(f"{array}__{place.position}") for array in _ARRAYS),
        )
        for indicator, as_of, data_status, *rest in rows:
            block = Block(
                place.level,
                period_of(*rest[0:4]),
                period_of(*rest[4:8]) if rest[4] else None,
                as_of.isoformat(),
                data_status,
                np.array([rest[8]], np.uint8),
                *(np.array([number], np.float64) for number in rest[9:14]),
            )
            found[indicator, block.period.code, place.level] = block
    return found


def shown_cells(found: Cells, specs: Mapping[str, IndicatorSpec], audience: Audience) -> Cells:
    """Every cell as the audience gets it."""
    return {key: shown(cell, specs[key[0]], audience) for key, cell in found.items()}


def along(found: Cells, indicator: str, level: str, periods: Iterable[Period | None]) -> Figures:
    """Cells of one place as figures over ``periods``; a period that is not there is *missing*."""
    line = [found.get((indicator, period.code, level)) if period else None for period in periods]
    nothing = float("nan")
    return figures(
        [int(cell.status[0]) if cell else 1 for cell in line],
        *(
            [float(getattr(cell, name)[0]) if cell else nothing for cell in line]
            for name in ("value", "numerator", "denominator", "low", "high")
        ),
    )
