"""Smoothed rates of small areas: each drawn towards the rate of all, the more the fewer people it has.

Global empirical Bayes estimates. With n_i of d_i in area i, deff the design effect of the measure:

    r_i = n_i ÷ d_i,  m = Σ n ÷ Σ d,  d̄ = mean of the d_i
    s² = Σ d_i (r_i − m)² ÷ Σ d                          how far the rates lie apart
    A  = max(s² − m · deff ÷ d̄, 0)                       of that what chance does not explain
    w_i = A ÷ (A + m · deff ÷ d_i)                       what is left of the area's own rate
    smoothed_i = w_i · r_i + (1 − w_i) · m

A smoothed value is an estimate and not what was counted: it is a layer of its own, named wherever it is shown. Where
chance explains everything (A = 0) every area has the rate of all.

Source: methods, fluctuation; R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators,
Applied Statistics 40, 283–294. The design effect takes the place of Poisson's variance where persons come in households.
"""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats


@dataclass(frozen=True, eq=False)
class Smoothed:
    """``value``: one an area, NaN where its counts are not known. ``weight``: the part of its own rate that is left.

    ``mean`` is the rate of all in the unit of the indicator; ``apart`` (s²), ``between`` (A) and ``size`` (d̄, mean of the
    denominators) are as in the formulas, of rates without a scale; NaN where nobody takes part. ``areas``: how many do.
    """

    value: Floats
    weight: Floats
    mean: float
    apart: float = float("nan")
    between: float = float("nan")
    size: float = float("nan")
    areas: int = 0


def smoothed(numerator: Floats, denominator: Floats, *, scale: float = 1.0, design_effect: float = 1.0) -> Smoothed:
    """Every area's rate drawn towards that of all areas whose counts are known.

    Args:
        numerator, denominator: one an area, NaN where they are not known; the residual unit is no area and left out by
            whoever asks.
        scale: of the indicator.
        design_effect: at least 1.

    Areas without a denominator above 0 have no value and take no part. One area alone keeps its rate.

    Raises:
        ValueError: the design effect is below 1 or not finite.

    >>> found = smoothed(np.array([4.0, 100.0, 10.0]), np.array([10.0, 1000.0, 40.0]), scale=100)
    >>> found.value.round(2).tolist(), found.weight.round(2).tolist()
    ([14.04, 10.06, 15.51], [0.11, 0.92, 0.33])
    """
    if not (np.isfinite(design_effect) and design_effect >= 1):
        raise ValueError(f"design effect {design_effect}")
    known = np.isfinite(numerator) & (denominator > 0)
    n, d = numerator[known], denominator[known]
    value, weight = np.full(numerator.shape, np.nan), np.full(numerator.shape, np.nan)
    if not len(n):
        return Smoothed(value, weight, float("nan"))
    rate, mean = n / d, n.sum() / d.sum()
    by_chance = mean * design_effect
    apart = float((d * (rate - mean) ** 2).sum() / d.sum())
    between = max(apart - float(by_chance / d.mean()), 0.0)
    total = between + by_chance / d
    own = np.divide(between, total, out=np.zeros(total.shape), where=total > 0)
    weight[known] = own
    value[known] = scale * (own * rate + (1 - own) * mean)
    return Smoothed(value, weight, float(scale * mean), apart, between, float(d.mean()), len(n))
