"""A typology over the years: found anew on each day, with the numbers and names of types kept by matching."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.typology import NO_TYPE, Labels, NotTypable, Typology
from indicators.calculation.typology_labels import matched, named
from indicators.periods import parse_period
from indicators.queries.continuity import edition_before
from indicators.queries.moments import Moment

if TYPE_CHECKING:
    from indicators.queries.type_ground import Ground


@dataclass(frozen=True, eq=False)
class Past:
    """One day. ``type_of`` stands in the order of today's areas, ``NO_TYPE`` for those that were others then.

    ``both`` and ``changed``: how many areas have a type on this day and on the one a year later, and how many of them have
    another one then; 0 for the latest day.
    """

    moment: Moment
    typology: Typology
    type_of: Labels
    both: int = 0
    changed: int = 0


def history_of(ground: Ground, found_on: Callable[[int], Typology], release_id: int, days: int) -> tuple[Past, ...]:
    """The latest ``days`` days, as far as areas can be told apart on them, the latest first.

    Args:
        found_on: the types of a day by its place in ``ground.moments``, as they are numbered by their size.

    Raises:
        NotTypable: the areas of the latest day.
    """
    raw: list[tuple[Moment, Typology, NDArray[np.intp]]] = []
    for at, moment in enumerate(ground.moments[:days]):
        if any(line.entry not in ground.seen for line in moment.lines):
            break
        try:
            raw.append((moment, found_on(at), _positions(ground, moment, release_id)))
        except NotTypable:
            if not raw:
                raise
            break
    return _compared(_renumbered(raw, ground))


def _positions(ground: Ground, moment: Moment, release_id: int) -> NDArray[np.intp]:
    """Where each of today's areas stood in the edition of a day, −1 where it was another one."""
    positions = np.arange(len(ground.places.codes))
    edition = ground.moment.edition
    while edition != moment.edition:
        former = edition_before(edition, release_id)
        assert former is not None
        before = former.positions[moment.level]
        positions = np.where(positions < 0, -1, before[positions])
        edition = former.edition
    return positions


def _renumbered(raw: list[tuple[Moment, Typology, NDArray[np.intp]]], ground: Ground) -> list[Past]:
    """From the day of reference on, to both sides, each day takes the numbers of its neighbour."""
    spec = ground.entry.spec
    until = parse_period(spec.reference).ends if spec.reference else None
    start = next((at for at, (moment, _, _) in enumerate(raw) if until is None or moment.day <= until), len(raw) - 1)
    done: dict[int, Past] = {}
    for at in (*range(start, -1, -1), *range(start + 1, len(raw))):
        moment, typology, positions = raw[at]
        neighbour = done.get(at + 1) if at < start else done.get(at - 1)
        if neighbour is None:
            numbers = np.arange(spec.types)
            if spec.names:
                numbers = named(typology.centres, np.array([name.centre for name in spec.names]))
        else:
            own = _in_order(typology.type_of, positions)
            numbers = matched(own, neighbour.type_of, typology.centres, neighbour.typology.centres)
        kept = typology.relabelled(numbers)
        done[at] = Past(moment, kept, _in_order(kept.type_of, positions))
    return [done[at] for at in range(len(raw))]


def _in_order(type_of: Labels, positions: NDArray[np.intp]) -> Labels:
    return np.where(positions < 0, NO_TYPE, type_of[positions]).astype(np.int16)


def _compared(days: list[Past]) -> tuple[Past, ...]:
    found = list(days)
    for at in range(1, len(days)):
        later, own = days[at - 1].type_of, days[at].type_of
        both = (later != NO_TYPE) & (own != NO_TYPE)
        found[at] = Past(days[at].moment, days[at].typology, own, int(both.sum()), int((both & (later != own)).sum()))
    return tuple(found)
