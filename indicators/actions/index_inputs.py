"""Where indices can be computed, and from which blocks: components, residents, the city, and the years before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from areas.queries import successions
from indicators.actions.index_ground import RESIDENTS, Ground, Place, Spot
from indicators.actions.places import places_of
from indicators.calculation.index_blocks import residents_at
from indicators.catalogue.specs import IndexSpec
from indicators.periods import Period, months_before

Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Earlier:
    """The components years before. ``positions``: each of today's areas there, −1 where it was another one."""

    now: tuple[Place, ...]
    whole: tuple[Place, ...]
    positions: Positions


@dataclass(frozen=True, eq=False)
class Inputs:
    """Which blocks an index is computed from, as places: its own is ``spot``.

    ``earlier``: where it combines changes; nothing where there are no values to take them from, or a break between.
    """

    spot: Spot
    now: tuple[Place, ...]
    whole: tuple[Place, ...]
    residents: Place | None
    earlier: Earlier | None

    @property
    def places(self) -> tuple[Place, ...]:
        """All of them, in a fixed order."""
        then = (*self.earlier.now, *self.earlier.whole) if self.earlier else ()
        return (*self.now, *self.whole, *((self.residents,) if self.residents else ()), *then)


def inputs_of(spec: IndexSpec, found: Ground) -> list[Inputs]:
    """Everywhere below the city where the components meet on a day that the definition serves, in the order of time.

    Periods meet by their ends: the same one where there is one, otherwise the shortest that ends on that day, so that a
    quarter, the day of its end and the year that ends with it can stand beside each other.
    """
    stands = [_by_stand(code, found) for code in spec.components]
    shared = set(stands[0]).intersection(*stands[1:])
    met = [_met(spec, [one[stand] for one in stands], found) for stand in shared]
    served = [one for one in met if spec.serves(_span(one[0], found)) and _top(one[0], found) != one[0]]
    ordered = sorted(served, key=lambda one: (_span(one[0], found), one[0]))
    return [_inputs(spec, spot, now, found) for spot, now in ordered]


_Stand = tuple[date, int, int]  # end of the period, edition, level


def _by_stand(code: str, found: Ground) -> dict[_Stand, list[Spot]]:
    stands: dict[_Stand, list[Spot]] = {}
    for other, spot in found.blocks:
        if other == code:
            stands.setdefault((_span(spot, found).ends, *spot[1:]), []).append(spot)
    return stands


def _met(spec: IndexSpec, offered: Sequence[Sequence[Spot]], found: Ground) -> tuple[Spot, tuple[Place, ...]]:
    """The index's own spot, and that of each component; ``offered``: per component its spots of one stand."""
    shared = set.intersection(*(set(spots) for spots in offered))
    own = _shortest(shared or {spot for spots in offered for spot in spots}, found)
    now = [own if own in spots else _shortest(spots, found) for spots in offered]
    return own, tuple(zip(spec.components, now, strict=True))


def _shortest(spots: Iterable[Spot], found: Ground) -> Spot:
    spans = {spot: _span(spot, found) for spot in spots}
    return min(spans, key=lambda spot: ((spans[spot].ends - spans[spot].starts).days, spans[spot].code))


def _inputs(spec: IndexSpec, spot: Spot, now: tuple[Place, ...], found: Ground) -> Inputs:
    earlier = next(_earlier(spec, spot, now, found), None) if spec.change_years else None
    if earlier is not None and not _comparable(now, earlier, found):
        earlier = None
    return Inputs(spot, now, _tops(now, found), _residents(spec, spot, found), earlier)


def _span(spot: Spot, found: Ground) -> Period:
    return found.periods[spot[0]].span


def _tops(places: Iterable[Place], found: Ground) -> tuple[Place, ...]:
    return tuple((code, _top(spot, found)) for code, spot in places)


def _top(spot: Spot, found: Ground) -> Spot:
    """The city at the same period and edition."""
    return (spot[0], spot[1], places_of(found.editions[spot[1]]).levels[0])


def _residents(spec: IndexSpec, spot: Spot, found: Ground) -> Place | None:
    if spec.exclude.residents_below is None:
        return None
    places = [at for code, at in found.blocks if code == RESIDENTS and at[1:] == spot[1:]]
    offered = {_span(at, found): at for at in places}
    period = residents_at(_span(spot, found), offered)
    return (RESIDENTS, offered[period]) if period else None


def _comparable(now: Iterable[Place], earlier: Earlier, found: Ground) -> bool:
    """Whether every component is defined now as it was then."""
    pairs = zip(now, earlier.now, strict=True)
    return all(
        found.specs[code].comparable(_span(then, found), _span(spot, found)) for (code, spot), (_, then) in pairs
    )


def _earlier(spec: IndexSpec, spot: Spot, now: Sequence[Place], found: Ground) -> Iterator[Earlier]:
    """The same kinds of periods so many years before: in the same edition, or back through reforms in one before."""
    kinds = {(period.kind, period.ends): pk for pk, period in found.periods.items()}
    spans = [_span(at, found) for _, at in now]
    then = [kinds.get((span.kind, months_before(span.ends, 12 * spec.change_years))) for span in spans]
    for edition, positions in _editions_back(spot, found):
        pairs = zip(spec.components, then, strict=True)
        places = tuple((code, (period, edition, spot[2])) for code, period in pairs if period is not None)
        if len(places) == len(now) and all(place in found.blocks for place in places):
            yield Earlier(places, _tops(places, found), positions)


def _editions_back(spot: Spot, found: Ground) -> Iterator[tuple[int, Positions]]:
    """The spot's edition and those before it, with the positions of today's areas at the level."""
    edition, places = found.editions[spot[1]], places_of(found.editions[spot[1]])
    depth = places.levels.index(spot[2])
    positions = np.arange(len(places.areas[depth]), dtype=np.intp)
    yield edition.pk, positions
    ids = {known.code: pk for pk, known in found.editions.items()}
    line = successions(edition.code)
    here = next(at for at, one in enumerate(line) if one.edition == edition.code)
    for at in range(here, 0, -1):
        before = line[at].before.get(places.hierarchy.levels[depth])
        if before is None:
            return
        positions = np.where(positions < 0, -1, before[positions]).astype(np.intp)
        if line[at - 1].edition in ids:
            yield ids[line[at - 1].edition], positions
