"""Unequal shares for unequal places: N positions or euros over areas in proportion to base and need.

    claim_a  = base_a · weight_a                         base: residents, children, cases; weight: from the need
    quota_a  = min(cap_a, max(floor_a, λ · claim_a))     λ such that Σ quota = N, the same for every area
    amount_a = quota_a rounded to whole steps by the largest remainder, so that Σ amount = N exactly

Everything is counted in *steps* (a whole position, half of one, 100 €), so that sums are sums of integers and no cent is
lost. Floors round up and caps down to whole steps: both hold after the rounding, too. Sums are taken with ``math.fsum``,
which gives the same bits whatever the order of the areas.

Source: methods, "Allocation"; the largest remainder is Hamilton's rule (Hare/Niemeyer), Balinski and Young, Fair
Representation (1982), chapter 3. It is not house-monotone: with a larger N a single area may get one step less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats

Steps = NDArray[np.int64]

UNLIMITED = np.iinfo(np.int64).max
"""Cap of an area that has none, in steps."""

MOST_STEPS = 10**9
"""Beyond this a quota has not nine decimals any more: the step is too fine for the total."""

_DECIMALS = 9
"""Quotas are compared at this many decimals of a step: what differs by less is a tie."""


class Refused(Exception):
    """An allocation that cannot be carried out. ``code`` and ``params`` say why; ``monitoring`` words them.

    Codes: ``nothing_to_distribute``, ``too_fine``, ``no_areas``, ``bases_zero``, ``weights_zero``, ``floors_exceed_total``
    (floors, total), ``caps_below_total`` (caps, total), ``floor_above_cap`` (areas), all numbers in steps.
    """

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


@dataclass(frozen=True, eq=False)
class Allocation:
    """What every area gets; all arrays are (areas,), 0 where an area takes no part.

    ``amount`` in whole steps; ``quota`` before the rounding, in steps; ``at_floor`` and ``at_cap``: where one of them holds
    instead of the proportion.
    """

    amount: Steps
    quota: Floats
    at_floor: Bools
    at_cap: Bools


def allocate(
    base: Floats,
    weight: Floats,
    total: int,
    *,
    taken: Bools,
    codes: Sequence[str],
    floors: Steps | None = None,
    caps: Steps | None = None,
) -> Allocation:
    """Distribute ``total`` steps over the areas that take part.

    Args:
        base, weight: (areas,), finite and not negative where ``taken``.
        total: in steps, more than 0.
        taken: (areas,), which areas take part.
        codes: (areas,), the last tie-break: what is told of an area must not depend on where it stands in an array.
        floors, caps: (areas,) in whole steps, none by default; ``UNLIMITED`` is no cap.

    An area without base gets its floor alone. Equal remainders go to the larger weight, then to the larger base, then to
    the smaller code.

    Raises:
        Refused: with the code of what makes it impossible.

    Four positions for 300 and 100 children at twice the need in the second area: claims 300 and 200, quotas 2.4 and 1.6.

    >>> found = allocate(np.array([300.0, 100.0]), np.array([1.0, 2.0]), 4, taken=np.ones(2, bool), codes=("a", "b"))
    >>> found.quota.tolist(), found.amount.tolist()
    ([2.4, 1.6], [2, 2])
    """
    size = len(base)
    low = np.zeros(size, np.int64) if floors is None else floors
    high = np.full(size, UNLIMITED, np.int64) if caps is None else caps
    _check(base, weight, total, taken, low, high)
    claim = base[taken] * weight[taken]
    quota = np.zeros(size)
    quota[taken] = bounded_quotas(claim, total, low[taken], high[taken])
    amount = np.zeros(size, np.int64)
    order = _order(weight[taken], base[taken], [code for code, is_in in zip(codes, taken, strict=True) if is_in])
    amount[taken] = largest_remainder(quota[taken], total, order)
    return Allocation(
        amount,
        quota,
        at_floor=taken & (low > 0) & (quota <= low),
        at_cap=taken & (high < UNLIMITED) & (quota >= high),
    )


def _check(base: Floats, weight: Floats, total: int, taken: Bools, low: Steps, high: Steps) -> None:
    if total <= 0:
        raise Refused("nothing_to_distribute")
    if total > MOST_STEPS:
        raise Refused("too_fine", most=MOST_STEPS)
    if not taken.any():
        raise Refused("no_areas")
    if not (base[taken] > 0).any():
        raise Refused("bases_zero")
    if not (base[taken] * weight[taken] > 0).any():
        raise Refused("weights_zero")
    crossed = int((low[taken] > high[taken]).sum())
    if crossed:
        raise Refused("floor_above_cap", areas=crossed)
    least = sum(low[taken].tolist())
    if least > total:
        raise Refused("floors_exceed_total", floors=least, total=total)
    reachable = np.where(base[taken] * weight[taken] > 0, high[taken], low[taken])
    most = sum(reachable.tolist())  # Python's integers: an unlimited cap must not overflow
    if most < total:
        raise Refused("caps_below_total", caps=most, total=total)


def bounded_quotas(claim: Floats, total: float, low: Steps, high: Steps) -> Floats:
    """``min(high, max(low, λ · claim))`` with the λ for which the sum is ``total``.

    All areas share by claim; where that leaves some below their floor and others above their cap, the side that is
    further away in sum is fixed at its bounds, and the rest is shared again (the rule by which CSS resolves flexible
    lengths, Flexible Box Layout §9.7). Every round fixes at least one area, so it ends after as many rounds as there are
    areas at most. What has no claim stays at its floor.

    Args:
        claim: (areas,), not negative. low, high: (areas,), ``low ≤ high``. The bounds must allow the total.

    >>> bounded_quotas(np.array([1.0, 1.0, 8.0]), 10, np.array([2, 0, 0]), np.array([9, 9, 6])).tolist()
    [2.0, 2.0, 6.0]
    """
    quota = low.astype(np.float64)
    free = claim > 0
    while free.any():
        rest = total - fsum(quota[~free].tolist())
        share = claim[free] * (max(rest, 0.0) / fsum(claim[free].tolist()))
        below = np.maximum(low[free] - share, 0.0)
        above = np.maximum(share - high[free], 0.0)
        quota[free] = np.clip(share, low[free], high[free])
        missing, over = fsum(below.tolist()), fsum(above.tolist())
        if missing == over:
            break  # nothing is out of bounds, or both sides outweigh each other exactly
        fixed = below > 0 if missing > over else above > 0
        free[np.flatnonzero(free)[fixed]] = False
    return quota


def largest_remainder(quota: Floats, total: int, order: NDArray[np.intp]) -> Steps:
    """Whole steps that sum to ``total``: everybody the whole part of the quota, then one more by the largest remainder.

    Args:
        quota: (areas,) in steps, summing to ``total`` up to rounding.
        order: (areas,), who comes first among equal remainders, 0 before 1.

    No amount differs from its quota by a whole step, and none leaves the whole numbers between which the quota lies: so
    bounds in whole steps still hold. Remainders are compared at nine decimals.

    >>> largest_remainder(np.array([1.5, 1.5, 2.0]), 5, np.array([1, 0, 2])).tolist()
    [1, 2, 2]
    """
    rounded = np.round(quota, _DECIMALS)
    whole = np.floor(rounded).astype(np.int64)
    remainder = np.round(rounded - whole, _DECIMALS)
    missing = total - sum(whole.tolist())
    queue = np.lexsort((order, -remainder))
    if not 0 <= missing <= int((remainder > 0).sum()):
        raise ValueError(f"quotas sum to {fsum(quota.tolist())} instead of {total}")
    whole[queue[:missing]] += 1
    return whole


def _order(weight: Floats, base: Floats, codes: Sequence[str]) -> NDArray[np.intp]:
    """Places in the queue of equal remainders: larger weight, larger base, smaller code."""
    by_code = np.argsort(np.argsort(np.array(codes, object), kind="stable"), kind="stable")
    place = np.empty(len(codes), np.intp)
    place[np.lexsort((by_code, -base, -weight))] = np.arange(len(codes))
    return place


def whole_steps(amount: Floats, step: float, *, up: bool) -> Steps:
    """Bounds in whole steps: floors round up, caps down, NaN is ``UNLIMITED``; a trillionth of a step is forgiven.

    >>> whole_steps(np.array([0.3, np.nan]), 0.1, up=True).tolist() == [3, UNLIMITED]
    True
    """
    steps = np.where(np.isnan(amount), 0, amount) / step
    whole = np.ceil(steps - 1e-9) if up else np.floor(steps + 1e-9)
    limited = np.minimum(whole, float(2 * MOST_STEPS)).astype(np.int64)
    return np.where(np.isnan(amount), UNLIMITED, limited)
