"""Variants side by side, area by area, against the equal split of the first and against last year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitoring.planning.allocation.amounts import decimals_of, number_text, signed
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.presenting import before_decimals, number_or_nothing


@dataclass(frozen=True)
class Cell:
    """What a variant gives an area, and how that differs from its equal split and from last year."""

    amount: str
    to_equal: str
    to_before: str


@dataclass(frozen=True)
class Line:
    """One area with a cell for each variant."""

    code: str
    name: str
    before: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """``lines`` are at most as many as asked for; ``more`` says how many there are beyond."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    more: int
    has_before: bool
    sums: tuple[str, ...]


def compared(outcomes: Sequence[Outcome], most: int) -> Comparison | None:
    """All variants that have a result; nothing where none has. They share their areas: one draft has one level."""
    if not outcomes:
        return None
    first = outcomes[0]
    places = first.inputs.places
    lines = tuple(_line(outcomes, at) for at in range(min(most, len(places.codes))))
    return Comparison(
        names=tuple(one.variant.name for one in outcomes),
        lines=lines,
        more=max(0, len(places.codes) - most),
        has_before=first.before is not None,
        sums=tuple(number_text(one.variant.total, decimals_of(one.variant.step)) for one in outcomes),
    )


def _line(outcomes: Sequence[Outcome], at: int) -> Line:
    first = outcomes[0]
    before = float(first.before[at]) if first.before is not None else float("nan")
    amounts = {one.amount(at) if one.given[at] else None for one in outcomes}
    return Line(
        code=first.inputs.places.codes[at],
        name=first.inputs.places.names[at],
        before=number_or_nothing(before, before_decimals(first)),
        cells=tuple(_cell(one, at, before) for one in outcomes),
        differs=len(amounts) > 1,
    )


def _cell(one: Outcome, at: int, before: float) -> Cell:
    if not one.given[at]:
        return Cell("–", "", "")
    decimals = decimals_of(one.variant.step)
    amount = float(one.amounts[at])
    return Cell(
        number_text(one.amount(at), decimals),
        signed(amount - float(one.equal_amounts[at]), decimals),
        "" if np.isnan(before) else signed(amount - before, max(decimals, before_decimals(one))),
    )
