"""Values of a series laid on even distances in time, as the judgement of changes wants them."""

from collections.abc import Sequence

import numpy as np

from indicators.calculation.changes import YearlyChange, yearly_change
from indicators.calculation.even_steps import even_steps, laid
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
    steps = even_steps(periods)
    if steps is None:
        return None
    per_year = 12 // steps.months
    if steps.rows[-1] < per_year:
        return None
    comparable = np.array([spec.comparable(period, periods[-1]) for period in periods])
    grid = laid(steps, np.where(comparable[:, np.newaxis], values, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        case = np.where(denominator > 0, spec.scale / denominator, 10.0**-spec.decimals)
    return yearly_change(grid, per_year, resolution=case)
