"""Observations as dense arrays: which deliveries count, and their values by measure, period and area."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection

from indicators import bulk
from indicators.actions.places import EditionPlaces
from indicators.calculation.hierarchy import Floats, States
from indicators.catalogue.profile_spec import ProfileSpec
from indicators.models import Delivery, InForce
from indicators.states import ValueState

#: (measure id, period id) → delivery id
InForceMap = Mapping[tuple[int, int], int]

_STATES = 8
_QUERY = """
    SELECT wanted.at, found.cells, found.numbers
    FROM unnest(%(deliveries)s::bigint[], %(measures)s::bigint[], %(periods)s::bigint[])
         WITH ORDINALITY AS wanted(delivery_id, measure_id, period_id, at),
         LATERAL (
            SELECT array_agg(o.area_id * 8 + o.state) AS cells, array_agg(o.value) AS numbers
            FROM sealed.observation o
            WHERE (o.delivery_id, o.measure_id, o.period_id) = (wanted.delivery_id, wanted.measure_id, wanted.period_id)
         ) AS found
"""
"""An array for each measure and period, area and state in one number: less than half the bytes of a row for each."""


@dataclass(frozen=True, eq=False)
class DenseObservations:
    """Per measure id: period ids in the order asked for, and per level (periods × places) values and states."""

    periods: Mapping[int, tuple[int, ...]]
    levels: Mapping[int, Mapping[str, tuple[Floats, States]]]


def in_force_with(measures: Iterable[int], edition: int, candidates: InForceMap) -> dict[tuple[int, int], int]:
    """What counts for these measures in an edition; what ``candidates`` deliver stands before what is in force."""
    wanted = set(measures)
    rows = InForce.objects.filter(measure__in=wanted, edition=edition)
    found = {(measure, period): pk for measure, period, pk in rows.values_list("measure", "period", "delivery")}
    return found | {cell: delivery for cell, delivery in candidates.items() if cell[0] in wanted}


_CELLS = """
    WITH RECURSIVE found AS (
        SELECT wanted.delivery_id, next.measure_id, next.period_id
        FROM unnest(%s::bigint[]) AS wanted(delivery_id),
        LATERAL (SELECT o.measure_id, o.period_id FROM sealed.observation o
                 WHERE o.delivery_id = wanted.delivery_id
                 ORDER BY o.measure_id, o.period_id LIMIT 1) AS next
        UNION ALL
        SELECT found.delivery_id, next.measure_id, next.period_id
        FROM found, LATERAL (SELECT o.measure_id, o.period_id FROM sealed.observation o
                             WHERE o.delivery_id = found.delivery_id
                               AND (o.measure_id, o.period_id) > (found.measure_id, found.period_id)
                             ORDER BY o.measure_id, o.period_id LIMIT 1) AS next
    )
    SELECT measure_id, period_id, delivery_id FROM found ORDER BY delivery_id
"""
"""One step in the key's index for each measure and period, however many areas they have."""


def delivered_cells(deliveries: Iterable[int]) -> dict[tuple[int, int], int]:
    """Which of these staged deliveries has observations of a measure and period; of two the later one."""
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, [list(deliveries)])
        return {(measure, period): delivery for measure, period, delivery in cursor.fetchall()}


def read_dense(wanted: InForceMap, order: Mapping[int, int], places: EditionPlaces) -> DenseObservations:
    """Load observations as arrays, with one COPY.

    Args:
        wanted: which delivery counts for a measure and period.
        order: period id → rank, so that the rows of each measure ascend in time.
        places: the edition's areas.
    """
    keys = sorted(wanted, key=lambda key: (key[0], order[key[1]]))
    params = {
        "deliveries": [wanted[key] for key in keys],
        "measures": [measure for measure, _ in keys],
        "periods": [period for _, period in keys],
    }
    finest = places.hierarchy.depth(places.hierarchy.finest)
    filled = {finest: _Filled(len(keys), len(places.areas[finest]))}
    index = _AreaIndex(places)
    for at, cells, numbers in bulk.series_out(_QUERY, params):
        for depth, chosen, positions in index.find(cells // _STATES):
            if depth not in filled:
                filled[depth] = _Filled(len(keys), len(places.areas[depth]))
            level = filled[depth]
            level.values[at - 1, positions] = numbers[chosen]
            level.states[at - 1, positions] = cells[chosen] % _STATES
            level.present[at - 1] = True
    by_measure: dict[int, list[int]] = {}
    for measure, period in keys:
        by_measure.setdefault(measure, []).append(period)
    return DenseObservations({m: tuple(p) for m, p in by_measure.items()}, _by_level(filled, by_measure, places))


class _Filled:
    """Values and states of one level, a row for each measure and period; ``present``: whether any cell is there."""

    def __init__(self, rows: int, areas: int) -> None:
        self.values = np.zeros((rows, areas))
        self.states = np.full((rows, areas), ValueState.MISSING, np.uint8)
        self.present = np.zeros(rows, bool)


def _by_level(
    filled: Mapping[int, _Filled], by_measure: Mapping[int, list[int]], places: EditionPlaces
) -> dict[int, dict[str, tuple[Floats, States]]]:
    """The rows of each measure, level by level from the top; levels that nothing was delivered for are left out."""
    found: dict[int, dict[str, tuple[Floats, States]]] = {}
    for depth in sorted(filled):
        level, all_of = places.hierarchy.levels[depth], filled[depth]
        all_of.values[all_of.states != ValueState.OK] = 0.0
        start = 0
        for measure, periods in by_measure.items():
            part = slice(start, start + len(periods))
            start += len(periods)
            if level == places.hierarchy.finest or all_of.present[part].any():
                found.setdefault(measure, {})[level] = (all_of.values[part], all_of.states[part])
    return found


class _AreaIndex:
    """Where areas stand: (depth, which of the areas asked for, their positions). Series mostly name the same areas."""

    def __init__(self, places: EditionPlaces) -> None:
        self._ids = np.concatenate(places.areas)
        self._order = np.argsort(self._ids)
        self._depths = np.repeat(np.arange(len(places.areas)), [len(areas) for areas in places.areas])
        self._positions = np.concatenate([np.arange(len(areas)) for areas in places.areas])
        self._last: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._found: list[tuple[int, npt.NDArray[np.intp], npt.NDArray[np.int64]]] = []

    def find(self, areas: npt.NDArray[np.int64]) -> list[tuple[int, npt.NDArray[np.intp], npt.NDArray[np.int64]]]:
        """The areas by the level that they are of; such of another edition are left out."""
        if not np.array_equal(areas, self._last):
            at = np.minimum(np.searchsorted(self._ids, areas, sorter=self._order), len(self._ids) - 1)
            at = self._order[at]
            known = self._ids[at] == areas
            self._last, self._found = areas, []
            for depth in np.unique(self._depths[at[known]]).tolist():
                chosen = np.flatnonzero(known & (self._depths[at] == depth))
                self._found.append((depth, chosen, self._positions[at[chosen]]))
        return self._found


def current_values(
    delivery: Delivery, places: EditionPlaces, profile: ProfileSpec, periods: Collection[int]
) -> dict[tuple[int, int], Floats]:
    """What is in force for the cells that a file fills: measure and period ids → values in the order of ``Places.all``.

    NaN where nothing, or no number, is in force. Measures without any value in force are left out.
    """
    rows = InForce.objects.filter(
        measure__code__in=profile.measures, period__in=periods, edition=places.edition
    ).exclude(delivery=delivery)
    wanted = {(measure, period): pk for measure, period, pk in rows.values_list("measure", "period", "delivery")}
    if not wanted:
        return {}
    dense = read_dense(wanted, {period: rank for rank, period in enumerate(sorted(periods))}, places)
    size = len(places.delivered_at(profile.area).all)
    found: dict[tuple[int, int], Floats] = {}
    for depth, offered in places.positions(profile.area).items():
        level, chosen = places.hierarchy.levels[depth], np.flatnonzero(offered >= 0)
        for measure, levels in dense.levels.items():
            if level not in levels:
                continue
            values, states = levels[level]
            numbers = np.where(states == ValueState.OK, values, np.nan)[:, chosen]
            for rank, period in enumerate(dense.periods[measure]):
                found.setdefault((measure, period), np.full(size, np.nan))[offered[chosen]] = numbers[rank]
    return found
