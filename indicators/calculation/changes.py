"""Whether a change over a year lies outside the range in which the same place fluctuates anyway.

A change is judged against the place's own history: mostly the same people remain from one quarter to the next, so that a
comparison of two independent groups would be far too wide. With values v₀ … v_n at even distances, k of them a year:

    Δ   = v_n − v_{n−k}                              the change over the year
    q_i = v_i − v_{i−1},  i = 1 … n − k              the m steps before that year, as far as both values are known
    s²  = Σ (q_i − q̄)² ÷ (m − 1)                     s is at least ``resolution``, the step that one single case makes
    half = t_{0.975; m−1} · s · √k,  p = 2 · P(T_{m−1} > |Δ| ÷ (s · √k))

The range of fluctuation of the change is 0 ± half: k steps of this size that lean to no side. A steady rise of the past
does not widen it, because only the scatter of the steps counts.

Which of many areas of a map changed: ``indicators.discoveries``.

Source: methods, fluctuation; Student (1908), The probable error of a mean, Biometrika 6.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from indicators.calculation.hierarchy import Bools, Floats

LEAST_STEPS = 4
"""With fewer steps there is no history to judge by."""
_NO_SCATTER = 1e-9  # below this, steps differ by the rounding of binary fractions only


@dataclass(frozen=True, eq=False)
class YearlyChange:
    """One change per area, in the unit of the values; NaN where it cannot be judged or is not known.

    The range of fluctuation is ``−half … +half``; ``p`` is the probability of a change this large within it.
    """

    change: Floats
    half: Floats
    p: Floats

    @property
    def outside(self) -> Bools:
        """Where the change by itself lies outside its range; for many areas at once take ``discoveries``."""
        return np.asarray(np.abs(self.change) > self.half, bool)


def yearly_change(
    values: Floats, per_year: int, *, resolution: Floats | float = 0.0, leave_out: int = 0
) -> YearlyChange:
    """The change of the last row against the row a year before, judged against the rows up to then.

    Args:
        values: (periods, areas), in time, at even distances; NaN where there is no number (also for whole periods).
        per_year: rows a year, at least 1.
        resolution: per area or for all: the smallest step that can happen at all, in the unit of the values.
        leave_out: so many of the latest steps before that year judge nothing: two changes in a row, of which the first must
            not widen the range of the second, leave one out.

    Raises:
        ValueError: ``per_year`` is below 1.

    >>> steps = np.array([[10.0], [10.2], [9.9], [10.1], [10.0], [10.2], [12.5]])
    >>> found = yearly_change(steps, 1)
    >>> round(float(found.change[0]), 2), bool(found.outside[0])
    (2.3, True)
    """
    if per_year < 1:
        raise ValueError(f"{per_year} periods a year")
    if len(values) <= per_year:
        nothing = np.full(values.shape[1:], np.nan)
        return YearlyChange(nothing, nothing, nothing)
    change = values[-1] - values[-1 - per_year]
    steps = np.diff(values[: max(len(values) - per_year - leave_out, 0)], axis=0)
    known = np.isfinite(steps)
    count = known.sum(axis=0)
    enough = count >= LEAST_STEPS
    freedom = np.where(enough, count - 1.0, 1.0)
    mean = np.where(known, steps, 0.0).sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (steps - mean) ** 2, 0.0).sum(axis=0)
    spread = np.maximum(np.sqrt(squares / freedom), resolution) * np.sqrt(per_year)
    judged = enough & (spread > _NO_SCATTER)
    ratio = np.divide(np.abs(change), spread, out=np.full(change.shape, np.nan), where=judged)
    half = np.where(judged, stdtrit(freedom, 0.975) * spread, np.nan)
    return YearlyChange(change, half, 2 * stdtr(freedom, -ratio))
