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

_QUERY = """
    SELECT o.measure_id, o.period_id, o.area_id, o.state, o.value
    FROM unnest(%(deliveries)s::bigint[], %(measures)s::bigint[], %(periods)s::bigint[])
         AS wanted(delivery_id, measure_id, period_id)
    JOIN sealed.observation o USING (delivery_id, measure_id, period_id)
"""
_TYPES = {"measure": ">i8", "period": ">i8", "area": ">i8", "state": ">i2", "value": ">f8"}


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
    rows = bulk.copy_out(
        _QUERY,
        {
            "deliveries": [wanted[key] for key in keys],
            "measures": [measure for measure, _ in keys],
            "periods": [period for _, period in keys],
        },
        _TYPES,
    )
    row_of = _index(keys, rows["measure"], rows["period"])
    levels: dict[int, dict[str, tuple[Floats, States]]] = {}
    by_measure: dict[int, tuple[int, ...]] = {}
    for measure, period in keys:
        by_measure[measure] = (*by_measure.get(measure, ()), period)
    starts = dict(zip(by_measure, np.cumsum([0, *(len(p) for p in by_measure.values())]).tolist(), strict=False))
    for depth, level in enumerate(places.hierarchy.levels):
        chosen, positions = _positions(places.areas[depth], rows["area"])
        if not len(positions) and level != places.hierarchy.finest:
            continue
        values = np.zeros((len(keys), len(places.areas[depth])))
        states = np.full(values.shape, ValueState.MISSING, np.uint8)
        values[row_of[chosen], positions] = rows["value"][chosen]
        states[row_of[chosen], positions] = rows["state"][chosen]
        values[states != ValueState.OK] = 0.0
        present = np.zeros(len(keys), bool)
        present[row_of[chosen]] = True
        for measure, periods in by_measure.items():
            part = slice(starts[measure], starts[measure] + len(periods))
            if level == places.hierarchy.finest or present[part].any():
                levels.setdefault(measure, {})[level] = (values[part], states[part])
    return DenseObservations(by_measure, levels)


def _index(
    keys: list[tuple[int, int]], measures: npt.NDArray[np.int64], periods: npt.NDArray[np.int64]
) -> npt.NDArray[np.intp]:
    """Position in ``keys`` of each row."""
    known = np.array([measure * 2**31 + period for measure, period in keys], np.int64)
    order = np.argsort(known)
    wanted = measures.astype(np.int64) * 2**31 + periods
    return order[np.searchsorted(known, wanted, sorter=order)]


def _positions(
    areas: npt.NDArray[np.int64], delivered: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Which rows belong to ``areas``, and at which positions."""
    if not len(areas):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    order = np.argsort(areas)
    at = np.minimum(np.searchsorted(areas, delivered, sorter=order), len(areas) - 1)
    positions = order[at]
    chosen = np.flatnonzero(areas[positions] == delivered)
    return chosen, positions[chosen]


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
