"""Which rows of an indicator's history judge a change, and how large its least step is: before ``changes`` can be asked.

A change over a year is compared with the steps of the same place before that year. Which steps those are is the same rule
everywhere: the periods lie on even distances of which a year is a multiple and do not overlap; what lies before the last
break of the definition is no history; a single case is the least step that can happen at all.

Source: methods, fluctuation; domain rules 11 and 12.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from indicators.calculation.changes import YearlyChange, yearly_change
from indicators.calculation.even_steps import Steps, even_steps, laid
from indicators.calculation.hierarchy import Floats
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import Period


@dataclass(frozen=True, eq=False)
class Grid:
    """Rows on even distances up to the last period; ``comparable`` says which periods have its definition."""

    steps: Steps
    comparable: tuple[bool, ...]

    @property
    def per_year(self) -> int:
        """Rows a year."""
        return 12 // self.steps.months

    def laid(self, values: Floats) -> Floats:
        """Values (periods, places) on the rows; NaN in rows without a period and before the last break."""
        return laid(self.steps, np.where(np.array(self.comparable)[:, np.newaxis], values, np.nan))


def grid_of(periods: Sequence[Period], comparable: Callable[[Period, Period], bool]) -> Grid | None:
    """The rows on which the last of ``periods`` can be compared with the year before; nothing where it cannot be.

    Args:
        periods: in time.
        comparable: whether an earlier period and the last one have the same definition (``IndicatorSpec.comparable``).

    There is nothing where the distances are uneven, where periods overlap (pooled years: two neighbours share most of
    their data, so that their steps tell nothing) and where all periods together are shorter than a year.

    >>> from indicators.periods import parse_period
    >>> years = [parse_period(str(year)) for year in (2018, 2019, 2020)]
    >>> found = grid_of(years, lambda earlier, now: earlier.ends.year >= 2019)
    >>> found.per_year, found.comparable
    (1, (False, True, True))
    """
    if any(later.starts <= earlier.ends for earlier, later in pairwise(periods)):
        return None
    steps = even_steps(periods)
    if steps is None or steps.rows[-1] * steps.months < 12:
        return None
    return Grid(steps, tuple(comparable(period, periods[-1]) for period in periods))


def least_step(denominator: Floats, spec: IndicatorSpec) -> Floats:
    """The step that one single case makes, in the unit of the value; one step of the decimals where nobody knows it.

    Args:
        denominator: one a place; NaN where it is not known. For a count, whose changes are in percent: the count itself.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        case = (100.0 if spec.kind is IndicatorKind.COUNT else spec.scale) / denominator
    return np.where(denominator > 0, case, 10.0**-spec.decimals)


def judged(periods: Sequence[Period], values: Floats, spec: IndicatorSpec, denominator: Floats) -> YearlyChange | None:
    """The last row's change over a year against each place's own history; nothing where it cannot be compared.

    Args:
        periods: of the rows, in time.
        values: (periods, places), NaN where there is no number.
        spec: the last break of the definition ends the history before it.
        denominator: of the last row, one a place; NaN where it is not known. A single case is the least step.
    """
    grid = grid_of(periods, spec.comparable)
    if grid is None:
        return None
    return yearly_change(grid.laid(values), grid.per_year, resolution=least_step(denominator, spec))
