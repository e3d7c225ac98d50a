"""Which period of the denominator (or the weight) goes with which period of the numerator.

Numerator and denominator have their own dates (domain rule 10). A denominator made of several measures needs one date
that all of them have.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from indicators.calculation.hierarchy import Positions
from indicators.catalogue.specs import Pairing
from indicators.periods import Period, months_before, pair


def common_periods(offered: Sequence[Sequence[Period]]) -> tuple[Period, ...]:
    """The periods that every series has, ascending; none for no series.

    >>> from indicators.periods import parse_period as p
    >>> [period.code for period in common_periods([[p("2017"), p("2018")], [p("2018")]])]
    ['2018']
    """
    if not offered:
        return ()
    shared = set(offered[0]).intersection(*offered[1:])
    return tuple(sorted(shared))


def paired(wanted: Sequence[Period], offered: Sequence[Period], pairing: Pairing) -> tuple[Period | None, ...]:
    """For each wanted period the offered one that goes with it, or None.

    >>> from indicators.periods import parse_period as p
    >>> paired([p("2018-Q4")], [p("2018-06-30"), p("2019-06-30")], Pairing("nearest_earlier", 6))[0].code
    '2018-06-30'
    """
    return tuple(pair(period, offered, pairing.rule, pairing.within_months) for period in wanted)


def rows_of(periods: Sequence[Period | None], series: Sequence[Period]) -> Positions:
    """The row of each period in a series, −1 where it has none: (n periods,).

    >>> from indicators.periods import parse_period as p
    >>> rows_of([p("2018"), p("2020")], [p("2017"), p("2018")]).tolist()
    [1, -1]
    """
    position = {period: at for at, period in enumerate(series)}
    return np.array([-1 if period is None else position.get(period, -1) for period in periods], np.intp)


def year_earlier(period: Period, offered: Sequence[Period]) -> Period | None:
    """The offered period that ends twelve months before ``period`` does: the same quarter of the previous year.

    The same kind of period is preferred, then the shorter, then the smaller code.

    >>> from indicators.periods import parse_period as p
    >>> year_earlier(p("2019-Q1"), [p("2018-Q1"), p("2018-Q4")]).code
    '2018-Q1'
    """
    ends: date = months_before(period.ends, 12)
    fitting = [other for other in offered if other.ends == ends]
    if not fitting:
        return None
    return min(fitting, key=lambda p: (p.kind != period.kind, (p.ends - p.starts).days, p.code))
