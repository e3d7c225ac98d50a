"""Which areas a candidate would put into another class of an index of the catalogue that reads its indicators."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from areas.models import Area, AreaLevel
from indicators.calculation.hierarchy import Floats
from indicators.calculation.indices import NO_CLASS, included_areas, index_of
from indicators.calculation.indices import Index as Computed
from indicators.catalogue.specs import IndexSpec
from indicators.models import Delivery, Index, Indicator, Period
from indicators.office.blocks import (
    Against,
    Place,
    base_of,
    candidate_places,
    cells_of,
    compared_period,
    released_places,
)

RESIDENTS = "einwohner"
"""Indicator that counts residents, for the least number that an index asks for."""

Spot = tuple[int, int, int]  # period, edition, level
Blocks = dict[tuple[str, Spot], int]  # (indicator, spot) → block


@dataclass(frozen=True)
class ClassMove:
    """An area whose class would be another; none is *left out of the index*. ``value`` is the index itself."""

    code: str
    name: str
    before: str | None
    after: str | None
    value_before: float | None
    value_after: float | None


@dataclass(frozen=True)
class IndexChange:
    """One index, period and level. ``before`` and ``after``: areas in each class, in the order of ``spec.classes``.

    ``compared_with`` is none where the index was not there before; ``before`` is empty then, and nothing moved.
    ``included``: areas that have an index after.
    """

    spec: IndexSpec
    period: str
    compared_with: str | None
    level: tuple[str, str]  # German, English
    included: int
    after: tuple[int, ...]
    before: tuple[int, ...]
    moves: tuple[ClassMove, ...]


def index_changes(delivery: Delivery, *, against: Against = Against.LIVE) -> tuple[IndexChange, ...]:
    """Every index that reads an indicator of the candidate, for each of the candidate's periods that it serves.

    Computed with the candidate's values where it has some, and with live ones for the other components; at the finest level
    that has every component. An index without all of its components in a period is left out.
    """
    own = candidate_places(delivery)
    indicators = dict(Indicator.objects.values_list("pk", "code"))
    touched = {indicators[place.indicator] for place in own}
    specs = [row.spec for row in Index.objects.order_by("code")]
    specs = [spec for spec in specs if touched & set(spec.components)]
    if not specs:
        return ()
    wanted = {code for spec in specs for code in spec.components} | {RESIDENTS}
    ids = {pk for pk, code in indicators.items() if code in wanted}
    live = _blocks(released_places(base_of(delivery), ids), indicators)
    return tuple(_Reading(own, live, indicators, against).changes(specs))


def _blocks(places: Iterable[Place], indicators: dict[int, str]) -> Blocks:
    return {(indicators[p.indicator], (p.period, p.edition, p.level)): p.block for p in places}


class _Reading:
    """What all indices need: blocks before and after, periods, levels."""

    def __init__(self, own: list[Place], live: Blocks, indicators: dict[int, str], against: Against) -> None:
        self.own, self.live, self.after = _blocks(own, indicators), live, live | _blocks(own, indicators)
        spots = {spot for _, spot in self.after}
        self.periods = Period.objects.in_bulk({period for period, _, _ in spots})
        self.levels = AreaLevel.objects.in_bulk({level for _, _, level in spots})
        self.against = against

    def changes(self, specs: list[IndexSpec]) -> Iterable[IndexChange]:
        for spec in specs:
            periods = {spot[0] for code, spot in self.own if code in spec.components}
            for pk in sorted(periods, key=lambda pk: self.periods[pk].span, reverse=True):
                spot = self._finest(spec, pk)
                if spot is not None and _serves(spec, self.periods[pk]):
                    yield self._change(spec, spot)

    def _finest(self, spec: IndexSpec, period: int) -> Spot | None:
        """The finest level at which every component has values after the candidate."""
        spots = {spot for code, spot in self.after if code in spec.components and spot[0] == period}
        whole = [spot for spot in spots if all((code, spot) in self.after for code in spec.components)]
        whole = [spot for spot in whole if self.levels[spot[2]].rank > 0]
        return max(whole, key=lambda spot: (self.levels[spot[2]].rank, spot[1]), default=None)

    def _change(self, spec: IndexSpec, spot: Spot) -> IndexChange:
        areas = list(
            Area.objects.filter(edition=spot[1], level=spot[2])
            .order_by("position")
            .values_list("code", "name", "is_residual")
        )
        compared = self._compared(spec, spot)
        after = self._computed(spec, spot, self.after, areas)
        before = self._computed(spec, (compared.pk, *spot[1:]), self.live, areas) if compared else None
        level = self.levels[spot[2]]
        return IndexChange(
            spec=spec,
            period=self.periods[spot[0]].code,
            compared_with=compared.code if compared else None,
            level=(level.name_de, level.name_en),
            included=int(after.included.sum()),
            after=_counted(after, spec),
            before=_counted(before, spec) if before else (),
            moves=tuple(_moves(before, after, spec, areas)) if before else (),
        )

    def _compared(self, spec: IndexSpec, spot: Spot) -> Period | None:
        """The period before, of those at which the same definition had every component live."""
        known = {at[0] for code, at in self.live if code in spec.components and at[1:] == spot[1:]}
        whole = [pk for pk in known if all((code, (pk, *spot[1:])) in self.live for code in spec.components)]
        served = [self.periods[pk] for pk in whole if _serves(spec, self.periods[pk])]
        return compared_period(self.periods[spot[0]].span, served, self.against)

    def _computed(self, spec: IndexSpec, spot: Spot, blocks: Blocks, areas: list[tuple[str, str, bool]]) -> Computed:
        wanted = [blocks[code, spot] for code in spec.components]
        city = next((level for level in self.levels.values() if level.rank == 0), None)
        tops = [blocks.get((code, (*spot[:2], city.pk))) if city else None for code in spec.components]
        residents = blocks.get((RESIDENTS, spot))
        read = cells_of([pk for pk in (*wanted, *tops, residents) if pk is not None])
        values: Floats = np.array([np.where(read[pk].ok, read[pk].value, np.nan) for pk in wanted])
        taken = included_areas(
            spec.exclude, tuple(code for code, _, _ in areas), read[residents].value if residents else None
        )
        taken &= ~np.array([is_residual for _, _, is_residual in areas], bool)
        whole = np.array([read[pk].value[0] if pk else np.nan for pk in tops])
        return index_of(values, spec, included=taken, whole=whole)


def _serves(spec: IndexSpec, period: Period) -> bool:
    """Whether the definition is meant for the period."""
    begun = spec.valid_from is None or spec.valid_from <= period.ends
    return begun and (spec.valid_until is None or period.ends <= spec.valid_until)


def _counted(computed: Computed, spec: IndexSpec) -> tuple[int, ...]:
    return tuple(int((computed.class_of == at).sum()) for at in range(len(spec.classes)))


def _moves(
    before: Computed, after: Computed, spec: IndexSpec, areas: list[tuple[str, str, bool]]
) -> Iterable[ClassMove]:
    """Areas in another class, those that moved farthest first."""
    moved = np.flatnonzero(before.class_of != after.class_of)
    distance = np.nan_to_num(np.abs(after.value[moved] - before.value[moved]), nan=np.inf)
    for at in moved[np.argsort(-distance, kind="stable")]:
        code, name, _ = areas[at]
        yield ClassMove(
            code,
            name,
            _name(before, spec, at),
            _name(after, spec, at),
            _number(before, at),
            _number(after, at),
        )


def _name(computed: Computed, spec: IndexSpec, at: int) -> str | None:
    position = int(computed.class_of[at])
    return None if position == NO_CLASS else spec.classes[position]


def _number(computed: Computed, at: int) -> float | None:
    return float(computed.value[at]) if np.isfinite(computed.value[at]) else None
