"""Values of a series laid on even distances in time, as the judgement of changes wants them."""

from collections.abc import Sequence

import numpy as np

from indicators.calculation.changes import YearlyChange, yearly_change
from indicators.catalogue.specs import IndicatorSpec
from indicators.periods import Period
from indicators.queries.blocks import Floats


def judged(periods: Sequence[Period], values: Floats, spec: IndicatorSpec, denominator: Floats) -> YearlyChange | None:
    """The last row's change over a year against each place's own history; nothing where it cannot be compared.

    Args:
        periods: of the rows, in time.
        values: (periods, places), NaN where there is no number.
        spec: the last break of the definition ends the history before it.
        denominator: of the last row, one a place; NaN where it is not known. A single case is the least step.
    """
    per_year, rows = _grid(periods)
    if per_year == 0 or rows[-1] < per_year:
        return None
    grid = np.full((rows[-1] + 1, values.shape[1]), np.nan)
    for row, period, own in zip(rows, periods, values, strict=True):
        if spec.comparable(period, periods[-1]):
            grid[row] = own
    with np.errstate(divide="ignore", invalid="ignore"):
        case = np.where(denominator > 0, spec.scale / denominator, 10.0**-spec.decimals)
    return yearly_change(grid, per_year, resolution=case)


def _grid(periods: Sequence[Period]) -> tuple[int, list[int]]:
    """How many periods a year the series has at its closest, and the row of each; (0, []) where a year is no multiple."""
    months = [period.ends.year * 12 + period.ends.month for period in periods]
    gaps = [b - a for a, b in zip(months, months[1:], strict=False) if b > a]
    step = min(gaps, default=0)
    if not step or 12 % step or any(gap % step for gap in gaps) or len(set(months)) < len(months):
        return 0, []
    return 12 // step, [(month - months[0]) // step for month in months]
