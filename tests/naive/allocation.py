"""Allocation by need once more, in fractions and area by area, with the standard library alone."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def allocation(
    base: Sequence[Fraction],
    weight: Sequence[Fraction],
    total: int,
    floors: Sequence[int],
    caps: Sequence[int | None],
    codes: Sequence[str],
) -> list[int]:
    """Whole steps for every area: the level at which the bounded claims sum to the total, then the largest remainders."""
    claims = [one * by for one, by in zip(base, weight, strict=True)]

    def bounded(level: Fraction) -> list[Fraction]:
        found = []
        for claim, low, high in zip(claims, floors, caps, strict=True):
            share = max(level * claim, Fraction(low))
            found.append(share if high is None else min(share, Fraction(high)))
        return found

    quotas = bounded(_level(claims, total, floors, caps, bounded))
    amounts = [floor(quota) for quota in quotas]
    queue = sorted(range(len(base)), key=lambda at: (-(quotas[at] - amounts[at]), -weight[at], -base[at], codes[at]))
    for at in queue[: total - sum(amounts)]:
        amounts[at] += 1
    return amounts


def _level(claims, total, floors, caps, bounded) -> Fraction:  # type: ignore[no-untyped-def]
    """Between two neighbouring levels at which a bound begins or ends to hold, the sum is a straight line."""
    turns = {Fraction(0)}
    for claim, low, high in zip(claims, floors, caps, strict=True):
        if claim > 0:
            turns.add(low / claim)
            if high is not None:
                turns.add(high / claim)
    ordered = sorted(turns)
    for lower, upper in zip(ordered, ordered[1:], strict=False):
        first, last = sum(bounded(lower)), sum(bounded(upper))
        if first <= total <= last:
            return lower if first == last else lower + (upper - lower) * (total - first) / (last - first)
    last = ordered[-1]
    at_last = sum(bounded(last))
    slope = sum(claim for claim, high in zip(claims, caps, strict=True) if high is None)
    return last + (total - at_last) / slope if total > at_last else last


def quarter(values: Sequence[float | None]) -> list[int | None]:
    """In which quarter of the known values each lies: by how many are smaller."""
    known = [value for value in values if value is not None]
    return [None if value is None else 4 * sum(other < value for other in known) // len(known) for value in values]
