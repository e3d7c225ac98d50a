"""What one level's aggregate is made of: sums over its covered parts, its coverage, its state.

An area whose denominator is missing stands in the coverage with the denominator it was last reported with; one that was
never reported has no known population and none to cover. Below the minimum coverage the aggregate takes the strongest
state of the parts it lacks (*missing*, *suppressed*, …). Areas that were not computed (*not applicable*) count as not
covered: people live there whose share nobody knows, so an aggregate that lacks too many of them is *missing*.
"""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats, Hierarchy, States
from indicators.calculation.precedence import RANK_MISSING, RANK_NOT_APPLICABLE, state_of
from indicators.periods import Period
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class LevelValues:
    """Values of one indicator at one level, before protection; all arrays (periods × places).

    ``base`` is the population behind the value: the denominator, or the weight of a share; NaN where it is not known.
    ``numerator``, ``denominator`` and ``value`` are NaN where the state is not ``OK``, or where the kind has none.
    """

    level: str
    periods: tuple[Period, ...]
    places: tuple[str, ...]
    states: States
    numerator: Floats
    denominator: Floats
    value: Floats
    coverage: Floats
    base: Floats


@dataclass(frozen=True, eq=False)
class Parts:
    """Sums over the covered parts of one level, and the strongest rank among the others."""

    n: Floats
    d: Floats
    ranks: States


def rolled(hierarchy: Hierarchy, parts: Parts, depth: int) -> Parts:
    """The parts of the level above ``depth``, summed up from those of ``depth``; an area without any is *missing*."""
    ranks = hierarchy.max_once(parts.ranks, depth)
    childless = np.bincount(hierarchy.parents[depth], minlength=ranks.shape[1]) == 0
    ranks[:, childless] = RANK_MISSING
    return Parts(hierarchy.sum_once(parts.n, depth), hierarchy.sum_once(parts.d, depth), ranks)


def ratio(n: Floats, d: Floats) -> Floats:
    """``n ÷ d``, NaN where the denominator is 0: never infinite."""
    quotient: Floats = np.divide(n, d, out=np.full(n.shape, np.nan), where=d > 0)
    return quotient


def states_of(parts: Parts, coverage: Floats, minimum_coverage: float) -> States:
    """State of each aggregate: ``OK`` with enough coverage, else what it lacks; *not applicable* for a base of 0."""
    some = parts.d > 0
    only_not_computed = some & (parts.ranks <= RANK_NOT_APPLICABLE)
    lacking = state_of(np.where(only_not_computed, np.uint8(RANK_MISSING), parts.ranks))
    lacking = np.where(some | (parts.ranks > 0), lacking, np.uint8(ValueState.NOT_APPLICABLE))
    return np.where(some & (coverage >= minimum_coverage), np.uint8(ValueState.OK), lacking)
