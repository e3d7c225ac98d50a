"""Periods of a series laid on even distances in time, as the judgement of changes (``changes``) wants them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats
from indicators.periods import Period


@dataclass(frozen=True)
class Steps:
    """``months`` lie between two neighbouring rows; ``rows`` says where each period stands, the first on row 0."""

    months: int
    rows: tuple[int, ...]


def even_steps(periods: Sequence[Period]) -> Steps | None:
    """The closest even distance on which all periods lie; nothing where there is none, or a year is no multiple of it.

    Args:
        periods: in time; two of the same month lie on no grid.

    >>> from indicators.periods import parse_period
    >>> even_steps([parse_period(code) for code in ("2022-Q1", "2022-Q2", "2022-Q4")])
    Steps(months=3, rows=(0, 1, 3))
    """
    months = [period.ends.year * 12 + period.ends.month for period in periods]
    gaps = [later - earlier for earlier, later in zip(months, months[1:], strict=False)]
    step = min((gap for gap in gaps if gap > 0), default=0)
    if not step or 12 % step or any(gap % step or gap <= 0 for gap in gaps):
        return None
    return Steps(step, tuple((month - months[0]) // step for month in months))


def laid(steps: Steps, values: Floats) -> Floats:
    """Values (periods, places) on their rows; NaN in rows without a period."""
    grid = np.full((steps.rows[-1] + 1, *values.shape[1:]), np.nan)
    grid[list(steps.rows)] = values
    return grid
