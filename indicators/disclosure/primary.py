"""Which cells are unsafe by themselves (primary), and why.

A rate shares its count's fate. A sum of measures is judged as the sum that is shown: that one of its addends is small
is no disclosure as long as the others are not published beside it, and if they are, it is the joint protection's
business. What the supplier starred is adopted and never reconstructed.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.policies import DisclosurePolicy
from indicators.states import SuppressionReason, ValueState

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
States = NDArray[np.uint8]


def unsafe_counts(
    counts: Floats, policy: DisclosurePolicy, *, total: bool = False, companion: Floats | None = None
) -> Bools:
    """Which counts may not be shown: ``0 < count < smallest safe``, zero too where the policy hides zeros.

    Averages that are no whole numbers are judged by the same rule: 2.5 is unsafe where 3 is the smallest safe count.

    Args:
        counts: any shape; NaN is never unsafe (there is nothing to show).
        total: the counts are totals of residents, which have a threshold of their own.
        companion: the same cells in Bedarfsgemeinschaften, NaN where not delivered; where it is given and the policy
            has that rule, both must reach the lower threshold.

    >>> unsafe_counts(np.array([0.0, 1.0, 2.0, 3.0]), DisclosurePolicy("register-3", 3)).tolist()
    [False, True, True, False]
    """
    threshold = max(policy.smallest_safe, policy.smallest_safe_total) if total else policy.smallest_safe
    small = _small(counts, threshold, policy.show_zeros)
    if companion is not None and policy.smallest_safe_with_companion is not None:
        both = policy.smallest_safe_with_companion
        together = _small(counts, both, policy.show_zeros) | _small(companion, both, policy.show_zeros)
        small = np.where(np.isnan(companion), small, together)
    return small


def _small(counts: Floats, threshold: int, show_zeros: bool) -> Bools:
    if threshold == 0:
        return np.zeros(counts.shape, bool)
    return (counts < threshold) & ((counts > 0) if show_zeros else (counts >= 0))


def unsafe_complements(counts: Floats, denominators: Floats, policy: DisclosurePolicy) -> Bools:
    """Which counts reveal a small rest ``denominator − count``. A negative rest is an inconsistency, not a person.

    Shapes broadcast; a zero rest is judged like a zero count.

    >>> from indicators.disclosure.policies import BA_AKG_10
    >>> unsafe_complements(np.array([91.0, 90.0]), np.array([100.0, 100.0]), BA_AKG_10).tolist()
    [True, False]
    """
    return _small(denominators - counts, policy.smallest_safe, policy.show_zeros)


def primary_reasons(states: States, unsafe: Bools, base: Floats, minimum_base: float) -> NDArray[np.uint8]:
    """Why each cell holds nothing: ``SuppressionReason`` codes, any shape.

    The supplier's star stands before the own rule, and both before the minimum denominator: an area must not tell by
    *unreliable* that its count is no secret. ``MINIMUM_DENOMINATOR`` makes a value *unreliable*, the others
    *suppressed*.

    Args:
        states: state of each cell before protection.
        unsafe: cells that a policy forbids.
        base: the denominator, or the weight of a share; NaN: unknown, no minimum is applied.

    >>> reasons = primary_reasons(np.zeros(3, np.uint8), np.array([True, False, False]), np.array([90.0, 90, 40]), 50)
    >>> [SuppressionReason(reason).name for reason in reasons]
    ['PRIMARY', 'NONE', 'MINIMUM_DENOMINATOR']
    """
    reasons = np.zeros(states.shape, np.uint8)
    ok = states == ValueState.OK
    reasons[ok & (base < minimum_base)] = SuppressionReason.MINIMUM_DENOMINATOR
    reasons[ok & unsafe] = SuppressionReason.PRIMARY
    reasons[states == ValueState.SUPPRESSED] = SuppressionReason.SUPPLIER
    return reasons


def states_after(states: States, reasons: NDArray[np.uint8]) -> States:
    """The state that readers see: *suppressed* whatever the reason, *unreliable* below the minimum denominator.

    >>> [ValueState(s).word for s in states_after(np.zeros(3, np.uint8), np.array([0, 2, 4], np.uint8))]
    ['ok', 'suppressed', 'unreliable']
    """
    seen = np.where(reasons != SuppressionReason.NONE, np.uint8(ValueState.SUPPRESSED), states)
    seen = np.where(reasons == SuppressionReason.MINIMUM_DENOMINATOR, np.uint8(ValueState.UNRELIABLE), seen)
    return seen.astype(np.uint8, copy=False)
