"""What one indicator is computed from: its specification, the periods wanted, and its measures as dense arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from indicators.calculation.hierarchy import Floats, Hierarchy, States
from indicators.catalogue.specs import IndicatorSpec, MeasureSpec, Text
from indicators.disclosure.policies import OPEN, DisclosurePolicy
from indicators.periods import Period
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class MeasureSeries:
    """One measure as delivered, over all its periods.

    Args:
        measure: its specification (unit, design effect).
        policy: the disclosure policy of its source.
        periods: ascending by end. Give every period that was delivered, also those before the wanted ones: an area that
            is missing stands in the coverage with the size it was last reported with.
        values: (periods × finest places, residual unit included where the hierarchy has one); read only where OK.
        states: same shape, ``ValueState`` codes.
        totals: for upper levels that were delivered: level → (values, states), each (periods × places of that level).
        sensitive_complement: the rest of the population is to be protected too, although the policy does not say so
            (migration in a register that otherwise protects counts only).

    Raises:
        ValueError: shapes differ, periods do not ascend, an OK cell holds no finite number.
    """

    measure: MeasureSpec
    policy: DisclosurePolicy
    periods: tuple[Period, ...]
    values: Floats
    states: States
    totals: Mapping[str, tuple[Floats, States]] = field(default_factory=dict)
    sensitive_complement: bool = False

    def __post_init__(self) -> None:
        if list(self.periods) != sorted(set(self.periods)):
            raise ValueError(f"{self.measure.code}: periods do not ascend")
        for values, states in ((self.values, self.states), *self.totals.values()):
            if values.shape != states.shape or values.ndim != 2 or len(values) != len(self.periods):
                raise ValueError(f"{self.measure.code}: shapes {values.shape}, {states.shape} do not fit")
            if not np.isfinite(values[states == ValueState.OK]).all():
                raise ValueError(f"{self.measure.code}: an OK cell holds no number")

    def at(self, level: str, hierarchy: Hierarchy) -> tuple[Floats, States]:
        """Delivered numbers of a level, 0 where not OK; all missing where nothing was delivered for it."""
        shape = (len(self.periods), len(hierarchy.places(level)))
        if level == hierarchy.finest:
            values, states = self.values, self.states
        elif level in self.totals:
            values, states = self.totals[level]
        else:
            return np.zeros(shape), np.full(shape, ValueState.MISSING, np.uint8)
        if values.shape != shape:
            raise ValueError(f"{self.measure.code}: {values.shape} does not fit {level} {shape}")
        return np.where(states == ValueState.OK, values, 0.0), states.astype(np.uint8, copy=False)

    def delivered_depth(self, hierarchy: Hierarchy) -> int:
        """Depth of the finest level that has any delivered cell; the finest of all where nothing was delivered."""
        finest = len(hierarchy.levels) - 1
        if not self.totals or (self.states != ValueState.MISSING).any():
            return finest
        return max(hierarchy.depth(level) for level in self.totals)


@dataclass(frozen=True, eq=False)
class IndicatorInputs:
    """Everything ``calculate`` needs for one indicator.

    Args:
        spec: the indicator.
        periods: the numerator's (or the share's) periods to compute, in the order of the blocks.
        hierarchy: the edition's levels.
        measures: measure code → series, for every measure the specification names. A measure without any delivery is
            left out: its cells are missing.
        companions: for ``ba-3``: measure in persons → measure in Bedarfsgemeinschaften whose series is in ``measures``.
    """

    spec: IndicatorSpec
    periods: tuple[Period, ...]
    hierarchy: Hierarchy
    measures: Mapping[str, MeasureSeries]
    companions: Mapping[str, str] = field(default_factory=dict)

    def counted_at(self, period: Period) -> tuple[str, ...]:
        """The measures whose periods are wanted: the numerator, or the share as it was defined then."""
        share = self.spec.at(period).measure
        return (share,) if share else self.spec.numerator

    @property
    def base(self) -> tuple[str, ...]:
        """The measures of the denominator, or of the weight."""
        return self.spec.weight if self.spec.measure else self.spec.denominator

    @property
    def delivered_depth(self) -> int:
        """Depth of the finest level that any counted measure was delivered for; the finest of all where none was."""
        counted = {code for period in self.periods for code in self.counted_at(period)}
        return max((self.series(code).delivered_depth(self.hierarchy) for code in counted), default=0)

    def series(self, code: str) -> MeasureSeries:
        """The series of a measure; empty where nothing was delivered."""
        found = self.measures.get(code)
        return found if found is not None else _nothing(code, len(self.hierarchy.codes[-1]))


def _nothing(code: str, places: int) -> MeasureSeries:
    spec = MeasureSpec(code, Text("", ""), "", "", "", "")
    return MeasureSeries(spec, OPEN, (), np.zeros((0, places)), np.zeros((0, places), np.uint8))
