r"""How far a number lies from what the period before lets expect, in units of the usual scatter of that measure.

Counts are compared as T(x) = 2·√(x + 3/8) (Anscombe), whose variance does not depend on their size; amounts as ln x;
shares and averages as they are. With the earlier value x₀, the city's own change g and the present value x:

    e = g·x₀ (counts, amounts) or x₀ + g (shares);  r = T(x) − T(e);  z = r ÷ s
    g = weighted median over the areas of x ÷ x₀ (weights x₀) or of x − x₀: one wrong area does not move it

s is how much the measure scatters between areas of that size anyway, from the steps of its own history:

    s² = (n·m² + 20·2·D) ÷ (n + 20) for counts, at least (D ÷ √e)²;  m² for others, where n ≥ 40
    m = 1.4826 · median |r| over the n earlier steps in the band of size, each r times √(months ÷ months of that step)

Bands of size double: by e for counts, by x₀ for amounts, by residents for shares.

2·D is what two independent counts with the measure's design effect D would scatter by (Var T ≈ 1 each): a register in
which mostly the same people remain scatters less, housing for refugees more, and with little history the assumption
holds. (D ÷ √e)² is the step that one household makes.

Source: F. J. Anscombe (1948), The transformation of Poisson, binomial and negative-binomial data, Biometrika 35, 246–254;
P. J. Rousseeuw and C. Croux (1993), Alternatives to the median absolute deviation, J. Am. Statist. Assoc. 88.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from indicators.catalogue.specs import MeasureSpec
from indicators.intake.texts import Floats, Ints

PRIOR_STEPS = 20
LEAST_STEPS = 40
RANGE = 3.0
"""The range that a finding names: as far as this many scatters from the expected number."""
_NORMAL = 1.4826  # the standard deviation of a normal distribution over its median absolute deviation
_FIRST_BAND = 25.0


class Scale(Enum):
    """On which scale numbers of a measure are compared."""

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"


def scale_of(measure: MeasureSpec) -> Scale | None:
    """The scale of a measure; None where a difference of its values means nothing: they are changes themselves."""
    if measure.kind == "change":
        return None
    if measure.unit == "percent" or measure.kind == "average":
        return Scale.SHARE
    return Scale.AMOUNT if measure.decimals or measure.unit in ("square_metre", "euro", "hectare") else Scale.COUNT


def transformed(values: Floats, scale: Scale) -> Floats:
    """The values on the scale on which they scatter alike; NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if scale is Scale.COUNT:
            return np.asarray(2.0 * np.sqrt(np.maximum(values, 0.0) + 0.375))
        return np.asarray(np.where(values > 0, np.log(values), np.nan)) if scale is Scale.AMOUNT else values


def restored(moved: Floats, scale: Scale) -> Floats:
    """The inverse of ``transformed``; never below zero for counts."""
    if scale is Scale.COUNT:
        return np.asarray(np.maximum((np.maximum(moved, 0.0) / 2.0) ** 2 - 0.375, 0.0))
    return np.asarray(np.exp(moved)) if scale is Scale.AMOUNT else moved


def city_changes(before: Floats, now: Floats, scale: Scale) -> Floats:
    """The change of most of the city in each of several steps, (steps, areas) → (steps,): a factor, for shares a difference.

    NaN where nothing can be compared. Areas without a number, and for factors those without a positive one, do not count.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        known = np.isfinite(before) & np.isfinite(now)
        if scale is not Scale.SHARE:
            known &= (before > 0) & (now > 0)
        changes = np.where(known, now - before if scale is Scale.SHARE else now / before, np.inf)
    weights = np.where(known, 1.0 if scale is Scale.SHARE else before, 0.0)
    order = np.argsort(changes, axis=1, kind="stable")
    reached = np.cumsum(np.take_along_axis(weights, order, axis=1), axis=1)
    middle = (reached < reached[:, -1:] / 2.0).sum(axis=1)[:, None]
    found = np.take_along_axis(changes, np.take_along_axis(order, middle, axis=1), axis=1)[:, 0]
    return np.asarray(np.where(reached[:, -1] > 0, found, np.nan))


def city_change(before: Floats, now: Floats, scale: Scale) -> float:
    """The change of most of the city between two periods.

    >>> city_change(np.array([100.0, 200.0, 50.0]), np.array([110.0, 220.0, 500.0]), Scale.COUNT)
    1.1
    """
    return float(city_changes(before[None], now[None], scale)[0]) if len(before) else float("nan")


def expected_after(before: Floats, change: Floats | float, scale: Scale) -> Floats:
    """What an area would have if it had changed as the city did."""
    return before + change if scale is Scale.SHARE else before * change


@dataclass(frozen=True, eq=False)
class Steps:
    """Residuals of the steps of a history on the measure's scale, a month's worth each, the sizes they belong to, and the
    change of the city in each step.
    """

    residuals: Floats
    sizes: Floats
    changes: tuple[float, ...] = ()

    @property
    def enough(self) -> bool:
        return len(self.residuals) >= LEAST_STEPS

    @cached_property
    def by_band(self) -> tuple[Ints, Floats]:
        """How many residuals each of the 25 bands has, and the median of their amounts; of two in the middle the upper."""
        values, groups = np.abs(self.residuals), bands(self.sizes)
        order = np.lexsort((values, groups))
        counts = np.bincount(groups, minlength=25)
        starts = np.cumsum(counts) - counts
        middle = np.minimum(starts + counts // 2, max(len(values) - 1, 0))
        medians = values[order][middle] if len(values) else np.zeros(25)
        return counts, np.where(counts > 0, medians, 0.0)


def bands(sizes: Floats) -> Ints:
    """The band of each size: below 25, below 50, below 100 and so on."""
    return np.asarray(np.ceil(np.log2(np.maximum(sizes, 1e-9) / _FIRST_BAND)).clip(0, 24), np.int64)


def scatter(steps: Steps, sizes: Floats, months: int, measure: MeasureSpec, scale: Scale) -> Floats:
    """The usual scatter s of a change over ``months`` for areas of these sizes; NaN where too little is known."""
    known = np.isfinite(sizes)
    own = bands(np.where(known, sizes, 0.0))
    counts, medians = steps.by_band
    number, robust = counts[own].astype(float), (_NORMAL * medians[own]) ** 2 * months
    if scale is Scale.COUNT:
        alone = 2.0 * measure.design_effect
        variance = (number * np.where(number > 0, robust, 0.0) + PRIOR_STEPS * alone) / (number + PRIOR_STEPS)
        least = measure.design_effect / np.sqrt(np.maximum(np.where(known, sizes, 1.0), 1.0))
        return np.where(known, np.maximum(np.sqrt(variance), least), np.nan)
    if not steps.enough:
        return np.full(sizes.shape, np.nan)
    overall = (_NORMAL * float(np.median(np.abs(steps.residuals)))) ** 2 * months
    spread = np.sqrt(np.where(number >= PRIOR_STEPS, robust, overall))
    return np.where(known & (spread > 0), spread, np.nan)


@dataclass(frozen=True, eq=False)
class Change:
    """Of each area: the expected number, its range, the scatter s, z and the deviation as a share of what was expected.

    NaN where it cannot be judged. ``city`` is the change of the city, ``months`` the time between.
    """

    expected: Floats
    low: Floats
    high: Floats
    spread: Floats
    z: Floats
    relative: Floats
    city: float
    months: int


def _size(expected: Floats, before: Floats, people: Floats, scale: Scale) -> Floats:
    return {Scale.COUNT: expected, Scale.AMOUNT: before, Scale.SHARE: people}[scale]


def change(
    before: Floats, now: Floats, people: Floats, steps: Steps, months: int, measure: MeasureSpec, scale: Scale
) -> Change:
    """Compare a period with an earlier one, area by area; ``people``: residents, 0 where unknown; (areas,) each."""
    city = city_change(before, now, scale)
    expected = expected_after(before, city if np.isfinite(city) else np.nan, scale)
    spread = scatter(steps, _size(expected, before, people, scale), months, measure, scale)
    middle = transformed(expected, scale)
    low, high = restored(middle - RANGE * spread, scale), restored(middle + RANGE * spread, scale)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (transformed(now, scale) - middle) / spread
        least = 1.0 if scale is Scale.COUNT else 1e-9
        relative = (now - expected) / np.maximum(np.abs(expected), least)
    return Change(expected, low, high, spread, z, relative, city, months)


def steps_of(values: Floats, people: Floats, months: Sequence[int], usual: Sequence[bool], scale: Scale) -> Steps:
    """The residuals of all steps between consecutive periods, each divided by the root of its months.

    Args:
        values: (periods, areas), ascending.
        people: residents of each area, 0 where unknown.
        months: of each step.
        usual: which steps count; those of exceptional periods do not.
    """
    if len(values) < 2:
        return Steps(np.empty(0), np.empty(0))
    before, moved = values[:-1], transformed(values, scale)
    changes = city_changes(before, values[1:], scale)
    expected = expected_after(before, changes[:, None], scale)
    found = (moved[1:] - transformed(expected, scale)) / np.sqrt(np.asarray(months, float))[:, None]
    counting = np.asarray(usual, bool) & np.isfinite(changes)
    known = np.isfinite(found) & counting[:, None]
    sizes = np.broadcast_to(_size(expected, before, people, scale), found.shape)
    return Steps(found[known], sizes[known], tuple(changes[counting].tolist()))
