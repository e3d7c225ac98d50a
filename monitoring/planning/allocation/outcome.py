"""What a variant gives to every area, beside the equal split and last year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.allocation import Allocation, Refused, Steps, allocate, whole_steps
from indicators.calculation.need import linear_weights, quarters, stepped_weights, stronger
from indicators.models import Release
from indicators.queries.blocks import Floats
from monitoring.planning.allocation.inputs import Inputs, inputs
from monitoring.planning.allocation.plan import Per, Plan, Variant, Weighting, Without

STRONGER = 0.1
"""By which part the weights are made stronger to see how much hangs on them."""

_TOP_QUARTER = 3


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What a stronger weight moves: how much changes hands, and how many areas it changes."""

    moved: Decimal
    areas: int


@dataclass(frozen=True, eq=False)
class Outcome:
    """A variant with its result; arrays in the order of the areas, amounts in steps of ``variant.step``.

    ``given`` to whom something is given at all; ``assumed``: with the city's weight, as their need is not known.
    ``before`` is last year's in the unit of the amounts, NaN where it is not known.
    """

    plan: Plan
    variant: Variant
    inputs: Inputs
    weight: Floats
    given: NDArray[np.bool_]
    assumed: NDArray[np.bool_]
    own: Allocation
    equal: Allocation
    before: Floats | None
    before_elsewhere: Decimal

    def amount(self, at: int) -> Decimal:
        return self.decimal(int(self.own.amount[at]))

    def decimal(self, steps: int) -> Decimal:
        """Steps as an amount, without a digit lost."""
        return self.variant.step * steps

    @cached_property
    def amounts(self) -> Floats:
        return self.own.amount * float(self.variant.step)

    @cached_property
    def equal_amounts(self) -> Floats:
        return self.equal.amount * float(self.variant.step)

    @cached_property
    def per_heads(self) -> Floats:
        """The amount for so many heads of the base as ``plan.heads`` says; NaN where there are none."""
        return _divided(self.plan.heads * self.amounts, self.inputs.base.count)

    @cached_property
    def per_need(self) -> Floats:
        """The same for heads that are weighted by need: equal everywhere but for floors, caps and rounding."""
        return _divided(self.plan.heads * self.amounts, self.inputs.base.count * self.weight)

    @cached_property
    def quarter(self) -> NDArray[np.int16]:
        """The quarter of need of each area among those with a value."""
        return quarters(np.where(self.inputs.known, self.inputs.need.deviation, np.nan))

    @cached_property
    def top_quarter(self) -> tuple[float, float] | None:
        """Of the areas in the highest quarter: their part of the amounts and of the base; nothing without such areas."""
        top = (self.quarter == _TOP_QUARTER) & self.given
        heads = self.inputs.base.count[self.given].sum()
        if not top.any() or not heads:
            return None
        return float(self.own.amount[top].sum() / self.own.amount.sum()), float(
            self.inputs.base.count[top].sum() / heads
        )


def outcome(release: Release, plan: Plan, variant: Variant, before: Mapping[str, Decimal] | None) -> Outcome:
    """The result of a variant.

    Raises:
        Unanswerable: base or need is not released.
        Refused: the variant cannot be carried out; codes of ``indicators.calculation.allocation`` and ``not_a_multiple``.
    """
    found = inputs(release, plan, variant)
    total = steps_of(variant)
    weight, assumed = _weights(found, variant)
    given = np.isfinite(found.base.count) & np.isfinite(weight)
    own = _allocated(found, plan, variant, weight, given, total)
    equal = allocate(found.base.count, np.ones(len(given)), total, taken=given, codes=found.places.codes)
    last, elsewhere = _before(found, before)
    return Outcome(plan, variant, found, weight, given, assumed & given, own, equal, last, elsewhere)


def sensitivity(result: Outcome) -> Sensitivity | None:
    """The same with weights that are a tenth stronger; nothing where that cannot be carried out."""
    variant = result.variant
    changed = replace(
        variant,
        strength=variant.strength * (1 + STRONGER),
        class_weights=stronger(variant.class_weights, STRONGER),
    )
    weight, _ = _weights(result.inputs, changed)
    try:
        other = _allocated(result.inputs, result.plan, changed, weight, result.given, steps_of(variant))
    except Refused:
        return None
    apart = np.abs(other.amount - result.own.amount)
    return Sensitivity(result.decimal(int(apart.sum())) / 2, int((apart > 0).sum()))


def steps_of(variant: Variant) -> int:
    """How many steps there are to give away.

    Raises:
        Refused: ``nothing_to_distribute``, ``no_step``, ``not_a_multiple``.
    """
    if variant.total <= 0:
        raise Refused("nothing_to_distribute")
    if variant.step <= 0:
        raise Refused("no_step")
    if variant.total % variant.step:
        raise Refused("not_a_multiple")
    return int(variant.total / variant.step)


def _weights(found: Inputs, variant: Variant) -> tuple[Floats, NDArray[np.bool_]]:
    """Weights with what the rules say for areas without a value: 1, or NaN for who gets nothing."""
    need = found.need
    if variant.weighting == Weighting.LINEAR:
        weight = linear_weights(need.deviation, strength=variant.strength, lowest=variant.lowest)
    else:
        weight = stepped_weights(need.class_of, variant.class_weights)
    weight = np.where(found.known, weight, np.nan)
    rule = np.where(found.residual, variant.residual == Without.CITY, variant.without_value == Without.CITY)
    assumed = ~found.known & rule
    return np.where(assumed, 1.0, weight), assumed


def _allocated(
    found: Inputs, plan: Plan, variant: Variant, weight: Floats, given: NDArray[np.bool_], total: int
) -> Allocation:
    """Floors and caps hold for areas; what belongs to no area has none."""
    return allocate(
        found.base.count,
        weight,
        total,
        taken=given,
        codes=found.places.codes,
        floors=_bounds(found, plan, variant, variant.floor, variant.floor_per, floor=True),
        caps=_bounds(found, plan, variant, variant.cap, variant.cap_per, floor=False),
    )


def _bounds(found: Inputs, plan: Plan, variant: Variant, amount: Decimal | None, per: str, *, floor: bool) -> Steps:
    none = 0.0 if floor else np.nan
    if amount is None:
        bounds = np.full(len(found.places.codes), none)
    elif per == Per.HEADS:
        bounds = np.nan_to_num(found.base.count) * float(amount) / plan.heads
    else:
        bounds = np.full(len(found.places.codes), float(amount))
    return whole_steps(np.where(found.residual, none, bounds), float(variant.step), up=floor)


def _before(found: Inputs, before: Mapping[str, Decimal] | None) -> tuple[Floats | None, Decimal]:
    """Last year in the order of the areas, and how much of it lies where no such area is."""
    if before is None:
        return None, Decimal(0)
    codes = found.places.codes
    last = np.array([float(before[code]) if code in before else np.nan for code in codes])
    return last, sum((amount for code, amount in before.items() if code not in set(codes)), Decimal(0))


def _divided(part: Floats, by: Floats) -> Floats:
    usable = np.isfinite(by) & (by > 0)
    return np.divide(part, by, out=np.full(part.shape, np.nan), where=usable)
