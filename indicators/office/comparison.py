"""Two blocks of one place, cell by cell: what is new, changed, lost, suppressed, and what jumps. No database."""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Bools, Floats, States
from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class Cells:
    """Status and value of every area of a level in position order; NaN where the status is not ``OK``."""

    status: States
    value: Floats

    @property
    def ok(self) -> Bools:
        known: Bools = self.status == ValueState.OK
        return known


@dataclass(frozen=True)
class Counts:
    """Cells of a level against the live ones at the same place. The first four add up to ``areas``.

    ``new``: a number where none was. ``lost``: none where one was. ``changed``: another number or another state.
    """

    areas: int
    new: int
    changed: int
    lost: int
    unchanged: int
    missing: int
    suppressed: int
    newly_suppressed: int


@dataclass(frozen=True)
class Jump:
    """One area's value before and after; ``weight`` orders jumps of one indicator."""

    position: int
    before: float
    after: float
    weight: float


def count(after: Cells, before: Cells | None, compared: Cells | None) -> Counts:
    """Count the cells of ``after``.

    Args:
        before: the live cells at the same place; None: the place is new.
        compared: the cells that newly suppressed ones are told from: ``before``, or those of the period before.
    """
    areas = len(after.status)
    ok = after.ok
    was = before.ok if before is not None else np.zeros(areas, bool)
    same_state = before.status == after.status if before is not None else ~ok
    changed = (
        (ok & was & (after.value != before.value)) | (~ok & ~was & ~same_state) if before is not None else ok & was
    )
    suppressed = after.status == ValueState.SUPPRESSED
    known = compared.ok if compared is not None else np.zeros(areas, bool)
    new, lost, changes = int((ok & ~was).sum()), int((was & ~ok).sum()), int(changed.sum())
    return Counts(
        areas=areas,
        new=new,
        changed=changes,
        lost=lost,
        unchanged=areas - new - lost - changes,
        missing=int((after.status == ValueState.MISSING).sum()),
        suppressed=int(suppressed.sum()),
        newly_suppressed=int((suppressed & known).sum()),
    )


def jumps(after: Cells, before: Cells, kind: IndicatorKind, number: int = 10) -> tuple[Jump, ...]:
    """The largest changes between two sets of cells, largest first; areas without both numbers are left out.

    Rates, shares and changes are ordered by their difference. Counts by the difference over the square root of the count
    before: by how far they move beyond what a count of that size fluctuates (Poisson), so that neither large areas nor
    tiny ones crowd out the others.
    """
    both = np.flatnonzero(after.ok & before.ok & (after.value != before.value))
    difference = np.abs(after.value[both] - before.value[both])
    weight = difference / np.sqrt(np.maximum(before.value[both], 1)) if kind is IndicatorKind.COUNT else difference
    order = np.argsort(-weight, kind="stable")[:number]
    return tuple(
        Jump(int(position), float(before.value[position]), float(after.value[position]), float(size))
        for position, size in zip(both[order], weight[order], strict=True)
    )


def positions(chosen: Bools, number: int = 50) -> tuple[int, ...]:
    """The first positions at which ``chosen`` holds."""
    return tuple(np.flatnonzero(chosen)[:number].tolist())
