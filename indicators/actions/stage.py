"""Stage: COPY into ``sealed.observation`` under the delivery. Nothing that readers see has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from indicators import bulk
from indicators.actions.check import profile_of, read
from indicators.actions.delivered import stored_periods
from indicators.actions.kept import take_kept
from indicators.actions.moves import move
from indicators.actions.observations import current_values
from indicators.actions.places import places_of
from indicators.actions.progress import Report
from indicators.calculation.hierarchy import Floats
from indicators.intake.checked import CheckedFile, CheckedPeriod
from indicators.journey import Move
from indicators.models import Delivery, Measure, Observation

COLUMNS = ("delivery_id", "measure_id", "period_id", "area_id", "state", "value")
_MEASURES_A_PIECE = 8


@dataclass(frozen=True, eq=False)
class Series:
    """The cells of one measure and period: ``row`` of the period's arrays."""

    measure: int
    period: int
    told: CheckedPeriod
    row: int


def stage(delivery: Delivery, report: Report) -> None:
    """Write every given cell of the file as an observation; written before by a killed run: written anew."""
    assert delivery.edition is not None
    profile = profile_of(delivery)
    checked = take_kept(delivery) or read(delivery, profile)
    if checked.refused:  # erased, or measured by another catalogue, since its check
        raise ValueError("the file no longer passes its check")
    places = places_of(delivery.edition)
    areas = places.area_ids(profile.area)
    series = _series(delivery, checked)
    Observation.objects.filter(delivery=delivery).delete()
    bulk.copy_in("sealed.observation", COLUMNS, _pieces(delivery, series, areas, report))
    current = current_values(delivery, places, profile, {entry.period for entry in series})
    delivery.is_revision = _changes(series, current)
    move(delivery, Move.STAGE, observations=checked.observations, revision=delivery.is_revision)


def _series(delivery: Delivery, checked: CheckedFile) -> list[Series]:
    """Every measure and period of the file in the order of the table's key."""
    codes = {measure for told in checked.periods for measure in told.measures}
    measures = dict(Measure.objects.filter(code__in=codes).values_list("code", "pk"))
    periods = stored_periods(told.period for told in checked.periods if told.period is not None)
    found = []
    for told in checked.periods:
        period = delivery.period_id if told.period is None else periods[told.period.code]
        found += [Series(measures[code], period, told, row) for row, code in enumerate(told.measures)]
    return sorted(found, key=lambda entry: (entry.measure, entry.period))


def _changes(series: list[Series], in_force: Mapping[tuple[int, int], Floats]) -> bool:
    """Whether a number differs from the one in force: then it is a revision, otherwise the same said again."""
    for entry in series:
        given, old = entry.told.given[entry.row], in_force.get((entry.measure, entry.period))
        if old is not None and not np.array_equal(entry.told.values[entry.row][given], old[given], equal_nan=True):
            return True
    return False


def _pieces(delivery: Delivery, series: list[Series], areas: np.ndarray, report: Report) -> Iterator[bytes]:
    """Rows in the order of the table's key, some measures at a time."""
    order = np.argsort(areas)
    for done, entry in enumerate(series):
        if done % _MEASURES_A_PIECE == 0:
            report("stage", done, len(series))
        told, row = entry.told, entry.row
        chosen = order[told.given[row][order]]
        columns = {
            "delivery": (">i8", delivery.pk),
            "measure": (">i8", entry.measure),
            "period": (">i8", entry.period),
            "area": (">i8", areas[chosen]),
            "state": (">i2", told.states[row][chosen]),
            "value": (">f8", told.values[row][chosen]),
        }
        yield bulk.rows(columns, len(chosen)).tobytes()
    report("stage", len(series), len(series))
