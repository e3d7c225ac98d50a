"""A rate beside that of a county or a state, a second time: fractions of counts, one area after the other."""

from fractions import Fraction
from typing import NamedTuple

Counts = tuple[int, int]


class Beside(NamedTuple):
    """What follows from an area's counts beside those of a place beyond the city; None where there is nothing to compare."""

    difference: float | None
    index: float | None
    excess: float | None
    divergence: float | None


def compared_with(
    own: Counts, place: Counts | None, own_before: Counts | None = None, place_before: Counts | None = None
) -> Beside:
    """Percentages of (cases, residents), in full precision."""
    if place is None:
        return Beside(None, None, None, None)
    a, r = (Fraction(100 * cases, residents) for cases, residents in (own, place))
    divergence = None
    if own_before is not None and place_before is not None:
        a0, r0 = (Fraction(100 * cases, residents) for cases, residents in (own_before, place_before))
        divergence = float((a - a0) - (r - r0))
    return Beside(float(a - r), float(100 * a / r), float(own[0] - own[1] * r / 100), divergence)
